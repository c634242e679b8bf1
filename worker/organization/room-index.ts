import type { Channel } from "../../protocol/channels.ts";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import { isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { audienceOf } from "./audience.ts";
import { Buckets } from "./buckets.ts";
import { ChangeOrder } from "./change-order.ts";
import { NarrowCounters } from "./narrow-counters.ts";
import { isOpen, isWaiting, nextEntry, type RoomEntry } from "./room-entry.ts";

export type Change = {
  entry: RoomEntry;
  /** The room as it was known before; null when it was unknown. */
  before: RoomEntry | null;
  /** False when only the lag report changed: nothing for people to see. */
  isNews: boolean;
};

/** Rooms that left memory, and the position up to which a resuming client can no longer be told what it missed. */
export type Trimmed = { closed: RoomEntry[]; floor: number };

/**
 * The open rooms of one organization, and the lately changed ones whatever their status. Pure: the caller stores what
 * `apply` returns. Merged by version, so that any order and any repetition of summaries ends in the same state.
 */
export class RoomIndex {
  readonly #organizationId: string;
  readonly #rooms = new Map<string, RoomEntry>();
  readonly #waiting = new Map<string, RoomEntry>();
  readonly #lagging = new Map<string, RoomEntry>();
  readonly #loads = new Map<string, Map<Channel, number>>();
  readonly #buckets = new Buckets();
  readonly #narrow = new NarrowCounters();
  readonly #order: ChangeOrder;

  /** @param keep how many of the lately changed rooms a resuming client can be told about */
  constructor(organizationId: string, keep: number) {
    this.#organizationId = organizationId;
    this.#order = new ChangeOrder(keep);
  }

  get head(): number {
    return this.#order.head;
  }

  get floor(): number {
    return this.#order.floor;
  }

  get size(): number {
    return this.#rooms.size;
  }

  get(roomId: string): RoomEntry | undefined {
    return this.#rooms.get(roomId);
  }

  /** Takes stored entries, in any order, before anything else happens. */
  load(entries: RoomEntry[], floor: number): void {
    for (const entry of entries) this.#put(entry);
    this.#order.load(entries, floor);
  }

  /**
   * Takes a summary. `recalled` is the entry of a room that has left memory, if the caller still knows one.
   * null: nothing new.
   */
  apply(summary: RoomSummary, laggingSince: number | null, now: number, recalled: RoomEntry | null): Change | null {
    if (summary.organizationId !== this.#organizationId) return null;
    const before = this.#rooms.get(summary.roomId) ?? recalled;
    const isNews = before === null || summary.version > before.version;
    if (!isNews && (summary.version < before.version || laggingSince === before.laggingSince)) return null;
    const place = isNews
      ? { position: this.#order.next(), changedAt: now, laggingSince, floor: this.#order.floor }
      : { position: before.position, changedAt: before.changedAt, laggingSince, floor: this.#order.floor };
    const entry = isNews ? nextEntry(before, summary, place) : { ...before, laggingSince };
    this.#put(entry);
    if (isNews) this.#order.add(entry);
    // A resolved room stays past its time only for the sake of its lag report.
    else if (!isOpen(entry) && laggingSince === null && entry.position <= this.#order.floor) this.#forget(entry);
    return { entry, before, isNews };
  }

  /** Takes an open room from libSQL when nothing newer is known. Not a change: whoever reads the lists has it already. */
  restore(summary: RoomSummary): RoomEntry | null {
    const known = this.#rooms.get(summary.roomId);
    if (summary.organizationId !== this.#organizationId || known !== undefined || !isOpen(summary)) return null;
    const entry = nextEntry(null, summary, { position: 0, changedAt: 0, laggingSince: null, floor: 0 });
    this.#put(entry);
    return entry;
  }

  counters(member: MemberIdentity): Counters {
    if (member.organizationId !== this.#organizationId) return { messages: 0, comments: 0, unassigned: 0 };
    if (!isNarrowed(member)) return this.#buckets.countersOf(member);
    return this.#narrow.of(audienceOf(member), member, this.#rooms.values());
  }

  /** ASSIGN-10, 12: assigned unresolved rooms of a member, on these channels; null: on all. */
  loadOf(memberId: string, channels: readonly Channel[] | null = null): number {
    const loads = this.#loads.get(memberId);
    if (loads === undefined) return 0;
    let sum = 0;
    for (const channel of channels ?? loads.keys()) sum += loads.get(channel) ?? 0;
    return sum;
  }

  /** Everything in memory, in no particular order: open rooms, and resolved ones that changed lately. */
  all(): Iterable<RoomEntry> {
    return this.#rooms.values();
  }

  /** Replaces what is noted of a room beside its summary. */
  note(entry: RoomEntry): void {
    this.#put(entry);
  }

  /** Rooms that wait for somebody, in no particular order. */
  waiting(): Iterable<RoomEntry> {
    return this.#waiting.values();
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** Rooms changed after `position`, oldest change first; null when not all of them are known any more. */
  changedSince(position: number): RoomEntry[] | null {
    return this.#order.since(position, (roomId) => this.#rooms.get(roomId));
  }

  /** Rooms that lists may not show yet: changed after `time`, or reported as lagging. Oldest change first. */
  unsettled(time: number): RoomEntry[] {
    const lately = this.#order.after(time, (roomId) => this.#rooms.get(roomId));
    const known = new Set(lately.map((entry) => entry.roomId));
    const lagging = [...this.#lagging.values()].filter((entry) => !known.has(entry.roomId));
    return [...lately, ...lagging].sort((a, b) => a.position - b.position);
  }

  /** Time of the oldest change that a room could not store yet; null when lists are current. */
  laggingSince(): number | null {
    let oldest: number | null = null;
    for (const { laggingSince } of this.#lagging.values()) {
      if (laggingSince !== null && (oldest === null || laggingSince < oldest)) oldest = laggingSince;
    }
    return oldest;
  }

  /** Lets go of resolved rooms that changed long ago; null when there is nothing to do yet. Cheap to ask every time. */
  trim(): Trimmed | null {
    const dropped = this.#order.compact((roomId) => this.#rooms.get(roomId));
    if (dropped === null) return null;
    const closed = dropped.filter((entry) => !isOpen(entry) && entry.laggingSince === null);
    for (const entry of closed) this.#forget(entry);
    return { closed, floor: this.#order.floor };
  }

  /** As if it had never been; clients' positions must be void from then on. */
  remove(roomId: string): void {
    const entry = this.#rooms.get(roomId);
    if (entry === undefined) return;
    this.#buckets.remove(entry);
    this.#narrow.shift(entry, -1);
    this.#shiftLoads(entry, -1);
    for (const places of [this.#rooms, this.#waiting, this.#lagging]) places.delete(roomId);
  }

  #put(entry: RoomEntry): void {
    const before = this.#rooms.get(entry.roomId);
    if (before !== undefined) {
      this.#buckets.remove(before);
      this.#narrow.shift(before, -1);
      this.#shiftLoads(before, -1);
    }
    this.#buckets.add(entry);
    this.#narrow.shift(entry, 1);
    this.#shiftLoads(entry, 1);
    this.#rooms.set(entry.roomId, entry);
    if (isWaiting(entry)) this.#waiting.set(entry.roomId, entry);
    else this.#waiting.delete(entry.roomId);
    if (entry.laggingSince !== null) this.#lagging.set(entry.roomId, entry);
    else this.#lagging.delete(entry.roomId);
  }

  /** Only for a resolved room without lag: it stands in no bucket, load or queue. */
  #forget(entry: RoomEntry): void {
    this.#rooms.delete(entry.roomId);
  }

  #shiftLoads(entry: RoomEntry, sign: 1 | -1): void {
    if (entry.status !== "assigned") return;
    for (const memberId of new Set(entry.participantIds)) {
      const loads = this.#loads.get(memberId) ?? new Map<Channel, number>();
      loads.set(entry.channel, (loads.get(entry.channel) ?? 0) + sign);
      this.#loads.set(memberId, loads);
    }
  }
}
