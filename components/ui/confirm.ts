import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { base } from "./base.styles.ts";
import type { SapaDialog } from "./dialog.ts";

/** `cancel` is what stays as it is, `confirm` what cannot be taken back. */
export type Question = { heading: string; body: string; confirm: string; cancel: string; isDangerous?: boolean };

/**
 * Asks before something that cannot be undone (GEN-9). One for a whole screen: `ask` opens it and tells the answer.
 *
 * @tag sapa-confirm
 */
export class SapaConfirm extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: contents;
      }

      p {
        color: var(--s-muted);
        overflow-wrap: anywhere;
      }
    `,
  ];

  #answer: ((isConfirmed: boolean) => void) | null = null;

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private question: Question | null = null;
  @property({ attribute: "close-label" }) closeLabel = "";

  /** True if the person confirmed; false for every other way to close. A question that is still open is answered no. */
  async ask(question: Question): Promise<boolean> {
    this.#settle(false);
    this.question = question;
    const answer = new Promise<boolean>((resolve) => {
      this.#answer = resolve;
    });
    await this.updateComplete;
    await this.dialog.show();
    return answer;
  }

  #settle(isConfirmed: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    if (this.hasUpdated) this.dialog.hide();
    answer?.(isConfirmed);
  }

  protected override render(): TemplateResult {
    const { question } = this;
    return html`<sapa-dialog
      .heading=${question?.heading ?? ""}
      .closeLabel=${this.closeLabel}
      @close=${() => this.#settle(false)}
    >
      ${
        question
          ? html`<p>${question.body}</p>
              <button slot="foot" class="button" type="button" autofocus @click=${() => this.#settle(false)}>
                ${question.cancel}
              </button>
              <button
                slot="foot"
                class="button ${question.isDangerous ? "destructive" : "primary"}"
                type="button"
                @click=${() => this.#settle(true)}
              >
                ${question.confirm}
              </button>`
          : nothing
      }
    </sapa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-confirm": SapaConfirm;
  }
}
