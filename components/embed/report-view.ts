import { css, html, LitElement, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { CHANNELS } from "../../protocol/channels.ts";
import { SapaReportChangedEvent } from "../events.ts";
import { Localizer } from "../strings/localizer.ts";
import { reportTexts } from "../strings/report.ts";
import { base, scrollbars } from "../ui/base.styles.ts";
import { type ChoiceOfManyEvent, SapaChoiceField } from "../ui/choice-field.ts";
import { formStyles } from "../ui/form.styles.ts";
import { selectField, textField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import { dayAfter, isDay, REPORTS, type ReportChoice, type ReportName } from "./report-choice.ts";

const SPANS = [1, 7, 30, 90] as const;
const OWN_DAYS = "own";

/**
 * The view of one report: what it is about, over which days and channels, and its figures.
 *
 * @tag sapa-report-view
 */
export class SapaReportView extends LitElement {
  static override styles = [
    base,
    scrollbars,
    formStyles,
    statesStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        block-size: 100%;
        container: report / inline-size;
      }

      .controls {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
        align-items: start;
        gap: 12px 16px;
        padding: 16px 24px;
        border-block-end: 1px solid var(--s-hairline);
      }

      .figures {
        display: grid;
        align-content: start;
        gap: 4px;
        min-block-size: 0;
        padding: 24px;
        overflow: auto;
      }

      h2 {
        font-size: calc(var(--s-text-size) * 1.25);
        font-weight: 600;
        letter-spacing: -0.015em;
        line-height: 1.3;
      }

      .days {
        color: var(--s-muted);
        font-variant-numeric: tabular-nums;
      }

      .state {
        min-block-size: 240px;
      }

      @container report (inline-size < 480px) {
        .controls,
        .figures {
          padding-inline: 16px;
        }
      }
    `,
  ];

  @property({ attribute: false }) text = new Localizer("en");
  /** In the organization's time zone. */
  @property({ attribute: false }) today = "";
  @property({ attribute: false }) choice!: ReportChoice;

  #choose(change: Partial<ReportChoice>): void {
    const { report, from, to, channels } = { ...this.choice, ...change };
    this.dispatchEvent(new SapaReportChangedEvent({ report, from, to, channels: channels.join(",") }));
  }

  /** A first day behind the last one moves it along, and the other way round. */
  #chooseDay(change: { from?: string; to?: string }): void {
    const { from = this.choice.from, to = this.choice.to } = change;
    if (!isDay(from) || !isDay(to)) return;
    if (from <= to) this.#choose({ from, to });
    else this.#choose(change.from === undefined ? { from: to, to } : { from, to: from });
  }

  protected override render(): TemplateResult {
    const { t } = reportTexts(this.text);
    const { from, to } = this.choice;
    const day = (written: string): string => this.text.date(Date.parse(`${written}T12:00:00Z`));
    return html`${this.renderControls()}
      <section class="figures scroll" part="figures" aria-labelledby="title">
        <h2 id="title">${t(`report.${this.choice.report}`)}</h2>
        <p class="days">${from === to ? day(to) : t("report.days", { from: day(from), to: day(to) })}</p>
        ${stateView({ icon: icons.inbox, title: t("report.none"), body: t("report.noneText") })}
      </section>`;
  }

  private renderControls(): TemplateResult {
    const { t } = reportTexts(this.text);
    const { report, from, to } = this.choice;
    const span = to === this.today ? SPANS.find((days) => dayAfter(to, 1 - days) === from) : undefined;
    return html`<section class="controls" part="controls" aria-label=${t("report.controls")}>
      ${selectField({
        pointer: "/report",
        label: t("report.report"),
        value: report,
        options: REPORTS.map((value) => ({ value, label: t(`report.${value}`) })),
        onChange: (value) => this.#choose({ report: value as ReportName }),
      })}
      ${selectField({
        pointer: "/span",
        label: t("report.period"),
        value: span === undefined ? OWN_DAYS : String(span),
        options: [
          ...SPANS.map((n) => ({ value: String(n), label: n === 1 ? t("report.today") : t("report.lastDays", { n }) })),
          { value: OWN_DAYS, label: t("report.ownDays") },
        ],
        onChange: (value) => {
          if (value !== OWN_DAYS) this.#choose({ from: dayAfter(this.today, 1 - Number(value)), to: this.today });
        },
      })}
      ${this.renderDay("from", t("report.from"))} ${this.renderDay("to", t("report.to"))} ${this.renderChannels()}
    </section>`;
  }

  private renderDay(key: "from" | "to", label: string): TemplateResult {
    return textField({
      pointer: `/${key}`,
      label,
      type: "date",
      value: this.choice[key],
      onInput: () => {},
      onChange: (value) => this.#chooseDay({ [key]: value }),
    });
  }

  private renderChannels(): TemplateResult {
    const { t } = reportTexts(this.text);
    const options = CHANNELS.map((id) => ({ id, label: this.text.find(`channel.${id}`) ?? id }));
    return html`<sapa-choice-field
      .pointer=${"/channels"}
      .label=${t("report.channels")}
      .options=${options}
      .chosen=${this.choice.channels}
      .words=${{
        add: t(this.choice.channels.length === 0 ? "report.allChannels" : "report.addChannel"),
        search: t("report.searchChannels"),
        none: t("report.noChannel"),
        remove: (name: string) => t("report.removeChannel", { name }),
      }}
      @choice-of-many=${(event: ChoiceOfManyEvent) => this.#choose({ channels: event.ids })}
    ></sapa-choice-field>`;
  }
}

const TAGS = { "sapa-choice-field": SapaChoiceField, "sapa-report-view": SapaReportView };
for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-report-view": SapaReportView;
  }
}
