import type { ReactiveController, ReactiveControllerHost } from "lit";
import { missingParts } from "../lazy.ts";
import type { Localizer } from "../strings/localizer.ts";
import type { SapaToasts } from "../ui/toasts.ts";

/** Says for its host, in one place, that a part of the page could not be loaded, and what to do. */
export class MissingPartsWatch implements ReactiveController {
  readonly #toasts: () => SapaToasts | null;
  readonly #text: () => Localizer;
  #stop: () => void = () => {};
  #endOffer: () => void = () => {};

  constructor(host: ReactiveControllerHost, toasts: () => SapaToasts | null, text: () => Localizer) {
    this.#toasts = toasts;
    this.#text = text;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = missingParts.subscribe(() => this.#tell());
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #tell(): void {
    const text = this.#text();
    const toasts = this.#toasts();
    if (!missingParts.isOutdated) {
      toasts?.error(text.t("lazy.failed"));
      return;
    }
    this.#endOffer();
    const reload = { label: text.t("error.reload"), run: () => location.reload() };
    this.#endOffer = toasts?.offer(text.t("lazy.outdated"), reload) ?? (() => {});
  }
}
