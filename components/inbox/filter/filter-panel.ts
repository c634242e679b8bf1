import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Api } from "../../../client/api.ts";
import type { RoomFilter, SavedFilter } from "../../../protocol/inbox.schema.ts";
import { SESSION_STATES, type SessionState } from "../../../protocol/session.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { KnownNames } from "../../data/name-book.ts";
import { errorText } from "../../data/texts-of-errors.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { type ChoiceOfManyEvent, SapaChoiceField } from "../../ui/choice-field.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { switchField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { TellEvent } from "../internal-events.ts";
import type { Viewer } from "../viewer.ts";
import { rangeOfDays } from "./day-range.ts";
import { choiceFields } from "./filter-fields.ts";
import { filterPanelStyles } from "./filter-panel.styles.ts";
import {
  activeFields,
  FLAG_FIELDS,
  filterQuery,
  type ListField,
  MYSELF,
  NO_FILTER,
  parseFilter,
  without,
} from "./room-filter.ts";
import { SavedFilters } from "./saved-filters.ts";

if (!customElements.get("sapa-choice-field")) customElements.define("sapa-choice-field", SapaChoiceField);

/** The person wants the list narrowed like this. */
export class ApplyEvent extends Event {
  readonly filter: RoomFilter;
  constructor(filter: RoomFilter) {
    super("apply");
    this.filter = filter;
  }
}

const MINE: RoomFilter = { agentIds: [MYSELF] };

/**
 * Everything that can narrow the list (SEARCH-6..9), and filters that were kept (BEY-6). It covers the list while it is
 * open; nothing changes there before Apply.
 *
 * @tag sapa-filter-panel
 * @fires apply - A filter was chosen.
 * @fires tell - Something short to say.
 * @fires end - It is no longer wanted.
 */
export class SapaFilterPanel extends LitElement {
  static override styles = [base, scrollbars, formStyles, filterPanelStyles];

  #saved: SavedFilters | null = null;

  @query("h2") private readonly heading!: HTMLElement;
  @state() private draft: RoomFilter = NO_FILTER;
  @state() private days = { from: "", until: "" };
  @state() private isKeeping = false;
  @state() private keepName = "";
  @state() private isKeptShared = false;
  @state() private keepError: string | undefined = undefined;

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) names!: KnownNames;
  @property({ attribute: false }) filter: RoomFilter = NO_FILTER;
  @property({ attribute: false }) text!: Localizer;

  constructor() {
    super();
    new Subscription(this, () => this.#saved);
    this.addEventListener("keydown", (event) => this.handleKeydown(event));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#saved ??= new SavedFilters(this.api);
    if (changed.has("filter")) this.#begin(this.filter);
  }

  protected override firstUpdated(): void {
    this.heading.focus();
  }

  #begin(filter: RoomFilter): void {
    this.draft = filter;
    const day = (at: number | undefined): string => (at === undefined ? "" : this.text.dayKey(at));
    this.days = { from: day(filter.from), until: day(filter.until) };
  }

  /** The fields as they stand now. */
  get #wanted(): RoomFilter {
    return { ...without(this.draft, "dates"), ...rangeOfDays(this.days, this.text.timeZone) };
  }

  get #isOrderWrong(): boolean {
    return this.days.from !== "" && this.days.until !== "" && this.days.until < this.days.from;
  }

  #set(field: ListField, values: string[]): void {
    const rest = without(this.draft, field);
    this.draft = values.length > 0 ? { ...rest, [field]: values } : rest;
  }

  #end(): void {
    this.dispatchEvent(new Event("end"));
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    if (!this.#isOrderWrong) this.dispatchEvent(new ApplyEvent(this.#wanted));
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    this.#end();
  }

  private async handleKeep(): Promise<void> {
    try {
      const name = this.keepName.trim();
      await this.#saved?.save({ name, query: filterQuery(this.#wanted), isShared: this.isKeptShared });
      this.isKeeping = false;
      this.keepName = "";
      this.dispatchEvent(new TellEvent(inboxToolsTexts(this.text).t("filter.savedDone", { name })));
    } catch (error) {
      this.keepError = errorText(error, this.text);
    }
  }

  private async handleDelete({ filterId, name }: SavedFilter): Promise<void> {
    try {
      await this.#saved?.delete(filterId);
      this.dispatchEvent(new TellEvent(inboxToolsTexts(this.text).t("filter.deletedDone", { name })));
    } catch (error) {
      this.dispatchEvent(new TellEvent(errorText(error, this.text), true));
    }
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    return html`<div class="head">
        <h2 tabindex="-1">${words.t("filter.title")}</h2>
        <button class="button icon-only" type="button" aria-label=${words.t("close")} @click=${() => this.#end()}>${icons.x}</button>
      </div>
      <form @submit=${this.handleSubmit}>
        <div class="fields scroll">
          ${this.renderSaved()} ${this.renderSessions()}
          ${choiceFields({ filter: this.draft, names: this.names, viewer: this.viewer, text: this.text }).map(
            (field) => html`<sapa-choice-field
              .pointer=${`/${field.name}`}
              .label=${field.label}
              .words=${field.words}
              .options=${field.options}
              .chosen=${field.chosen}
              @choice-of-many=${(event: ChoiceOfManyEvent) => this.#set(field.name, event.ids)}
            ></sapa-choice-field>`,
          )}
          <div class="group">${FLAG_FIELDS.map((flag) => this.renderFlag(flag))}</div>
          ${this.renderDates()} ${this.renderKeep()}
        </div>
        <div class="foot">
          <button class="button" type="button" ?disabled=${activeFields(this.#wanted) === 0} @click=${() => this.#begin(NO_FILTER)}>
            ${words.t("reset")}
          </button>
          <button class="button primary grow" type="submit">${words.t("apply")}</button>
        </div>
      </form>`;
  }

  /** One press and the list shows it. */
  private renderSaved(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const current = filterQuery(this.#wanted);
    const chip = (name: string, filter: RoomFilter, saved: SavedFilter | null): TemplateResult => html`<span
      class="saved-chip ${filterQuery(filter) === current ? "on" : ""}"
      ><button type="button" aria-pressed=${filterQuery(filter) === current} @click=${() => this.dispatchEvent(new ApplyEvent(filter))}>
        ${saved?.isShared ? html`${icons.usersRound}<span class="visually-hidden">${words.t("filter.shared")}</span>` : nothing}
        <span class="truncate" dir="auto">${name}</span>
      </button>
      ${
        saved?.isOwn
          ? html`<button
              type="button"
              aria-label=${words.t("filter.deleteSaved", { name })}
              @click=${() => this.handleDelete(saved)}
            >
              ${icons.x}
            </button>`
          : nothing
      }</span
    >`;
    const mine = this.viewer.role === "agent" ? nothing : chip(words.t("filter.mine"), MINE, null);
    const saved = this.#saved?.list ?? [];
    if (mine === nothing && saved.length === 0) return html``;
    return html`<div class="group" role="group" aria-labelledby="saved">
      <span class="label" id="saved">${words.t("filter.saved")}</span>
      <div class="saved">${mine}${saved.map((one) => chip(one.name, parseFilter(one.query), one))}</div>
    </div>`;
  }

  private renderSessions(): TemplateResult {
    const chosen = this.draft.sessions ?? [];
    const toggle = (session: SessionState): void =>
      this.#set(
        "sessions",
        SESSION_STATES.filter((one) => chosen.includes(one) !== (one === session)),
      );
    return html`<fieldset class="group">
      <legend>${inboxToolsTexts(this.text).t("filter.sessions")}</legend>
      <div class="pills">
        ${SESSION_STATES.map(
          (session) => html`<label class="pill ${session}"
            ><input type="checkbox" .checked=${live(chosen.includes(session))} @change=${() => toggle(session)} />${this.text.t(`session.${session}`)}</label
          >`,
        )}
      </div>
    </fieldset>`;
  }

  private renderFlag(flag: (typeof FLAG_FIELDS)[number]): TemplateResult {
    return switchField({
      pointer: `/${flag}`,
      label: this.text.t(`filter.${flag}`),
      hint: inboxToolsTexts(this.text).t(`filter.${flag}Hint`),
      isOn: this.draft[flag] === true,
      onChange: (isOn) => {
        const rest = without(this.draft, flag);
        this.draft = isOn ? { ...rest, [flag]: true } : rest;
      },
    });
  }

  private renderDates(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const day = (end: "from" | "until"): TemplateResult =>
      textField({
        pointer: `/${end}`,
        label: words.t(`filter.${end}`),
        type: "date",
        value: this.days[end],
        error: end === "until" && this.#isOrderWrong ? words.t("filter.datesOrder") : undefined,
        onInput: (value) => {
          this.days = { ...this.days, [end]: value };
        },
      });
    return html`<fieldset class="group">
      <legend>${words.t("filter.dates")}</legend>
      <div class="dates">${day("from")}${day("until")}</div>
    </fieldset>`;
  }

  private renderKeep(): TemplateResult | typeof nothing {
    const words = inboxToolsTexts(this.text);
    if (activeFields(this.#wanted) === 0) return nothing;
    if (!this.isKeeping)
      return html`<button class="link" type="button" @click=${() => {
        this.isKeeping = true;
        this.keepError = undefined;
      }}>${words.t("filter.save")}</button>`;
    return html`<div class="keep" role="group" aria-label=${words.t("filter.save")} @keydown=${this.handleKeepKey}>
      ${textField({
        pointer: "/name",
        label: words.t("filter.saveName"),
        value: this.keepName,
        error: this.keepError,
        onInput: (value) => {
          this.keepName = value;
          this.keepError = undefined;
        },
      })}
      ${switchField({
        pointer: "/isShared",
        label: words.t("filter.saveShared"),
        isOn: this.isKeptShared,
        onChange: (isOn) => {
          this.isKeptShared = isOn;
        },
      })}
      <div class="row">
        <button class="button" type="button" ?disabled=${this.keepName.trim() === ""} @click=${this.handleKeep}>${words.t("filter.saveDo")}</button>
        <button class="button quiet" type="button" @click=${() => {
          this.isKeeping = false;
        }}>${words.t("cancel")}</button>
      </div>
    </div>`;
  }

  /** Enter in the name saves the filter; it does not apply it. */
  private handleKeepKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || (event.target as HTMLElement).tagName !== "INPUT") return;
    event.preventDefault();
    if (this.keepName.trim() !== "") void this.handleKeep();
  }
}

export const element = SapaFilterPanel;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-filter-panel": SapaFilterPanel;
  }
}
