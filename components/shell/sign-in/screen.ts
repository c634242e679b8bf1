import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { Subscription } from "../../controllers/subscription.ts";
import { LANGUAGES, type Language, Localizer } from "../../strings/localizer.ts";
import { shellTexts } from "../../strings/shell.ts";
import { tokens } from "../../tokens.css.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { Account, Failure } from "../account.ts";
import { GoEvent, LanguageChosenEvent } from "../events.ts";
import { screenStyles } from "./screen.styles.ts";

export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", id: "Bahasa Indonesia" };

/** One card in the middle, as all screens have it that somebody sees who is not signed in; support below (AUTH-20). */
export abstract class SignInScreen extends LitElement {
  static override styles = [base, tokens, formStyles, screenStyles];

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ reflect: true }) theme: string | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.account);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.account.loadOptions();
  }

  protected abstract renderCard(): TemplateResult;

  protected get t() {
    return shellTexts(this.text).t;
  }

  protected go(address: string): void {
    this.dispatchEvent(new GoEvent(address));
  }

  /** What has just been rendered gets the focus; what was typed there is ready to be typed over. */
  protected async lead(selector: string): Promise<void> {
    await this.updateComplete;
    const target = this.renderRoot.querySelector<HTMLElement>(selector);
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }

  protected failureText({ code, retryAfterMs }: Failure): string {
    if (code === "auth.wrong") return this.t("login.wrong");
    if (code === "auth.provider") return this.t("login.providerRefused");
    const minutes = Math.max(1, Math.ceil((retryAfterMs ?? 0) / 60_000));
    if (code === "auth.too_many")
      return minutes > 90
        ? this.t("login.tooManyHours", { n: Math.ceil(minutes / 60) })
        : this.t("login.tooMany", { n: minutes });
    if (code === "rate_limited") return this.text.t("error.rate_limited");
    return this.t("login.unreachable");
  }

  protected renderAlert(words: string): TemplateResult {
    return html`<p class="problem" role="alert">${icons.circleAlert}<span>${words}</span></p>`;
  }

  protected renderBack(): TemplateResult {
    const handleClick = (event: MouseEvent): void => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.account.askCode(null);
      this.go("/login");
    };
    return html`<a class="link back" href="/login" @click=${handleClick}>${this.t("login.back")}</a>`;
  }

  protected override render(): TemplateResult {
    const { text } = this;
    return html`<main lang=${text.language}>
      <div class="card">
        <p class="brand"><span class="mark" aria-hidden="true">${icons.messageSquare}</span>Sapa</p>
        ${this.renderCard()}
      </div>
      <div class="foot">
        ${this.renderSupport()}
        <div class="languages" role="group" aria-label=${this.t("login.language")}>
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
      </div>
    </main>`;
  }

  private renderSupport(): TemplateResult | typeof nothing {
    const support = this.account.options?.support;
    if (!support) return nothing;
    return html`<p class="support">
      ${this.t("login.support")} <a class="link" href=${support.url} rel="noreferrer" dir="auto">${support.text}</a>
    </p>`;
  }
}
