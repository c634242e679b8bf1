/** A small seeded generator (mulberry32): the same seed gives the same run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Task = { at: number; order: number; run: () => void };

/** A clock that moves only when told, and runs what is due in order. Promises settle fully between two tasks. */
export class VirtualTime {
  #now: number;
  #count = 0;
  #tasks: Task[] = [];

  constructor(startMs = Date.UTC(2026, 0, 5, 3)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  /** Returns a function that takes the task back. */
  after(delayMs: number, run: () => void): () => void {
    const task = { at: this.#now + Math.max(0, delayMs), order: this.#count++, run };
    let at = this.#tasks.length;
    while (at > 0 && isBefore(task, this.#tasks[at - 1] as Task)) at--;
    this.#tasks.splice(at, 0, task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Lets every task of the next `ms` happen. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#tasks[0];
      if (!next || next.at > end) break;
      this.#tasks.shift();
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }

  /** The clock jumps, as when a laptop sleeps: timers that were due fire late, at the new time. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}

const isBefore = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A macrotask of the real loop: all promise reactions have run by then. Taken early, before any test fakes it. */
const realSetImmediate = globalThis.setImmediate;
export const settle = (): Promise<void> => new Promise((resolve) => realSetImmediate(resolve));
