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

/**
 * The rule as a condition on any row with an organization and a room, for queries that find their rooms in another way.
 * null: every room. An agent is told by two small indexes, without reading the room itself.
 */
export function visibleRoom(member: MemberIdentity, alias: string): Condition | null {
  const sight = sightOf(member);
  const same = (other: string) =>
    `${other}.organization_id = ${alias}.organization_id AND ${other}.room_id = ${alias}.room_id`;
  const inRoom = (divisionIds: (string | null)[], index: string, rest: string): Condition => ({
    sql: `EXISTS (SELECT 1 FROM rooms AS vr ${index} WHERE ${same("vr")} ${rest}
            AND (${divisionIds.map(() => "vr.division_id IS ?").join(" OR ") || "false"}))`,
    args: divisionIds,
  });
  if (sight.scope === "rooms") return sight.divisionIds === null ? null : inRoom(sight.divisionIds, "", "");
  // Most rooms are resolved: the index of the others says so at once.
  const isWaiting = "AND vr.status <> 'resolved' AND vr.status = 'unassigned'";
  const waiting = inRoom(sight.waitingDivisionIds, "INDEXED BY rooms_unresolved", isWaiting);
  return {
    sql: `(EXISTS (SELECT 1 FROM room_participants AS vp WHERE ${same("vp")} AND vp.member_id = ?) OR ${waiting.sql})`,
    args: [sight.memberId, ...waiting.args],
  };
}
