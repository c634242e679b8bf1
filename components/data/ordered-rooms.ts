import type { RoomSummary } from "../../protocol/room-events.schema.ts";

type Compare = (a: RoomSummary, b: RoomSummary) => number;
/** A row that stood in the order before, and after; null: it did not. */
export type RowChange = (before: RoomSummary | null, after: RoomSummary | null) => void;

/** `before` is the state that stands in the order, `after` what takes its place. */
export type Replacement = { before: RoomSummary | null; after: RoomSummary | null };

/** A place in the rows where one is put in, or (null) taken out. */
type Cut = { at: number; row: RoomSummary | null };

/** From so many changes on, one copy of all rows costs less than shifting them for each. */
const MANY = 8;

/**
 * Rooms in the order of one choice. One change costs a binary search, not a sort. Rooms behind `end` are known only by
 * chance, from the feed or other choices; they count once the pages reach them.
 */
export class OrderedRooms {
  readonly #compare: Compare;
  #rows: RoomSummary[];
  readonly #listeners = new Set<RowChange>();
  #end: RoomSummary | null;
  #length = 0;

  /** `end`: the last room up to which everything is known; null: everything is. */
  constructor(rooms: RoomSummary[], compare: Compare, end: RoomSummary | null) {
    this.#compare = compare;
    this.#rows = rooms.sort(compare);
    this.#end = end;
    this.#length = this.#visibleLength();
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): RoomSummary | undefined {
    return index < this.#length ? this.#rows[index] : undefined;
  }

  rows(from = 0, to = this.#length): RoomSummary[] {
    return this.#rows.slice(from, Math.min(to, this.#length));
  }

  /** Place of this very state of a room; -1: it is not among the rows. */
  indexOf(room: RoomSummary): number {
    const index = this.#place(room);
    return index < this.#length && this.#rows[index]?.roomId === room.roomId ? index : -1;
  }

  /** Also behind the end: is this state of the room in the order at all? */
  holds(room: RoomSummary): boolean {
    return this.#rows[this.#place(room)] === room;
  }

  compare(a: RoomSummary, b: RoomSummary): number {
    return this.#compare(a, b);
  }

  listen(listener: RowChange): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts each `after` in place of its `before`; null where the room does not belong. Each room at most once. */
  replace(changes: readonly Replacement[]): void {
    if (changes.length >= MANY) this.#replaceMany(changes);
    else this.#replaceFew(changes);
  }

  #replaceFew(changes: readonly Replacement[]): void {
    for (const { before, after } of changes) {
      const wasVisible = before !== null && this.#remove(before);
      const isVisible = after !== null && this.#insert(after);
      if (wasVisible || isVisible) this.#tell(wasVisible ? before : null, isVisible ? after : null);
    }
  }

  /** More pages have come, or everything is known; fewer after the list was read anew. */
  reachTo(end: RoomSummary | null): void {
    this.#end = end;
    const from = this.#length;
    this.#length = this.#visibleLength();
    for (const row of this.#rows.slice(from, this.#length)) this.#tell(null, row);
  }

  #visibleLength(): number {
    if (this.#end === null) return this.#rows.length;
    const index = this.#place(this.#end);
    return this.#rows[index]?.roomId === this.#end.roomId ? index + 1 : index;
  }

  /** The rows are copied once, instead of being shifted for every change. */
  #replaceMany(changes: readonly Replacement[]): void {
    const cuts: Cut[] = [];
    const news: Replacement[] = [];
    for (const { before, after } of changes) {
      const index = before ? this.#place(before) : -1;
      const isHere = before !== null && this.#rows[index]?.roomId === before.roomId;
      if (isHere) cuts.push({ at: index, row: null });
      if (after) cuts.push({ at: this.#place(after), row: after });
      const wasVisible = isHere && index < this.#length;
      news.push({ before: wasVisible ? before : null, after: after && this.#isWithin(after) ? after : null });
    }
    this.#rows = this.#recut(cuts);
    this.#length = this.#visibleLength();
    for (const { before, after } of news) if (before || after) this.#tell(before, after);
  }

  #recut(cuts: Cut[]): RoomSummary[] {
    const old = this.#rows;
    const parts: RoomSummary[][] = [];
    let from = 0;
    // A new row stands before the one whose place it was given, also if that one leaves.
    cuts.sort((a, b) => a.at - b.at || (a.row && b.row ? this.#compare(a.row, b.row) : a.row ? -1 : 1));
    for (const { at, row } of cuts) {
      if (at > from) parts.push(old.slice(from, at));
      from = Math.max(from, at);
      if (row) parts.push([row]);
      else from = at + 1;
    }
    parts.push(old.slice(from));
    return parts.flat();
  }

  #isWithin(room: RoomSummary): boolean {
    return this.#end === null || this.#compare(room, this.#end) <= 0;
  }

  #remove(room: RoomSummary): boolean {
    const index = this.#place(room);
    if (this.#rows[index]?.roomId !== room.roomId) return false;
    this.#rows.splice(index, 1);
    if (index >= this.#length) return false;
    this.#length -= 1;
    return true;
  }

  #insert(room: RoomSummary): boolean {
    this.#rows.splice(this.#place(room), 0, room);
    if (!this.#isWithin(room)) return false;
    this.#length += 1;
    return true;
  }

  /** First index whose row does not stand before `room`. */
  #place(room: RoomSummary): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#rows[middle] as RoomSummary, room) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #tell(before: RoomSummary | null, after: RoomSummary | null): void {
    for (const listener of this.#listeners) listener(before, after);
  }
}
