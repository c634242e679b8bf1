import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Subscription } from "../controllers/subscription.ts";
import { acquireConnection, type Connection, type TokenProvider } from "../data/connection.ts";
import { SapaErrorEvent, type SapaSectionChangedEvent, SapaTokenExpiredEvent } from "../events.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import type { SapaSettingsDesk } from "./desk.ts";

/**
 * The settings of the organization: menu, search and pages, in the space its container gives it (two columns from
 * 760 px, one below). What the member's role may not open is absent. The pages are loaded when the element is shown.
 *
 * @tag sapa-settings
 * @fires sapa-section-changed - A person went to another page.
 * @fires sapa-saved - A person saved something.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart menu - The column with the names of the pages.
 * @csspart page - The page.
 */
export class SapaSettings extends LitElement {
  static override styles = [
    base,
    tokens,
    statesStyles,
    css`
      :host {
        block-size: 100%;
        background: var(--s-surface);
        color: var(--s-text);
        font-family: var(--s-font);
        font-size: var(--s-body);
        line-height: 1.4;
      }

      sapa-settings-desk {
        block-size: 100%;
      }

      .state {
        block-size: 100%;
      }
    `,
  ];

  #held: { connection: Connection; release: () => void } | null = null;
  #text = new Localizer("en");
  #hasToldExpiry = false;

  @query("sapa-settings-desk") private readonly desk!: SapaSettingsDesk | null;
  @state() private loading: "loading" | "loaded" | "failed" = "loading";

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** The page, for example `chat/templates`; without it the first one the member may open. */
  @property() section: string | null = null;
  /** Gives a fresh `{ token, expiresAt }`. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;
  /** Gives a page's address on the host's site; with it the menu is made of links. */
  @property({ attribute: false }) sectionLink: ((section: string) => string) | null = null;

  constructor() {
    super();
    new Subscription(
      this,
      () => this.#held?.connection,
      () => this.#followConnection(),
    );
  }

  /** Whether something was changed and is not saved. */
  get hasUnsavedChanges(): boolean {
    return this.desk?.isDirty ?? false;
  }

  /** Before the host leads elsewhere: true if nothing is lost by it, or the person agreed to lose it. */
  async confirmLeave(): Promise<boolean> {
    return (await this.desk?.confirmLeave()) ?? true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#hold();
    if (this.loading !== "loaded") void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#held?.release();
    this.#held = null;
  }

  async #load(): Promise<void> {
    this.loading = "loading";
    try {
      await import("./define-settings.ts");
      this.loading = "loaded";
    } catch {
      this.loading = "failed";
      this.dispatchEvent(new SapaErrorEvent("unavailable"));
    }
  }

  #hold(): void {
    if (this.#held || !this.tokenProvider || !this.isConnected) return;
    this.#held = acquireConnection(this.baseUrl.replace(/\/$/, ""), this.tokenProvider);
    this.#followConnection();
  }

  #followConnection(): void {
    const isExpired = this.#held?.connection.phase === "sign-in";
    if (isExpired && !this.#hasToldExpiry) this.dispatchEvent(new SapaTokenExpiredEvent());
    this.#hasToldExpiry = isExpired;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has("tokenProvider") || changed.has("baseUrl"))) {
      this.#held?.release();
      this.#held = null;
    }
    this.#hold();
    this.#text = localizerFor(this.#text, this.language, this.#held?.connection.me ?? null);
  }

  private handleSection({ section }: SapaSectionChangedEvent): void {
    this.section = section;
  }

  protected override render(): TemplateResult | typeof nothing {
    const connection = this.#held?.connection;
    if (this.loading === "failed")
      return stateView({
        icon: icons.wifiOff,
        title: this.#text.t("error.title"),
        body: this.#text.t("error.unavailable"),
        isAlert: true,
        action: html`<button class="button" type="button" @click=${() => this.#load()}>
          ${this.#text.t("common.tryAgain")}
        </button>`,
      });
    if (this.loading === "loading" || !connection) return nothing;
    return html`<sapa-settings-desk
      lang=${this.#text.language}
      exportparts="menu, page"
      .connection=${connection}
      .phase=${connection.phase}
      .text=${this.#text}
      .section=${this.section}
      .sectionLink=${this.sectionLink}
      @sapa-section-changed=${this.handleSection}
    ></sapa-settings-desk>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings": SapaSettings;
  }
}
