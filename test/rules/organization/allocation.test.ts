import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byWaiting, type Candidate, choose, type WaitingRoom } from "../../../worker/organization/allocation.ts";
import { memberConfig, ORGANIZATION } from "../../support/organization-builders.ts";

const room = (extra: Partial<WaitingRoom> = {}): WaitingRoom => ({
  roomId: "room_1",
  organizationId: ORGANIZATION,
  divisionId: null,
  openedAt: 1_000,
  waitingSince: 1_000,
  formerParticipantIds: [],
  ...extra,
});

const candidate = (
  memberId: string,
  openRooms = 0,
  extra: Partial<Candidate["member"]> & Partial<Omit<Candidate, "member" | "openRooms">> = {},
): Candidate => {
  const { isOnline = true, offlineSince = null, cap = null, lastAllocatedAt = null, ...member } = extra;
  return { member: memberConfig(memberId, member), isOnline, offlineSince, openRooms, cap, lastAllocatedAt };
};

const NOW = 10_000_000;
const chosen = (candidates: Candidate[], waiting = room()) => choose(waiting, candidates, NOW)?.memberId ?? null;

describe("who is eligible (ASSIGN-9)", () => {
  it("ASSIGN-9 an active supervisor or agent who is online", () => {
    expect(chosen([candidate("mem_a")])).toBe("mem_a");
    expect(chosen([candidate("mem_a", 0, { role: "supervisor" })])).toBe("mem_a");
  });

  it("ROLE-4 an admin is never chosen, whatever the presence says", () => {
    expect(chosen([candidate("mem_a", 0, { role: "admin" })])).toBeNull();
  });

  it("ASSIGN-9 nobody who is offline or deactivated", () => {
    expect(chosen([candidate("mem_a", 0, { isOnline: false }), candidate("mem_b", 0, { isActive: false })])).toBeNull();
  });

  it("ASSIGN-9 a room of a division goes only to its members, a room in General to anyone", () => {
    const inSales = room({ divisionId: "div_sales" });
    expect(chosen([candidate("mem_a"), candidate("mem_b", 9, { divisionIds: ["div_sales"] })], inSales)).toBe("mem_b");
    expect(chosen([candidate("mem_a"), candidate("mem_b", 9, { divisionIds: ["div_sales"] })])).toBe("mem_a");
  });

  it("ROLE-3 a restricted supervisor is not given a General room, which they could not see", () => {
    const restricted = candidate("mem_a", 0, { role: "supervisor", isRestricted: true, divisionIds: ["div_sales"] });
    expect(chosen([restricted])).toBeNull();
    expect(chosen([restricted], room({ divisionId: "div_sales" }))).toBe("mem_a");
  });

  it("ASSIGN-4 nobody who left this conversation, even when nobody else is there", () => {
    const left = room({ formerParticipantIds: ["mem_a"] });
    expect(chosen([candidate("mem_a"), candidate("mem_b", 7)], left)).toBe("mem_b");
    expect(chosen([candidate("mem_a")], left)).toBeNull();
  });
});

