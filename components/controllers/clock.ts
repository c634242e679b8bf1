import type { ReactiveController, ReactiveControllerHost } from "lit";

const EVERY_MS = 15_000;

/**
 * Renders the host again every few seconds, so that relative times and session clocks stay true; at `dueAt` (local ms)
 * also to the moment.
 */
export class Clock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #dueAt: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, dueAt: () => number = () => Number.POSITIVE_INFINITY) {
    this.#host = host;
    this.#dueAt = dueAt;
    host.addController(this);
  }

  hostConnected(): void {
    this.#schedule(EVERY_MS);
  }

  hostUpdated(): void {
    this.#schedule(Math.min(EVERY_MS, Math.max(0, this.#dueAt() - Date.now())));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #schedule(inMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#host.requestUpdate(), inMs);
  }
}
