import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Clock } from "../../controllers/clock.ts";
import { Localizer } from "../../strings/localizer.ts";
import { shellTexts } from "../../strings/shell.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { Account, Failure } from "../account.ts";
import { cardStyles } from "./screen.styles.ts";

const DIGITS = 6;
/** Mail takes a moment; asking again at once would only end the code that is about to arrive. */
const AGAIN_AFTER_MS = 30_000;

/**
 * The one-time code that came by mail (AUTH-16): typed, pasted or filled in by the phone; the sixth digit sends it.
 *
 * @tag sapa-code
 */
export class SapaCode extends LitElement {
  static override styles = [
    base,
    formStyles,
    cardStyles,
    css`
      .code {
        min-block-size: 52px;
        padding-inline: 16px;
        font-size: 1.5rem;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.4em;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 8px 16px;
        font-size: var(--s-list);
      }

      .waiting {
        color: var(--s-muted);
      }
    `,
  ];

  /** What was refused already: sending it once more would only cost a try. */
  #refused = "";

  @query("input") private readonly input!: HTMLInputElement | null;
  @state() private isBusy = false;
  @state() private failure: Failure | null = null;
  @state() private isIncomplete = false;
  @state() private wasSentAgain = false;
  @state() private mayAskAt = Date.now() + AGAIN_AFTER_MS;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");

  constructor() {
    super();
    new Clock(this, () => this.#nextChange());
  }

  protected override firstUpdated(): void {
    this.input?.focus();
  }

  get #t() {
    return shellTexts(this.text).t;
  }

  /** Each second while a person waits for the button, then when the code ends. */
  #nextChange(): number {
    const now = Date.now();
    if (this.mayAskAt > now) return now + 1000;
    const expiresAt = this.account.codeAsked?.expiresAt ?? 0;
    return expiresAt > now ? expiresAt : Number.POSITIVE_INFINITY;
  }

  get #hasEnded(): boolean {
    const expiresAt = this.account.codeAsked?.expiresAt ?? 0;
    return this.failure?.code === "auth.code_ended" || Date.now() >= expiresAt;
  }

  private handleInput(): void {
    const { input } = this;
    if (!input) return;
    input.value = input.value.replace(/\D/g, "").slice(0, DIGITS);
    this.isIncomplete = false;
    this.failure = null;
    if (input.value.length === DIGITS) void this.#send();
  }

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.isIncomplete = this.input?.value.length !== DIGITS;
    if (this.isIncomplete) this.input?.focus();
    else void this.#send();
  }

  async #send(): Promise<void> {
    if (this.isBusy || !this.input || this.input.value === this.#refused) return;
    const code = this.input.value;
    this.isBusy = true;
    this.wasSentAgain = false;
    this.failure = await this.account.enterCode(code);
    this.isBusy = false;
    if (this.failure === null) return;
    if (this.failure.code === "auth.code") this.#refused = code;
    await this.updateComplete;
    this.input?.focus();
    this.input?.select();
  }

  async #again(): Promise<void> {
    this.#refused = "";
    this.failure = await this.account.resendCode();
    this.wasSentAgain = this.failure === null;
    this.mayAskAt = Date.now() + AGAIN_AFTER_MS;
    if (this.input) this.input.value = "";
    this.input?.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#t;
    const asked = this.account.codeAsked;
    return html`<h1>${t("code.title")}</h1>
      ${
        this.#hasEnded
          ? this.renderEnded()
          : html`<p class="tagline">${t("code.sent", { address: asked?.sentTo ?? "" })}</p>
              <form novalidate @submit=${this.handleSubmit}>
                ${this.wasSentAgain ? html`<p class="problem calm" role="status">${icons.mail}<span>${t("code.sentAgain")}</span></p>` : nothing}
                ${this.renderField(asked?.expiresAt ?? 0)}
                <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
                  ${t(this.isBusy ? "code.busy" : "code.button")}
                </button>
                ${this.renderWays()}
              </form>`
      }`;
  }

  private renderField(expiresAt: number): TemplateResult {
    const t = this.#t;
    const error = this.#error;
    const minutes = Math.max(1, Math.ceil((expiresAt - Date.now()) / 60_000));
    return html`<div class="form-field">
      <label class="label" for="code">${t("code.label")}</label>
      <input
        class="field code"
        id="code"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        dir="ltr"
        aria-invalid=${error ? "true" : nothing}
        aria-describedby="code-hint ${error ? "code-error" : ""}"
        @input=${this.handleInput}
      />
      <p class="hint" id="code-hint">${t("code.ends", { n: minutes })}</p>
      <div role="alert">
        ${error ? html`<p class="field-error" id="code-error">${icons.circleAlert}<span>${error}</span></p>` : nothing}
      </div>
    </div>`;
  }

  get #error(): string | undefined {
    const t = this.#t;
    const { failure } = this;
    if (this.isIncomplete) return t("code.digits");
    if (failure === null) return undefined;
    if (failure.code === "rate_limited") return this.text.t("error.rate_limited");
    if (failure.code !== "auth.code") return t("login.unreachable");
    const left = Number(failure.params?.left);
    return Number.isNaN(left) ? t("code.wrong") : `${t("code.wrong")}. ${t("code.left", { n: left })}`;
  }

  private renderWays(): TemplateResult {
    const t = this.#t;
    const waitS = Math.ceil((this.mayAskAt - Date.now()) / 1000);
    return html`<div class="ways">
      ${
        waitS > 0
          ? html`<span class="waiting numbers">${t("code.againIn", { n: waitS })}</span>`
          : html`<button class="link" type="button" @click=${() => this.#again()}>${t("code.again")}</button>`
      }
      <button class="link" type="button" @click=${() => this.account.askCode(null)}>${t("login.back")}</button>
    </div>`;
  }

  private renderEnded(): TemplateResult {
    const t = this.#t;
    return html`<p class="tagline" role="alert">${t("code.over")}</p>
      <button class="button primary alone" type="button" @click=${() => this.account.askCode(null)}>
        ${t("code.overButton")}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-code": SapaCode;
  }
}
