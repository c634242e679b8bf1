/** Events that follow the first within this time share one transaction and one frame per receiver. */
const WINDOW_MS = 5;
const FULL_BATCH = 500;

/**
 * Adaptive batching: what comes to an idle room is done at once; what follows within WINDOW_MS waits and is done
 * together. So a quiet room pays nothing and a busy one pays once per window.
 */
export class Batcher<T> {
  readonly #run: (items: T[]) => void;
  #waiting: T[] = [];
  #isOpen = false;

  constructor(run: (items: T[]) => void) {
    this.#run = run;
  }

  add(item: T): void {
    if (!this.#isOpen) {
      this.#openWindow();
      this.#run([item]);
      return;
    }
    this.#waiting.push(item);
    if (this.#waiting.length >= FULL_BATCH) this.#runWaiting();
  }

  #openWindow(): void {
    this.#isOpen = true;
    setTimeout(() => {
      this.#isOpen = false;
      if (this.#waiting.length === 0) return;
      this.#openWindow();
      this.#runWaiting();
    }, WINDOW_MS);
  }

  #runWaiting(): void {
    const items = this.#waiting;
    this.#waiting = [];
    this.#run(items);
  }
}
