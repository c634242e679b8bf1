import type { InStatement, InValue } from "@libsql/client/web";
import type { RoomStatus } from "../../protocol/channels.ts";
import type { RoomListQuery } from "../../protocol/http.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type Condition, type Sight, sightOf } from "./visible.ts";

/** Where the page before ended. */
export type ListPosition = { lastInboundAt: number; roomId: string };

const EVERY_STATUS: readonly RoomStatus[] = ["campaign", "unassigned", "assigned", "resolved"];

/** One stretch of an index that is already in the list's order. */
type Stretch = { select: string; where: string; args: InValue[] };

/**
 * The list of LIST-9..13 as one statement. Each stretch is read from an index in the order of the list and SQLite merges
 * them, so that a page costs its own rows and no sorting, wherever in the list it lies. null: nothing can be seen.
 */
export function listStatement(
  member: MemberIdentity,
  query: RoomListQuery,
  after: ListPosition | null,
): InStatement | null {
  const stretches = stretchesOf(member, query);
  if (stretches.length === 0) return null;
  const isNewest = query.sort === "newest";
  const beyond: Condition =
    after === null
      ? { sql: "last_inbound_at IS NOT NULL", args: [] }
      : { sql: `(last_inbound_at, room_id) ${isNewest ? "<" : ">"} (?, ?)`, args: [after.lastInboundAt, after.roomId] };
  const direction = isNewest ? "DESC" : "ASC";
  return {
    sql: `${stretches.map(({ select, where }) => `${select} WHERE ${where} AND ${beyond.sql}`).join(" UNION ALL ")}
          ORDER BY last_inbound_at ${direction}, room_id ${direction} LIMIT ?`,
    args: [...stretches.flatMap(({ args }) => [...args, ...beyond.args]), query.limit + 1],
  };
}

function stretchesOf(member: MemberIdentity, { kind, status }: RoomListQuery): Stretch[] {
  const sight = sightOf(member);
  if (sight.scope === "own") {
    if (status === "unassigned") return waiting(member.organizationId, kind, sight);
    const statuses: readonly RoomStatus[] = status === "all" ? EVERY_STATUS : [status];
    return statuses.map((one) => fromParticipants([member.organizationId, sight.memberId, kind, one]));
  }
  if (sight.divisionIds === null) {
    const base = [member.organizationId, kind];
    return [status === "all" ? fromRooms(["kind"], base) : fromRooms(["kind", "status"], [...base, status])];
  }
  const statuses = status === "all" ? EVERY_STATUS : [status];
  return sight.divisionIds.flatMap((divisionId) =>
    statuses.map((one) => fromRooms(["kind", "division_id", "status"], [member.organizationId, kind, divisionId, one])),
  );
}

const waiting = (organizationId: string, kind: string, sight: Extract<Sight, { scope: "own" }>): Stretch[] =>
  sight.waitingDivisionIds.map((divisionId) =>
    fromRooms(["kind", "division_id", "status"], [organizationId, kind, divisionId, "unassigned"]),
  );

const fromRooms = (columns: string[], args: InValue[]): Stretch => ({
  select: "SELECT last_inbound_at, room_id, summary FROM rooms",
  where: ["organization_id", ...columns].map((column) => `${column} IS ?`).join(" AND "),
  args,
});

const fromParticipants = (args: InValue[]): Stretch => ({
  select: `SELECT last_inbound_at, room_id, (SELECT r.summary FROM rooms AS r
             WHERE r.organization_id = p.organization_id AND r.room_id = p.room_id) AS summary FROM room_participants AS p`,
  where: "organization_id = ? AND member_id = ? AND kind = ? AND status = ?",
  args,
});
