import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Counters } from "../../../protocol/feed-frames.schema.ts";
import { TIMES } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { Drafts } from "../../data/drafts.ts";
import type { InboxStore, ListView } from "../../data/inbox-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles } from "../../ui/states.ts";
import { ChoiceEvent, RoomSelectEvent } from "../internal-events.ts";
import type { Viewer } from "../viewer.ts";
import { type Choice, choiceKey, isInChoice, sortKeyOf, statusChoicesFor } from "./list-choice.ts";
import { EMPTY_ORDER, nextOrder, type ShownOrder, windowOf } from "./list-order.ts";
import { roomListStyles } from "./room-list.styles.ts";
import { kindTabs, listEmpty, listFailed, orderButton, statusChoice } from "./room-list-parts.ts";
import { roomRowStyles } from "./room-row.styles.ts";
import { roomRow, skeletonRows } from "./room-row.ts";
import { rowView } from "./row-view.ts";

const ROW_HEIGHT = 72;
const LOAD_AHEAD_ROWS = 12;
/** With fewer known rooms than this a first page is awaited behind a skeleton. */
const WORTH_SHOWING = 6;

/**
 * The list of rooms: tabs, status, order and the live virtual rows.
 *
 * @tag sapa-room-list
 * @slot search - The search button, and the search field while searching.
 * @slot results - Shown instead of the rows while searching.
 * @slot presence - The online switch.
 * @fires room-select - A row was chosen.
 * @fires choice - Another tab, status or order was chosen.
 */
export class SapaRoomList extends LitElement {
  static override styles = [
    base,
    scrollbars,
    avatarStyles,
    skeletonStyles,
    statesStyles,
    roomRowStyles,
    roomListStyles,
  ];

  readonly #patience = new Patience(this);
  #order: ShownOrder = EMPTY_ORDER;
  #orderOf = "";
  #mustApply = false;
  #arranged: { view: ListView | null; isHeld: boolean } = { view: null, isHeld: false };
  #resize: ResizeObserver | null = null;
  /** Rows on screen whose room has left this member's sight keep what they showed until the list may move. */
  readonly #lastKnown = new Map<string, RoomSummary>();
  #activeId: string | null = null;

  @query(".viewport") private readonly viewport!: HTMLElement | null;
  @state() private scrolledTo = 0;
  @state() private height = 600;
  @state() private isPointerOver = false;
  @state() private isKeyboardInside = false;

