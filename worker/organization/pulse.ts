/**
 * Runs `work` at once when asked, then again after `everyMs` if it was asked meanwhile. The first of a burst waits for
 * nothing, the rest share; once nobody asks, no timer is left that would keep the object awake.
 */
export class Pulse {
  readonly #everyMs: number;
  readonly #work: () => void;
  #isResting = false;
  #isAsked = false;

  constructor(everyMs: number, work: () => void) {
    this.#everyMs = everyMs;
    this.#work = work;
  }

  ask(): void {
    this.#isAsked = true;
    if (!this.#isResting) this.#beat();
  }

  #beat(): void {
    this.#isAsked = false;
    this.#isResting = true;
    setTimeout(() => {
      this.#isResting = false;
      if (this.#isAsked) this.#beat();
    }, this.#everyMs);
    this.#work();
  }
}
