import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type AuditFilter, createDeveloperApi, type DeveloperApi } from "../../../client/developer-api.ts";
import type { AuditRow } from "../../../protocol/audit.schema.ts";
import { Patience } from "../../controllers/patience.ts";
import { rangeOfDays } from "../../inbox/filter/day-range.ts";
import { Localizer } from "../../strings/localizer.ts";
import { settingsMenuTexts } from "../../strings/settings-menu.ts";
import { base } from "../../ui/base.styles.ts";
import { downloadFile } from "../../ui/download.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { selectField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import type { Desk, GuardedPage } from "../desk-contract.ts";
import { type ChangeLine, changeLines } from "../developer/audit-changes.ts";
import { type AuditKnowledge, auditKnowledge } from "../developer/audit-names.ts";
import { AUDIT_AREAS, actionWords, actorWords, targetWords, timeWords } from "../developer/audit-words.ts";
import { pageStyles } from "../page.styles.ts";
import { failedState, pageHead, skeleton } from "../parts/page-parts.ts";
import { settingsTexts } from "../settings-texts.ts";
import { auditStyles } from "./audit.styles.ts";

/** As the person chose it; empty: all. */
type Choice = { actorId: string; action: string; from: string; until: string };
const ALL: Choice = { actorId: "", action: "", from: "", until: "" };

/**
 * Who changed what and when: read, narrowed, downloaded, never edited (SET-10).
 *
 * @tag sapa-settings-audit
 */
export class SapaSettingsAudit extends LitElement implements GuardedPage {
  static override styles = [base, formStyles, skeletonStyles, statesStyles, pageStyles, auditStyles];

  readonly isDirty = false;
  readonly #patience = new Patience(this);
  #loading: AbortController | null = null;

  @query("h2") private readonly heading!: HTMLElement;
  @state() private choice = ALL;
  @state() private rows: readonly AuditRow[] | null = null;
  @state() private nextBefore: number | null = null;
  @state() private hasFailed = false;
  @state() private isBusy = false;
  @state() private openNumbers: ReadonlySet<number> = new Set();
  @state() private known: AuditKnowledge = { actors: [], names: new Map() };

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  discard(): void {}

  override focus(): void {
    void this.updateComplete.then(() => this.heading.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    void auditKnowledge(this.desk.connection).then((known) => {
      this.known = known;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading?.abort();
  }

  protected get t() {
    return settingsTexts(this.text).t;
  }

  get #api(): DeveloperApi {
    return createDeveloperApi(this.desk.connection.apiOptions);
  }

  get #isWrongWay(): boolean {
    const { from, until } = this.choice;
    return from !== "" && until !== "" && until < from;
  }

  get #filter(): AuditFilter {
    const { actorId, action, ...days } = this.choice;
    const { from, until } = rangeOfDays(days, this.text.timeZone);
    return {
      ...(actorId && { actorId }),
      ...(action && { action }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { to: until }),
    };
  }

  /** `before` null: from the newest on. The newest question is the one whose answer counts. */
  async #load(before: number | null = null): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    if (before === null) this.rows = null;
    this.hasFailed = false;
    try {
      const query = { ...this.#filter, before: before ?? undefined };
      const page = await this.#api.audit(query, { signal: loading.signal });
      this.rows = before === null ? page.rows : [...(this.rows ?? []), ...page.rows];
      this.nextBefore = page.nextBefore;
    } catch (error) {
      if (loading.signal.aborted) return;
      if (before === null) this.hasFailed = true;
      else this.desk.failed(error);
    }
  }

  #choose(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
    if (!this.#isWrongWay) void this.#load();
  }

  private async handleExport(): Promise<void> {
    this.isBusy = true;
    try {
      downloadFile(await this.#api.auditFile(this.#filter), "audit", "csv");
    } catch (error) {
      this.desk.failed(error);
    } finally {
      this.isBusy = false;
    }
  }

  #toggle(number: number): void {
    const open = new Set(this.openNumbers);
    if (!open.delete(number)) open.add(number);
    this.openNumbers = open;
  }

  protected override render(): TemplateResult {
    const { rows, text } = this;
    const isLong = this.#patience.isOver(rows === null && !this.hasFailed);
    return html`<div class="page">
      ${pageHead(settingsMenuTexts(text).t("audit"), this.t("audit.lead"), this.renderExport())}
      <div class="cards">
        ${this.renderFilter()}
        ${
          rows
            ? this.renderRows(rows)
            : this.hasFailed
              ? failedState(text, () => void this.#load())
              : skeleton(text, isLong)
        }
      </div>
    </div>`;
  }

  private renderExport(): TemplateResult {
    return html`<button class="button" type="button" ?disabled=${this.isBusy || !this.rows?.length} @click=${this.handleExport}>
      ${this.t("audit.export")}
    </button>`;
  }

