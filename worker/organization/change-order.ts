import type { RoomEntry } from "./room-entry.ts";

type Find = (roomId: string) => RoomEntry | undefined;
type Place = { position: number; roomId: string };

/**
 * The order in which rooms changed last. Appends only, forgets superseded places now and then, so that a change costs
 * constant time and a resuming client is answered by a walk over what it missed.
 */
export class ChangeOrder {
  readonly #keep: number;
  #places: Place[] = [];
  #head = 0;
  #floor = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Position of the newest change. */
  get head(): number {
    return this.#head;
  }

  /** Changes up to here may have been forgotten. */
  get floor(): number {
    return this.#floor;
  }

  load(entries: RoomEntry[], floor: number): void {
    this.#floor = floor;
    this.#places = entries
      .filter((entry) => entry.position > floor)
      .map(({ position, roomId }) => ({ position, roomId }))
      .sort((a, b) => a.position - b.position);
    this.#head = Math.max(floor, this.#places.at(-1)?.position ?? 0);
  }

  /** The position that the next change will have. */
  next(): number {
    return this.#head + 1;
  }

  add(entry: RoomEntry): void {
    this.#head = entry.position;
    this.#places.push({ position: entry.position, roomId: entry.roomId });
  }

  since(position: number, find: Find): RoomEntry[] | null {
    if (position < this.#floor || position > this.#head) return null;
    const entries = this.#current(this.#firstAfter(position), find);
    return entries.length > this.#keep ? null : entries;
  }

  after(time: number, find: Find): RoomEntry[] {
    let start = this.#places.length;
    for (; start > 0; start -= 1) {
      const place = this.#places[start - 1] as Place;
      const entry = find(place.roomId);
      if (entry?.position === place.position && entry.changedAt <= time) break;
    }
    return this.#current(start, find);
  }

  /** Keeps the newest `keep` rooms once four times as many places have gathered; the others are returned. */
  compact(find: Find): RoomEntry[] | null {
    if (this.#places.length < this.#keep * 4) return null;
    const current = this.#current(0, find);
    const dropped = current.slice(0, Math.max(0, current.length - this.#keep));
    this.#places = current.slice(dropped.length).map(({ position, roomId }) => ({ position, roomId }));
    this.#floor = dropped.at(-1)?.position ?? this.#floor;
    return dropped;
  }

  /** Entries from a place on, each room once, at its newest place. */
  #current(start: number, find: Find): RoomEntry[] {
    const entries: RoomEntry[] = [];
    for (let at = start; at < this.#places.length; at += 1) {
      const place = this.#places[at] as Place;
      const entry = find(place.roomId);
      if (entry?.position === place.position) entries.push(entry);
    }
    return entries;
  }

  #firstAfter(position: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#places[middle] as Place).position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