  @property({ attribute: false }) store!: InboxStore;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) choice!: Choice;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) counters: Counters | null = null;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) selectedId: string | null = null;
  @property({ type: Number, attribute: false }) lagMs = 0;
  @property({ type: Boolean, attribute: "hide-status" }) hideStatus = false;
  @property({ type: Boolean, attribute: "is-searching" }) isSearching = false;

  constructor() {
    super();
    new Clock(this);
    new Subscription(this, () => this.store);
    new Subscription(this, () => this.drafts);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = null;
  }

  protected override willUpdate(): void {
    const key = choiceKey(this.choice);
    if (key === this.#orderOf) return;
    this.#orderOf = key;
    this.#order = EMPTY_ORDER;
    this.#arranged = { view: null, isHeld: false };
    this.#activeId = null;
    this.scrolledTo = 0;
    if (this.hasUpdated) this.#scrollTo(0);
  }

  protected override updated(_: PropertyValues): void {
    if (!this.#resize) {
      this.#resize = new ResizeObserver(() => {
        this.height = this.viewport?.clientHeight || this.clientHeight;
      });
      this.#resize.observe(this);
    }
    if (!this.viewport) return;
    this.#sizePads();
    this.#loadAhead();
  }

  /** Moves the keyboard's place by `step` rows and brings it into view. */
  async move(step: number): Promise<void> {
    const { ids } = this.#order;
    if (ids.length === 0) return;
    const from = ids.indexOf(this.#activeId ?? this.selectedId ?? "");
    const index = from < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, from + step));
    await this.focusRow(ids[index] ?? null);
  }

  /** Focuses the row, or the list's tab stop when there is no such row. */
  async focusRow(roomId: string | null): Promise<void> {
    const index = this.#order.ids.indexOf(roomId ?? "");
    if (index >= 0) {
      this.#activeId = roomId;
      const top = index * ROW_HEIGHT;
      const { scrollTop, clientHeight } = this.viewport ?? { scrollTop: 0, clientHeight: 0 };
      if (top < scrollTop) this.#scrollTo(top);
      else if (top + ROW_HEIGHT > scrollTop + clientHeight) this.#scrollTo(top + ROW_HEIGHT - clientHeight);
    }
    this.requestUpdate();
    await this.updateComplete;
    const selector = index >= 0 ? `[data-room="${CSS.escape(roomId ?? "")}"]` : '.row[tabindex="0"]';
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }

  private get isHeld(): boolean {
    return this.isPointerOver || this.isKeyboardInside || this.scrolledTo > 0;
  }

  /** Heights of what is not drawn, set through the object model because the page's policy may forbid style attributes. */
  #sizePads(): void {
    const range = this.#range();
    const [above, below] = this.renderRoot.querySelectorAll<HTMLElement>(".pad");
    if (above) above.style.height = `${range.first * ROW_HEIGHT}px`;
    if (below) below.style.height = `${(this.#order.ids.length - range.end) * ROW_HEIGHT}px`;
  }

  #range(): { first: number; end: number } {
    const list = { count: this.#order.ids.length, rowHeight: ROW_HEIGHT };
    return windowOf(list, { scrollTop: this.scrolledTo, height: this.height });
  }

  #loadAhead(): void {
    const view = this.store.view(this.choice);
    const lastNeeded = this.scrolledTo + this.height + LOAD_AHEAD_ROWS * ROW_HEIGHT;
    const isNear = lastNeeded >= this.#order.ids.length * ROW_HEIGHT;
    if (isNear && view.hasMore && !view.isLoadingMore && !view.hasMoreFailed) void this.store.loadMore(this.choice);
  }

  #scrollTo(top: number): void {
    if (this.viewport) this.viewport.scrollTop = top;
    this.handleScroll();
  }

  private handleScroll(): void {
    this.scrolledTo = Math.max(0, this.viewport?.scrollTop ?? 0);
  }

  private handlePointer(event: PointerEvent): void {
    if (event.pointerType === "mouse") this.isPointerOver = event.type === "pointerenter";
  }

  private handleFocus(event: FocusEvent): void {
    const target = event.target as HTMLElement;
    this.isKeyboardInside = event.type === "focusin" && target.matches(":focus-visible");
    if (event.type === "focusin" && target.dataset.room) this.#activeId = target.dataset.room;
  }

  private handleKeydown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    void this.move(step);
  }

  private handleShowNew(): void {
    this.#mustApply = true;
    this.#scrollTo(0);
    this.requestUpdate();
  }

  #choose(change: Partial<Choice>): void {
    this.dispatchEvent(new ChoiceEvent({ ...this.choice, ...change }));
  }

  protected override render(): TemplateResult {
    const view = this.store.view(this.choice);
    if (this.isSearching)
      return html`<slot name="presence"></slot>
        <div class="top"><slot name="search"></slot></div>
        <slot name="results"></slot>`;
    const head = {
      choice: this.choice,
      text: this.text,
      counters: this.counters,
      statuses: this.hideStatus ? [] : statusChoicesFor(this.viewer),
      onChoose: (change: Partial<Choice>) => this.#choose(change),
    };
    return html`
      <slot name="presence"></slot>
      <div class="top">${kindTabs(head)}<span class="top-tools"><slot name="search"></slot>${orderButton(head)}</span></div>
      ${statusChoice(head)} ${this.renderStrip(view)}
      <div
        class="list-box"
        id="rooms"
        role="tabpanel"
        @pointerenter=${this.handlePointer}
        @pointerleave=${this.handlePointer}
        aria-label=${this.text.t("list.label")}>${this.renderBody(view)}</div>
    `;
  }

  private renderStrip(view: ListView): TemplateResult | typeof nothing {
    const isLagging = Math.max(this.lagMs, view.lagMs) >= TIMES.listsMayLagMs;
    return isLagging ? html`<p class="strip" role="status">${this.text.t("list.lagging")}</p>` : nothing;
  }

  private renderBody(view: ListView): TemplateResult {
    const isFirstLoad = view.phase === "initial" || view.phase === "loading";
    const isWaiting = isFirstLoad && view.rooms.length < WORTH_SHOWING;
    const isLong = this.#patience.isOver(isWaiting);
    if (isWaiting)
      return html`<div class="viewport" role="status" aria-label=${this.text.t("common.loading")}>
        ${isLong ? skeletonRows(9) : nothing}
      </div>`;
    if (view.phase === "failed" && view.rooms.length === 0)
      return listFailed(this.text, () => void this.store.reload(this.choice));
    this.#arrange(view);
    if (this.#order.ids.length === 0)
      return listEmpty(this.text, this.choice, this.hideStatus ? null : () => this.#choose({ status: "all" }));
    return this.renderRows(view);
  }

  /** Works only when something changed: a scrolled list of ten thousand rows must not be arranged again every frame. */
  #arrange(view: ListView): void {
    const isHeld = this.isHeld && !this.#mustApply;
    this.#mustApply = false;
    if (view === this.#arranged.view && isHeld === this.#arranged.isHeld) return;
    this.#arranged = { view, isHeld };
    const target = view.rooms.map((room) => ({ roomId: room.roomId, at: sortKeyOf(room).at }));
    this.#order = nextOrder(this.#order, target, isHeld);
    if (!isHeld) this.#lastKnown.clear();
  }

  private renderRows(view: ListView): TemplateResult {
    const { ids, waiting } = this.#order;
    const { first, end } = this.#range();
    const shown = ids.slice(first, end).map((roomId, index) => ({ roomId, position: first + index }));
    const tabStop = ids.includes(this.#activeId ?? "")
      ? this.#activeId
      : ids.includes(this.selectedId ?? "")
        ? this.selectedId
        : ids[0];
    const total = view.hasMore ? -1 : ids.length;
    return html`
      ${
        waiting > 0
          ? html`<div class="pill">
              <button type="button" @click=${this.handleShowNew}>${icons.arrowUp}${this.text.t("list.new", { n: waiting })}</button>
            </div>`
          : nothing
      }
      <div
        class="viewport scroll"
        @scroll=${this.handleScroll}
        @focusin=${this.handleFocus}
        @focusout=${this.handleFocus}
        @keydown=${this.handleKeydown}
      >
        <div class="pad"></div>
        <ul role="list" aria-label=${this.text.t("list.label")}>
          ${repeat(
            shown,
            ({ roomId }) => roomId,
            ({ roomId, position }) => this.renderRow(roomId, position, total, roomId === tabStop),
          )}
        </ul>
        <div class="pad"></div>
        ${this.renderFoot(view)}
      </div>
    `;
  }

  private renderRow(
    roomId: string,
    position: number,
    total: number,
    isTabStop: boolean,
  ): TemplateResult | typeof nothing {
    const current = this.store.room(roomId);
    const room = current ?? this.#lastKnown.get(roomId);
    if (!room) return nothing;
    this.#lastKnown.set(roomId, room);
    return roomRow({
      view: rowView(room, this.drafts.get(roomId, "reply"), this.now(), this.text, this.viewer),
      text: this.text,
      isSelected: roomId === this.selectedId,
      isLeaving: current === null || !isInChoice(room, this.choice, this.viewer),
      isTabStop,
      position,
      total,
      onOpen: () => this.dispatchEvent(new RoomSelectEvent(roomId)),
    });
  }

  private renderFoot(view: ListView): TemplateResult | typeof nothing {
    if (view.hasMoreFailed)
      return html`<div class="foot" role="alert">
        ${this.text.t("list.failedMore")}
        <button class="link" type="button" @click=${() => this.store.loadMore(this.choice)}>${this.text.t("common.tryAgain")}</button>
      </div>`;
    return view.hasMore ? html`<div class="foot">${this.text.t("list.loadingMore")}</div>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-list": SapaRoomList;
  }
}
