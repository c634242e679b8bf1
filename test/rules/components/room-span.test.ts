import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appended,
  firstSeq,
  holds,
  lastSeq,
  PAGE,
  pageAfter,
  pageAround,
  prepended,
  type Span,
  shownOf,
} from "../../../components/data/room-span.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";

const log = (length: number): RoomEvent[] =>
  Array.from({ length }, (_, index) => ({
    seq: index + 1,
    at: index,
    actor: { type: "system" },
    type: "session.expired",
  }));
const page = (events: RoomEvent[], { before, limit }: { before: number; limit: number }) => {
  const found = events.filter(({ seq }) => seq < before).slice(-limit);
  return { events: found, hasMore: (found[0]?.seq ?? 1) > 1 };
};
const isGapless = (events: readonly RoomEvent[]): boolean =>
  events.every(({ seq }, index) => index === 0 || seq === (events[index - 1]?.seq ?? 0) + 1);

describe("SEARCH-3 a place far back", () => {
  it("is reached with one page that has it in the middle", () => {
    const all = log(1000);
    const around = page(all, pageAround(400));
    expect(around.events.length).toBe(PAGE);
    expect(holds(around.events, 400)).toBe(true);
    expect(firstSeq(around)).toBe(376);
  });

  it("from there both ways lead on without a hole, and meet the live end exactly", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 900 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        (length, percent, ways) => {
          const all = log(length);
          const live: Span = { events: all.slice(-PAGE), hasOlder: true };
          const target = Math.max(1, Math.floor(((length - PAGE) * percent) / 100));
          const first = page(all, pageAround(target));
          let span: Span = { events: first.events, hasOlder: first.hasMore };
          for (const isOlder of [...ways, ...Array<boolean>(40).fill(false)]) {
            const shown = shownOf(span, live);
            expect(isGapless(shown.events)).toBe(true);
            expect(holds(shown.events, target)).toBe(true);
            if (isOlder && span.hasOlder) span = prepended(span, page(all, { before: firstSeq(span), limit: PAGE }));
            else if (shown.isDetached) span = appended(span, page(all, pageAfter(span, firstSeq(live))));
          }
          const shown = shownOf(span, live);
          expect(shown.isDetached).toBe(false);
          expect(lastSeq(shown)).toBe(length);
        },
      ),
    );
  });

  it("without a live end yet, what was loaded is shown as it is", () => {
    const span: Span = { events: log(10), hasOlder: false };
    expect(shownOf(span, { events: [], hasOlder: false }).isDetached).toBe(true);
    expect(shownOf(null, span)).toMatchObject({ isDetached: false, events: span.events });
  });
});
