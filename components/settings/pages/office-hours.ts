import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { localTime, nextOpening, openUntil, type Span } from "../../../protocol/office-hours.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import { textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import type { Form } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { clockOf, isClock, tidyClock } from "../parts/clock-times.ts";
import { dayRow } from "../parts/hours-day.ts";
import { dayWords, holidayWords, weekdayName, weekWords } from "../parts/time-words.ts";
import type { ZoneEvent } from "../parts/zone-field.ts";
import { zoneName } from "../parts/zones.ts";
import { SectionPage } from "../section-page.ts";
import { officeHoursStyles } from "./office-hours.styles.ts";

type Hours = Settings["office-hours"];
type Holiday = Hours["holidays"][number];

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const USUAL: Span[] = [{ from: "09:00", to: "17:00" }];

/**
 * When the organization answers (SET-2).
 *
 * @tag sapa-settings-office-hours
 */
export class SapaSettingsOfficeHours extends SectionPage<"office-hours"> {
  static override styles = [...SectionPage.styles, officeHoursStyles];

  protected readonly section = "office-hours";
  protected readonly titleKey = "officeHours";
  protected readonly leadKey = "hours.lead";
  /** What a day had before it was closed, so that opening it again brings it back. */
  readonly #before = new Map<number, Span[]>();
  @state() private copyTo: readonly number[] = [];

  constructor() {
    super();
    new Clock(this);
  }

  protected override tidy({ timeZone, week, holidays }: Hours): Hours {
    const days = week.map((spans) =>
      spans
        .map(({ from, to }) => ({ from: tidyClock(from), to: tidyClock(to) }))
        .sort((one, other) => one.from.localeCompare(other.from)),
    ) as Hours["week"];
    const named = holidays.map(({ date, name }) => ({ date, name: name.trim() }));
    return {
      timeZone,
      week: days,
      holidays: named.sort((one, other) => (one.date || "~").localeCompare(other.date || "~")),
    };
  }

  protected describe(key: keyof Hours, value: unknown): { label: string; words: string } {
    const label = this.t(`hours.${key}`);
    if (key === "timeZone") return { label, words: zoneName(String(value)) };
    return {
      label,
      words:
        key === "holidays" ? holidayWords(value as Holiday[], this.text) : weekWords(value as Hours["week"], this.text),
    };
  }

