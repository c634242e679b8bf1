import type { ReactiveController, ReactiveControllerHost } from "lit";

/** A cut shorter than this is not worth a word. */
export const SILENT_CUT_MS = 4_000;

/** Tells when the live connection has been away long enough to be mentioned, and when it is back. */
export class CutWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #disconnectedAt: () => number | null;
  readonly #onChange: (isConnected: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  isCut = false;

  constructor(
    host: ReactiveControllerHost,
    disconnectedAt: () => number | null,
    onChange: (isConnected: boolean) => void,
  ) {
    this.#host = host;
    this.#disconnectedAt = disconnectedAt;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const since = this.#disconnectedAt();
    const waitMs = since === null ? null : since + SILENT_CUT_MS - Date.now();
    if (waitMs !== null && waitMs > 0) this.#timer = setTimeout(() => this.#host.requestUpdate(), waitMs);
    const isCut = waitMs !== null && waitMs <= 0;
    if (isCut === this.isCut) return;
    this.isCut = isCut;
    this.#onChange(!isCut);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
