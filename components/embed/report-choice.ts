import { CHANNELS } from "../../protocol/channels.ts";

/** Pure: what `<sapa-report>` shows, from what a host may have written. */
export const REPORTS = ["general", "agents", "broadcast", "contact", "csat", "ces", "nps", "bot"] as const;
export type ReportName = (typeof REPORTS)[number];

/** Days as yyyy-mm-dd, both ends included; `channels` empty: all. */
export type ReportChoice = { report: ReportName; from: string; to: string; channels: string[] };
export type ReportWish = { report: string | null; from: string | null; to: string | null; channels: string | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
/** The present week, unless other days are named. */
const USUAL_DAYS = 7;

export const isDay = (text: string | null): text is string =>
  text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) && text === dayAfter(text, 0);

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const channelsIn = (list: string | null): string[] =>
  (list ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** EMBED-6: unknown values fall back to the default. `today` as yyyy-mm-dd. */
export function choiceOf(wish: ReportWish, today: string): ReportChoice {
  const to = isDay(wish.to) ? wish.to : today;
  const first = isDay(wish.from) ? wish.from : dayAfter(to, 1 - USUAL_DAYS);
  return {
    report: REPORTS.find((one) => one === wish.report) ?? REPORTS[0],
    from: [first, to].sort()[0] ?? to,
    to,
    channels: channelsIn(wish.channels).filter((one) => CHANNELS.some((known) => known === one)),
  };
}
