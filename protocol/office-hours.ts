import type { Settings } from "./settings.schema.ts";

/** SET-2: when an organization is open. Pure, so that server and screens tell the same. */
type OfficeHours = Settings["office-hours"];
type Week = OfficeHours["week"];
export type Span = Week[number][number];

const DAY_MINUTES = 24 * 60;

/** Minutes since midnight of "08:30"; "24:00" is the end of the day; NaN for anything else. */
export function minutesOf(clock: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(clock);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return minutes <= DAY_MINUTES && Number(match?.[2]) < 60 ? minutes : Number.NaN;
}

/** JSON pointers of the spans that end before they begin, or overlap one above them. */
export function checkWeek(week: Week): string[] {
  return week.flatMap((spans, day) =>
    spans.flatMap((span, index) => {
      const isBad = !isForward(span) || spans.slice(0, index).some((other) => overlap(span, other));
      return isBad ? [`/${day}/${index}`] : [];
    }),
  );
}

const isForward = ({ from, to }: Span): boolean => minutesOf(from) < minutesOf(to);
const overlap = (one: Span, other: Span): boolean =>
  minutesOf(one.from) < minutesOf(other.to) && minutesOf(other.from) < minutesOf(one.to);

export function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** What clocks in that zone show: the calendar day, the weekday from Monday 0 to Sunday 6, minutes since midnight. */
export function localTime(timeZone: string, at: number): { date: string; weekday: number; minutes: number } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { date, weekday, minutes: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
}

/** The holiday that closes the day `at` falls on, if any. */
export function holidayAt(hours: OfficeHours, at: number): OfficeHours["holidays"][number] | null {
  const { date } = localTime(hours.timeZone, at);
  return hours.holidays.find((holiday) => holiday.date === date) ?? null;
}

export function isOpenAt(hours: OfficeHours, at: number): boolean {
  const { date, weekday, minutes } = localTime(hours.timeZone, at);
  if (hours.holidays.some((holiday) => holiday.date === date)) return false;
  return (hours.week[weekday] ?? []).some(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to));
}

/** Until which clock time of that day it stays open, seen from `at`; null: it is closed. Spans that touch count as one. */
export function openUntil(hours: OfficeHours, at: number): string | null {
  if (!isOpenAt(hours, at)) return null;
  const { weekday, minutes } = localTime(hours.timeZone, at);
  const spans = hours.week[weekday] ?? [];
  const next = (from: number): Span | undefined =>
    spans.find((span) => minutesOf(span.from) <= from && from < minutesOf(span.to));
  let end = next(minutes)?.to ?? null;
  for (let span = end && next(minutesOf(end)); span; span = next(minutesOf(span.to))) end = span.to;
  return end;
}

const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 370;

/** When it opens next, as that zone's calendar and clock tell it; null: not within a year. */
export function nextOpening(
  hours: OfficeHours,
  at: number,
): { date: string; weekday: number; from: string; days: number } | null {
  const { date: today, minutes } = localTime(hours.timeZone, at);
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days += 1) {
    const day = new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS);
    const date = day.toISOString().slice(0, 10);
    const weekday = (day.getUTCDay() + 6) % 7;
    if (hours.holidays.some((holiday) => holiday.date === date)) continue;
    const starts = (hours.week[weekday] ?? [])
      .filter((span) => isForward(span) && (days > 0 || minutesOf(span.from) > minutes))
      .map(({ from }) => from)
      .sort();
    if (starts[0] !== undefined) return { date, weekday, from: starts[0], days };
  }
  return null;
}
