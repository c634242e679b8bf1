import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerOf } from "../../../components/inbox/viewer.ts";
import { type Alert, alertFor, isSettled, type Known, knownOf } from "../../../components/notify/alerts.ts";
import type { Me } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { summary } from "../../support/component-builders.ts";

const SINCE = 1_000_000;
const ME: Me = {
  memberId: "mem_me",
  name: "Citra",
  email: "citra@example.com",
  role: "agent",
  organization: { organizationId: "org_a", name: "A", timeZone: "Asia/Jakarta", language: "en" },
  language: null,
  permissions: [],
  session: { expiringMs: 1, expiredMs: 2 },
  divisionIds: [],
  isOwner: false,
  deletion: null,
  scope: null,
  surveys: [],
};
const viewer = viewerOf(ME, false);
const mine = [{ memberId: "mem_me", name: "Citra" }];
const theirs = [{ memberId: "mem_other", name: "Daniel" }];

type Change = Partial<RoomSummary> & { seq?: number; at?: number; direction?: "inbound" | "outbound" };

function room({ seq = 5, at = SINCE + 1, direction = "inbound", ...change }: Change): RoomSummary {
  const base = summary();
  if (base.lastMessage === null) throw new Error("the builder's room has a message");
  return { ...base, lastMessage: { ...base.lastMessage, seq, at, direction }, isUnresponded: true, ...change };
}
const known = (change: Change): Known => knownOf(room(change));
const kindOf = (alert: Alert | null) => alert?.kind ?? null;

describe("what is worth a pop-up", () => {
  it("NOTIF-2 a new message in a room assigned to me is", () => {
    const before = known({ seq: 4, status: "assigned", participants: mine });
    const now = room({ seq: 5, status: "assigned", participants: mine });
    expect(kindOf(alertFor(now, before, viewer, SINCE))).toBe("message");
    expect(alertFor({ ...now, participants: theirs }, before, viewer, SINCE)).toBeNull();
  });

  it("NOTIF-2 a room that begins to wait is, once", () => {
    const waiting = room({ seq: 5, status: "unassigned", participants: [] });
    expect(kindOf(alertFor(waiting, known({ status: "resolved", seq: 3 }), viewer, SINCE))).toBe("waiting");
    expect(alertFor(room({ seq: 6, status: "unassigned" }), knownOf(waiting), viewer, SINCE)).toBeNull();
  });

  it("NOTIF-2 what was there before the page was opened is not", () => {
    const old = room({ at: SINCE - 1, status: "unassigned", participants: [] });
    expect(alertFor(old, undefined, viewer, SINCE)).toBeNull();
    expect(kindOf(alertFor(room({ at: SINCE, status: "unassigned" }), undefined, viewer, SINCE))).toBe("waiting");
  });

  it("BLOCK-4 nothing of a blocked contact is", () => {
    const now = room({ status: "assigned", participants: mine, isBlocked: true });
    expect(alertFor(now, known({ seq: 1, status: "assigned" }), viewer, SINCE)).toBeNull();
    expect(alertFor(room({ status: "unassigned", isBlocked: true }), undefined, viewer, SINCE)).toBeNull();
  });

  it("an answer of staff never is, and settles the pop-up that stands", () => {
    fc.assert(
      fc.property(fc.constantFrom("unassigned", "assigned", "resolved" as const), fc.boolean(), (status, isKnown) => {
        const now = room({ direction: "outbound", status, participants: mine, isUnresponded: false });
        expect(alertFor(now, isKnown ? known({ seq: 1 }) : undefined, viewer, SINCE)).toBeNull();
        expect(isSettled(now)).toBe(true);
      }),
    );
  });

  it("the same message never calls twice, however often its room is told", () => {
    const arbitraryRoom = fc.record({
      seq: fc.integer({ min: 1, max: 20 }),
      status: fc.constantFrom("unassigned" as const, "assigned" as const, "resolved" as const),
      participants: fc.constantFrom(mine, theirs, []),
    });
    fc.assert(
      fc.property(arbitraryRoom, (change) => {
        const now = room(change);
        expect(alertFor(now, knownOf(now), viewer, SINCE)).toBeNull();
      }),
    );
  });
});
