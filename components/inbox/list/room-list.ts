import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Counters } from "../../../protocol/feed-frames.schema.ts";
import { TIMES } from "../../../protocol/limits.ts";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { Drafts } from "../../data/drafts.ts";
import type { InboxStore } from "../../data/inbox-store.ts";
import type { RoomList } from "../../data/room-list.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles } from "../../ui/states.ts";
import type { Selection } from "../control/selection.ts";
import { ChoiceEvent, GoOnlineEvent, RoomSelectEvent, RowActionEvent } from "../internal-events.ts";
import { may, type Viewer } from "../viewer.ts";
import { listEmpty, noChannelView } from "./empty-list.ts";
import { type Choice, statusChoicesFor } from "./list-choice.ts";
import { roomListStyles } from "./room-list.styles.ts";
import { kindTabs, listFailed, statusChoice } from "./room-list-parts.ts";
import { roomRowStyles } from "./room-row.styles.ts";
import { skeletonRows } from "./room-row.ts";
import type { SapaRoomRows } from "./room-rows.ts";

/** With fewer known rooms than this a first page is awaited behind a skeleton. */
const WORTH_SHOWING = 6;

/**
 * The list of rooms: tabs, status, order, tools, and the live rows or what stands in their place.
 *
 * @tag sapa-room-list
 * @slot tools - Buttons beside the tabs.
 * @slot search - Stands in place of everything but the online switch.
 * @slot chips - The active filter.
 * @slot foot - Stands below the rows and does not scroll.
 * @slot presence - The online switch.
 * @fires room-select - A row was opened.
 * @fires row-action - One of a row's own buttons was pressed.
 * @fires choice - Another tab, status or order was chosen.
 * @fires go-online - New chats are wanted from now on.
 */
export class SapaRoomList extends LitElement {
  static override styles = [base, menuStyles, skeletonStyles, statesStyles, roomRowStyles, roomListStyles];

  readonly #patience = new Patience(this);

  @query("sapa-room-rows") readonly rows!: SapaRoomRows | null;

  @property({ attribute: false }) store!: InboxStore;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) choice!: Choice;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) counters: Counters | null = null;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) selectedId: string | null = null;
  @property({ attribute: false }) selection!: Selection;
  @property({ type: Number, attribute: false }) lagMs = 0;
  @property({ type: Boolean, attribute: "hide-status" }) hideStatus = false;
  @property({ type: Boolean, attribute: "is-searching" }) isSearching = false;
  /** Whoever looks could be given new chats, but is offline. */
  @property({ type: Boolean, attribute: "is-offline" }) isOffline = false;
  /** No channel is connected, so that nothing can come in; `connect` is the way to change that, if there is one. */
  @property({ attribute: false }) noChannel: { connect: (() => void) | null } | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.store);
  }

  /** Focuses a row, or the tab stop of the rows. */
  async focusRow(roomId: string | null): Promise<void> {
    await this.updateComplete;
    await this.rows?.focusRow(roomId);
  }

  protected override updated(): void {
    const list = this.store.list(this.choice);
    if (list?.rows.length === 0 && list.hasMore && !list.hasMoreFailed) void this.store.loadMore(this.choice);
  }

  #choose(change: Partial<Choice>): void {
    this.dispatchEvent(new ChoiceEvent({ ...this.choice, ...change }));
  }

  protected override render(): TemplateResult {
    const list = this.store.list(this.choice);
    if (this.isSearching || !list) return html`<slot name="presence"></slot><slot name="search"></slot>`;
    const head = {
      choice: this.choice,
      text: this.text,
      counters: this.counters,
      statuses: this.hideStatus ? [] : statusChoicesFor(this.viewer),
      onChoose: (change: Partial<Choice>) => this.#choose(change),
    };
    return html`
      <slot name="presence"></slot>
      <div class="top">${kindTabs(head)}<span class="top-tools"><slot name="tools"></slot></span></div>
      ${statusChoice(head)}<slot name="chips"></slot>${this.renderStrip()}
      <div class="list-box" id="rooms" role="tabpanel" aria-label=${this.text.t("list.label")}>${this.renderBody(list)}</div>
      <slot name="foot"></slot>
    `;
  }

  private renderStrip(): TemplateResult | typeof nothing {
    const isLagging = Math.max(this.lagMs, this.store.lagMs) >= TIMES.listsMayLagMs;
    return isLagging ? html`<p class="strip" role="status">${this.text.t("list.lagging")}</p>` : nothing;
  }

  private renderBody(list: RoomList): TemplateResult {
    const isFirstLoad = list.phase === "initial" || list.phase === "loading";
    // A filter may look through many rooms before it finds one: a page without rooms is not the end.
    const isLooking = list.phase === "ready" && list.rows.length === 0 && list.hasMore && !list.hasMoreFailed;
    const isWaiting = (isFirstLoad && list.rows.length < WORTH_SHOWING) || isLooking;
    const isLong = this.#patience.isOver(isWaiting);
    if (isWaiting)
      return html`<div role="status" aria-label=${this.text.t("common.loading")}>${isLong ? skeletonRows(9) : nothing}</div>`;
    const isEmpty = list.rows.length === 0 && !this.rows?.hasRows;
    if (list.phase === "failed" && isEmpty) return listFailed(this.text, () => void this.store.reload(this.choice));
    if (isEmpty) return this.renderEmpty();
    return html`<sapa-room-rows
      .store=${this.store}
      .list=${list}
      .drafts=${this.drafts}
      .viewer=${this.viewer}
      .text=${this.text}
      .now=${this.now}
      .selectedId=${this.selectedId}
      .selection=${this.selection}
      @room-select=${(event: RoomSelectEvent) => this.dispatchEvent(new RoomSelectEvent(event.roomId))}
      @row-action=${(event: RowActionEvent) => this.dispatchEvent(new RowActionEvent(event.roomId, event.action))}
      >${this.renderEnd(list)}</sapa-room-rows
    >`;
  }

  private renderEmpty(): TemplateResult {
    const { text, choice, viewer } = this;
    if (this.noChannel) return noChannelView(text, this.noChannel.connect);
    const mayTake = !this.hideStatus && may(viewer, "room.take");
    return listEmpty({
      ...{ text, choice, viewer },
      waiting: mayTake ? (this.counters?.unassigned ?? 0) : 0,
      onGoOnline: this.isOffline ? () => this.dispatchEvent(new GoOnlineEvent()) : null,
      onChoose: this.hideStatus ? null : (change) => this.#choose(change),
    });
  }

  private renderEnd(list: RoomList): TemplateResult | typeof nothing {
    if (list.hasMoreFailed)
      return html`<div class="list-end" role="alert">
        ${this.text.t("list.failedMore")}
        <button class="link" type="button" @click=${() => this.store.loadMore(this.choice)}>${this.text.t("common.tryAgain")}</button>
      </div>`;
    return list.hasMore ? html`<div class="list-end">${this.text.t("list.loadingMore")}</div>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-list": SapaRoomList;
  }
}
