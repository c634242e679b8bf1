import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNews, moveContact, moveSeen, moveStaff } from "../../../worker/room/rules/positions.ts";
import { emptyCursors, emptyRoom } from "../../../worker/room/rules/state.ts";

describe("read and delivered positions", () => {
  it("MSG-8 only rise, never pass the head, and what is read was delivered", () => {
    const moves = fc.array(
      fc.record({ last: fc.option(fc.nat(50), { nil: undefined }), read: fc.option(fc.nat(50), { nil: undefined }) }),
    );
    fc.assert(
      fc.property(moves, fc.nat(40), (steps, head) => {
        let cursors = emptyCursors;
        for (const step of steps) {
          const next = moveStaff(moveContact(cursors, step, head), step.read, head);
          expect(next.contactRead).toBeGreaterThanOrEqual(cursors.contactRead);
          expect(next.contactDelivered).toBeGreaterThanOrEqual(Math.max(cursors.contactDelivered, next.contactRead));
          expect(Math.max(next.contactDelivered, next.staffRead)).toBeLessThanOrEqual(head);
          if (next === cursors) expect(next.revision).toBe(cursors.revision);
          else expect(next.revision).toBeGreaterThan(cursors.revision);
          cursors = next;
        }
      }),
    );
  });

  it("MSG-8 a writer who confirms the own message tells nothing new, whoever reads it does", () => {
    const state = { ...emptyRoom, headSeq: 9, lastInboundSeq: 8, lastStaffSeq: 9 };
    const confirmed = moveContact(emptyCursors, { last: 8, read: 8 }, 9);
    expect(isNews(state, emptyCursors, confirmed)).toBe(false);
    expect(isNews(state, emptyCursors, moveStaff(emptyCursors, 9, 9))).toBe(false);
    expect(isNews(state, emptyCursors, moveContact(emptyCursors, { last: 9 }, 9))).toBe(true);
    expect(isNews(state, emptyCursors, moveContact(emptyCursors, { read: 9 }, 9))).toBe(true);
    const answered = { ...state, headSeq: 10, lastInboundSeq: 10 };
    expect(isNews(answered, emptyCursors, moveStaff(emptyCursors, 10, 10))).toBe(true);
    expect(isNews(state, emptyCursors, moveSeen(emptyCursors, 1_000, 60_000))).toBe(true);
  });

  it("WIDGET-17 last seen is taken at most once a minute", () => {
    const first = moveSeen(emptyCursors, 1_000, 60_000);
    expect(first.lastSeenAt).toBe(1_000);
    expect(moveSeen(first, 60_999, 60_000)).toBe(first);
    expect(moveSeen(first, 61_000, 60_000).lastSeenAt).toBe(61_000);
  });
});
