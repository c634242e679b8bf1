import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Me } from "../../../protocol/http.schema.ts";
import { lazy } from "../../lazy.ts";
import { Localizer } from "../../strings/localizer.ts";
import { shellTexts } from "../../strings/shell.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import type { Account } from "../account.ts";
import type { SapaProfilePage } from "./profile-page.ts";

/**
 * The own profile (AUTH-19). What it is made of comes when it is first wanted.
 *
 * @tag sapa-profile
 */
export class SapaProfile extends LitElement {
  static override styles = [
    base,
    statesStyles,
    css`
      :host {
        block-size: 100%;
        overflow: hidden;
      }

      .state,
      sapa-profile-page {
        block-size: 100%;
      }
    `,
  ];

  @query("sapa-profile-page") private readonly page!: SapaProfilePage | null;
  @state() private loading: "loading" | "loaded" | "failed" = "loading";

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) me: Me | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  get hasUnsavedChanges(): boolean {
    return this.page?.isDirty ?? false;
  }

  async confirmLeave(): Promise<boolean> {
    return (await this.page?.confirmLeave()) ?? true;
  }

  async #load(): Promise<void> {
    this.loading = "loading";
    this.loading = (await lazy(() => import("./define-profile.ts"), true)) ? "loaded" : "failed";
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.loading === "loading") return nothing;
    if (this.loading === "loaded")
      return html`<sapa-profile-page .account=${this.account} .text=${this.text} .me=${this.me}></sapa-profile-page>`;
    return stateView({
      icon: icons.wifiOff,
      title: this.text.t("error.title"),
      body: shellTexts(this.text).t("shell.startFailedText"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => this.#load()}>
        ${this.text.t("common.tryAgain")}
      </button>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-profile": SapaProfile;
  }
}
