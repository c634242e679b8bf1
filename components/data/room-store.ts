import type { Outgoing, RoomConnection, RoomView } from "../../client/types.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import { foldSummary } from "../inbox/conversation/fold-summary.ts";
import { optimisticSummary } from "../inbox/conversation/optimistic.ts";
import { Observable } from "./observable.ts";

export type MemberRoomView = RoomView<RoomEvent, MemberCommand>;
type Refused = Outgoing<MemberCommand> & { refusal: NonNullable<Outgoing["refusal"]> };

export type RoomStoreOptions = {
  roomId: string;
  connection: RoomConnection<RoomEvent, MemberCommand>;
  self: { memberId: string; name: string };
  /** What was seen of this room before, to show until the connection has answered. */
  known: RoomMemory | undefined;
  /** The list's summary, for the header before the room's own arrives. */
  listSummary: () => RoomSummary | null;
  /** Names that optimistic changes need. */
  memberName: (memberId: string) => string | undefined;
  tagName: (tagId: string) => string | undefined;
  /** A command other than a message or note was refused; it has been taken back. */
  onRefused: (item: Refused) => void;
};

/** What is kept of a room after it is closed. */
export type RoomMemory = Pick<MemberRoomView, "events" | "hasOlder" | "positions" | "summary">;

/** One open room: the connection's view, the summary as it will be, and where the unread part begins. */
export class RoomStore extends Observable {
  readonly roomId: string;
  readonly #options: RoomStoreOptions;
  readonly #stop: () => void;
  #unreadAfterSeq: number | null = null;
  #hasLooked = false;
  #summaryCache: (Pick<MemberRoomView, "outgoing" | "events"> & { from: RoomSummary; made: RoomSummary }) | null = null;

  constructor(options: RoomStoreOptions) {
    super();
    this.roomId = options.roomId;
    this.#options = options;
    this.#stop = options.connection.subscribe(() => {
      this.#look();
      this.#takeBackRefused();
      this.changed();
    });
    this.#look();
  }

  /** True until the connection or memory has shown anything of the room. */
  get isWaiting(): boolean {
    const { state, events, endedWith } = this.#options.connection.view;
    return state !== "live" && events.length === 0 && endedWith === null && !this.#options.known;
  }

  /** The connection's view; before its first answer what is remembered. */
  get view(): MemberRoomView {
    const { connection, known } = this.#options;
    const { view } = connection;
    return known && !this.#hasLooked ? { ...view, ...known, outgoing: view.outgoing } : view;
  }

  /** Messages up to this seq were read when the room was opened; null while unknown. */
  get unreadAfterSeq(): number | null {
    return this.#unreadAfterSeq;
  }

  /** The room as it is by everything known here, and as it will be once what is on its way has arrived. */
  get summary(): RoomSummary | null {
    const { outgoing, events } = this.view;
    const from = this.#newest();
    if (!from) return null;
    const cache = this.#summaryCache;
    if (cache?.from === from && cache.outgoing === outgoing && cache.events === events) return cache.made;
    const { self, memberName, tagName } = this.#options;
    const names = { member: memberName, tag: tagName };
    const made = optimisticSummary(foldSummary(from, events), outgoing, self, names);
    this.#summaryCache = { from, outgoing, events, made };
    return made;
  }

  /** The room by what has happened, without what is only on its way. */
  get settledSummary(): RoomSummary | null {
    const from = this.#newest();
    return from ? foldSummary(from, this.view.events) : null;
  }

  send(command: MemberCommand): string {
    return this.#options.connection.send(command);
  }

  retry(id: string): void {
    this.#options.connection.retry(id);
  }

  discard(id: string): void {
    this.#options.connection.discard(id);
  }

  loadOlder(): Promise<void> {
    return this.#options.connection.loadOlder();
  }

  markRead(seq: number): void {
    this.#options.connection.markRead(seq);
  }

  setTyping(isTyping: boolean): void {
    this.#options.connection.setTyping(isTyping);
  }

  /** The unread line has served: everything on screen has been read, and the person answered. */
  clearUnreadLine(): void {
    const newest = this.view.events.at(-1)?.seq ?? null;
    if (newest === this.#unreadAfterSeq) return;
    this.#unreadAfterSeq = newest;
    this.changed();
  }

  memory(): RoomMemory {
    const { events, hasOlder, positions, summary } = this.view;
    return { events, hasOlder, positions, summary };
  }

  close(): void {
    this.#stop();
    this.#options.connection.close();
  }

  /** The list's summary and the room's own are the same thing; the higher version is the newer. */
  #newest(): RoomSummary | null {
    const own = this.view.summary;
    const listed = this.#options.listSummary();
    if (!own || !listed) return own ?? listed;
    return listed.version > own.version ? listed : own;
  }

  #look(): void {
    if (this.#hasLooked) return;
    const { state, positions, events } = this.#options.connection.view;
    if (state !== "live" && events.length === 0) return;
    this.#hasLooked = true;
    this.#unreadAfterSeq = positions.staffRead;
  }

  #takeBackRefused(): void {
    for (const item of this.#options.connection.view.outgoing) {
      if (item.state !== "failed" || !item.refusal) continue;
      const isText = item.command.type === "message.send" || item.command.type === "note.add";
      if (isText && item.refusal.code !== "room.resolved") continue;
      const refused = item as Refused;
      this.#options.connection.discard(item.id);
      this.#options.onRefused(refused);
    }
  }
}
