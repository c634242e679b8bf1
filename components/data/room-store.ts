import { newestOf, type RoomLog } from "../../client/room-log.ts";
import type { Outgoing, RoomConnection, RoomView } from "../../client/types.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { HistoryPage } from "../../protocol/http.schema.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import { foldSummary } from "../inbox/conversation/fold-summary.ts";
import { type Scheduled, scheduledOf } from "../inbox/conversation/message-facts.ts";
import { optimisticSummary } from "../inbox/conversation/optimistic.ts";
import { Observable } from "./observable.ts";
import type { PendingResolves } from "./pending-resolves.ts";
import {
  appended,
  firstSeq,
  holds,
  PAGE,
  pageAfter,
  pageAround,
  prepended,
  type Shown,
  type Span,
  shownOf,
} from "./room-span.ts";

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
  /** A page of the room's log, from wherever in it. */
  history: (page: { before: number; limit: number }) => Promise<HistoryPage>;
  /** Names that optimistic changes need. */
  memberName: (memberId: string) => string | undefined;
  tagName: (tagId: string) => string | undefined;
  /** Resolutions that can still be taken back; null: the room is only read. */
  resolves: PendingResolves | null;
  /** A command other than a message or note was refused; it has been taken back. */
  onRefused: (item: Refused) => void;
};

/** What is kept of a room after it is closed, to show it at once and to ask only for what is missing. */
export type RoomMemory = Pick<MemberRoomView, "positions" | "summary" | "visitor"> & { log: RoomLog<RoomEvent> };

/** As many as a first opening shows: a reader comes back to the end, and what is above is loaded when it is scrolled to. */
const REMEMBERED_EVENTS = 60;

const SEEK_PAGES = 10;
const SEEK_LIMIT = 200;

/**
 * Refused messages and notes stay where they were written, with cause and cure. Only a text that lost against a
 * resolution goes back to the composer (ROOM-19).
 */
function isKept(command: MemberCommand, code: string): boolean {
  if (command.type === "note.add") return true;
  return command.type === "message.send" && (command.content.type === "file" || code !== "room.resolved");
}

/** One open room: the connection's view, the summary as it will be, and where the unread part begins. */
export class RoomStore extends Observable {
  readonly roomId: string;
  readonly #options: RoomStoreOptions;
  readonly #stops: readonly (() => void)[];
  #unreadAfterSeq: number | null = null;
  #hasLooked = false;
  #lastSent: MemberCommand["type"] | null = null;
  #span: Span | null = null;
  #isLoadingSpan = false;
  #shownCache: { span: Span | null; events: readonly RoomEvent[]; hasOlder: boolean; made: Shown } | null = null;
  #scheduledBefore: readonly Scheduled[] = [];
  #scheduledSought = 0;
  /** The last event when the room was opened; null while unknown. */
  #headAtOpening: number | null = null;
  #summaryCache: (Pick<MemberRoomView, "outgoing" | "events"> & { from: RoomSummary; made: RoomSummary }) | null = null;

  constructor(options: RoomStoreOptions) {
    super();
    this.roomId = options.roomId;
    this.#options = options;
    this.#stops = [
      options.connection.subscribe(() => {
        this.#look();
        this.#takeBackRefused();
        void this.#seekScheduled();
        this.changed();
      }),
      options.resolves?.subscribe(() => this.changed()) ?? (() => {}),
    ];
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
    // Where the visitor is comes last of all; until then it is shown as it was.
    const visitor = view.visitor ?? known?.visitor ?? null;
    if (!known || this.#hasLooked) return visitor === view.visitor ? view : { ...view, visitor };
    return { ...view, visitor, positions: known.positions, summary: known.summary };
  }

  /** Messages up to this seq were read when the room was opened; null while unknown. */
  get unreadAfterSeq(): number | null {
    return this.#unreadAfterSeq;
  }

