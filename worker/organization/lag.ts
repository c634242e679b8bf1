import type { RoomIndex } from "./room-index.ts";

/** While rooms cannot store their changes, sockets are told the age of the oldest this often. */
const TELL_EVERY_MS = 30_000;

export type LagSurroundings = {
  index: RoomIndex;
  tell(laggingSince: number | null): void;
  /** Asks for `repeat` at that time at the latest. */
  repeatAt(dueAt: number): void;
  now(): number;
};

/** How far lists are behind, as rooms report it: told when it begins, now and then while it lasts, and when it ends. */
export class Lag {
  readonly #around: LagSurroundings;
  #isLagging: boolean;

  constructor(around: LagSurroundings) {
    this.#around = around;
    this.#isLagging = around.index.laggingSince() !== null;
  }

  /** After every change of a room. */
  look(): void {
    const { index, tell, repeatAt, now } = this.#around;
    const laggingSince = index.laggingSince();
    if (this.#isLagging === (laggingSince !== null)) return;
    this.#isLagging = laggingSince !== null;
    tell(laggingSince);
    if (this.#isLagging) repeatAt(now() + TELL_EVERY_MS);
  }

  /** Returns when to be called again; null when lists are current. */
  repeat(now: number): number | null {
    const laggingSince = this.#around.index.laggingSince();
    if (laggingSince === null) return null;
    this.#around.tell(laggingSince);
    return now + TELL_EVERY_MS;
  }
}
