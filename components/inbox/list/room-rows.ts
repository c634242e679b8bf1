import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { Drafts } from "../../data/drafts.ts";
import type { InboxStore } from "../../data/inbox-store.ts";
import type { RoomList } from "../../data/room-list.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { Selection } from "../control/selection.ts";
import { type FilterClock, isSnoozed } from "../filter/room-filter.ts";
import { RoomSelectEvent, RowActionEvent } from "../internal-events.ts";
import { may, type Viewer } from "../viewer.ts";
import { LongPress } from "./long-press.ts";
import { quickActionsFor } from "./quick-actions.ts";
import { roomRowStyles } from "./room-row.styles.ts";
import { type QuickAction, roomRow } from "./room-row.ts";
import { roomRowsStyles } from "./room-rows.styles.ts";
import { clockTick, msToChange } from "./row-clock.ts";
import { rowView } from "./row-view.ts";
import { ShownRows, slotsFor, windowOf } from "./shown-rows.ts";

const ROW_HEIGHT = 72;
const LOAD_AHEAD_ROWS = 12;
const MINUTE_MS = 60_000;

/** A drawn row, as long as nothing that it shows has changed. */
type Drawn = { facts: readonly unknown[]; result: TemplateResult };

/**
 * The live, virtual rows: a bounded number of them is in the page, however many rooms there are.
 *
 * @tag sapa-room-rows
 * @slot - What stands below the last row.
 * @fires room-select - A row was opened.
 * @fires row-action - One of a row's own buttons was pressed.
 */
