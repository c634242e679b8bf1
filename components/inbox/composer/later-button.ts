import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { roomIcons } from "../room-icons.ts";
import type { TimeChosenEvent } from "../time-choice/time-choice.ts";

/** BEY-5: "Send later", with presets in the organization's zone; loaded when it is first opened. */
export class LaterButton implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #text: () => Localizer;
  readonly #now: () => () => number;
  readonly #onChoose: (at: number, cancelOnReply: boolean) => void;
  #isReady = false;

  constructor(
    host: ReactiveControllerHost,
    text: () => Localizer,
    now: () => () => number,
    onChoose: (at: number, cancelOnReply: boolean) => void,
  ) {
    this.#host = host;
    this.#text = text;
    this.#now = now;
    this.#onChoose = onChoose;
    host.addController(this);
  }

  hostConnected(): void {}

  async #load(popover: SapaPopover): Promise<void> {
    if (!popover.isOpen) return;
    if (!this.#isReady) {
      if (!(await lazy(() => import("../time-choice/time-choice.ts")))) {
        popover.hide();
        return;
      }
      this.#isReady = true;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    }
    const choice = popover.querySelector("sapa-time-choice");
    choice?.reset();
    await choice?.updateComplete;
    popover.reposition();
    choice?.focus();
  }

  view(isOff: boolean): TemplateResult {
    const text = this.#text();
    const label = text.t("later.send");
    return html`<sapa-popover class="later" side="end" above @toggle=${(event: Event) => void this.#load(event.currentTarget as SapaPopover)}>
      <button
        slot="trigger"
        class="button icon-only"
        type="button"
        aria-label=${label}
        aria-haspopup="dialog"
        aria-expanded="false"
        data-tip=${label}
        ?disabled=${isOff}
      >
        ${roomIcons.calendarClock}
      </button>
      <div role="dialog" aria-label=${label}>
        ${
          this.#isReady
            ? html`<sapa-time-choice kind="send" .text=${text} .now=${this.#now()} @time-chosen=${this.#handleChosen}></sapa-time-choice>`
            : nothing
        }
      </div>
    </sapa-popover>`;
  }

  readonly #handleChosen = (event: TimeChosenEvent): void => {
    (event.currentTarget as HTMLElement).closest<SapaPopover>("sapa-popover")?.hide();
    this.#onChoose(event.at, event.cancelOnReply);
  };
}
