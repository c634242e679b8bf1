import fc from "fast-check";
import type { Settings } from "../../../protocol/settings.schema.ts";

type Hours = Settings["office-hours"];
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const anySpan = fc
  .tuple(fc.nat({ max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: clock(from), to: clock(to) }));

/** Hours of offices all over the world. */
export const anyHours: fc.Arbitrary<Hours> = fc.record({
  timeZone: fc.constantFrom("Asia/Jakarta", "Europe/Berlin", "America/New_York", "Pacific/Chatham", "UTC"),
  week: fc
    .array(fc.array(anySpan, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
    .map((days) => days as unknown as Hours["week"]),
  holidays: fc.subarray([
    { date: "2026-03-29", name: "Change of clocks" },
    { date: "2026-12-25", name: "Christmas" },
  ]),
});

/** The nights in which clocks change in these zones. */
const NIGHTS = [Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25), Date.UTC(2026, 2, 8), Date.UTC(2026, 10, 1)];

/** ms UTC of 2026, often on the day of a change. */
export const anyTime: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
  fc.tuple(fc.constantFrom(...NIGHTS), fc.nat({ max: 24 * 60 })).map(([day, minute]) => day + minute * 60_000),
);
