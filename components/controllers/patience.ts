import type { ReactiveController, ReactiveControllerHost } from "lit";

const PATIENCE_MS = 150;

/** Tells when waiting has lasted long enough to be shown: a skeleton that flashes is worse than none. */
export class Patience implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Call in every render with whether something is awaited; true once that has lasted 150 ms. */
  isOver(isWaiting: boolean): boolean {
    if (!isWaiting) this.#stop();
    else if (this.#timer === undefined && !this.#isOver) {
      this.#timer = setTimeout(() => {
        this.#isOver = true;
        this.#host.requestUpdate();
      }, PATIENCE_MS);
    }
    return this.#isOver;
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isOver = false;
  }
}
