import type { Row } from "@libsql/client/web";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { RoomListPage, RoomListQuery } from "../../protocol/http.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Database } from "../db/client.ts";
import { countersStatement } from "./counters-query.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { type ListPosition, listStatement } from "./list-query.ts";

export { searchMessages } from "./search-store.ts";

/** What lists read of libSQL. Each function is one round trip and rejects with DatabaseUnavailable. */

/**
 * A page of the rooms a member sees (LIST-9..13), by the time of the customer's newest message. null: the cursor is not
 * one of ours. How far libSQL is behind is known to the organization object.
 */
export async function listRooms(
  db: Database,
  member: MemberIdentity,
  query: RoomListQuery,
): Promise<Omit<RoomListPage, "lagMs"> | null> {
  const after = query.cursor === undefined ? null : positionOf(query.cursor);
  if (query.cursor !== undefined && after === null) return null;
  const statement = listStatement(member, query, after);
  if (statement === null) return { rooms: [], nextCursor: null };
  const { rows } = await db.$client.execute(statement);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = rows.length > query.limit && last !== undefined;
  return {
    rooms: page.map(summaryIn),
    nextCursor: hasMore ? encodeCursor(Number(last.last_inbound_at), String(last.room_id)) : null,
  };
}

/** LIST-4 and LIST-6 as libSQL knows them: the reference for the numbers that the organization object keeps live. */
export async function countersFor(db: Database, member: MemberIdentity): Promise<Counters> {
  const { rows } = await db.$client.execute(countersStatement(member));
  const row = rows[0];
  return { messages: Number(row?.messages), comments: Number(row?.comments), unassigned: Number(row?.unassigned) };
}

/** Rooms that are not resolved, by id, after `afterRoomId`; empty when there are no more. */
export async function openRooms(
  db: Database,
  organizationId: string,
  afterRoomId: string | null,
  limit: number,
): Promise<RoomSummary[]> {
  const { rows } = await db.$client.execute({
    sql: `SELECT summary FROM rooms WHERE organization_id = ? AND status <> 'resolved' AND room_id > ?
          ORDER BY room_id LIMIT ?`,
    args: [organizationId, afterRoomId ?? "", limit],
  });
  return rows.map(summaryIn);
}

export async function roomById(db: Database, organizationId: string, roomId: string): Promise<RoomSummary | null> {
  const { rows } = await db.$client.execute({
    sql: "SELECT summary FROM rooms WHERE organization_id = ? AND room_id = ?",
    args: [organizationId, roomId],
  });
  return rows[0] === undefined ? null : summaryIn(rows[0]);
}

export type EventsAsk = { organizationId: string; roomId: string; before?: number | undefined; limit: number };

/** The newest events of a room before a seq, or of all, oldest first. Who may see the room is the caller's question. */
export async function eventsBefore(db: Database, ask: EventsAsk): Promise<RoomEvent[]> {
  const { rows } = await db.$client.execute({
    sql: `SELECT body FROM events WHERE organization_id = ? AND room_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    args: [ask.organizationId, ask.roomId, ask.before ?? Number.MAX_SAFE_INTEGER, ask.limit],
  });
  return rows.map((row) => JSON.parse(String(row.body)) as RoomEvent).reverse();
}

const summaryIn = (row: Row): RoomSummary => JSON.parse(String(row.summary)) as RoomSummary;

function positionOf(cursor: string): ListPosition | null {
  const parts = decodeCursor(cursor, [/^\d{1,15}$/, /^room_[a-z2-7]{26}$/]);
  return parts === null ? null : { lastInboundAt: Number(parts[0]), roomId: parts[1] ?? "" };
}
