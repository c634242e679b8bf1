import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import type { Notice } from "../../protocol/inbox.schema.ts";
import { Subscription } from "../controllers/subscription.ts";
import { acquireConnection, type Connection, type TokenProvider } from "../data/connection.ts";
import { NoticesStore } from "../data/notices-store.ts";
import { SapaErrorEvent, SapaNoticeOpenedEvent } from "../events.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import type { SapaPopover } from "../ui/popover.ts";
import { bellStyles } from "./bell.styles.ts";
import { chime } from "./chime.ts";
import { DeskAlerts, isSoundOn, setSound } from "./desk-alerts.ts";
import { noticeIcon, noticeText } from "./notice-view.ts";

/**
 * The bell with its notices, and, for as long as it is in the page, the browser's pop-ups and the sound for new messages:
 * once per member, however many tabs are open (NOTIF-1, 2, 5).
 *
 * @tag sapa-bell
 * @fires sapa-notice-opened - A person chose a notice or a pop-up; `roomId` says which room it leads to.
 * @fires sapa-error - Something did not work; `code` tells what.
 */
export class SapaBell extends LitElement {
  static override styles = [base, tokens, bellStyles];

  #held: { connection: Connection; release: () => void } | null = null;
  #notices: NoticesStore | null = null;
  #alerts: DeskAlerts | null = null;
  #generation = -1;
  #text = new Localizer("en");

  @query("sapa-popover") private readonly panel!: SapaPopover;
  @state() private isUnreadOnly = false;
  @state() private isSoundBlocked = false;

  /** As of `<sapa-inbox>`. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** As of `<sapa-inbox>`. */
  @property() language: string | null = null;
  /** As of `<sapa-inbox>`. */
  @property({ reflect: true }) theme: string | null = null;
  /** Leaves out pop-ups and sound. */
  @property({ type: Boolean, attribute: "no-alerts" }) noAlerts = false;
  /** As of `<sapa-inbox>`; the same function means the same connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.#held?.connection);
    new Subscription(this, () => this.#notices);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  /** Closes pop-ups in every tab of this browser; call when the person signs out. */
  signOut(): void {
    this.#alerts?.signOut();
  }

