import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Lets the browser ask before the page goes, as long as something in the host is not saved (GEN-11). */
export class UnloadGuard implements ReactiveController {
  readonly #isDirty: () => boolean;

  constructor(host: ReactiveControllerHost, isDirty: () => boolean) {
    this.#isDirty = isDirty;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("beforeunload", this.#handleUnload);
  }

  hostDisconnected(): void {
    removeEventListener("beforeunload", this.#handleUnload);
  }

  readonly #handleUnload = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty()) event.preventDefault();
  };
}
