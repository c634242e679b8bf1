import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import type { SapaDialog } from "../../ui/dialog.ts";

type Host = ReactiveControllerHost & { renderRoot: ParentNode; text: Localizer };
type View = {
  heading: string;
  /** Above and below what is copied. */
  body: string;
  hint?: string;
  label: string;
  value: string;
  /** What the button says that closes it. */
  done: string;
  /** Another thing to do; it closes as well. */
  next?: { label: string; onClick: () => void };
};

/**
 * What was just made, with the one line of it to copy. It leaves the page with its dialog: the line may be a secret. Needs
 * `pageStyles`; one per page.
 */
export class MadeDialog<T> implements ReactiveController {
  readonly #host: Host;
  #made: T | null = null;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#made = null;
  }

  async show(made: T): Promise<void> {
    this.#made = made;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#dialog?.show();
    this.#dialog?.querySelector<HTMLElement>("sapa-copy-line")?.focus();
  }

  get #dialog(): SapaDialog | null {
    return this.#host.renderRoot.querySelector<SapaDialog>("sapa-dialog.created");
  }

  readonly #handleClose = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    this.#made = null;
    this.#host.requestUpdate();
  };

  view(of: (made: T) => View): TemplateResult {
    const { text } = this.#host;
    const view = this.#made === null ? null : of(this.#made);
    return html`<sapa-dialog
      class="created"
      wide
      .heading=${view?.heading ?? ""}
      .closeLabel=${text.t("common.close")}
      @close=${this.#handleClose}
    >
      ${view ? this.#body(view, text) : nothing}
    </sapa-dialog>`;
  }

  #body({ body, hint, label, value, done, next }: View, text: Localizer): TemplateResult {
    const handleNext = (): void => {
      this.#dialog?.hide();
      next?.onClick();
    };
    return html`<div class="made">
        <p>${body}</p>
        <sapa-copy-line .text=${text} .label=${label} .value=${value}></sapa-copy-line>
        ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
      </div>
      ${next ? html`<button slot="foot" class="button" type="button" @click=${handleNext}>${next.label}</button>` : nothing}
      <button slot="foot" class="button primary" type="button" @click=${() => this.#dialog?.hide()}>${done}</button>`;
  }
}
