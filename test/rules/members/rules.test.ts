import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lacksSeat, rightsFault, type Standing, stateOf, takesSeat } from "../../../worker/members/rules.ts";

/** Every standing the tables can hold: an active member waits for nothing and has not left. */
const standing: fc.Arbitrary<Standing> = fc
  .record({
    role: fc.constantFrom("admin" as const, "supervisor" as const, "agent" as const),
    isOwner: fc.boolean(),
    isActive: fc.boolean(),
    pending: fc.constantFrom(null, "invitation" as const, "verification" as const),
    deactivatedAt: fc.constantFrom(null, 1_000),
  })
  .map((one) => (one.isActive ? { ...one, pending: null, deactivatedAt: null } : one));

describe("members", () => {
  it("AUTH-14 AUTH-15 ROLE-22 each standing is one of four states", () => {
    const at = (fields: Partial<Standing>) =>
      stateOf({ isActive: false, pending: null, deactivatedAt: null, ...fields });
    expect(at({ isActive: true })).toBe("active");
    expect(at({ pending: "invitation" })).toBe("invited");
    expect(at({ pending: "verification" })).toBe("waiting");
    expect(at({})).toBe("inactive");
    expect(at({ pending: "verification", deactivatedAt: 1 })).toBe("inactive");
  });

  it("ROLE-21 a change that takes no further seat is never refused for one; one that does is, exactly when all are taken", () => {
    fc.assert(
      fc.property(
        fc.option(standing, { nil: null }),
        standing,
        fc.nat(5),
        fc.option(fc.nat(5), { nil: null }),
        (before, after, used, limit) => {
          const isMore = takesSeat(after) && !(before !== null && takesSeat(before));
          expect(lacksSeat(before, after, { used, limit })).toBe(isMore && limit !== null && used + 1 > limit);
          expect(takesSeat({ ...after, role: "admin" })).toBe(false);
        },
      ),
    );
  });

  it("ROLE-20 whatever is done one after the other, the owner and one active admin stay", () => {
    const one = (fields: Partial<Standing>): Standing => ({
      ...{ role: "admin", isOwner: false, isActive: true, pending: null, deactivatedAt: null },
      ...fields,
    });
    const step = fc.record({ by: fc.nat(3), whom: fc.nat(3), after: standing });
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 30 }), (hasOwner, steps) => {
        let people = [one({ isOwner: hasOwner }), one({}), one({ role: "supervisor" }), one({ isActive: false })];
        for (const { by, whom, after } of steps) {
          const [admin, before] = [people[by], people[whom]];
          if (admin === undefined || before === undefined || admin.role !== "admin" || !admin.isActive) continue;
          const next = { ...after, isOwner: before.isOwner };
          const activeAdmins = people.filter(({ role, isActive }) => role === "admin" && isActive).length;
          if (rightsFault(before, next, { activeAdmins, isSelf: by === whom }) !== null) continue;
          people = people.with(whom, next);
        }
        expect(people.some(({ role, isActive }) => role === "admin" && isActive)).toBe(true);
        if (hasOwner) expect(people[0]).toMatchObject({ role: "admin", isActive: true });
      }),
    );
  });
});
