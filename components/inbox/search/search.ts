import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Api } from "../../../client/api.ts";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { segmentField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import { rangeOfDays } from "../filter/day-range.ts";
import { RoomSelectEvent } from "../internal-events.ts";
import type { Viewer } from "../viewer.ts";
import { messageHit, roomHit } from "./hits.ts";
import { searchStyles } from "./search.styles.ts";
import { earliest, LONGEST, type SearchMode, SearchWork } from "./search-work.ts";

/**
 * Both searches in place of the list: people by their data, messages by their words (SEARCH-1..5).
 *
 * @tag sapa-search
 * @fires room-select - A result was chosen; `seq` names the message.
 * @fires end - Back to the list.
 */
export class SapaSearch extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, statesStyles, formStyles, searchStyles];

  readonly #patience = new Patience(this);
  #work: SearchWork | null = null;

  @query(".words input") private readonly field!: HTMLInputElement;
  @state() private isPeriodOpen = false;

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) selectedId: string | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.#work);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#work || changed.has("api")) this.#work = new SearchWork(this.api, this.now);
  }

  protected override firstUpdated(): void {
    this.field.focus();
  }

  /** Searches for these words, as if they had been typed. */
  search(words: string, mode: SearchMode): void {
    this.#work?.ask({ words, mode });
    this.field.focus();
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.dispatchEvent(new Event("end"));
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const hits = [...this.renderRoot.querySelectorAll<HTMLElement>(".hit")];
    const at = hits.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const isAmongHits = at >= 0 || event.target === this.field;
    if (step === 0 || !isAmongHits || hits.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    (at + step < 0 ? this.field : hits[Math.min(hits.length - 1, at + step)])?.focus();
  }

  private handleHit(event: MouseEvent): void {
    const { room, seq } = (event.target as HTMLElement).closest<HTMLElement>(".hit")?.dataset ?? {};
    if (room) this.dispatchEvent(new RoomSelectEvent(room, seq === undefined ? null : Number(seq)));
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const work = this.#work as SearchWork;
    const placeholder = words.t(`search.${work.mode}Placeholder`);
    return html`<div @keydown=${this.handleKeydown} class="head">
        <label class="words">
          ${icons.search}
          <input
            class="field"
            type="search"
            autocomplete="off"
            maxlength=${LONGEST}
            aria-label=${words.t("search.title")}
            placeholder=${placeholder}
            .value=${live(work.words)}
            @input=${(event: InputEvent) => work.ask({ words: (event.target as HTMLInputElement).value }, true)}
          />
        </label>
        <button class="button icon-only" type="button" aria-label=${words.t("search.end")} @click=${() => this.dispatchEvent(new Event("end"))}>
          ${icons.x}
        </button>
      </div>
      <div class="where">
        ${segmentField<SearchMode>({
          pointer: "/mode",
          label: words.t("search.where"),
          isLabelHidden: true,
          value: work.mode,
          options: [
            { value: "contacts", label: words.t("search.contacts") },
            { value: "conversation", label: words.t("search.conversation") },
          ],
          onChange: (mode) => {
            work.ask({ mode });
            this.field.focus();
          },
        })}
        ${this.renderPeriod(work)}
      </div>
      <div class="results scroll" @keydown=${this.handleKeydown} @click=${this.handleHit}>${this.renderResults(work)}</div>`;
  }

  private renderPeriod(work: SearchWork): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const { from, until } = work.range;
    const day = (end: "from" | "until", at: number | null): TemplateResult =>
      textField({
        pointer: `/${end}`,
        label: words.t(`filter.${end}`),
        type: "date",
        value: at === null ? "" : this.text.dayKey(at),
        onInput: () => {},
        onChange: (value) => this.#setDay(end, value),
      });
    return html`<button
        class="button quiet small period"
        type="button"
        aria-expanded=${this.isPeriodOpen}
        @click=${() => {
          this.isPeriodOpen = !this.isPeriodOpen;
        }}
      >
        ${until === null ? words.t("search.since", { date: this.text.date(from) }) : this.text.t("filter.between", { from: this.text.date(from), until: this.text.date(until) })}
      </button>
      ${this.isPeriodOpen ? html`<div class="period-fields">${day("from", from)}${day("until", until)}</div>` : nothing}`;
  }

  #setDay(end: "from" | "until", day: string): void {
    const work = this.#work as SearchWork;
    const range = rangeOfDays({ from: "", until: "", [end]: day }, this.text.timeZone);
    const next = { ...work.range };
    if (end === "from") next.from = Math.max(earliest(this.now()), range.from ?? earliest(this.now()));
    else next.until = range.until ?? null;
    work.ask({ range: next });
  }

  private renderResults(work: SearchWork): TemplateResult {
    const words = inboxToolsTexts(this.text);
    if (work.words.trim() === "")
      return stateView({ icon: icons.search, title: words.t("search.title"), body: words.t("search.start") });
    if (work.isShort) return html`<p class="line-note" role="status">${words.t("search.short")}</p>`;
    if (work.error !== null && !work.found) return this.renderFailed(work);
    const { found } = work;
    if (!found) {
      const isLong = this.#patience.isOver(true);
      return html`<p class="line-note" role="status">${isLong ? this.text.t("common.loading") : ""}</p>`;
    }
    this.#patience.isOver(false);
    const count = found.rooms.length + found.messages.length;
    const shown = {
      searched: work.words,
      text: this.text,
      now: this.now(),
      viewer: this.viewer,
      selectedId: this.selectedId,
    };
    return html`${count === 0 ? this.renderNone(work) : html`<p class="line-note" role="status">${this.#countWords(work, count)}</p>`}
      <ul>
        ${found.rooms.map((room) => html`<li>${roomHit(room, shown)}</li>`)}
        ${found.messages.map((hit) => html`<li>${messageHit(hit, shown)}</li>`)}
      </ul>
      ${this.renderAfter(work)}`;
  }

  #countWords(work: SearchWork, n: number): string {
    const words = inboxToolsTexts(this.text);
    if (work.hasMore) return words.t("search.more", { n });
    return words.t(work.mode === "contacts" ? "search.rooms" : "search.messages", { n });
  }

  private renderNone(work: SearchWork): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const title = work.mode === "contacts" ? "search.noneContacts" : "search.noneMessages";
    return stateView({
      icon: icons.search,
      title: words.t(title, { text: work.words.trim() }),
      body: words.t("search.noneText"),
    });
  }

  /** The next step from the end of what was found (SEARCH-5). */
  private renderAfter(work: SearchWork): TemplateResult {
    const words = inboxToolsTexts(this.text);
    if (work.error !== null) return this.renderFailed(work);
    const button = (label: string, onClick: () => void): TemplateResult =>
      html`<div class="after"><button class="button small" type="button" ?disabled=${work.isBusy} @click=${onClick}>${label}</button></div>`;
    if (work.hasMore) return button(this.text.t("common.more"), () => void work.more());
    if (work.canGoBack) return button(words.t("search.older"), () => void work.goBack());
    return html`<p class="after">${words.t("search.oldest")}</p>`;
  }

  private renderFailed(work: SearchWork): TemplateResult {
    const words = inboxToolsTexts(this.text);
    return stateView({
      icon: icons.wifiOff,
      title: words.t("search.failed"),
      body: words.t("search.failedText"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => work.again()}>${words.t("search.tryAgain")}</button>`,
    });
  }
}

export const element = SapaSearch;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-search": SapaSearch;
  }
}
