import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyEvents,
  emptyLog,
  firstSeq,
  missingRange,
  prependEvents,
  type RoomLog,
  startAfter,
} from "../../../client/room-log.ts";

type Event = { seq: number; text: string };
const event = (seq: number): Event => ({ seq, text: `event ${seq}` });
const range = (from: number, to: number): Event[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => event(from + index));
const seqs = (log: RoomLog<Event>): number[] => log.events.map(({ seq }) => seq);

/** The two things that must hold after every step. */
function expectNoHole(log: RoomLog<Event>): void {
  expect(seqs(log)).toEqual(range(firstSeq(log), log.last).map(({ seq }) => seq));
  expect(log.events.at(-1)?.seq ?? log.last).toBe(log.last);
  for (const waiting of log.ahead) expect(waiting.seq).toBeGreaterThan(log.last + 1);
}

describe("the client's copy of a room's log", () => {
  it("GEN-4 applies only what follows and drops what it has", () => {
    const log = applyEvents(applyEvents(emptyLog<Event>(), range(1, 3)), [event(2), event(3), event(4)]);
    expect(seqs(log)).toEqual([1, 2, 3, 4]);
    expect(applyEvents(log, range(1, 4))).toBe(log);
  });

  it("GEN-4 shows nothing behind a hole, asks for the hole, and shows all of it once that is filled", () => {
    const log = applyEvents(applyEvents(emptyLog<Event>(), range(1, 2)), [event(5), event(6)]);
    expect(seqs(log)).toEqual([1, 2]);
    expect(log.last).toBe(2);
    expect(missingRange(log)).toEqual({ before: 5, limit: 2 });
    const filled = applyEvents(log, range(3, 4));
    expect(seqs(filled)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(missingRange(filled)).toBeNull();
  });

  it("asks for a long hole page by page, from its old end", () => {
    const log = applyEvents(startAfter<Event>("e", 100), [event(1000)]);
    expect(missingRange(log)).toEqual({ before: 301, limit: 200 });
    expect(missingRange(applyEvents(log, range(101, 950)))).toEqual({ before: 1000, limit: 49 });
  });

  it("asks for what the server says exists", () => {
    const log = applyEvents(emptyLog<Event>(), range(1, 3));
    expect(missingRange(log, 3)).toBeNull();
    expect(missingRange(log, 5)).toEqual({ before: 6, limit: 2 });
  });

  it("keeps events of types it does not know, in their place", () => {
    const unknown = { seq: 2, type: "from.the.future" };
    const log = applyEvents(emptyLog<{ seq: number }>(), [event(1), unknown, event(3)]);
    expect(log.events[1]).toBe(unknown);
    expect(log.last).toBe(3);
  });

  it("keeps only a bounded part of what lies behind a hole", () => {
    const log = applyEvents(emptyLog<Event>(), range(2, 5000));
    expect(log.ahead.length).toBe(1000);
    expect(applyEvents(log, [event(1)]).last).toBe(1001);
  });

  it("a snapshot replaces everything and says that older events exist", () => {
    const log = applyEvents(startAfter<Event>("second", 40), range(41, 42));
    expect(log).toMatchObject({ epoch: "second", last: 42, hasOlder: true });
    expect(seqs(log)).toEqual([41, 42]);
    expect(startAfter("empty room", 0).hasOlder).toBe(false);
  });

  it("ROOM-20 puts older pages in front, only where they join", () => {
    const log = applyEvents(startAfter<Event>("e", 100), range(101, 103));
    const older = prependEvents(log, range(51, 100), true);
    expect(firstSeq(older)).toBe(51);
    expect(older.hasOlder).toBe(true);
    expect(prependEvents(older, range(1, 40), true).events).toEqual(older.events);
    const all = prependEvents(older, range(1, 60), false);
    expect(firstSeq(all)).toBe(1);
    expect(all.hasOlder).toBe(false);
    expectNoHole(all);
  });

  it("GEN-4 any order of drops, repeats and jumps ends in the whole log, without a hole or a double on the way", () => {
    const deliveries = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), { maxLength: 30 });
    fc.assert(
      fc.property(deliveries, fc.integer({ min: 0, max: 20 }), (batches, after) => {
        let log = startAfter<Event>("e", after);
        for (const batch of batches) {
          const before = log;
          log = applyEvents(log, batch.map(event));
          expect(log.last).toBeGreaterThanOrEqual(before.last);
          expectNoHole(log);
        }
        // Asking for what is missing, as often as needed, brings everything.
        for (let asked = missingRange(log, 40); asked; asked = missingRange(log, 40)) {
          const from = asked.before - asked.limit;
          expect(from).toBe(log.last + 1);
          log = applyEvents(log, range(from, asked.before - 1));
          expectNoHole(log);
        }
        expect(seqs(log)).toEqual(range(after + 1, 40).map(({ seq }) => seq));
      }),
      { numRuns: 500 },
    );
  });

  it("older pages in any order and cut never make a hole", () => {
    const pages = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(pages, (list) => {
        let log = applyEvents(startAfter<Event>("e", 60), range(61, 65));
        for (const [from, length] of list) {
          log = prependEvents(log, range(from, Math.min(60, from + length)), from > 1);
          expectNoHole(log);
          expect(log.last).toBe(65);
        }
      }),
      { numRuns: 300 },
    );
  });
});
