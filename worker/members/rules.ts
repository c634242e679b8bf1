import type { MemberState } from "../../protocol/accounts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import type { Role } from "../../protocol/roles.ts";

/** What of a membership decides over what may be done with it. */
export type Standing = {
  role: Role;
  isOwner: boolean;
  isActive: boolean;
  pending: "invitation" | "verification" | null;
  deactivatedAt: number | null;
};

export function stateOf({ isActive, pending, deactivatedAt }: Omit<Standing, "role" | "isOwner">): MemberState {
  if (isActive) return "active";
  if (deactivatedAt !== null || pending === null) return "inactive";
  return pending === "invitation" ? "invited" : "waiting";
}

/** ROLE-21: active and pending ones take a seat, admins never. */
export const takesSeat = (member: Standing): boolean => member.role !== "admin" && stateOf(member) !== "inactive";

export type Seats = { used: number; limit: number | null };

/** `before` null: nobody had this seat. */
export const lacksSeat = (before: Standing | null, after: Standing, { used, limit }: Seats): boolean =>
  limit !== null && takesSeat(after) && !(before !== null && takesSeat(before)) && used >= limit;

const isRulingAdmin = ({ role, isActive }: Standing): boolean => role === "admin" && isActive;

/** ROLE-20: the owner, and the last active admin, stay what they are; nobody else does it to themselves. */
export function rightsFault(
  before: Standing,
  after: Standing,
  { activeAdmins, isSelf }: { activeAdmins: number; isSelf: boolean },
): "role.last_admin" | "member.self" | null {
  const loses = before.isActive && (!after.isActive || (before.role === "admin" && after.role !== "admin"));
  if (!loses) return null;
  if (before.isOwner || (isRulingAdmin(before) && activeAdmins <= 1)) return "role.last_admin";
  return isSelf ? "member.self" : null;
}

export const unknownDivisions = (given: readonly string[], known: ReadonlySet<string>): BadField[] =>
  given.flatMap((divisionId, at) =>
    known.has(divisionId) ? [] : [{ pointer: `/divisionIds/${at}`, code: "settings.invalid" as const }],
  );
