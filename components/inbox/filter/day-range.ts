import { TZDate } from "@date-fns/tz";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** First millisecond of a day written as yyyy-mm-dd, in a time zone; `plusDays` later. null: that is no day. */
function startOfDay(day: string, timeZone: string | undefined, plusDays = 0): number | null {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined) return null;
  const at = new TZDate(Number(year), Number(month) - 1, Number(date) + plusDays, 0, 0, 0, 0, timeZone);
  return Number.isNaN(at.getTime()) ? null : at.getTime();
}

/** Days of the organization as the server's milliseconds, both ends included; an empty day leaves its end open. */
export function rangeOfDays(
  days: { from: string; until: string },
  timeZone: string | undefined,
): { from?: number; until?: number } {
  const from = startOfDay(days.from, timeZone);
  const end = startOfDay(days.until, timeZone, 1);
  return { ...(from === null ? {} : { from }), ...(end === null ? {} : { until: end - 1 }) };
}
