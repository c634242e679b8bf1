import type { RoomSummary } from "../../protocol/room-events.schema.ts";

type Compare = (a: RoomSummary, b: RoomSummary) => number;
/** A row that stood in the order before, and after; null: it did not. */
export type RowChange = (before: RoomSummary | null, after: RoomSummary | null) => void;

/**
 * Rooms in the order of one choice. One change costs a binary search, not a sort. Rooms behind `end` are known only by
 * chance, from the feed or other choices; they count once the pages reach them.
 */
export class OrderedRooms {
  readonly #compare: Compare;
  readonly #rows: RoomSummary[];
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

  /** Puts `after` in place of `before`; null where the room does not belong. */
  replace(before: RoomSummary | null, after: RoomSummary | null): void {
    const wasVisible = before !== null && this.#remove(before);
    const isVisible = after !== null && this.#insert(after);
    if (wasVisible || isVisible) this.#tell(wasVisible ? before : null, isVisible ? after : null);
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
    if (this.#end !== null && this.#compare(room, this.#end) > 0) return false;
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
