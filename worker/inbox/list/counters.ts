import type { InStatement } from "@libsql/client/web";
import type { RoomKind } from "../../../protocol/channels.ts";
import { isNarrowed, type MemberIdentity } from "../../../protocol/roles.ts";
import { type Condition, sightOf, visibleRoom } from "../visible.ts";
import { inDivisions } from "./conditions.ts";

type Divisions = readonly (string | null)[] | null;

/** LIST-4 and LIST-6 in one statement: columns `messages`, `comments`, `unassigned`. */
export function countersStatement(member: MemberIdentity): InStatement {
  const counts = [unresponded(member, "message"), unresponded(member, "comment"), unassigned(member)];
  const [messages, comments, waiting] = counts.map((one) => `(${one.sql})`);
  return {
    sql: `SELECT ${messages} AS messages, ${comments} AS comments, ${waiting} AS unassigned`,
    args: counts.flatMap((one) => one.args),
  };
}

const UNRESPONDED = "rooms INDEXED BY rooms_unresponded";
const BY_STATUS = "rooms INDEXED BY rooms_by_status";
const WAITING = "AND status = 'unassigned'";

/** Through a portal's token: among the few rooms that need somebody, each is looked at (EMBED-3). */
function narrowed(member: MemberIdentity, from: string, kind: RoomKind, which: string): Condition {
  const visible = visibleRoom(member, "c") ?? { sql: "true", args: [] };
  return {
    sql: `SELECT count(*) FROM ${from} WHERE c.organization_id = ? AND c.kind = ? AND ${which} AND ${visible.sql}`,
    args: [member.organizationId, kind, ...visible.args],
  };
}

function unresponded({ organizationId, ...member }: MemberIdentity, kind: RoomKind): Condition {
  const whole = { organizationId, ...member };
  if (isNarrowed(whole))
    return narrowed(whole, "rooms AS c INDEXED BY rooms_unresponded", kind, "c.is_unresponded = 1");
  const sight = sightOf(whole);
  const rooms = (divisions: Divisions, rest: string): Condition =>
    count(UNRESPONDED, organizationId, kind, divisions, `AND is_unresponded = 1 ${rest}`);
  if (sight.scope === "rooms") return rooms(sight.divisionIds, "");
  const waiting = rooms(sight.waitingDivisionIds, WAITING);
  return {
    sql: `SELECT (SELECT count(*) FROM room_participants
            WHERE organization_id = ? AND member_id = ? AND kind = ? AND is_unresponded = 1) + (${waiting.sql})`,
    args: [organizationId, sight.memberId, kind, ...waiting.args],
  };
}

function unassigned(member: MemberIdentity): Condition {
  const sight = sightOf(member);
  const divisions = sight.scope === "rooms" ? sight.divisionIds : sight.waitingDivisionIds;
  const kinds = (["message", "comment"] as const).map((kind) =>
    isNarrowed(member)
      ? narrowed(member, "rooms AS c INDEXED BY rooms_by_status", kind, "c.status = 'unassigned'")
      : count(BY_STATUS, member.organizationId, kind, divisions, WAITING),
  );
  return { sql: `SELECT ${kinds.map((one) => `(${one.sql})`).join(" + ")}`, args: kinds.flatMap((one) => one.args) };
}

/** Rooms of one kind, in some divisions or (null) in all. */
function count(from: string, organizationId: string, kind: RoomKind, divisions: Divisions, rest: string): Condition {
  if (divisions?.length === 0) return { sql: "SELECT 0", args: [] };
  const narrowed = divisions === null ? null : inDivisions("division_id", divisions);
  return {
    sql: `SELECT count(*) FROM ${from} WHERE organization_id = ? AND kind = ? ${rest}
          ${narrowed === null ? "" : `AND ${narrowed.sql}`}`,
    args: [organizationId, kind, ...(narrowed?.args ?? [])],
  };
}