  private renderFilter(): TemplateResult {
    const { t, choice } = this;
    const actors = this.known.actors.map(({ memberId, name, isFormer }) => ({
      value: memberId,
      label: isFormer ? t("audit.former", { name }) : name,
    }));
    const day = (key: "from" | "until", label: string): TemplateResult =>
      textField({
        pointer: `/${key}`,
        label,
        type: "date",
        value: choice[key],
        error: key === "until" && this.#isWrongWay ? t("audit.range") : undefined,
        onInput: () => {},
        onChange: (value) => this.#choose({ [key]: value }),
      });
    return html`<section class="filter" aria-label=${t("audit.what")}>
      ${selectField({
        pointer: "/actorId",
        label: t("audit.who"),
        value: choice.actorId,
        options: [{ value: "", label: t("audit.anybody") }, ...actors],
        onChange: (actorId) => this.#choose({ actorId }),
      })}
      ${selectField({
        pointer: "/action",
        label: t("audit.what"),
        value: choice.action,
        options: [
          { value: "", label: t("audit.anything") },
          ...AUDIT_AREAS.map((value) => ({ value, label: t(`audit.area.${value}`) })),
        ],
        onChange: (action) => this.#choose({ action }),
      })}
      ${day("from", t("audit.from"))} ${day("until", t("audit.to"))}
    </section>`;
  }

  private renderRows(rows: readonly AuditRow[]): TemplateResult {
    const { t } = this;
    if (rows.length === 0) return html`<section class="card">${this.renderEmpty()}</section>`;
    return html`<div class="card flush entries">
        <div class="line names" aria-hidden="true">
          <span>${t("audit.when")}</span><span>${t("audit.who")}</span><span>${t("audit.what")}</span
          ><span>${t("audit.target")}</span><span></span>
        </div>
        <ul>
          ${repeat(
            rows,
            ({ number }) => number,
            (row) => html`<li class="entry">${this.renderRow(row)}</li>`,
          )}
        </ul>
      </div>
      ${
        this.nextBefore === null
          ? nothing
          : html`<button class="button more" type="button" @click=${() => this.#load(this.nextBefore)}>${t("audit.more")}</button>`
      }`;
  }

  private renderEmpty(): TemplateResult {
    const [title, body] = [this.t("audit.empty"), this.t("audit.emptyText")];
    const clear = html`<button class="button" type="button" @click=${() => this.#choose(ALL)}>${this.t("audit.clear")}</button>`;
    return stateView({ icon: icons.search, title, body, action: clear });
  }

  private renderRow(row: AuditRow): TemplateResult {
    const { text, t } = this;
    const { names } = this.known;
    const isOpen = this.openNumbers.has(row.number);
    const target = targetWords(row, text, names);
    return html`<button class="line" type="button" aria-expanded=${isOpen} @click=${() => this.#toggle(row.number)}>
        <span class="when">${timeWords(row.at, text)}</span>
        <span class="who" dir="auto">${actorWords(row, text, names)}</span>
        <span class="what">
          ${actionWords(row.action, text)}
          ${row.result === "ok" ? nothing : html`<span class="not-done">· ${this.#result(row.result)}</span>`}
        </span>
        <span class="target ${target === null ? "nothing" : ""}" dir="auto">${target ?? t("audit.nothing")}</span>
        ${icons.chevronDown}
      </button>
      ${isOpen ? this.renderDetails(row) : nothing}`;
  }

  #result(result: string): string {
    return settingsTexts(this.text).find(`audit.result.${result}`) ?? result;
  }

  private renderDetails(row: AuditRow): TemplateResult {
    const { t } = this;
    const lines = changeLines(row.changes, this.text, this.known.names);
    const facts = [
      t("audit.number", { n: row.number }),
      `${t("audit.result")}: ${this.#result(row.result)}`,
      row.address === null ? "" : `${t("audit.address")}: ${row.address}`,
    ];
    return html`<div class="details">
      ${lines.length === 0 ? html`<p class="hint">${t("audit.noDetails")}</p>` : this.renderChanges(lines)}
      <p class="facts">${facts.filter(Boolean).map((fact) => html`<span>${fact}</span>`)}</p>
    </div>`;
  }

  private renderChanges(lines: readonly ChangeLine[]): TemplateResult {
    const { t } = this;
    const areChanges = lines.some(({ isChange }) => isChange);
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${t("audit.field")}</th>
          ${areChanges ? html`<th scope="col">${t("audit.before")}</th>` : nothing}
          <th scope="col">${t(areChanges ? "audit.after" : "audit.value")}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ field, before, after }) => html`<tr>
            <th scope="row">${field}</th>
            ${areChanges ? html`<td dir="auto">${before}</td>` : nothing}
            <td dir="auto">${after}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-audit": SapaSettingsAudit;
  }
}
