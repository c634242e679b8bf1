const MIN_MS = 1_000;
const MAX_MS = 30_000;
/** Rooms come back spread over this time after the first try. */
const SPREAD_MS = 1_000;

/** When to ask a database again that gave no answer: after 1 s, then twice as long each time, half of it by chance. */
export class BackOff {
  readonly #now: () => number;
  readonly #random: () => number;
  #failures = 0;
  #until = 0;

  constructor(now: () => number, random: () => number) {
    this.#now = now;
    this.#random = random;
  }

  get isWaiting(): boolean {
    return this.#now() < this.#until;
  }

  failed(): void {
    const ceilingMs = Math.min(MAX_MS, MIN_MS * 2 ** this.#failures++);
    this.#until = this.#now() + ceilingMs * (0.5 + this.#random() / 2);
  }

  worked(): void {
    this.#failures = 0;
    this.#until = 0;
  }

  /** What to tell a room, in ms. */
  hintMs(): number {
    return Math.ceil(Math.max(0, this.#until - this.#now()) + this.#random() * SPREAD_MS);
  }
}
