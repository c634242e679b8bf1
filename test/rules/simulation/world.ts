import { seededRandom, VirtualTime } from "../../support/virtual-time.ts";

/** Somebody whose code runs: a page or one life of the room. What belongs to the dead does not run any more. */
export type Owner = {
  isAlive: boolean;
  /** Timers and calls that are still to come. */
  pending: number;
  /** Until then nothing of it runs: the lid is closed. */
  asleepUntil: number;
};

export const newOwner = (): Owner => ({ isAlive: true, pending: 0, asleepUntil: 0 });

/** Virtual time, seeded chance, and the rule that nothing of a dead owner runs. */
export class World {
  readonly time = new VirtualTime();
  readonly random: () => number;
  /** Whose code is running. Promises settle between tasks, so this holds through a task's asynchronous rest. */
  current: Owner | null = null;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }
  between(min: number, max: number): number {
    return min + this.random() * (max - min);
  }

  /** Runs `work` later as `owner`, unless the owner is dead by then. */
  after(delayMs: number, owner: Owner | null, work: () => void): () => void {
    if (owner) owner.pending++;
    let isOver = false;
    const over = (): void => {
      if (!isOver && owner) owner.pending--;
      isOver = true;
    };
    let cancel = (): void => {};
    const run = (): void => {
      const asleepMs = (owner?.asleepUntil ?? 0) - this.time.now();
      if (asleepMs > 0) {
        cancel = this.time.after(asleepMs, run);
        return;
      }
      over();
      if (owner && !owner.isAlive) return;
      this.current = owner;
      work();
    };
    cancel = this.time.after(delayMs, run);
    return () => {
      over();
      cancel();
    };
  }

  /** A promise that resolves later; never, if the owner is dead by then. */
  wait(delayMs: number, owner: Owner | null = this.current): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, owner, resolve));
  }
}
