import type { InStatement, InValue } from "@libsql/client/web";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type Condition, sightOf } from "./visible.ts";

/** LIST-4 and LIST-6 in one statement: columns `messages`, `comments`, `unassigned`. */
export function countersStatement(member: MemberIdentity): InStatement {
  const counts = [unresponded(member, "message"), unresponded(member, "comment"), unassigned(member)];
  const [messages, comments, waiting] = counts.map((one) => `(${one.sql})`);
  return {
    sql: `SELECT ${messages} AS messages, ${comments} AS comments, ${waiting} AS unassigned`,
    args: counts.flatMap((one) => one.args),
  };
}

function unresponded(member: MemberIdentity, kind: string): Condition {
  const { organizationId } = member;
  const sight = sightOf(member);
  if (sight.scope === "rooms") return count([organizationId, kind], sight.divisionIds, "is_unresponded = 1");
  const waiting = count(
    [organizationId, kind],
    sight.waitingDivisionIds,
    "status = 'unassigned' AND is_unresponded = 1",
  );
  return {
    sql: `SELECT (SELECT count(*) FROM room_participants
            WHERE organization_id = ? AND member_id = ? AND kind = ? AND is_unresponded = 1) + (${waiting.sql})`,
    args: [organizationId, sight.memberId, kind, ...waiting.args],
  };
}

function unassigned(member: MemberIdentity): Condition {
  const sight = sightOf(member);
  const divisionIds = sight.scope === "rooms" ? sight.divisionIds : sight.waitingDivisionIds;
  const kinds = ["message", "comment"].map((kind) =>
    count([member.organizationId, kind], divisionIds, "status = 'unassigned'"),
  );
  return { sql: `SELECT ${kinds.map((one) => `(${one.sql})`).join(" + ")}`, args: kinds.flatMap((one) => one.args) };
}

/** Rooms of one kind, in some divisions or (null) in all. Each division is a stretch of an index of its own. */
function count(
  base: [organizationId: string, kind: string],
  divisionIds: (string | null)[] | null,
  rest: string,
): Condition {
  if (divisionIds === null) return one(base, rest, []);
  if (divisionIds.length === 0) return { sql: "SELECT 0", args: [] };
  const parts = divisionIds.map((divisionId) => one(base, `division_id IS ? AND ${rest}`, [divisionId]));
  return {
    sql: `SELECT ${parts.map((part) => `(${part.sql})`).join(" + ")}`,
    args: parts.flatMap((part) => part.args),
  };
}

const one = (base: InValue[], rest: string, args: InValue[]): Condition => ({
  sql: `SELECT count(*) FROM rooms WHERE organization_id = ? AND kind = ? AND ${rest}`,
  args: [...base, ...args],
});