  #setDay(form: Form<Hours>, weekday: number, spans: Span[]): void {
    form.change({ week: form.draft.week.map((old, at) => (at === weekday ? spans : old)) as Hours["week"] });
  }

  #setOpen(form: Form<Hours>, weekday: number, isOpen: boolean): void {
    const spans = form.draft.week[weekday] ?? [];
    if (!isOpen) this.#before.set(weekday, spans);
    this.#setDay(form, weekday, isOpen ? (this.#before.get(weekday) ?? USUAL) : []);
  }

  protected renderForm(form: Form<Hours>): TemplateResult {
    const { t } = this;
    const now = this.desk.connection.now();
    const { draft } = form;
    const zone = this.errorAt("/timeZone") ? null : draft.timeZone;
    const local = zone === null ? null : localTime(zone, now);
    return html`<section class="card">
        ${local ? this.renderStatus(draft, now, local) : nothing}
        <sapa-zone-field
          data-pointer="/timeZone"
          .text=${this.text}
          .timeZone=${draft.timeZone}
          .now=${now}
          .error=${this.errorAt("/timeZone", t("hours.zoneNone"))}
          @zone=${({ timeZone }: ZoneEvent) => form.change({ timeZone })}
        ></sapa-zone-field>
      </section>
      <section class="card flush" aria-label=${t("hours.week")}>
        ${WEEKDAYS.map((weekday) =>
          dayRow({
            weekday,
            name: weekdayName(weekday, this.text),
            spans: draft.week[weekday],
            now: local?.weekday === weekday ? local.minutes : null,
            text: this.text,
            errorOf: (index) => this.#spanError(draft.week[weekday][index], `/week/${weekday}/${index}`),
            onChange: (spans) => this.#setDay(form, weekday, spans),
            onOpen: (isOpen) => this.#setOpen(form, weekday, isOpen),
            tools: this.renderCopy(form, weekday),
          }),
        )}
      </section>
      ${this.renderHolidays(form, local?.date ?? "")}
      <p class="note">${icons.info}<span>${t("hours.midnight")}</span></p>`;
  }

  #spanError(span: Span | undefined, pointer: string): string | undefined {
    const error = this.errorAt(pointer);
    if (!error || !span) return error;
    return isClock(span.from) && isClock(span.to) ? error : this.t("hours.noClock");
  }

  private renderStatus(hours: Hours, now: number, local: { minutes: number }): TemplateResult {
    const { t } = this;
    const until = openUntil(hours, now);
    const clock = t("hours.clock", { time: clockOf(local.minutes), zone: zoneName(hours.timeZone) });
    return html`<div class="status ${until === null ? "" : "open"}" role="status">
      <span class="lamp" aria-hidden="true"></span>
      <strong>${t(until === null ? "hours.closedNow" : "hours.openNow")}</strong>
      <span class="when">${until === null ? this.#opens(hours, now) : t("hours.until", { time: until })}</span>
      <span class="clock">${clock}</span>
    </div>`;
  }

  #opens(hours: Hours, now: number): string {
    const next = nextOpening(hours, now);
    if (!next) return this.t("hours.never");
    if (next.days === 0) return this.t("hours.opensToday", { time: next.from });
    const day = next.days < 7 ? weekdayName(next.weekday, this.text) : dayWords(next.date, this.text);
    return this.t("hours.opensOn", { day, time: next.from });
  }

  private renderCopy(form: Form<Hours>, weekday: number): TemplateResult {
    const { t } = this;
    const name = weekdayName(weekday, this.text);
    const label = t("hours.copy", { day: name });
    const handleCopy = (event: Event): void => {
      const { week } = form.draft;
      const spans = week[weekday] ?? [];
      form.change({ week: week.map((old, at) => (this.copyTo.includes(at) ? [...spans] : old)) as Hours["week"] });
      (event.target as HTMLElement).closest<SapaPopover>("sapa-popover")?.hide();
    };
    return html`<sapa-popover
      side="end"
      @toggle=${(event: Event) => {
        if ((event.target as SapaPopover).isOpen)
          this.copyTo = WEEKDAYS.filter((day) => day !== weekday && day < 5 && weekday < 5);
      }}
    >
      <button slot="trigger" class="button icon-only" type="button" aria-haspopup="dialog" aria-label=${label} data-tip=${label}>
        ${icons.copy}
      </button>
      <div class="copy-panel" role="group" aria-label=${label}>
        <p class="title">${label}</p>
        <div>
          ${WEEKDAYS.filter((day) => day !== weekday).map(
            (day, index) => html`<label class="tick-row">
              <input
                class="tick"
                type="checkbox"
                ?autofocus=${index === 0}
                .checked=${live(this.copyTo.includes(day))}
                @change=${(event: Event) => {
                  const isOn = (event.target as HTMLInputElement).checked;
                  this.copyTo = isOn ? [...this.copyTo, day] : this.copyTo.filter((one) => one !== day);
                }}
              />${weekdayName(day, this.text)}
            </label>`,
          )}
        </div>
        <button class="button primary" type="button" ?disabled=${this.copyTo.length === 0} @click=${handleCopy}>
          ${t("hours.copyNow")}
        </button>
      </div>
    </sapa-popover>`;
  }

  private renderHolidays(form: Form<Hours>, today: string): TemplateResult {
    const { t } = this;
    const { holidays } = form.draft;
    const set = (next: Holiday[]): void => form.change({ holidays: next });
    const add = async (): Promise<void> => {
      set([...holidays, { date: "", name: "" }]);
      await this.rendered();
      this.renderRoot.querySelector<HTMLElement>(`[data-pointer="/holidays/${holidays.length}/date"]`)?.focus();
    };
    return html`<section class="card flush" aria-label=${t("hours.holidays")}>
      <div class="holidays-head">
        <div>
          <h3>${t("hours.holidays")}</h3>
          <p class="hint">${t("hours.holidaysHint")}</p>
        </div>
        <button class="button" type="button" ?disabled=${holidays.length >= 366} @click=${add}>
          ${settingsIcons.calendarPlus}${t("hours.addHoliday")}
        </button>
      </div>
      ${holidays.map((holiday, index) => this.renderHoliday(form, holiday, index, today))}
      ${holidays.length > 0 ? html`<div class="holidays-end"></div>` : nothing}
    </section>`;
  }

  private renderHoliday(form: Form<Hours>, holiday: Holiday, index: number, today: string): TemplateResult {
    const { t } = this;
    const change = (patch: Partial<Holiday>): void =>
      form.change({ holidays: form.draft.holidays.map((one, at) => (at === index ? { ...one, ...patch } : one)) });
    const label = t("hours.removeHoliday", { day: holiday.name || dayWords(holiday.date, this.text) });
    return html`<div class="holiday ${holiday.date !== "" && holiday.date < today ? "past" : ""}">
      ${textField({
        pointer: `/holidays/${index}/date`,
        label: t("hours.date"),
        isLabelHidden: true,
        type: "date",
        value: holiday.date,
        error: this.errorAt(`/holidays/${index}/date`, t("hours.dateError")),
        onInput: (date) => change({ date }),
      })}
      ${textField({
        pointer: `/holidays/${index}/name`,
        label: t("hours.holidayName"),
        isLabelHidden: true,
        placeholder: t("hours.holidayName"),
        value: holiday.name,
        error: this.errorAt(`/holidays/${index}/name`),
        onInput: (name) => change({ name }),
      })}
      <button class="button icon-only" type="button" aria-label=${label} data-tip=${label}
        @click=${() => form.change({ holidays: form.draft.holidays.filter((_, at) => at !== index) })}>
        ${icons.x}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-office-hours": SapaSettingsOfficeHours;
  }
}
