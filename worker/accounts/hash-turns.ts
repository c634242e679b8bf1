/** A turn that was taken and never given back, because its request ended meanwhile, is over after that. */
const TURN_MS = 2_000;
const ASK_AGAIN_MAX_MS = 200;
/** Whoever has not asked for so long is not waited for, and after a while has gone. */
const SILENT_MS = 3 * ASK_AGAIN_MAX_MS;
const GONE_MS = 5_000;
/** What a hash is thought to take until one was timed. */
const FIRST_GUESS_MS = 50;

/**
 * Who hashes next. A hash keeps the whole isolate busy, chats included: so there is one at a time, and after each a rest
 * of as long as it took, in which everybody else gets on. Those who wait ask again, each by a timer of its own request,
 * because a promise of another request would die with it. Pure: times are given, in ms.
 */
export class HashTurns {
  readonly #max: number;
  /** Who waits, the first one first, and when each last asked. */
  readonly #waiting = new Map<symbol, number>();
  #holder: symbol | null = null;
  /** Nobody begins before. */
  #freeAt = 0;
  #tookMs = FIRST_GUESS_MS;

  /** `max`: how many may wait. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Gets in line. null: it is full. */
  join(now: number): symbol | null {
    this.#forgetGone(now);
    if (this.#waiting.size >= this.#max) return null;
    const ticket = Symbol("hash");
    this.#waiting.set(ticket, now);
    return ticket;
  }

  /** 0: it is this one's turn from now on. Else after how many ms to ask again. */
  ask(ticket: symbol, now: number): number {
    // Who was thought to be gone gets a place at the end.
    this.#waiting.set(ticket, now);
    this.#forgetGone(now);
    const ahead = this.#ahead(ticket, now);
    const freeInMs = Math.max(0, this.#freeAt - now);
    if (ahead > 0 || freeInMs > 0) return Math.min(ASK_AGAIN_MAX_MS, Math.max(1, freeInMs, (ahead * this.#tookMs) / 2));
    this.#waiting.delete(ticket);
    this.#holder = ticket;
    this.#freeAt = now + TURN_MS;
    return 0;
  }

  /** The hash is made; it took so long. Somebody whose turn was thought to be lost frees nobody else's. */
  done(ticket: symbol, tookMs: number, now: number): void {
    if (this.#holder !== ticket) return;
    this.#holder = null;
    this.#tookMs = tookMs;
    this.#freeAt = now + tookMs;
  }

  /** When somebody who was not let in may try again: by then half of the line has had its turn. */
  get retryAfterMs(): number {
    return Math.max(1_000, this.#max * this.#tookMs);
  }

  #ahead(ticket: symbol, now: number): number {
    let ahead = 0;
    for (const [other, askedAt] of this.#waiting) {
      if (other === ticket) break;
      if (now - askedAt < SILENT_MS) ahead += 1;
    }
    return ahead;
  }

  #forgetGone(now: number): void {
    for (const [ticket, askedAt] of this.#waiting) if (now - askedAt >= GONE_MS) this.#waiting.delete(ticket);
  }
}
