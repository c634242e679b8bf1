import type { FeedServerFrame } from "../../protocol/feed-frames.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import { canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import { trySend } from "../sockets/close.ts";
import { frameText, roomsFrame } from "./feed-frames.ts";
import type { FeedSession } from "./feed-session.ts";
import type { FeedSockets } from "./feed-sockets.ts";
import { type Hello, type WelcomeSources, welcomeFrames } from "./feed-welcome.ts";
import { Pulse } from "./pulse.ts";
import type { StoredChange } from "./rooms.ts";

/** Changes within this time share one frame per socket; the first of them has gone out at once. */
const FRAME_EVERY_MS = 50;

export type FeedSurroundings = WelcomeSources & {
  sockets: FeedSockets;
  /** Closes a socket for good. */
  drop(session: FeedSession, code: number, reason: string): void;
};

/** The live inbox: every member's sockets get the changes of the rooms that member may see, and no others (ROLE-3). */
export class Feed {
  readonly #around: FeedSurroundings;
  readonly #pending = new Map<string, StoredChange>();
  readonly #pulse = new Pulse(FRAME_EVERY_MS, () => this.#flush());
  #isPresenceNews = false;
  #isCountersNews = false;

  constructor(around: FeedSurroundings) {
    this.#around = around;
  }

  changed(change: StoredChange): void {
    if (this.#around.sockets.size === 0) return;
    const { roomId } = change.entry;
    const earlier = this.#pending.get(roomId);
    // What clients saw last is what the first change of the burst found.
    this.#pending.set(roomId, earlier === undefined ? change : { ...change, before: earlier.before });
    this.#pulse.ask();
  }

  presenceChanged(): void {
    if (this.#around.sockets.size === 0) return;
    this.#isPresenceNews = true;
    this.#pulse.ask();
  }

  /** An answer for one socket, when there is nothing to tell the others. */
  tellPresence(session: FeedSession): void {
    trySend(session.socket, this.#presenceText(this.#around.presence.isOn(session.member.memberId)));
  }

  /** Counters moved without a change of rooms: the index was rebuilt. */
  countersChanged(): void {
    if (this.#around.sockets.size === 0) return;
    this.#isCountersNews = true;
    this.#pulse.ask();
  }

  /** `laggingSince`: time of the oldest change that lists do not show; null when they are current. */
  lagChanged(laggingSince: number | null): void {
    const text = frameText(this.#lagFrame(laggingSince));
    for (const session of this.#greeted()) trySend(session.socket, text);
  }

  /** Answers `hello`; from then on the socket gets changes. */
  welcome(session: FeedSession, hello: Hello): void {
    session.isGreeted = true;
    session.seenAt = this.#around.now();
    session.save();
    for (const text of welcomeFrames(this.#around, session, hello)) trySend(session.socket, text);
    const laggingSince = this.#around.rooms.index.laggingSince();
    if (laggingSince !== null) trySend(session.socket, frameText(this.#lagFrame(laggingSince)));
  }

  #flush(): void {
    const changes = [...this.#pending.values()];
    const isPresenceNews = this.#isPresenceNews;
    const isCountersNews = this.#isCountersNews;
    this.#pending.clear();
    this.#isPresenceNews = false;
    this.#isCountersNews = false;
    if (changes.length > 0 || isCountersNews) this.#sendRooms(changes, isCountersNews);
    if (isPresenceNews) this.#sendPresence();
  }

  #sendRooms(changes: StoredChange[], isCountersNews: boolean): void {
    const last = this.#around.rooms.index.head;
    const frames = new Map<string, string | null>();
    const fragments = new Map<string, string>();
    for (const session of this.#greeted()) {
      let text = frames.get(session.audience);
      if (text === undefined) {
        text = this.#roomsText(session.member, changes, last, fragments, isCountersNews);
        frames.set(session.audience, text);
      }
      if (text !== null) trySend(session.socket, text);
    }
  }

  #roomsText(
    member: MemberIdentity,
    changes: StoredChange[],
    last: number,
    fragments: Map<string, string>,
    isCountersNews: boolean,
  ): string | null {
    const visible: StoredChange[] = [];
    const gone: string[] = [];
    let key = "";
    changes.forEach((change, at) => {
      if (canSeeRoom(member, change.entry)) {
        visible.push(change);
        key += `${at},`;
      } else if (change.before !== null && canSeeRoom(member, change.before)) gone.push(change.entry.roomId);
    });
    if (visible.length === 0 && gone.length === 0 && !isCountersNews) return null;
    const fragment = fragments.get(key) ?? visible.map((change) => change.summaryJson).join(",");
    fragments.set(key, fragment);
    return roomsFrame(last, fragment, gone, this.#around.rooms.index.counters(member));
  }

  #sendPresence(): void {
    const texts = new Map<boolean, string>();
    for (const session of this.#greeted()) {
      const isOnline = this.#around.presence.isOn(session.member.memberId);
      const text = texts.get(isOnline) ?? this.#presenceText(isOnline);
      texts.set(isOnline, text);
      trySend(session.socket, text);
    }
  }

  #presenceText(isOnline: boolean): string {
    return frameText({ type: "presence", presence: this.#around.presence.list(), isOnline });
  }

  /** Those who may be sent something; a socket whose token has ended never is. */
  #greeted(): FeedSession[] {
    const now = this.#around.now();
    return this.#around.sockets.all.filter((session) => {
      if (!session.hasEnded(now)) return session.isGreeted;
      this.#around.drop(session, CLOSE.tokenEnded, "token ended");
      return false;
    });
  }

  #lagFrame(laggingSince: number | null): FeedServerFrame & { type: "lag" } {
    return { type: "lag", lagMs: laggingSince === null ? 0 : Math.max(0, this.#around.now() - laggingSince) };
  }
}
