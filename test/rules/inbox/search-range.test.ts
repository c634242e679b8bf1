import { describe, expect, it } from "vitest";
import { searchRange } from "../../../worker/inbox/search/range.ts";

const NOW = Date.UTC(2026, 10, 21, 3);
const DAY = 86_400_000;

describe("how far back a search looks", () => {
  it("SEARCH-5 90 days before its end, unless told otherwise", () => {
    expect(searchRange({}, NOW)).toMatchObject({ from: NOW - 90 * DAY });
    expect(searchRange({ until: NOW - 30 * DAY }, NOW)).toEqual({ from: NOW - 120 * DAY, until: NOW - 30 * DAY });
    expect(searchRange({ from: NOW - 400 * DAY, until: NOW }, NOW)).toEqual({ from: NOW - 400 * DAY, until: NOW });
  });

  it("SEARCH-5 two years at most: the same day two years ago in any time zone, not the week before", () => {
    const sameDay = Date.UTC(2024, 10, 20, 10);
    expect(searchRange({ from: sameDay }, NOW)).toMatchObject({ from: sameDay });
    expect(searchRange({ from: sameDay - 7 * DAY }, NOW)).toMatchObject({
      code: "search.too_old",
      fields: [{ pointer: "/from", code: "search.too_old" }],
    });
    const early = searchRange({ until: NOW - 700 * DAY }, NOW);
    expect("from" in early && early.from > NOW - 740 * DAY).toBe(true);
  });
});
