import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { OpenedLink } from "../../../protocol/accounts.schema.ts";
import { shellTexts } from "../../strings/shell.ts";
import { icons } from "../../ui/icons.ts";
import { type Failure, failureOf } from "../account.ts";
import { passwordInput } from "./password-input.ts";
import { faultIn, faultOf, faultText, passwordRules, passwordStyles } from "./password-rules.ts";
import { SignInScreen } from "./screen.ts";

/** A mailed link did its work: where to go on, and what to say there. */
export class LinkUsedEvent extends Event {
  readonly words: string;
  /** Whose link it was: what is signed in with next. */
  readonly email: string;
  constructor(words: string, email: string) {
    super("link-used", { bubbles: true, composed: true });
    this.words = words;
    this.email = email;
  }
}

/**
 * Where mailed links lead: a new password (AUTH-9, 10), an invitation (AUTH-15), or the proof that an account is one's
 * own (AUTH-14). A link that has ended says what to do.
 *
 * @tag sapa-link
 * @fires link-used - The link did its work.
 */
export class SapaLink extends SignInScreen {
  static override styles = [...SignInScreen.styles, passwordStyles];

  @state() private link: OpenedLink | null = null;
  @state() private hasEnded = false;
  @state() private isBusy = false;
  @state() private isShown = false;
  @state() private password = "";
  @state() private fieldError: string | undefined = undefined;
  @state() private failure: Failure | null = null;

  /** What stood behind the address's `#`; empty: it was not kept, for example over a reload. */
  @property({ attribute: false }) token = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("token")) void this.#open();
  }

  async #open(): Promise<void> {
    this.link = null;
    this.failure = null;
    this.hasEnded = this.token === "";
    if (this.hasEnded) return;
    try {
      this.link = await this.account.calls.openLink(this.token);
      await this.lead("#password");
    } catch (error) {
      this.#fail(failureOf(error));
    }
  }

  #fail(failure: Failure): void {
    if (failure.code === "auth.link") this.hasEnded = true;
    else this.failure = failure;
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { link } = this;
    if (!link || this.isBusy) return;
    this.failure = null;
    this.fieldError = this.#ownFault(link);
    if (this.fieldError !== undefined) return this.lead("#password");
    this.isBusy = true;
    const failure = await this.account.useLink(this.token, this.password);
    if (failure === null) this.dispatchEvent(new LinkUsedEvent(this.#doneWords(link), link.email));
    else await this.#refused(failure);
    this.isBusy = false;
  }

  #ownFault({ kind, email }: OpenedLink): string | undefined {
    if (this.password === "") return this.text.t("error.required");
    const fault = kind === "verification" ? null : faultOf(this.password, email);
    return fault === null ? undefined : faultText(fault, shellTexts(this.text));
  }

  async #refused(failure: Failure): Promise<void> {
    const { t } = this;
    const fault = faultIn(failure);
    if (fault !== null) this.fieldError = faultText(fault, shellTexts(this.text));
    else if (failure.code === "auth.wrong") {
      const left = Number(failure.params?.left);
      this.fieldError = Number.isNaN(left) ? t("link.wrong") : `${t("link.wrong")}. ${t("code.left", { n: left })}`;
    } else this.#fail(failure);
    await this.lead("#password");
  }

  #doneWords({ kind, organizationName }: OpenedLink): string {
    if (kind === "verification") return this.t("link.doneVerification", { organization: organizationName ?? "" });
    return this.t(kind === "reset" ? "link.doneReset" : "link.doneInvitation");
  }

  protected renderCard(): TemplateResult {
    if (this.hasEnded) return this.renderEnded();
    if (this.link) return this.renderForm(this.link);
    return this.failure === null
      ? html`<p class="tagline" role="status">${this.t("link.opening")}…</p>`
      : html`${this.renderAlert(this.failureText(this.failure))}
          <button class="button primary alone" type="button" @click=${() => this.#open()}>
            ${this.text.t("common.tryAgain")}
          </button>`;
  }

  private renderEnded(): TemplateResult {
    const { t } = this;
    return html`<span class="emblem">${icons.clock}</span>
      <h1>${t(this.token === "" ? "link.openAgain" : "link.ended")}</h1>
      <p class="tagline" role="alert">
        ${this.token === "" ? t("link.notKept") : `${t("link.endedText")} ${t("link.endedReset")} ${t("link.endedInvitation")}`}
      </p>
      <div class="ways">
        <a
          class="button primary"
          href="/forgot"
          @click=${(event: MouseEvent) => {
            event.preventDefault();
            this.go("/forgot");
          }}
          >${t("link.askAgain")}</a
        >
        ${this.renderBack()}
      </div>`;
  }

  private renderForm(link: OpenedLink): TemplateResult {
    const { t } = this;
    const isNew = link.kind !== "verification";
    return html`${this.renderHead(link)}
      <form novalidate @submit=${this.handleSubmit}>
        ${this.failure ? this.renderAlert(this.failureText(this.failure)) : nothing}
        <div class="form-field">
          <label class="label" for="email">${t("link.email")}</label>
          <input class="field" id="email" type="email" autocomplete="username" readonly .value=${link.email} />
        </div>
        ${passwordInput({
          id: "password",
          label: t(isNew ? "link.newPassword" : "link.password"),
          autocomplete: isNew ? "new-password" : "current-password",
          isShown: this.isShown,
          words: { show: t("login.show"), hide: t("login.hide") },
          error: this.fieldError,
          ...(isNew && { describedBy: "rules" }),
          onShown: (isShown) => {
            this.isShown = isShown;
          },
          onInput: (password) => {
            this.password = password;
            this.fieldError = undefined;
          },
        })}
        ${isNew ? passwordRules("rules", this.password, link.email, shellTexts(this.text)) : nothing}
        <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
          ${t(this.isBusy ? "link.busy" : isNew ? "link.setButton" : "link.joinButton")}
        </button>
        <p class="hint">${t("link.ends", { time: this.text.dateTime(link.expiresAt) })}</p>
      </form>`;
  }

  private renderHead({ kind, name, organizationName }: OpenedLink): TemplateResult {
    const { t } = this;
    const organization = organizationName ?? "";
    if (kind === "reset")
      return html`<h1>${t("link.reset")}</h1>
        <p class="tagline">${t("link.resetText")}</p>`;
    return html`<h1 dir="auto">${t(`link.${kind}`, { organization })}</h1>
      <p class="tagline" dir="auto">${kind === "invitation" ? t("link.invitationText", { name }) : t("link.verificationText")}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-link": SapaLink;
  }
}
