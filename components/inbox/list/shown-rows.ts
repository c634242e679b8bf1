import type { RoomSummary } from "../../../protocol/room-events.schema.ts";

/** Rows in order, and word of each change of them. */
export interface RowSource {
  readonly length: number;
  at(index: number): RoomSummary | undefined;
  rows(): RoomSummary[];
  /** Place of this state of a room, or -1. */
  indexOf(room: RoomSummary): number;
  /** Negative when `a` stands before `b`. */
  compare(a: RoomSummary, b: RoomSummary): number;
  listen(listener: (before: RoomSummary | null, after: RoomSummary | null) => void): () => void;
}

type Held = {
  rows: RoomSummary[];
  /** Rows that have changed, by what they were when they were put on screen. */
  marks: Map<string, RoomSummary>;
  /** Rows that stand elsewhere by now, or are new. */
  waiting: Set<string>;
};

/**
 * LIST-15: the rows on screen. While held they keep their places, also those that left the choice; rows below everything
 * shown (the next page) are added, and the rest is counted as waiting. Each change costs its own, not the list's length.
 */
export class ShownRows {
  readonly #source: RowSource;
  readonly #stop: () => void;
  #held: Held | null = null;

  constructor(source: RowSource) {
    this.#source = source;
    this.#stop = source.listen((before, after) => this.#note(before, after));
  }

  close(): void {
    this.#stop();
  }

  get length(): number {
    return this.#held?.rows.length ?? this.#source.length;
  }

  /** How many rows the pill offers. */
  get waiting(): number {
    return this.#held?.waiting.size ?? 0;
  }

  /** The row as it was when it was put there; the newest state of its room may be another. */
  at(index: number): RoomSummary | undefined {
    return this.#held ? this.#held.rows[index] : this.#source.at(index);
  }

  /** Where a room stands on screen; `known` is its newest state. -1: nowhere. */
  indexOf(roomId: string, known: RoomSummary | null): number {
    if (!this.#held) return known ? this.#source.indexOf(known) : -1;
    const mark = this.#held.marks.get(roomId) ?? known;
    if (!mark) return -1;
    const index = this.#placeIn(this.#held.rows, mark);
    return this.#held.rows[index]?.roomId === roomId ? index : -1;
  }

  /** From now on rows stay where they are, or from now on the list is what it should be. */
  hold(isHeld: boolean): void {
    if (isHeld === (this.#held !== null)) return;
    this.#held = isHeld && this.#source.length > 0 ? this.#freeze() : null;
  }

  /** What waits comes into view; a held list is held again in its new order. */
  apply(): void {
    if (this.#held) this.#held = this.#freeze();
  }

  #freeze(): Held {
    return { rows: this.#source.rows(), marks: new Map(), waiting: new Set() };
  }

  #note(before: RoomSummary | null, after: RoomSummary | null): void {
    const held = this.#held;
    const roomId = (before ?? after)?.roomId;
    if (!held || roomId === undefined) return;
    const mark = held.marks.get(roomId) ?? before;
    if (mark) held.marks.set(roomId, mark);
    if (after === null) held.waiting.delete(roomId);
    else if (mark) this.#noteMoved(held, mark, after);
    else this.#noteNew(held, after);
  }

  #noteMoved(held: Held, mark: RoomSummary, after: RoomSummary): void {
    const isBefore = (one: RoomSummary, other: RoomSummary): boolean => this.#source.compare(one, other) <= 0;
    const index = this.#placeIn(held.rows, mark);
    const [above, below] = [held.rows[index - 1], held.rows[index + 1]];
    // Newer than it was but between the same two, as whoever writes on in the topmost room: nothing to offer.
    const isInPlace = (!above || isBefore(above, after)) && (!below || isBefore(after, below));
    if (isInPlace) held.waiting.delete(after.roomId);
    else held.waiting.add(after.roomId);
  }

  #noteNew(held: Held, after: RoomSummary): void {
    const last = held.rows.at(-1);
    if (held.rows[this.#placeIn(held.rows, after)]?.roomId === after.roomId) return;
    if (last && this.#source.compare(last, after) >= 0) {
      held.waiting.add(after.roomId);
      return;
    }
    held.rows.push(after);
    held.marks.set(after.roomId, after);
  }

  #placeIn(rows: readonly RoomSummary[], room: RoomSummary): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#source.compare(rows[middle] as RoomSummary, room) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const SPARE_ROWS = 6;

/** How many elements the rows of any window of this height need at most. */
export const slotsFor = (height: number, rowHeight: number): number =>
  Math.ceil(height / rowHeight) + 2 * SPARE_ROWS + 2;

/** Rows to draw of a list of equal rows: from `first` up to but not including `end`, with some to spare on both sides. */
export function windowOf(
  list: { count: number; rowHeight: number },
  view: { scrollTop: number; height: number },
  spare = SPARE_ROWS,
): { first: number; end: number } {
  const first = Math.max(0, Math.floor(view.scrollTop / list.rowHeight) - spare);
  const end = Math.min(list.count, Math.ceil((view.scrollTop + view.height) / list.rowHeight) + spare);
  return { first: Math.min(first, end), end };
}