  /** The room as it is by everything known here, and as it will be once what is on its way has arrived. */
  get summary(): RoomSummary | null {
    const from = this.#newest();
    const promised = from && this.#promised(from);
    return promised && (this.#options.resolves?.applied(promised) ?? promised);
  }

  #promised(from: RoomSummary): RoomSummary {
    const { outgoing, events } = this.view;
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

  /** A resolution waits a moment, for it may be taken back; anything else goes at once, behind what waits. */
  send(command: MemberCommand): void {
    const { resolves } = this.#options;
    if (command.type === "conversation.resolve" && resolves) resolves.start(this.roomId, command);
    else {
      resolves?.sendNow(this.roomId);
      this.sendAtOnce(command);
    }
  }

  /** Was taking the room over the last that was done here? Whoever loses sight of it by then was too late. Told once. */
  wasTaking(): boolean {
    const was = this.#lastSent === "room.take";
    this.#lastSent = null;
    return was;
  }

  sendAtOnce(command: MemberCommand): void {
    this.#lastSent = command.type;
    this.#options.connection.send(command);
  }

  retry(id: string): void {
    this.#options.connection.retry(id);
  }

  discard(id: string): void {
    this.#options.connection.discard(id);
  }

  /** What the timeline shows of the log. */
  get shown(): Shown {
    const { events, hasOlder } = this.view;
    const cache = this.#shownCache;
    if (cache?.span === this.#span && cache.events === events && cache.hasOlder === hasOlder) return cache.made;
    const made = shownOf(this.#span, { events, hasOlder });
    this.#shownCache = { span: this.#span, events, hasOlder, made };
    return made;
  }

  get isLoadingMore(): boolean {
    return this.#isLoadingSpan || this.view.isLoadingOlder;
  }

  /** Waiting sends whose planning is further back than what is loaded. */
  get scheduledBefore(): readonly Scheduled[] {
    return this.#scheduledBefore;
  }

  /** Loads 50 earlier events in front of what is shown. */
  async loadOlder(): Promise<void> {
    const span = this.#span;
    if (!span) return this.#options.connection.loadOlder();
    await this.#load({ before: firstSeq(span), limit: PAGE }, (page) => prepended(span, page));
  }

  /** Loads the events behind a detached span, until it meets the live end. */
  async loadNewer(): Promise<void> {
    const span = this.#span;
    if (!span || !this.shown.isDetached) return;
    await this.#load(pageAfter(span, firstSeq(this.view)), (page) => appended(span, page));
  }

  /** SEARCH-3: makes sure that this event is among what is shown. False: there is no such event. Rejects like `fetch`. */
  async reach(seq: number): Promise<boolean> {
    if (holds(this.shown.events, seq)) return true;
    await this.#load(pageAround(seq), (page) => ({ events: page.events, hasOlder: page.hasMore }));
    return holds(this.shown.events, seq);
  }

  /** Back to the live end. */
  toLatest(): void {
    if (!this.shown.isDetached) return;
    this.#span = null;
    this.changed();
  }

  /**
   * Somebody marked the room unread while it is open here: what is on screen does not count as read again before a
   * customer writes or the room is opened anew.
   */
  get isHeldUnread(): boolean {
    const { events } = this.view;
    const from = this.#headAtOpening;
    if (from === null) return false;
    const mark = events.findLast((event) => event.type === "room.marked_unread")?.seq ?? 0;
    return mark > from && !events.some((event) => event.seq > mark && event.type === "message.created");
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

  /** null: nothing is known of it yet. */
  memory(): RoomMemory | null {
    const log = newestOf(this.#options.connection.log(), REMEMBERED_EVENTS);
    if (!log) return null;
    const { positions, summary, visitor } = this.view;
    return { positions, summary, visitor, log };
  }

  /** Nobody looks any more. What was written still goes out, and what is refused meanwhile still comes back. */
  close(): void {
    for (const stop of this.#stops) stop();
    const { connection } = this.#options;
    const stop = connection.subscribe(() => {
      this.#takeBackRefused();
      if (connection.view.state === "ended") stop();
    });
    connection.leave();
  }

  /** The list's summary and the room's own are the same thing; the higher version is the newer. */
  #newest(): RoomSummary | null {
    const own = this.view.summary;
    const listed = this.#options.listSummary();
    if (!own || !listed) return own ?? listed;
    return listed.version > own.version ? listed : own;
  }

  async #load(page: { before: number; limit: number }, apply: (page: HistoryPage) => Span): Promise<void> {
    if (this.#isLoadingSpan) return;
    const before = this.#span;
    this.#isLoadingSpan = true;
    this.changed();
    try {
      const answer = await this.#options.history(page);
      // Somebody went back to the newest message meanwhile: what comes now is no longer wanted.
      if (this.#span === before && answer.events.length > 0) this.#span = apply(answer);
    } finally {
      this.#isLoadingSpan = false;
      this.changed();
    }
  }

  /** BEY-5: the room says how many sends wait; those that were planned long ago are looked for once. */
  async #seekScheduled(): Promise<void> {
    const { events, state } = this.view;
    const count = this.#newest()?.scheduledCount ?? 0;
    const first = events[0]?.seq ?? 0;
    if (state !== "live" || first <= 1 || count <= this.#scheduledSought) return;
    if (scheduledOf(events).length + this.#scheduledBefore.length >= count) return;
    this.#scheduledSought = count;
    try {
      let older: RoomEvent[] = [];
      for (let before = first, pages = 0; before > 1 && pages < SEEK_PAGES; pages += 1) {
        const page = await this.#options.history({ before, limit: SEEK_LIMIT });
        older = [...page.events, ...older];
        before = page.events[0]?.seq ?? 1;
        this.#scheduledBefore = scheduledOf([...older, ...this.view.events]).filter(({ seq }) => seq < first);
        if (scheduledOf([...older, ...this.view.events]).length >= count || !page.hasMore) break;
      }
    } catch {
      // The loaded part is shown meanwhile; the next opening looks again.
      return;
    }
    this.changed();
  }

  #look(): void {
    if (this.#headAtOpening === null && this.#options.connection.view.state === "live")
      this.#headAtOpening = this.#options.connection.view.events.at(-1)?.seq ?? 0;
    if (this.#hasLooked) return;
    const { state, positions, summary } = this.#options.connection.view;
    if (state !== "live" && summary === null) return;
    this.#hasLooked = true;
    this.#unreadAfterSeq = positions.staffRead;
  }

  #takeBackRefused(): void {
    for (const item of this.#options.connection.view.outgoing) {
      if (item.state !== "failed" || !item.refusal) continue;
      if (isKept(item.command, item.refusal.code)) continue;
      const refused = item as Refused;
      this.#options.connection.discard(item.id);
      this.#options.onRefused(refused);
    }
  }
}
