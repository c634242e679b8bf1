import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { createSettingsApi, type SettingsApi } from "../../client/settings-api.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { Patience } from "../controllers/patience.ts";
import { Localizer } from "../strings/localizer.ts";
import { type SettingsMenuKey, settingsMenuTexts } from "../strings/settings-menu.ts";
import { base } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { icons } from "../ui/icons.ts";
import { searchFieldStyles } from "../ui/search-field.styles.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import type { Desk, GuardedPage } from "./desk-contract.ts";
import { pageStyles } from "./page.styles.ts";
import { failedState, pageHead, skeleton } from "./parts/page-parts.ts";
import { recordsStyles } from "./records-page.styles.ts";
import { type PlainSettingsKey, settingsTexts } from "./settings-texts.ts";

/** `confirm`: "Delete" if nothing else. */
type Removal = { heading: string; body: string; confirm?: string; done: string; act: () => Promise<unknown> };

/** A page over a list of records: loads it, follows changes, narrows it by a search, and shows it 50 at a time (GEN-8). */
export abstract class RecordsPage<T> extends LitElement implements GuardedPage {
  static override styles = [
    base,
    formStyles,
    skeletonStyles,
    statesStyles,
    searchFieldStyles,
    pageStyles,
    recordsStyles,
  ];

  readonly #patience = new Patience(this);
  #stopConfig: (() => void) | null = null;
  #settings: SettingsApi | null = null;

  @query("h2") private readonly heading!: HTMLElement;
  @state() protected records: T[] | null = null;
  @state() private hasFailed = false;
  @state() protected filter = "";
  @state() private shown: number = LIMITS.listPage;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  protected abstract readonly titleKey: SettingsMenuKey;
  protected abstract readonly leadKey: PlainSettingsKey;
  protected abstract readonly searchKey: PlainSettingsKey;
  abstract readonly isDirty: boolean;
  abstract discard(): void;
  /** In the order they are shown. */
  protected abstract load(): Promise<T[]>;
  /** What the search looks into. */
  protected abstract wordsOf(record: T): string;
  protected abstract renderAction(): TemplateResult | typeof nothing;
  protected abstract renderRecords(found: readonly T[]): TemplateResult;
  /** The list is there and nothing is in it. */
  protected abstract renderEmpty(): TemplateResult;
  /** Above the list, always. */
  protected renderAbove(): TemplateResult | typeof nothing {
    return nothing;
  }
  /** Dialogs. */
  protected renderBeside(): TemplateResult | typeof nothing {
    return nothing;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.heading.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopConfig = this.desk.connection.feed.onConfig(() => void this.reload());
    void this.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopConfig?.();
  }

  protected get settings(): SettingsApi {
    this.#settings ??= createSettingsApi(this.desk.connection.apiOptions);
    return this.#settings;
  }

  protected get t() {
    return settingsTexts(this.text).t;
  }

  /** A list that is shown stays when it cannot be read again. */
  protected async reload(): Promise<void> {
    this.hasFailed = false;
    try {
      this.records = await this.load();
    } catch {
      this.hasFailed = this.records === null;
    }
  }

  /** Asks once, takes it away, and says so. */
  protected async takeAway({ heading, body, confirm, done, act }: Removal): Promise<void> {
    const cancel = this.t("cancel");
    if (!(await this.desk.ask({ heading, body, confirm: confirm ?? this.t("delete"), cancel, isDangerous: true })))
      return;
    try {
      await act();
      this.desk.saved(done);
    } catch (error) {
      this.desk.failed(error);
    }
    await this.reload();
  }

  protected override render(): TemplateResult {
    const { records, text } = this;
    const isLong = this.#patience.isOver(records === null && !this.hasFailed);
    return html`<div class="page">
        ${pageHead(settingsMenuTexts(text).t(this.titleKey), this.t(this.leadKey), this.renderAction())}
        ${
          records
            ? html`<div class="cards">${this.renderAbove()}${this.renderList(records)}</div>`
            : this.hasFailed
              ? failedState(text, () => void this.reload())
              : skeleton(text, isLong)
        }
      </div>
      ${this.renderBeside()}`;
  }

  private renderList(records: T[]): TemplateResult {
    if (records.length === 0) return html`<section class="card">${this.renderEmpty()}</section>`;
    const wanted = this.filter.trim().toLocaleLowerCase();
    const found = records.filter((record) => this.wordsOf(record).toLocaleLowerCase().includes(wanted));
    const rest = found.length - this.shown;
    const search = this.t(this.searchKey);
    return html`<div class="find">
        ${icons.search}
        <input
          class="field"
          type="search"
          autocomplete="off"
          aria-label=${search}
          placeholder=${search}
          @input=${(event: Event) => {
            this.filter = (event.target as HTMLInputElement).value;
          }}
        />
        <span class="visually-hidden" role="status">${wanted ? this.t("records.found", { n: found.length }) : ""}</span>
      </div>
      ${
        found.length === 0
          ? html`<section class="card">
              ${stateView({ icon: icons.search, title: this.t("records.none", { text: this.filter.trim() }), body: this.t("records.noneText") })}
            </section>`
          : this.renderRecords(found.slice(0, this.shown))
      }
      ${
        rest > 0
          ? html`<button
              class="button more"
              type="button"
              @click=${() => {
                this.shown += LIMITS.listPage;
              }}
            >
              ${this.t("records.more", { n: Math.min(rest, LIMITS.listPage) })}
            </button>`
          : nothing
      }`;
  }
}
