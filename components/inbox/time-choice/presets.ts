import { TZDate } from "@date-fns/tz";

/** Sending a message later, or putting a room out of the way until then. */
export type TimeKind = "send" | "snooze";
export type Preset = { name: "hour" | "laterToday" | "tonight" | "tomorrow" | "nextWeek"; at: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MORNING = 9;
const EVENING = 18;

/** A clock time some days after the present day of the zone; ms UTC. Days may be 23 or 25 hours long. */
function dayAt(now: number, zone: string | undefined, days: number, hour: number): number {
  const here = new TZDate(now, zone);
  return new TZDate(here.getFullYear(), here.getMonth(), here.getDate() + days, hour, 0, 0, zone as string).getTime();
}

/** What people mean most: never in the past, never twice the same time. */
export function presetsAt(now: number, zone: string | undefined, kind: TimeKind): Preset[] {
  const here = new TZDate(now, zone);
  const daysToMonday = (8 - here.getDay()) % 7 || 7;
  const inThreeHours = Math.ceil((now + 3 * HOUR_MS) / (30 * MINUTE_MS)) * 30 * MINUTE_MS;
  const evening = dayAt(now, zone, 0, EVENING);
  const today: Preset[] =
    kind === "send"
      ? [
          { name: "hour", at: Math.ceil((now + HOUR_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS },
          { name: "tonight", at: evening },
        ]
      : [{ name: "laterToday", at: inThreeHours }];
  const all: Preset[] = [
    ...today.filter(({ name, at }) => (name === "tonight" ? at > now + 2 * HOUR_MS : at < dayAt(now, zone, 1, 0))),
    { name: "tomorrow", at: dayAt(now, zone, 1, MORNING) },
    { name: "nextWeek", at: dayAt(now, zone, daysToMonday, MORNING) },
  ];
  return all.filter(({ at }, index) => all.findIndex((other) => other.at === at) === index);
}

/** Fields of a date and a time input, as the zone's clock shows them. */
export function fieldsOf(at: number, zone: string | undefined): { date: string; time: string } {
  const here = new TZDate(at, zone);
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    date: `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`,
    time: `${two(here.getHours())}:${two(here.getMinutes())}`,
  };
}

/** ms UTC of what stands in the two inputs; null while something is missing. */
export function timeOf({ date, time }: { date: string; time: string }, zone: string | undefined): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  if (year === undefined || hour === undefined) return null;
  const at = new TZDate(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), zone as string);
  return Number.isNaN(at.getTime()) ? null : at.getTime();
}
