import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { icons } from "../../ui/icons.ts";
import { type Failure, failureOf } from "../account.ts";
import { emailInput } from "./email-input.ts";
import { SignInScreen } from "./screen.ts";

/**
 * Asks for the address that a link to a new password goes to. The answer never tells whether anybody has it (AUTH-9).
 *
 * @tag sapa-forgot
 */
export class SapaForgot extends SignInScreen {
  @query("#email") private readonly email!: HTMLInputElement | null;
  @state() private isBusy = false;
  @state() private isDone = false;
  @state() private isMissing = false;
  @state() private failure: Failure | null = null;

  protected override firstUpdated(): void {
    this.email?.focus();
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const email = this.email?.value.trim() ?? "";
    this.isMissing = email === "";
    this.failure = null;
    if (this.isMissing) this.email?.focus();
    if (this.isMissing || this.isBusy) return;
    this.isBusy = true;
    try {
      await this.account.calls.forgot(email, this.text.language);
      this.isDone = true;
    } catch (error) {
      this.failure = failureOf(error);
    }
    this.isBusy = false;
    await this.lead(this.isDone ? "h1" : "#email");
  }

  protected renderCard(): TemplateResult {
    return this.isDone ? this.renderDone() : this.renderForm();
  }

  private renderForm(): TemplateResult {
    const { t } = this;
    return html`<h1>${t("forgot.title")}</h1>
      <p class="tagline">${t("forgot.text")}</p>
      <form novalidate @submit=${this.handleSubmit}>
        ${this.failure ? this.renderAlert(this.failureText(this.failure)) : nothing}
        ${emailInput({ label: t("forgot.email"), error: this.isMissing ? this.text.t("error.required") : undefined })}
        <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
          ${t(this.isBusy ? "forgot.busy" : "forgot.button")}
        </button>
        ${this.renderBack()}
      </form>`;
  }

  private renderDone(): TemplateResult {
    const { t } = this;
    return html`<span class="emblem">${icons.mail}</span>
      <h1 tabindex="-1">${t("forgot.done")}</h1>
      <p class="tagline">${t("forgot.doneText")}</p>
      <div class="ways">
        ${this.renderBack()}
        <button
          class="link"
          type="button"
          @click=${async () => {
            this.isDone = false;
            await this.lead("#email");
          }}
        >
          ${t("forgot.other")}
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-forgot": SapaForgot;
  }
}
