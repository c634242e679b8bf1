import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { roomIcons } from "../room-icons.ts";

/** The choice of emoji, loaded when it is first opened. */
export class EmojiButton implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #text: () => Localizer;
  readonly #onPick: (emoji: string) => void;
  #state: "closed" | "loading" | "ready" | "failed" = "closed";

  constructor(host: ReactiveControllerHost, text: () => Localizer, onPick: (emoji: string) => void) {
    this.#host = host;
    this.#text = text;
    this.#onPick = onPick;
    host.addController(this);
  }

  hostConnected(): void {}

  async #load(popover: SapaPopover): Promise<void> {
    if (!popover.isOpen || this.#state === "ready" || this.#state === "loading") return;
    this.#state = "loading";
    this.#host.requestUpdate();
    this.#state = (await lazy(() => import("../emoji/emoji-panel.ts"))) ? "ready" : "failed";
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    popover.reposition();
  }

  view(): TemplateResult {
    const text = this.#text();
    const label = text.t("emoji.label");
    return html`<sapa-popover class="emoji" above @toggle=${(event: Event) => void this.#load(event.currentTarget as SapaPopover)}>
      <button slot="trigger" class="button icon-only" type="button" aria-label=${label} aria-haspopup="dialog" aria-expanded="false" data-tip=${label}>
        ${roomIcons.smile}
      </button>
      <div role="dialog" aria-label=${label}>
        ${
          this.#state === "ready"
            ? html`<sapa-emoji .text=${text} @pick-emoji=${this.#handlePick}></sapa-emoji>`
            : html`<p class="emoji-wait" role="status">${this.#state === "failed" ? text.t("error.unavailable") : this.#state === "loading" ? text.t("common.loading") : nothing}</p>`
        }
      </div>
    </sapa-popover>`;
  }

  readonly #handlePick = (event: Event & { emoji?: string; isMore?: boolean }): void => {
    if (!event.isMore) (event.currentTarget as HTMLElement).closest<SapaPopover>("sapa-popover")?.hide();
    this.#onPick(event.emoji ?? "");
  };
}