  #letGo(): void {
    this.#end();
    this.#held?.release();
    this.#held = null;
  }

  #end(): void {
    this.#notices?.close();
    this.#alerts?.close();
    this.#notices = null;
    this.#alerts = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has("tokenProvider") || changed.has("baseUrl"))) this.#letGo();
    if (!this.isConnected || !this.tokenProvider) return;
    this.#held ??= acquireConnection(this.baseUrl.replace(/\/$/, ""), this.tokenProvider);
    const { connection } = this.#held;
    this.#text = localizerFor(this.#text, this.language, connection.me);
    this.#follow(connection, changed.has("noAlerts"));
  }

  #follow(connection: Connection, isSettingNew: boolean): void {
    const isGone = connection.phase !== "ready" || connection.me === null;
    if (isGone || connection.generation !== this.#generation || isSettingNew) this.#end();
    if (isGone || this.#notices || connection.me === null) return;
    this.#generation = connection.generation;
    this.#notices = new NoticesStore(connection.api, connection.feed, () =>
      this.dispatchEvent(new SapaErrorEvent("unavailable")),
    );
    if (!this.noAlerts)
      this.#alerts = new DeskAlerts(
        connection,
        connection.me.memberId,
        () => this.#text,
        (roomId) => this.dispatchEvent(new SapaNoticeOpenedEvent(roomId)),
      );
  }

  private handleNotice(notice: Notice): void {
    void this.#notices?.read(notice.noticeId);
    this.panel.hide();
    this.dispatchEvent(new SapaNoticeOpenedEvent(notice.roomId));
  }

  private handleSound(event: Event): void {
    setSound((event.target as HTMLInputElement).checked);
    this.isSoundBlocked = false;
    this.requestUpdate();
    // The hosted app keeps it in the profile.
    this.dispatchEvent(new Event("sound-chosen"));
  }

  private async handleTest(): Promise<void> {
    this.isSoundBlocked = !(await chime());
  }

  protected override render(): TemplateResult | typeof nothing {
    const store = this.#notices;
    if (!store) return nothing;
    const text = this.#text;
    const { unread } = store;
    const label = unread > 0 ? text.t("notify.bellCount", { n: unread }) : text.t("notify.bell");
    return html`<sapa-popover side="end">
      <button slot="trigger" class="button icon-only bell" type="button" aria-haspopup="dialog" aria-label=${label} data-tip=${label}>
        ${icons.bell}
        ${unread > 0 ? html`<span class="count" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>` : nothing}
      </button>
      <div class="panel" role="dialog" aria-label=${text.t("notify.bell")}>${this.renderPanel(store)}</div>
    </sapa-popover>`;
  }

  private renderPanel(store: NoticesStore): TemplateResult {
    const text = this.#text;
    return html`<div class="head">
        <h2>${text.t("notify.bell")}</h2>
        <button class="link" type="button" ?disabled=${store.unread === 0} @click=${() => store.read(null)}>
          ${text.t("notify.markAllRead")}
        </button>
      </div>
      <div class="tools">
        <label>
          <input
            type="checkbox"
            autofocus
            .checked=${this.isUnreadOnly}
            @change=${(event: Event) => {
              this.isUnreadOnly = (event.target as HTMLInputElement).checked;
            }}
          />
          ${text.t("notify.unreadOnly")}
        </label>
      </div>
      ${this.renderList(store)}
      <div class="foot">
        <label><input type="checkbox" .checked=${isSoundOn()} @change=${this.handleSound} />${text.t("notify.sound")}</label>
        <button class="button" type="button" @click=${this.handleTest}>${text.t("notify.test")}</button>
      </div>
      ${this.isSoundBlocked ? html`<p class="blocked" role="status">${text.t("notify.testBlocked")}</p>` : nothing}`;
  }

  private renderList(store: NoticesStore): TemplateResult {
    const text = this.#text;
    if (store.phase === "failed")
      return html`<div class="state" role="alert">
        <span>${text.t("notify.failed")}</span>
        <button class="link" type="button" @click=${() => store.load()}>${text.t("common.tryAgain")}</button>
      </div>`;
    const shown = store.notices.filter((notice) => !this.isUnreadOnly || !notice.isRead);
    if (shown.length === 0 && store.phase === "ready" && !store.hasMore)
      return html`<div class="state">
        <strong>${text.t(this.isUnreadOnly ? "notify.emptyUnread" : "notify.empty")}</strong>
        <span>${text.t("notify.emptyText")}</span>
      </div>`;
    return html`<ul class="list" aria-busy=${store.phase === "loading"}>
      ${repeat(
        shown,
        (notice) => notice.noticeId,
        (notice) => this.renderNotice(notice),
      )}
      ${
        store.hasMore
          ? html`<li class="more">
              <button class="link" type="button" ?disabled=${store.isLoadingMore} @click=${() => store.loadMore()}>
                ${text.t("notify.older")}
              </button>
            </li>`
          : nothing
      }
    </ul>`;
  }

  private renderNotice(notice: Notice): TemplateResult {
    const text = this.#text;
    const now = this.#held?.connection.now() ?? notice.at;
    return html`<li>
      <button
        class=${classMap({ notice: true, unread: !notice.isRead })}
        type="button"
        @click=${() => this.handleNotice(notice)}
      >
        ${noticeIcon(notice)}
        <span class="words">
          <span>${noticeText(notice, text)}</span>
          <time datetime=${new Date(notice.at).toISOString()}>${text.activity(notice.at, now)}</time>
        </span>
        ${notice.isRead ? nothing : html`<span class="dot" role="img" aria-label=${text.t("notify.unread")}></span>`}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-bell": SapaBell;
  }
}
