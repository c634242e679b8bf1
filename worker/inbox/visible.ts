import type { InValue } from "@libsql/client/web";
import type { MemberIdentity } from "../../protocol/roles.ts";

/** A condition and its arguments, in order. */
export type Condition = { sql: string; args: InValue[] };

/**
 * ROLE-3 for SQL, the same rule as `canSeeRoom`. `divisionIds` null: whatever the division; a null among them stands
 * for General.
 */
export type Sight =
  | { scope: "rooms"; divisionIds: (string | null)[] | null }
  /** Rooms the member takes part in, and those waiting unassigned in these divisions. */
  | { scope: "own"; memberId: string; waitingDivisionIds: (string | null)[] };

export function sightOf(member: MemberIdentity): Sight {
  const { role, memberId, divisionIds, isRestricted, settings } = member;
  if (role === "agent") {
    return { scope: "own", memberId, waitingDivisionIds: settings.agentCanTakeOver ? [null, ...divisionIds] : [] };
  }
  return { scope: "rooms", divisionIds: role === "supervisor" && isRestricted ? divisionIds : null };
}

/** The rule as a condition on a row of `rooms`, for queries that find their rooms in another way. null: every room. */
export function visibleRoom(member: MemberIdentity, alias: string): Condition | null {
  const sight = sightOf(member);
  if (sight.scope === "rooms") return sight.divisionIds === null ? null : inDivisions(alias, sight.divisionIds);
  const waiting = inDivisions(alias, sight.waitingDivisionIds);
  return {
    sql: `(EXISTS (SELECT 1 FROM room_participants AS vp WHERE vp.organization_id = ${alias}.organization_id
             AND vp.room_id = ${alias}.room_id AND vp.member_id = ?)
           OR (${alias}.status = 'unassigned' AND ${waiting.sql}))`,
    args: [sight.memberId, ...waiting.args],
  };
}

function inDivisions(alias: string, divisionIds: (string | null)[]): Condition {
  if (divisionIds.length === 0) return { sql: "false", args: [] };
  return { sql: `(${divisionIds.map(() => `${alias}.division_id IS ?`).join(" OR ")})`, args: divisionIds };
}
