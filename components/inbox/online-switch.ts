import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { HeldConnection } from "../controllers/held-connection.ts";
import { Subscription } from "../controllers/subscription.ts";
import type { Connection, TokenProvider } from "../data/connection.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";

/**
 * Whether new chats may be given to this member (ASSIGN-16, 17), with its state in words. Empty for those who have none.
 *
 * @tag sapa-online-switch
 */
export class SapaOnlineSwitch extends LitElement {
  static override styles = [
    tokens,
    base,
    css`
      :host {
        color-scheme: inherit;
        display: inline-block;
        color: var(--s-text);
        font-family: var(--s-font);
        font-size: var(--s-list);
      }

      :host([theme="light"]) {
        color-scheme: light;
      }

      :host([theme="dark"]) {
        color-scheme: dark;
      }

      .switch {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: 32px;
        padding: 0 10px;
        border: 0;
        border-radius: 16px;
        background: none;
        color: var(--s-text);
        font-weight: 500;
        cursor: pointer;
      }

      .switch:hover {
        background: var(--s-hover);
      }

      .track {
        position: relative;
        flex: none;
        inline-size: 30px;
        block-size: 18px;
        border-radius: 9px;
        background: var(--s-border);
        transition: background-color var(--s-feedback) ease-out;
      }

      .track::after {
        content: "";
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 2px;
        inline-size: 14px;
        block-size: 14px;
        border-radius: 50%;
        background: #ffffff;
        transition: transform var(--s-feedback) ease-out;
      }

      [aria-checked="true"] .track {
        background: light-dark(#1a7f4b, #2e9e66);
      }

      [aria-checked="true"] .track::after {
        transform: translateX(12px);
      }

      :dir(rtl)[aria-checked="true"] .track::after {
        transform: translateX(-12px);
      }

      :host([compact]) .switch {
        padding: 0 6px;
        font-size: var(--s-meta);
      }

      .switch:disabled {
        cursor: default;
        opacity: 0.6;
      }
    `,
  ];

  readonly #held: HeldConnection;
  #text = new Localizer("en");

  @query("sapa-dialog") private readonly question!: SapaDialog;

  /** As of `<sapa-inbox>`. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** As of `<sapa-inbox>`. */
  @property() language: string | null = null;
  /** As of `<sapa-inbox>`. */
  @property({ reflect: true }) theme: string | null = null;
  /** Smaller, for tight places. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** As of `<sapa-inbox>`; the same function means the same connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;

  constructor() {
    super();
    this.#held = new HeldConnection(this);
    new Subscription(this, () => this.#held.connection);
    new Subscription(this, () => this.#feed);
  }

  get #feed(): Connection["feed"] | null {
    const connection = this.#held.connection;
    return connection?.phase === "ready" && connection.me?.permissions.includes("presence.switch")
      ? connection.feed
      : null;
  }

  protected override willUpdate(): void {
    this.#held.follow();
    this.#text = localizerFor(this.#text, this.language, this.#held.connection?.me ?? null);
  }

  private handleClick(): void {
    const feed = this.#feed;
    if (!feed) return;
    const isOnline = !feed.view.isOnline;
    feed.setOnline(isOnline);
    if (!isOnline) void this.question.show();
  }

  private handleBackOnline(): void {
    this.#feed?.setOnline(true);
    this.question.hide();
  }

  protected override render(): TemplateResult | typeof nothing {
    const feed = this.#feed;
    if (!feed) return nothing;
    const { isOnline, state } = feed.view;
    const text = this.#text;
    const isReady = state === "live";
    return html`<button
        class="switch"
        type="button"
        role="switch"
        aria-checked=${isOnline}
        aria-label=${text.t("presence.label")}
        aria-description=${text.t(isOnline ? "presence.onlineHint" : "presence.offlineHint")}
        data-tip=${text.t(isOnline ? "presence.onlineHint" : "presence.offlineHint")}
        ?disabled=${!isReady}
        @click=${this.handleClick}
      >
        <span class="track" aria-hidden="true"></span>
        <span aria-hidden="true">${text.t(isOnline ? "presence.online" : "presence.offline")}</span>
      </button>
      <sapa-dialog .heading=${text.t("presence.question")} .closeLabel=${text.t("common.close")}>
        <p>${text.t("presence.questionText")}</p>
        <button slot="foot" class="button" type="button" @click=${() => this.question.hide()}>${text.t("presence.stayOffline")}</button>
        <button slot="foot" class="button primary" type="button" autofocus @click=${this.handleBackOnline}>
          ${text.t("presence.backOnline")}
        </button>
      </sapa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-online-switch": SapaOnlineSwitch;
  }
}
