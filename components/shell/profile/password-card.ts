import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { refusalText } from "../../data/texts-of-errors.ts";
import { Localizer } from "../../strings/localizer.ts";
import { shellTexts } from "../../strings/shell.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import { type Account, type Failure, failureOf } from "../account.ts";
import { passwordInput } from "../sign-in/password-input.ts";
import { faultIn, faultOf, faultText, passwordRules, passwordStyles } from "../sign-in/password-rules.ts";
import { cardShape } from "./card.styles.ts";
import { profileTexts } from "./profile-texts.ts";

type Faults = { current?: string | undefined; next?: string | undefined };

/** The password was changed, and every other session has ended. */
export class PasswordChangedEvent extends Event {
  constructor() {
    super("password-changed", { bubbles: true, composed: true });
  }
}

/**
 * Changes the own password (AUTH-7, 11).
 *
 * @tag sapa-password-card
 * @fires password-changed - It was changed.
 */
export class SapaPasswordCard extends LitElement {
  static override styles = [
    base,
    formStyles,
    passwordStyles,
    cardShape,
    css`
      .fields {
        display: grid;
        gap: 16px;
        max-inline-size: 360px;
      }

      .refused {
        display: flex;
        gap: 8px;
        color: var(--s-danger);
        font-size: var(--s-list);
      }

      .acts {
        display: flex;
        justify-content: flex-end;
      }
    `,
  ];

  @state() private current = "";
  @state() private next = "";
  @state() private isShown = false;
  @state() private isBusy = false;
  @state() private faults: Faults = {};
  @state() private failure: Failure | null = null;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) tell: (words: string) => void = () => {};

  get #t() {
    return profileTexts(this.text).t;
  }

  get #email(): string {
    return this.account.session?.account.email ?? "";
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    this.failure = null;
    this.faults = this.#ownFaults();
    if (this.faults.current || this.faults.next) return this.#lead();
    this.isBusy = true;
    try {
      await this.account.calls.changePassword(this.current, this.next);
      this.#clear();
    } catch (error) {
      this.#refused(failureOf(error));
    }
    this.isBusy = false;
    if (this.faults.current || this.faults.next) await this.#lead();
  }

  #ownFaults(): Faults {
    const required = this.text.t("error.required");
    const fault = faultOf(this.next, this.#email);
    return {
      current: this.current === "" ? required : undefined,
      next: this.next === "" ? required : fault ? faultText(fault, shellTexts(this.text)) : undefined,
    };
  }

  #refused(failure: Failure): void {
    const fault = faultIn(failure);
    if (fault !== null) this.faults = { next: faultText(fault, shellTexts(this.text)) };
    else if (failure.code === "auth.wrong") this.faults = { current: this.#t("wrong") };
    else this.failure = failure;
  }

  #clear(): void {
    this.renderRoot.querySelector("form")?.reset();
    this.current = "";
    this.next = "";
    this.tell(this.#t("changed"));
    this.dispatchEvent(new PasswordChangedEvent());
  }

  async #lead(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.faults.current ? "#current" : "#next")?.focus();
  }

  get #failureText(): string {
    const { code, retryAfterMs } = this.failure ?? { code: "internal" };
    if (code !== "auth.too_many") return refusalText({ code: code as Failure["code"] }, this.text);
    return shellTexts(this.text).t("login.tooMany", { n: Math.max(1, Math.ceil((retryAfterMs ?? 0) / 60_000)) });
  }

  protected override render(): TemplateResult {
    const t = this.#t;
    return html`<form class="card" novalidate @submit=${this.handleSubmit}>
      <header>
        <h3>${t("password")}</h3>
        <p class="hint">${t("passwordHint")}</p>
      </header>
      <input type="email" autocomplete="username" hidden .value=${this.#email} />
      <div class="fields">
        ${this.renderInput("current")}${this.renderInput("next")}
        ${passwordRules("rules", this.next, this.#email, shellTexts(this.text))}
      </div>
      ${
        this.failure
          ? html`<p class="refused" role="alert">${icons.circleAlert}<span>${this.#failureText}</span></p>`
          : nothing
      }
      <div class="acts">
        <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
          ${t(this.isBusy ? "changing" : "change")}
        </button>
      </div>
    </form>`;
  }

  private renderInput(key: "current" | "next"): TemplateResult {
    const { t } = shellTexts(this.text);
    return passwordInput({
      id: key,
      label: this.#t(key),
      autocomplete: key === "current" ? "current-password" : "new-password",
      isShown: this.isShown,
      words: { show: t("login.show"), hide: t("login.hide") },
      error: this.faults[key],
      ...(key === "next" && { describedBy: "rules" }),
      onShown: (isShown) => {
        this.isShown = isShown;
      },
      onInput: (typed) => {
        this[key] = typed;
        this.faults = { ...this.faults, [key]: undefined };
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-password-card": SapaPasswordCard;
  }
}
