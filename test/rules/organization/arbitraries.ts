import fc from "fast-check";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import { ORGANIZATION, OTHER_ORGANIZATION, type SummaryExtra, summary } from "../../support/organization-builders.ts";

const MEMBER_IDS = ["mem_a", "mem_b", "mem_c"];
const DIVISION_IDS = ["div_sales", "div_help"];

/** Members of every kind that ROLE-3 tells apart. */
export const anyMember: fc.Arbitrary<MemberIdentity> = fc.record({
  organizationId: fc.constantFrom(ORGANIZATION, ORGANIZATION, ORGANIZATION, OTHER_ORGANIZATION),
  memberId: fc.constantFrom(...MEMBER_IDS),
  name: fc.constant("Somebody"),
  role: fc.constantFrom("admin", "supervisor", "agent"),
  divisionIds: fc.subarray(DIVISION_IDS),
  isRestricted: fc.boolean(),
  settings: fc.record({
    agentCanTakeOver: fc.boolean(),
    agentCanAssign: fc.boolean(),
    agentCanBroadcast: fc.boolean(),
    contactMasking: fc.boolean(),
  }),
});

export type Told = { roomId: string; version: number; extra: SummaryExtra };

/** What rooms tell, in any order and with repeats: a version always says the same of its room. */
export const anyTold = (rooms: number, versions: number): fc.Arbitrary<Told[]> =>
  fc
    .array(
      fc.record({
        roomId: fc.integer({ min: 1, max: rooms }).map((n) => `room_${n}`),
        version: fc.integer({ min: 1, max: versions }),
        extra: anyExtra,
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((told) => {
      const first = new Map<string, Told>();
      return told.map((one) => {
        const key = `${one.roomId} ${one.version}`;
        const known = first.get(key) ?? one;
        first.set(key, known);
        return known;
      });
    });

const anyExtra: fc.Arbitrary<SummaryExtra> = fc.record({
  // Also combinations that rooms do not make today, such as an unassigned room with participants.
  status: fc.constantFrom("campaign", "unassigned", "assigned", "resolved"),
  kind: fc.constantFrom("message", "comment"),
  divisionId: fc.constantFrom(null, ...DIVISION_IDS),
  with: fc.subarray(MEMBER_IDS),
  isUnresponded: fc.boolean(),
  isBlocked: fc.boolean(),
});

export const toSummary = (told: Told) => summary(told.roomId, told.version, told.extra);
