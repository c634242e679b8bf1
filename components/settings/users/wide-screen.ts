import type { ReactiveController, ReactiveControllerHost } from "lit";

/** ROLE-19: members are edited on screens at least this wide. */
const WIDE_ENOUGH = "(min-width: 1024px)";

/** Draws its host anew when the screen becomes wide enough to edit members, or too narrow. */
export class WideScreen implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #screen = matchMedia(WIDE_ENOUGH);

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isWide(): boolean {
    return this.#screen.matches;
  }

  hostConnected(): void {
    this.#screen.addEventListener("change", this.#handleChange);
  }

  hostDisconnected(): void {
    this.#screen.removeEventListener("change", this.#handleChange);
  }

  readonly #handleChange = (): void => this.#host.requestUpdate();
}
