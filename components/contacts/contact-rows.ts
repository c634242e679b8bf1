import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Clock } from "../controllers/clock.ts";
import { Subscription } from "../controllers/subscription.ts";
import { slotsFor, windowOf } from "../inbox/list/shown-rows.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { base, scrollbars } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { icons } from "../ui/icons.ts";
import { contactRow } from "./contact-row.ts";
import { contactRowsStyles } from "./contact-rows.styles.ts";
import type { ContactsStore } from "./contacts-store.ts";
import { ContactChooseEvent, ContactSelectEvent, ContactSortEvent } from "./internal-events.ts";

const TABLE_PX = 720;
const TABLE_ROW_PX = 48;
const CARD_PX = 68;
const LOAD_AHEAD_ROWS = 20;

/**
 * The contacts as a table, or as cards where there is no room for one. A bounded number of rows is in the page, however
 * many contacts there are.
 *
 * @tag sapa-contact-rows
 * @fires contact-select - A row was opened.
 * @fires contact-choose - A row was chosen, or no longer is.
 * @fires contact-sort - Another order was chosen.
 */
export class SapaContactRows extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, formStyles, contactRowsStyles];

  #resize: ResizeObserver | null = null;
  #activeId: string | null = null;

  @query(".viewport") private readonly viewport!: HTMLElement | null;
  @state() private scrolledTo = 0;
  @state() private height = 600;
  @state() private isTable = true;

  @property({ attribute: false }) store!: ContactsStore;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) sort: "updated" | "name" = "updated";
  @property({ attribute: false }) openId: string | null = null;
  /** null: nobody may choose here. */
  @property({ attribute: false }) chosen: readonly string[] | null = null;
  /** What a division is called; null: none, or not known. */
  @property({ attribute: false }) divisionName: (divisionId: string | null) => string | null = () => null;

  constructor() {
    super();
    new Clock(this);
    new Subscription(this, () => this.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize = new ResizeObserver(() => this.#measure());
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.store.isHeld = false;
  }

  /** Another choice begins at its top. */
  toTop(): void {
    this.#activeId = null;
    if (this.viewport) this.viewport.scrollTop = 0;
    this.handleScroll();
  }

  /** Focuses the row, or the one that the keyboard stops at. */
  async focusRow(contactId: string | null = null): Promise<void> {
    const index = contactId === null ? -1 : this.#indexOf(contactId);
    if (index >= 0) {
      this.#activeId = contactId;
      this.#reveal(index);
    }
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.opener[tabindex="0"]')?.focus({ preventScroll: true });
  }

  get #rowPx(): number {
    return this.isTable ? TABLE_ROW_PX : CARD_PX;
  }

  #measure(): void {
    // Behind an open contact it has no size, and keeps what it was.
    if (this.clientWidth === 0) return;
    this.height = this.clientHeight;
    this.isTable = this.clientWidth >= TABLE_PX;
  }

  #indexOf(contactId: string | null): number {
    return this.store.rows.findIndex((row) => row.contactId === contactId);
  }

  #reveal(index: number): void {
    const { viewport } = this;
    if (!viewport) return;
    const head = this.renderRoot.querySelector<HTMLElement>(".head")?.offsetHeight ?? 0;
    const top = index * this.#rowPx;
    const room = viewport.clientHeight - head;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    else if (top + this.#rowPx > viewport.scrollTop + room) viewport.scrollTop = top + this.#rowPx - room;
    this.handleScroll();
  }

  #range(): { first: number; end: number } {
    const list = { count: this.store.rows.length, rowHeight: this.#rowPx };
    return windowOf(list, { scrollTop: this.scrolledTo, height: this.height });
  }

  protected override updated(): void {
    // Through the object model: the page's policy may forbid style attributes.
    const { first, end } = this.#range();
    const [above, below] = this.renderRoot.querySelectorAll<HTMLElement>(".pad");
    if (above) above.style.height = `${first * this.#rowPx}px`;
    if (below) below.style.height = `${(this.store.rows.length - end) * this.#rowPx}px`;
    this.#loadAhead();
    this.#keepFocus();
  }

  /** The focus belongs to a contact, not to the element that happens to show it. */
  #keepFocus(): void {
    const focused = this.shadowRoot?.activeElement as HTMLElement | null;
    if (focused?.dataset.open === undefined || focused.dataset.open === this.#activeId) return;
    const wanted = this.renderRoot.querySelector<HTMLElement>(`[data-open="${CSS.escape(this.#activeId ?? "")}"]`);
    if (wanted) wanted.focus({ preventScroll: true });
    else focused.blur();
  }

  #loadAhead(): void {
    const { store } = this;
    const needed = this.scrolledTo + this.height + LOAD_AHEAD_ROWS * this.#rowPx;
    const isNear = needed >= store.rows.length * this.#rowPx;
    if (isNear && store.hasMore && !store.isLoadingMore && !store.hasMoreFailed) void store.loadMore();
  }

  private handleScroll(): void {
    this.scrolledTo = Math.max(0, this.viewport?.scrollTop ?? 0);
    this.store.isHeld = this.scrolledTo > 0;
  }

  private handleFocus(event: FocusEvent): void {
    const { open } = (event.target as HTMLElement).dataset;
    if (open !== undefined) this.#activeId = open;
  }

  private handleClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const opened = target.closest<HTMLElement>("[data-open]")?.dataset.open;
    if (opened !== undefined) this.dispatchEvent(new ContactSelectEvent(opened));
  }

  private handleChange(event: Event): void {
    const { choose } = (event.target as HTMLElement).dataset;
    if (choose !== undefined) this.dispatchEvent(new ContactChooseEvent(choose));
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.store.rows.length;
    const at = this.#indexOf(this.#activeId);
    const page = Math.max(1, Math.floor(this.height / this.#rowPx) - 1);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined || count === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const row = this.store.rows[Math.min(count - 1, Math.max(0, wanted))];
    void this.focusRow(row?.contactId ?? null);
  }

  protected override render(): TemplateResult {
    const { store, text } = this;
    const { t } = contactsTexts(text);
    return html`<div
      class="viewport scroll ${this.isTable ? "table" : "cards"} ${store.isStale ? "stale" : ""} ${this.chosen === null ? "" : "choosing"}"
      @scroll=${this.handleScroll}
      @focusin=${this.handleFocus}
      @click=${this.handleClick}
      @change=${this.handleChange}
      @keydown=${this.handleKeydown}
    >
      <div
        role="table"
        aria-label=${t("list.label")}
        aria-rowcount=${store.hasMore ? -1 : store.rows.length + 1}
        aria-busy=${store.isStale ? "true" : "false"}
      >
        ${this.renderHead()}
        <div class="pad" role="presentation"></div>
        <div role="rowgroup">${repeat(
          this.#rows(),
          ({ slot }) => slot,
          ({ result }) => result,
        )}</div>
        <div class="pad" role="presentation"></div>
      </div>
      ${this.renderMore()}
    </div>`;
  }

  private renderHead(): TemplateResult {
    const { t } = contactsTexts(this.text);
    const plain = (name: string, label: string): TemplateResult =>
      html`<div class="cell ${name}" role="columnheader">${label}</div>`;
    return html`<div class="head" role="rowgroup">
      <div class="row columns" role="row" aria-rowindex="1">
        ${this.chosen === null ? nothing : html`<div class="cell check" role="columnheader"><span class="visually-hidden">${t("list.merge")}</span></div>`}
        ${this.renderSortable("name", t("column.name"))}
        ${plain("channels", t("column.channel"))}${plain("account", t("column.account"))}${plain("division", t("column.division"))}
        ${this.renderSortable("updated", t("column.updated"))}
      </div>
    </div>`;
  }

  private renderSortable(sort: "updated" | "name", column: string): TemplateResult {
    const isSorted = this.sort === sort;
    const order = sort === "name" ? "ascending" : "descending";
    return html`<div class="cell ${sort}" role="columnheader" aria-sort=${isSorted ? order : "none"}>
      <button
        class="sort ${isSorted ? "on" : ""}"
        type="button"
        aria-label=${contactsTexts(this.text).t("column.sortBy", { column })}
        @click=${() => this.dispatchEvent(new ContactSortEvent(sort))}
      >
        ${column}${isSorted ? (sort === "name" ? icons.arrowUp : icons.arrowDown) : nothing}
      </button>
    </div>`;
  }

  /** A row that scrolls out at one end is filled anew and moved to the other. */
  #rows(): { slot: number; result: TemplateResult }[] {
    const { store, text, chosen } = this;
    const { first, end } = this.#range();
    const slots = slotsFor(this.height, this.#rowPx);
    const tabStop = [this.#activeId, this.openId].find((id) => this.#indexOf(id) >= 0) ?? store.rows[0]?.contactId;
    return store.rows.slice(first, end).map((row, index) => ({
      slot: (first + index) % slots,
      result: contactRow({
        row,
        position: first + index,
        isOpen: row.contactId === this.openId,
        isTabStop: row.contactId === tabStop,
        isChosen: chosen?.includes(row.contactId) ?? null,
        isChoiceFull: (chosen?.length ?? 0) >= 2,
        division: this.divisionName(row.divisionId),
        now: this.now(),
        text,
      }),
    }));
  }

  private renderMore(): TemplateResult | typeof nothing {
    const { store, text } = this;
    const { t } = contactsTexts(text);
    if (store.hasMoreFailed)
      return html`<p class="more" role="alert">
        ${t("list.moreFailed")}
        <button class="link" type="button" @click=${() => void store.loadMore()}>${text.t("common.tryAgain")}</button>
      </p>`;
    return store.isLoadingMore ? html`<p class="more">${text.t("common.loading")}</p>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-rows": SapaContactRows;
  }
}