export class SapaRoomRows extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, roomRowStyles, roomRowsStyles];

  #shown: ShownRows | null = null;
  #shownOf: RoomList | null = null;
  #resize: ResizeObserver | null = null;
  #drawn = new Map<string, Drawn>();
  #activeId: string | null = null;
  readonly #press = new LongPress((row) => this.#choose(row.dataset.room, false));

  @query(".viewport") private readonly viewport!: HTMLElement | null;
  @state() private scrolledTo = 0;
  @state() private height = 600;
  @state() private isPointerOver = false;
  @state() private isKeyboardInside = false;

  @property({ attribute: false }) store!: InboxStore;
  @property({ attribute: false }) list!: RoomList;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) selectedId: string | null = null;
  @property({ attribute: false }) selection!: Selection;

  constructor() {
    super();
    new Clock(this, () => this.#dueAt());
    new Subscription(this, () => this.store);
    new Subscription(this, () => this.drafts);
    new Subscription(this, () => this.selection);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = null;
    this.#shown?.close();
    this.#shown = this.#shownOf = null;
  }

  /** The row that the keyboard is at; null: none was reached yet. */
  get activeId(): string | null {
    return this.#activeId;
  }

  /** Are rows on screen, though the list may have none any more (LIST-15)? */
  get hasRows(): boolean {
    return (this.#shown?.length ?? 0) > 0;
  }

  /** Moves the keyboard's place by `step` rows and brings it into view. */
  async move(step: number): Promise<void> {
    const shown = this.#shown;
    if (!shown || shown.length === 0) return;
    const from = this.#indexOf(this.#activeId ?? this.selectedId);
    const index = from < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, from + step));
    await this.focusRow(shown.at(index)?.roomId ?? null);
  }

  /** Focuses the row, or the list's tab stop when there is no such row. */
  async focusRow(roomId: string | null): Promise<void> {
    const index = this.#indexOf(roomId);
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

  /** Chooses the row the keyboard is at, or all from the last chosen one to it. */
  chooseActive(isRange: boolean): void {
    this.#choose(this.#activeId ?? this.selectedId ?? undefined, isRange);
  }

  protected override willUpdate(): void {
    if (this.list !== this.#shownOf) this.#begin();
    this.#shown?.hold(this.isHeld);
  }

  protected override updated(_: PropertyValues): void {
    if (!this.#resize) {
      this.#resize = new ResizeObserver(() => {
        this.height = this.viewport?.clientHeight || this.clientHeight;
      });
      this.#resize.observe(this);
    }
    this.#sizePads();
    this.#loadAhead();
    this.#keepFocus();
  }

  /** The focus belongs to a room, not to the element that happens to show it. */
  #keepFocus(): void {
    const focused = this.shadowRoot?.activeElement as HTMLElement | null;
    if (focused?.dataset.room === undefined || focused.dataset.room === this.#activeId) return;
    const now = this.renderRoot.querySelector<HTMLElement>(`[data-room="${CSS.escape(this.#activeId ?? "")}"]`);
    if (now) now.focus({ preventScroll: true });
    else focused.blur();
  }

  /** Another choice: from its top. */
  #begin(): void {
    const isOtherChoice = this.#shownOf !== null;
    this.#shown?.close();
    this.#shown = new ShownRows(this.list.rows);
    this.#shownOf = this.list;
    this.#drawn.clear();
    this.#activeId = null;
    this.scrolledTo = 0;
    if (isOtherChoice && this.viewport) this.viewport.scrollTop = 0;
  }

  private get isHeld(): boolean {
    return this.isPointerOver || this.isKeyboardInside || this.scrolledTo > 0 || this.selection.isOn;
  }

  #indexOf(roomId: string | null): number {
    return roomId === null ? -1 : (this.#shown?.indexOf(roomId, this.store.room(roomId)) ?? -1);
  }

  #range(): { first: number; end: number } {
    const list = { count: this.#shown?.length ?? 0, rowHeight: ROW_HEIGHT };
    return windowOf(list, { scrollTop: this.scrolledTo, height: this.height });
  }

  /** Heights of what is not drawn, set through the object model because the page's policy may forbid style attributes. */
  #sizePads(): void {
    const { first, end } = this.#range();
    const [above, below] = this.renderRoot.querySelectorAll<HTMLElement>(".pad");
    if (above) above.style.height = `${first * ROW_HEIGHT}px`;
    if (below) below.style.height = `${((this.#shown?.length ?? 0) - end) * ROW_HEIGHT}px`;
  }

  #loadAhead(): void {
    const { list } = this;
    const lastNeeded = this.scrolledTo + this.height + LOAD_AHEAD_ROWS * ROW_HEIGHT;
    const isNear = lastNeeded >= (this.#shown?.length ?? 0) * ROW_HEIGHT;
    if (isNear && list.hasMore && !list.isLoadingMore && !list.hasMoreFailed) void this.store.loadMore(list.choice);
  }

  #scrollTo(top: number): void {
    if (this.viewport) this.viewport.scrollTop = top;
    this.handleScroll();
  }

  /** When the clock changes what one of the visible rows shows, as the local clock has it. */
  #dueAt(): number {
    const { first, end } = this.#range();
    let inMs = Number.POSITIVE_INFINITY;
    for (let index = first; index < end; index += 1) {
      const room = this.#newest(index);
      if (room) inMs = Math.min(inMs, msToChange(room, this.#clock));
    }
    return Date.now() + inMs;
  }

  get #clock(): FilterClock {
    return { now: this.now(), session: this.viewer.session };
  }

  /** Rows whose room has left this member's sight keep what they showed until the list may move. */
  #newest(index: number): RoomSummary | undefined {
    const row = this.#shown?.at(index);
    return row && (this.store.room(row.roomId) ?? row);
  }

  #choose(roomId: string | undefined, isRange: boolean): void {
    if (roomId === undefined || !may(this.viewer, "room.bulk")) return;
    const from = this.#indexOf(this.selection.anchor);
    const to = this.#indexOf(roomId);
    if (!isRange || from < 0 || to < 0) {
      this.selection.toggle(roomId);
      return;
    }
    const [low, high] = from < to ? [from, to] : [to, from];
    const rows = Array.from({ length: high - low + 1 }, (_, index) => this.#shown?.at(low + index)?.roomId);
    this.selection.add(rows.filter((id) => id !== undefined));
  }

  private handleScroll(): void {
    this.scrolledTo = Math.max(0, this.viewport?.scrollTop ?? 0);
    this.#press.end();
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
    if (event.shiftKey) this.chooseActive(false);
    void this.move(step).then(() => event.shiftKey && this.chooseActive(true));
  }

  private handleClick(event: MouseEvent): void {
    const { act, of, room, choose } =
      (event.target as HTMLElement).closest<HTMLElement>("button, input")?.dataset ?? {};
    if (act && of) this.dispatchEvent(new RowActionEvent(of, act as QuickAction));
    else if (choose) this.#choose(choose, event.shiftKey);
    else if (room) this.#open(room, event);
  }

  /** While choosing, a finger or a modifier chooses; else the room opens. */
  #open(roomId: string, event: MouseEvent): void {
    if (this.#press.hasJustEnded()) return;
    const isTouch = (event as PointerEvent).pointerType === "touch";
    const isChoice = event.shiftKey || event.ctrlKey || event.metaKey || (isTouch && this.selection.isOn);
    if (isChoice && may(this.viewer, "room.bulk")) this.#choose(roomId, event.shiftKey);
    else this.dispatchEvent(new RoomSelectEvent(roomId));
  }

  private handleShowNew(): void {
    this.#scrollTo(0);
    this.#shown?.apply();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { first, end } = this.#range();
    const waiting = this.#shown?.waiting ?? 0;
    return html`<div class="box" @pointerenter=${this.handlePointer} @pointerleave=${this.handlePointer}>
      ${
        waiting > 0
          ? html`<div class="pill">
              <button type="button" @click=${this.handleShowNew}>${icons.arrowUp}<span dir="auto">${this.text.t("list.new", { n: waiting })}</span></button>
            </div>`
          : nothing
      }
      <div
        class="viewport scroll ${this.selection.isOn ? "choosing" : ""}"
        @scroll=${this.handleScroll}
        @focusin=${this.handleFocus}
        @focusout=${this.handleFocus}
        @keydown=${this.handleKeydown}
        @click=${this.handleClick}
        @pointerdown=${this.#press.handleDown}
        @pointermove=${this.#press.handleMove}
        @pointerup=${this.#press.end}
        @pointercancel=${this.#press.end}
        @contextmenu=${this.#press.handleMenu}
      >
        <div class="pad"></div>
        <ul role="list" aria-label=${this.text.t("list.label")}>
          ${repeat(
            this.#rows(first, end),
            ({ slot }) => slot,
            ({ result }) => result,
          )}
        </ul>
        <div class="pad"></div>
        <slot></slot>
      </div>
    </div>`;
  }

  /** A row that scrolls out at one end is filled anew and moved to the other: that costs a fraction of making one. */
  #rows(first: number, end: number): { slot: number; result: TemplateResult }[] {
    const slots = slotsFor(this.height, ROW_HEIGHT);
    const rows: { slot: number; result: TemplateResult }[] = [];
    const drawn = new Map<string, Drawn>();
    const tabStop =
      [this.#activeId, this.selectedId].find((id) => this.#indexOf(id) >= 0) ?? this.#shown?.at(0)?.roomId;
    for (let index = first; index < end; index += 1) {
      const room = this.#newest(index);
      if (!room) continue;
      const row = this.#row(room, index, room.roomId === tabStop);
      drawn.set(room.roomId, row);
      rows.push({ slot: index % slots, result: row.result });
    }
    this.#drawn = drawn;
    return rows;
  }

  #row(room: RoomSummary, position: number, isTabStop: boolean): Drawn {
    const now = this.now();
    const { roomId } = room;
    const isChosen = may(this.viewer, "room.bulk") ? this.selection.has(roomId) : null;
    const isSelected = roomId === this.selectedId;
    // Of the open room one sees what is being written in the place where it is written.
    const draft = isSelected ? "" : this.drafts.get(roomId, "reply");
    const isGone = this.store.room(roomId) === null;
    const isLeaving = isGone || !this.list.has(room);
    const total = this.list.hasMore ? -1 : (this.#shown?.length ?? 0);
    const times = [Math.floor(now / MINUTE_MS), clockTick(room, this.#clock), isSnoozed(room, now)];
    const states = [draft, isTabStop, isSelected, isGone, isLeaving, isChosen];
    const facts = [room, position, total, ...states, ...times, this.text, this.viewer];
    const before = this.#drawn.get(roomId);
    if (before?.facts.every((fact, index) => fact === facts[index])) return before;
    const result = roomRow({
      view: rowView(room, draft, now, this.text, this.viewer, isGone),
      text: this.text,
      isSelected,
      isLeaving,
      isTabStop,
      position,
      total,
      isChosen,
      actions: isGone ? [] : quickActionsFor(room, this.viewer),
    });
    return { facts, result };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-rows": SapaRoomRows;
  }
}
