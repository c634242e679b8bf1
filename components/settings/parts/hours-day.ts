import { html, nothing, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { minutesOf, type Span } from "../../../protocol/office-hours.ts";
import { SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { fieldError, idOf } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { settingsTexts } from "../settings-texts.ts";
import { clockOf, stepClock, tidyClock } from "./clock-times.ts";

export type DayRow = {
  weekday: number;
  name: string;
  spans: readonly Span[];
  /** Minutes since midnight, if it is that day now. */
  now: number | null;
  text: Localizer;
  errorOf: (index: number) => string | undefined;
  onChange: (spans: Span[]) => void;
  onOpen: (isOpen: boolean) => void;
  tools: TemplateResult;
};

/** One weekday: closed, or its spans, drawn over the hours of the day. */
export function dayRow(row: DayRow): TemplateResult {
  const { weekday, name, spans, text } = row;
  const { t } = settingsTexts(text);
  const isOpen = spans.length > 0;
  return html`<div class="day" role="group" aria-label=${name}>
    <label class="day-name">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        data-pointer="/week/${weekday}-open"
        .checked=${live(isOpen)}
        @change=${(event: Event) => row.onOpen((event.target as HTMLInputElement).checked)}
      />${name}
    </label>
    <div class="spans">
      ${isOpen ? spans.map((span, index) => spanRow(row, span, index)) : html`<span class="closed">${t("hours.closed")}</span>`}
    </div>
    <div class="tools">${strip(spans, row.now)}${row.tools}</div>
  </div>`;
}

function spanRow(row: DayRow, span: Span, index: number): TemplateResult {
  const { t } = settingsTexts(row.text);
  const { name, spans, weekday } = row;
  const pointer = `/week/${weekday}/${index}`;
  const error = row.errorOf(index);
  const change = (patch: Partial<Span>): void =>
    row.onChange(spans.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const clock = (side: keyof Span, label: string): TemplateResult => html`<input
    class="field"
    type="text"
    inputmode="numeric"
    autocomplete="off"
    maxlength="8"
    data-pointer=${side === "from" ? pointer : `${pointer}/to`}
    aria-label=${label}
    aria-invalid=${error ? "true" : "false"}
    aria-describedby=${error ? `${idOf(pointer)}-error` : nothing}
    .value=${live(span[side])}
    @input=${(event: Event) => change({ [side]: (event.target as HTMLInputElement).value })}
    @change=${(event: Event) => change({ [side]: tidyClock((event.target as HTMLInputElement).value) })}
    @keydown=${(event: KeyboardEvent) => {
      const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
      if (step === null) return;
      event.preventDefault();
      change({ [side]: stepClock(span[side], step) });
    }}
  />`;
  const isLast = index === spans.length - 1;
  return html`<div class="span">
    ${clock("from", t("hours.from", { day: name, n: index + 1 }))}
    <span class="dash" aria-hidden="true">–</span>
    ${clock("to", t("hours.to", { day: name, n: index + 1 }))}
    ${
      spans.length > 1
        ? html`<button class="button icon-only" type="button" aria-label=${t("hours.remove", { day: name, n: index + 1 })}
            data-tip=${t("hours.remove", { day: name, n: index + 1 })}
            @click=${() => row.onChange(spans.filter((_, at) => at !== index))}>${icons.x}</button>`
        : nothing
    }
    ${
      isLast && spans.length < SETTING_LIMITS.spansPerDay
        ? html`<button class="button icon-only" type="button" aria-label=${t("hours.add", { day: name })}
            data-tip=${t("hours.add", { day: name })}
            @click=${() => row.onChange([...spans, nextSpan(spans)])}>${icons.plus}</button>`
        : nothing
    }
    ${fieldError({ pointer, error })}
  </div>`;
}

/** An hour after the last span ends, two hours long, as far as the day goes. */
function nextSpan(spans: readonly Span[]): Span {
  const ends = spans.map(({ to }) => minutesOf(to)).filter((minutes) => !Number.isNaN(minutes));
  const from = Math.min(Math.max(0, ...ends) + 60, 1380);
  return { from: clockOf(from), to: clockOf(Math.min(from + 120, 1440)) };
}

/** The day from 0 to 24 h; a picture of what the fields say. */
function strip(spans: readonly Span[], now: number | null): TemplateResult {
  const drawn = spans
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    .filter(({ from, to }) => from < to);
  return svg`<svg class="strip" viewBox="0 0 1440 14" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" x="0" y="4" width="1440" height="6" rx="3"></rect>
    ${drawn.map(({ from, to }) => svg`<rect class="hours" x=${from} y="4" width=${to - from} height="6"></rect>`)}
    ${now === null ? nothing : svg`<line class="now" x1=${now} x2=${now} y1="0" y2="14"></line>`}
  </svg>`;
}
