import type { Strings } from "./strings/index.ts";

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

// Making a format costs far more than using one, and a timeline asks for hundreds.
function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

const DATE = { day: "numeric", month: "long", year: "numeric" } as const;
const isThisYear = (at: number, now: number): boolean => new Date(at).getFullYear() === new Date(now).getFullYear();
const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const timeOf = (at: number, { locale }: Strings): string =>
  format(locale, "time", { hour: "2-digit", minute: "2-digit" }).format(at);

/** The visitor's own calendar days: today, yesterday, a weekday with date, and the year once it is another one. */
export function dayOf(at: number, now: number, strings: Strings): string {
  // Rounded, because a day with a clock change has 23 or 25 hours.
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (daysAgo <= 0) return strings.today;
  if (daysAgo === 1) return strings.yesterday;
  return isThisYear(at, now)
    ? format(strings.locale, "day", { weekday: "long", day: "numeric", month: "long" }).format(at)
    : format(strings.locale, "date", DATE).format(at);
}

/** "3 Nov", and the year once it is another one. */
export const dateOf = (at: number, now: number, { locale }: Strings): string =>
  isThisYear(at, now)
    ? format(locale, "short", { day: "numeric", month: "short" }).format(at)
    : format(locale, "date", DATE).format(at);

/** When a closed office opens, in the visitor's own time: "Monday 09:00", or only the time if that is today. */
export const whenOpen = (at: number, now: number, strings: Strings): string =>
  isSameDay(at, now)
    ? timeOf(at, strings)
    : format(strings.locale, "opens", { weekday: "long", hour: "2-digit", minute: "2-digit" }).format(at);

export const isSameDay = (a: number, b: number): boolean => startOfDay(a) === startOfDay(b);

export const count = (value: number, { locale }: Strings): string => value.toLocaleString(locale);
