import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { LANGUAGES, type Language, Localizer } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import type { Account, SignInFailure } from "./account.ts";
import { loginStyles } from "./login.styles.ts";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", id: "Bahasa Indonesia" };

/** A person chose a language on the sign-in page. */
export class LanguageChosenEvent extends Event {
  readonly language: Language;
  constructor(language: Language) {
    super("language-chosen", { bubbles: true, composed: true });
    this.language = language;
  }
}

/**
 * The sign-in page (AUTH-1).
 *
 * @tag sapa-login
 * @fires language-chosen - Another language was chosen.
 */
export class SapaLogin extends LitElement {
  static override styles = [base, tokens, loginStyles];

  @query("#email") private readonly email!: HTMLInputElement;
  @query("#password") private readonly password!: HTMLInputElement;
  @state() private isShown = false;
  @state() private isBusy = false;
  @state() private isForgotOpen = false;
  @state() private failure: SignInFailure | null = null;
  @state() private missing: "email" | "password" | null = null;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ reflect: true }) theme: string | null = null;

  protected override firstUpdated(): void {
    this.email.focus();
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
    if (this.failure === null) return;
    await this.updateComplete;
    this.password.focus();
    this.password.select();
  }

  private get failureText(): string {
    const { text } = this;
    if (this.failure?.code === "auth.wrong") return text.t("login.wrong");
    if (this.failure?.code === "auth.too_many")
      return text.t("login.tooMany", { n: Math.max(1, Math.ceil((this.failure.retryAfterMs ?? 0) / 60_000)) });
    return text.t("login.unreachable");
  }

  protected override render(): TemplateResult {
    const { text } = this;
    return html`<main lang=${text.language}>
      <div class="card">
        <p class="brand"><span class="mark" aria-hidden="true">${icons.messageSquare}</span>Sapa</p>
        <h1>${text.t("login.title")}</h1>
        <p class="tagline">${text.t("login.tagline")}</p>
        <form novalidate @submit=${this.handleSubmit}>
          ${this.renderMessage()}
          <div>
            <label for="email">${text.t("login.username")}</label>
            <input
              class="field"
              id="email"
              type="email"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              aria-invalid=${this.missing === "email"}
              aria-describedby=${this.missing === "email" ? "missing" : nothing}
            />
            ${this.renderMissing("email")}
          </div>
          <div>
            <div class="password">
              <label for="password">${text.t("login.password")}</label>
              <input
                class="field"
                id="password"
                type=${this.isShown ? "text" : "password"}
                autocomplete="current-password"
                aria-invalid=${this.missing === "password"}
                aria-describedby=${this.missing === "password" ? "missing" : nothing}
              />
              <button
                class="button icon-only"
                type="button"
                aria-label=${text.t(this.isShown ? "login.hide" : "login.show")}
                aria-pressed=${this.isShown}
                @click=${() => {
                  this.isShown = !this.isShown;
                }}
              >
                ${this.isShown ? icons.eyeOff : icons.eye}
              </button>
            </div>
            ${this.renderMissing("password")}
          </div>
          <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
            ${text.t(this.isBusy ? "login.busy" : "login.button")}
          </button>
          <button
            class="link forgot"
            type="button"
            aria-expanded=${this.isForgotOpen}
            @click=${() => {
              this.isForgotOpen = !this.isForgotOpen;
            }}
          >
            ${text.t("login.forgot")}
          </button>
          ${this.isForgotOpen ? html`<p class="forgot-text" role="status">${text.t("login.forgotText")}</p>` : nothing}
        </form>
      </div>
      <div class="languages" role="group" aria-label=${text.t("login.language")}>
        ${LANGUAGES.map(
          (language) => html`<button
            class="button quiet small"
            type="button"
            lang=${language}
            aria-pressed=${text.language === language}
            @click=${() => this.dispatchEvent(new LanguageChosenEvent(language))}
          >
            ${LANGUAGE_NAMES[language]}
          </button>`,
        )}
      </div>
    </main>`;
  }

  private renderMessage(): TemplateResult | typeof nothing {
    if (this.failure !== null)
      return html`<p class="problem" role="alert">${icons.circleAlert} ${this.failureText}</p>`;
    if (this.account.hasEnded)
      return html`<p class="problem calm" role="status">${icons.clock} ${this.text.t("login.ended")}</p>`;
    return nothing;
  }

  private renderMissing(field: "email" | "password"): TemplateResult | typeof nothing {
    return this.missing === field
      ? html`<p class="field-problem" id="missing">${this.text.t("error.required")}</p>`
      : nothing;
  }
}
