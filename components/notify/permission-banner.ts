import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { recall, remember } from "../data/browser-storage.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { askPermission, permission } from "./pop-ups.ts";

const PUT_OFF_KEY = "notify-put-off";
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Says how to allow the browser's pop-ups, for as long as they are not allowed; can be put off for a day (NOTIF-4).
 * Takes no place while there is nothing to say.
 *
 * @tag sapa-notification-banner
 */
export class SapaNotificationBanner extends LitElement {
  static override styles = [
    base,
    tokens,
    css`
      :host {
        color-scheme: inherit;
        display: block;
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

      :host([hidden]) {
        display: none;
      }

      p {
        display: flex;
        align-items: center;
        gap: 4px 12px;
        margin: 0;
        padding: 6px 16px;
        padding-inline-end: var(--banner-end, 16px);
        border-block-end: 1px solid var(--s-hairline);
        background: var(--s-sunken);
        line-height: 20px;
      }

      .words {
        flex: 1 1 220px;
      }

      .icon {
        color: var(--s-muted);
      }

      button {
        flex: none;
      }
    `,
  ];

  #text = new Localizer("en");
  #timer: ReturnType<typeof setInterval> | undefined;

  @state() private state = permission();
  @state() private putOffUntil = Number(recall(PUT_OFF_KEY) ?? 0);

  /** As of `<sapa-inbox>`. */
  @property() language: string | null = null;
  /** As of `<sapa-inbox>`. */
  @property({ reflect: true }) theme: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    // The padlock's switch tells nobody that it was moved.
    this.#timer = setInterval(() => {
      this.state = permission();
    }, LOOK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  get isShown(): boolean {
    return (this.state === "default" || this.state === "denied") && Date.now() >= this.putOffUntil;
  }

  protected override willUpdate(): void {
    this.#text = localizerFor(this.#text, this.language, null);
    this.toggleAttribute("hidden", !this.isShown);
  }

  private async handleAllow(): Promise<void> {
    this.state = await askPermission();
  }

  private handleLater(): void {
    this.putOffUntil = Date.now() + DAY_MS;
    remember(PUT_OFF_KEY, String(this.putOffUntil));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isShown) return nothing;
    const text = this.#text;
    return html`<p role="status">
      ${icons.bell}<span class="words">${text.t("notify.permission")}</span>
      ${
        this.state === "default"
          ? html`<button class="button primary" type="button" @click=${this.handleAllow}>${text.t("notify.allow")}</button>`
          : nothing
      }
      <button class="link" type="button" @click=${this.handleLater}>${text.t("notify.later")}</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-notification-banner": SapaNotificationBanner;
  }
}