describe("whose turn it is (ASSIGN-10)", () => {
  it("ASSIGN-10 the one with the fewest open rooms", () => {
    expect(chosen([candidate("mem_a", 3), candidate("mem_b", 2), candidate("mem_c", 4)])).toBe("mem_b");
  });

  it("ASSIGN-10 of equals the one whose last allocation is longest ago, never allocated first", () => {
    const early = candidate("mem_b", 1, { lastAllocatedAt: 5 });
    const late = candidate("mem_a", 1, { lastAllocatedAt: 9 });
    const never = candidate("mem_c", 1);
    expect(chosen([late, early])).toBe("mem_b");
    expect(chosen([late, early, never])).toBe("mem_c");
  });

  it("ASSIGN-10 then by member id", () => {
    expect(chosen([candidate("mem_b"), candidate("mem_a")])).toBe("mem_a");
  });

  it("ASSIGN-10 the room that has waited longest comes first, then the id decides", () => {
    const rooms = [room({ roomId: "room_c" }), room({ roomId: "room_b" }), room({ roomId: "room_a", openedAt: 2_000 })];
    expect(rooms.sort(byWaiting).map(({ roomId }) => roomId)).toEqual(["room_b", "room_c", "room_a"]);
  });

  it("BEY-3 explains itself: why this one, why the others were skipped", () => {
    const choice = choose(
      room(),
      [
        candidate("mem_Dewi", 2),
        candidate("mem_Sari", 3),
        candidate("mem_Budi", 0, { isOnline: false, offlineSince: NOW - 2 * 60_000 - 59_000 }),
        candidate("mem_Eka", 0, { isOnline: false }),
        candidate("mem_Agus", 6, { cap: { used: 6, limit: 6 } }),
        candidate("mem_Ayu", 0, { role: "admin" }),
      ],
      NOW,
    );
    expect(choice?.explanation).toBe(
      "Fewest open rooms: 2; skipped: Sari has 3, Budi offline 2 min, Eka offline, Agus at cap 6/6",
    );
  });

  it("ASSIGN-12 nobody at the limit is chosen, one below it is", () => {
    const full = candidate("mem_a", 2, { cap: { used: 2, limit: 2 } });
    const free = candidate("mem_b", 5, { cap: { used: 1, limit: 2 } });
    expect(chosen([full])).toBeNull();
    expect(chosen([full, free])).toBe("mem_b");
  });

  it("ASSIGN-6 ASSIGN-10 who waits for an answer comes before rooms where nobody waits, however old", () => {
    const rooms = [
      room({ roomId: "room_answered", openedAt: 1, waitingSince: null }),
      room({ roomId: "room_late", openedAt: 2, waitingSince: 9_000 }),
      room({ roomId: "room_early", openedAt: 3, waitingSince: 8_000 }),
    ];
    expect(rooms.sort(byWaiting).map(({ roomId }) => roomId)).toEqual(["room_early", "room_late", "room_answered"]);
  });

  it("an explanation stays within what an event may hold, however many members there are", () => {
    const many = Array.from({ length: 300 }, (_, n) => candidate(`mem_${n}`, n, { name: "x".repeat(120) }));
    const explanation = choose(room(), many, NOW)?.explanation ?? "";
    expect(explanation.length).toBeLessThanOrEqual(500);
    const short = Array.from({ length: 300 }, (_, n) => candidate(`mem_${n}`, n));
    expect(choose(room(), short, NOW)?.explanation).toMatch(/and 293 more$/);
  });
});

const DIVISIONS = ["div_sales", "div_help"];
const anyCandidate = fc.record({
  role: fc.constantFrom("admin", "supervisor", "agent"),
  isActive: fc.boolean(),
  isOnline: fc.boolean(),
  isRestricted: fc.boolean(),
  divisionIds: fc.subarray(DIVISIONS),
  openRooms: fc.nat({ max: 4 }),
  cap: fc.option(fc.record({ used: fc.nat({ max: 3 }), limit: fc.integer({ min: 1, max: 3 }) })),
  lastAllocatedAt: fc.option(fc.nat({ max: 3 })),
});
const anyCandidates = fc
  .array(anyCandidate, { maxLength: 8 })
  .map((all) => all.map(({ openRooms, ...extra }, n) => candidate(`mem_${n}`, openRooms, extra as never)));
const anyRoom = fc
  .record({
    divisionId: fc.constantFrom(null, ...DIVISIONS),
    formerParticipantIds: fc.subarray(["mem_0", "mem_1", "mem_2"]),
  })
  .map(room);

/** ASSIGN-9 by the book. */
const isEligible = (waiting: WaitingRoom, { member, isOnline, cap }: Candidate): boolean =>
  member.isActive &&
  isOnline &&
  (cap === null || cap.used < cap.limit) &&
  member.role !== "admin" &&
  (waiting.divisionId === null
    ? !(member.role === "supervisor" && member.isRestricted)
    : member.divisionIds.includes(waiting.divisionId)) &&
  !waiting.formerParticipantIds.includes(member.memberId);

describe("for any members and any room", () => {
  it("ASSIGN-9 ASSIGN-10 ASSIGN-11 ASSIGN-12 chooses an eligible member exactly when there is one, and none with fewer rooms", () => {
    fc.assert(
      fc.property(anyRoom, anyCandidates, (waiting, candidates) => {
        const eligible = candidates.filter((one) => isEligible(waiting, one));
        const choice = choose(waiting, candidates, NOW);
        expect(choice === null).toBe(eligible.length === 0);
        if (choice === null) return;
        const taken = eligible.find((one) => one.member.memberId === choice.memberId);
        expect(taken).toBeDefined();
        for (const other of eligible) {
          expect(taken!.openRooms).toBeLessThanOrEqual(other.openRooms);
          if (other.openRooms === taken!.openRooms)
            expect(taken!.lastAllocatedAt ?? -1).toBeLessThanOrEqual(other.lastAllocatedAt ?? -1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not depend on the order in which members are listed", () => {
    fc.assert(
      fc.property(anyRoom, anyCandidates, (waiting, candidates) => {
        expect(choose(waiting, [...candidates].reverse(), NOW)?.memberId).toBe(
          choose(waiting, candidates, NOW)?.memberId,
        );
      }),
    );
  });
});
