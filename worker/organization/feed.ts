import type { FeedServerFrame } from "../../protocol/feed-frames.schema.ts";
import type { Job } from "../../protocol/inbox.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import { seesMasked } from "../../protocol/masking.ts";
import { allows, canSeeRoom, isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import { trySend } from "../sockets/close.ts";
import { hearsOfContact } from "./contact-sight.ts";
import type { NoticeCall } from "./contract.ts";
import { frameText, roomsFrame } from "./feed-frames.ts";
import type { FeedSession } from "./feed-session.ts";
import type { FeedSockets } from "./feed-sockets.ts";
import { type Hello, seesPresence, type WelcomeSources, welcomeFrames } from "./feed-welcome.ts";
import { Pulse } from "./pulse.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { StoredChange } from "./rooms.ts";
import { Sight } from "./sight.ts";

/** Its numbers are of the whole organization: whoever sees less learns of the own jobs alone. */
export const isJobFor = (job: Job, member: MemberIdentity): boolean =>
  allows(member, "menu.inbox") && (!isNarrowed(member) || job.byMemberId === member.memberId);

/** Changes within this time share one frame per socket; the first of them has gone out at once. */
const FRAME_EVERY_MS = 50;

export type FeedSurroundings = WelcomeSources & {
  sockets: FeedSockets;
  /** Closes a socket for good. */
  drop(session: FeedSession, code: number, reason: string): void;
};

/** One round of news of rooms, with what members share of it. */
type RoomsNews = {
  changes: StoredChange[];
  last: number;
  fragments: Map<string, string>;
  sight: Sight;
  isCountersNews: boolean;
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

  /** PRIVACY-6: nobody sees it any more, not even as one of no organization. */
  gone(before: RoomEntry): void {
    this.changed({ entry: { ...before, organizationId: "" }, before, isNews: true, summaryJson: "" });
  }

  presenceChanged(): void {
    if (this.#around.sockets.size === 0) return;
    this.#isPresenceNews = true;
    this.#pulse.ask();
  }

  /** An answer for one socket, when there is nothing to tell the others. */
  tellPresence(session: FeedSession): void {
    trySend(session.socket, this.#presenceText(session.member));
  }

  /** Counters moved without a change of rooms: the index was rebuilt. */
  countersChanged(): void {
    if (this.#around.sockets.size === 0) return;
    this.#isCountersNews = true;
    this.#pulse.ask();
  }

  /** NOTIF-1: to those who are there and may see the room it happened in; the others read it later. */
  notices(calls: readonly NoticeCall[]): void {
    if (this.#around.sockets.size === 0) return;
    for (const session of this.#greeted()) {
      const own = calls.filter((call) => this.#concerns(call, session.member)).map(({ notice }) => notice);
      if (own.length === 0) continue;
      const notices = own.map((notice) => ({ ...notice, isRead: false }));
      trySend(session.socket, frameText({ type: "notices", notices }));
    }
  }

  /** To all devices of one member. */
  noticesRead(memberId: string, read: { noticeIds: string[] | null; at: number }): void {
    this.#toAll(frameText({ type: "notices.read", ...read }), (member) => member.memberId === memberId);
  }

  /** What was read of settings, tags, templates or members is old. */
  configChanged(version: number): void {
    this.#toAll(frameText({ type: "config", version }));
  }

  /** CONTACT-2: the id alone, so that whoever shows the contact reads it with the rights that are theirs. */
  contactChanged(contactId: string): void {
    if (this.#around.sockets.size === 0) return;
    const rooms = [...this.#around.rooms.index.all()].filter((room) => room.contactId === contactId);
    this.#toAll(frameText({ type: "contact", contactId }), (member) => hearsOfContact(member, rooms));
  }

  job(job: Job): void {
    this.#toAll(frameText({ type: "job", job }), (member) => isJobFor(job, member));
  }

  /** `laggingSince`: time of the oldest change that lists do not show; null when they are current. */
  lagChanged(laggingSince: number | null): void {
    this.#toAll(frameText(this.#lagFrame(laggingSince)));
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
    const sight = new Sight();
    for (const session of this.#greeted()) {
      let text = frames.get(session.audience);
      if (text === undefined) {
        text = this.#roomsText(session.member, { changes, last, fragments, sight, isCountersNews });
        frames.set(session.audience, text);
      }
      if (text !== null) trySend(session.socket, text);
    }
  }

  #roomsText(member: MemberIdentity, { changes, last, fragments, sight, isCountersNews }: RoomsNews): string | null {
    const visible: StoredChange[] = [];
    const gone: string[] = [];
    let key = seesMasked(member) ? "masked " : "";
    changes.forEach((change, at) => {
      if (canSeeRoom(member, change.entry)) {
        visible.push(change);
        key += `${at},`;
      } else if (change.before !== null && canSeeRoom(member, change.before)) gone.push(change.entry.roomId);
    });
    if (visible.length === 0 && gone.length === 0 && !isCountersNews) return null;
    const fragment =
      fragments.get(key) ?? visible.map(({ summaryJson }) => sight.summaryJson(member, summaryJson)).join(",");
    fragments.set(key, fragment);
    return roomsFrame(last, fragment, gone, this.#around.rooms.index.counters(member));
  }

  #concerns({ notice, memberIds, roles, exceptMemberId }: NoticeCall, member: MemberIdentity): boolean {
    if (member.memberId === exceptMemberId) return false;
    if (!memberIds.includes(member.memberId) && !roles.includes(member.role)) return false;
    if (notice.roomId === null) return !isNarrowed(member);
    const room = this.#around.rooms.index.get(notice.roomId);
    return room !== undefined && canSeeRoom(member, room);
  }

  #toAll(text: string, isMeant: (member: MemberIdentity) => boolean = () => true): void {
    if (this.#around.sockets.size === 0) return;
    for (const session of this.#greeted()) if (isMeant(session.member)) trySend(session.socket, text);
  }

  #sendPresence(): void {
    const texts = new Map<boolean, string>();
    for (const session of this.#greeted()) {
      const { member } = session;
      if (!seesPresence(member)) continue;
      const isOnline = this.#around.presence.isOn(member.memberId);
      const text = texts.get(isOnline) ?? this.#presenceText(member);
      texts.set(isOnline, text);
      trySend(session.socket, text);
    }
  }

  #presenceText({ memberId }: MemberIdentity): string {
    const { presence } = this.#around;
    return frameText({ type: "presence", presence: presence.list(), isOnline: presence.isOn(memberId) });
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
