import type { Span } from "../../../protocol/office-hours.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Pure: days, hours and lengths of time of the settings, in words. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** 0: Monday. */
export function weekdayName(weekday: number, text: Localizer): string {
  const format = new Intl.DateTimeFormat(text.locale, { weekday: "long", timeZone: "UTC" });
  const name = format.format(MONDAY + weekday * DAY_MS);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** A day of the calendar, as yyyy-mm-dd; what is none stays as it is. */
export function dayWords(date: string, text: Localizer): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(text.locale, { dateStyle: "medium", timeZone: "UTC" });
  return Number.isNaN(at) ? date : format.format(at);
}

/** A line a day. */
export function weekWords(week: readonly (readonly Span[])[], text: Localizer): string {
  const closed = settingsTexts(text).t("hours.closed");
  return week
    .map((spans, weekday) => {
      const times = spans.map(({ from, to }) => `${from}–${to}`).join(", ");
      return `${weekdayName(weekday, text)}: ${times || closed}`;
    })
    .join("\n");
}

export const holidayWords = (holidays: readonly { date: string; name: string }[], text: Localizer): string =>
  holidays.map(({ date, name }) => `${dayWords(date, text)} ${name}`.trim()).join("\n") || "–";

export function durationWords(ms: number, text: Localizer): string {
  const { t } = settingsTexts(text);
  return ms % HOUR_MS === 0 || ms > HOUR_MS
    ? t("duration.hoursOf", { n: text.number(ms / HOUR_MS) })
    : t("duration.minutesOf", { n: ms / MINUTE_MS });
}
