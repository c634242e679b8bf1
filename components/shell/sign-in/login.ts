import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { icons } from "../../ui/icons.ts";
import type { Failure } from "../account.ts";
import { emailInput } from "./email-input.ts";
import { passwordInput } from "./password-input.ts";
import { passwordStyles } from "./password-rules.ts";
import { SignInScreen } from "./screen.ts";

/**
 * The sign-in page: email and password, providers, and the way to a new password (AUTH-1). When a code is asked for, the
 * screen for it takes the card's place.
 *
 * @tag sapa-login
 * @fires language-chosen - Another language was chosen.
 * @fires go - Another screen is wanted.
 */
export class SapaLogin extends SignInScreen {
  static override styles = [...SignInScreen.styles, passwordStyles];

  @query("#email") private readonly email!: HTMLInputElement;
  @query("#password") private readonly password!: HTMLInputElement;
  @state() private isShown = false;
  @state() private isBusy = false;
  @state() private failure: Failure | null = null;
  @state() private missing: "email" | "password" | null = null;

  /** Where to go after signing in, for providers, who lead there themselves. */
  @property({ attribute: false }) next = "";
  /** What a provider came back with. */
  @property({ attribute: false }) refused: Failure | null = null;
  /** What was just done elsewhere and leads here. */
  @property({ attribute: false }) notice: string | null = null;

  /** Who is about to sign in, if the shell knows; empty: it does not. */
  @property({ attribute: false }) knownEmail = "";

  protected override firstUpdated(): void {
    if (!this.email) return;
    this.email.value = this.knownEmail;
    (this.knownEmail === "" ? this.email : this.password).focus();
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    const email = this.email.value.trim();
    this.missing = email === "" ? "email" : this.password.value === "" ? "password" : null;
    this.failure = null;
    if (this.missing) {
      this[this.missing].focus();
      return;
    }
    this.isBusy = true;
    this.failure = await this.account.signIn(email, this.password.value);
    this.isBusy = false;
    if (this.failure !== null) await this.lead("#password");
  }

  protected renderCard(): TemplateResult {
    if (this.account.codeAsked) return html`<sapa-code .account=${this.account} .text=${this.text}></sapa-code>`;
    const { t } = this;
    return html`<h1>${t("login.title")}</h1>
      <p class="tagline">${t("login.tagline")}</p>
      <form novalidate @submit=${this.handleSubmit}>
        ${this.renderMessage()}
        ${emailInput({ label: t("login.username"), error: this.missing === "email" ? this.text.t("error.required") : undefined })}
        ${passwordInput({
          id: "password",
          label: t("login.password"),
          autocomplete: "current-password",
          isShown: this.isShown,
          words: { show: t("login.show"), hide: t("login.hide") },
          error: this.missing === "password" ? this.text.t("error.required") : undefined,
          onShown: (isShown) => {
            this.isShown = isShown;
          },
        })}
        <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
          ${t(this.isBusy ? "login.busy" : "login.button")}
        </button>
        <a class="link forgot" href="/forgot" @click=${this.handleForgot}>${t("login.forgot")}</a>
      </form>
      ${this.renderProviders()}`;
  }

  private handleForgot(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.go("/forgot");
  }

  private renderMessage(): TemplateResult | typeof nothing {
    if (this.failure !== null) return this.renderAlert(this.failureText(this.failure));
    if (this.refused !== null) return this.renderAlert(this.failureText(this.refused));
    if (this.notice !== null) return this.#calm(icons.check, this.notice);
    return this.account.hasEnded ? this.#calm(icons.clock, this.t("login.ended")) : nothing;
  }

  #calm(icon: TemplateResult, words: string): TemplateResult {
    return html`<p class="problem calm" role="status">${icon}<span>${words}</span></p>`;
  }

  /** Plain links: the provider's page takes the place of this one. */
  private renderProviders(): TemplateResult | typeof nothing {
    const providers = this.account.options?.providers ?? [];
    if (providers.length === 0) return nothing;
    const next = this.next === "" || this.next === "/inbox" ? "" : `?next=${encodeURIComponent(this.next)}`;
    return html`<p class="or"><span>${this.t("login.or")}</span></p>
      <div class="providers">
        ${providers.map(
          ({
            providerId,
            name,
          }) => html`<a class="button" href="/auth/providers/${encodeURIComponent(providerId)}${next}">
            ${icons.lock}<span class="truncate">${this.t("login.provider", { name })}</span>
          </a>`,
        )}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-login": SapaLogin;
  }
}
