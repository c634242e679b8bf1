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
