import { Pulse } from "./pulse.ts";

/** Changes within this time share one commit of the storage; the first of them is taken at once. */
const TAKE_EVERY_MS = 25;

type Waiting<T> = { item: T; done: () => void; failed: (error: unknown) => void };

/**
 * What rooms tell, some at a time. The storage commits once a turn, and the object waits for its disk: a thousand
 * changes a second one by one would be a thousand waits.
 */
export class Intake<T> {
  readonly #take: (item: T) => void;
  readonly #pulse = new Pulse(TAKE_EVERY_MS, () => this.#takeAll());
  #waiting: Waiting<T>[] = [];

  constructor(take: (item: T) => void) {
    this.#take = take;
  }

  /** Resolves when the item was taken; rejects when just this one could not be. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      this.#pulse.ask();
    });
  }

  #takeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { item, done, failed } of waiting) {
      try {
        this.#take(item);
        done();
      } catch (error) {
        failed(error);
      }
    }
  }
}
