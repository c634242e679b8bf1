import type { ReactiveController, ReactiveControllerHost } from "lit";

interface Source {
  subscribe(listener: () => void): () => void;
}

/**
 * Renders the host again whenever the chosen source changes. The choice is made anew before each update, so a host that
 * is given another store follows it; what connect starts, disconnect stops.
 */
export class Subscription implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #choose: () => Source | null | undefined;
  readonly #onChange: (() => void) | undefined;
  #source: Source | null | undefined = null;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, choose: () => Source | null | undefined, onChange?: () => void) {
    this.#host = host;
    this.#choose = choose;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
    this.#source = null;
  }

  #follow(): void {
    const source = this.#choose();
    if (source === this.#source) return;
    this.#stop?.();
    this.#source = source;
    this.#stop =
      source?.subscribe(() => {
        this.#onChange?.();
        this.#host.requestUpdate();
      }) ?? null;
  }
}
