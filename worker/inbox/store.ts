import type { Row } from "@libsql/client/web";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { RoomListPage, RoomListQuery } from "../../protocol/http.schema.ts";
import { maskSummary, seesMasked } from "../../protocol/masking.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Database } from "../db/client.ts";
import { encodePosition, positionIn } from "./cursor.ts";
import { countersStatement } from "./list/counters.ts";
import { listPlan } from "./list/query.ts";
import { type ListClock, wantedFrom } from "./list/wanted.ts";
import { lookThrough } from "./look-through.ts";

export { searchMessages } from "./search/messages.ts";
export { searchRooms } from "./search/rooms.ts";

/** What lists read of libSQL. Each function rejects with DatabaseUnavailable. */

/**
 * A page of the rooms a member sees (LIST-9..13, SEARCH-6..9). A page may be short and still have a cursor, when what is
 * wanted is rare among very many. null: the cursor is not one of ours. How far libSQL is behind is known to the
 * organization object. `roomsAtOnce`: how many rooms one round trip looks through at most.
 */
export async function listRooms(
  db: Database,
  member: MemberIdentity,
  query: RoomListQuery,
  clock: ListClock,
  roomsAtOnce?: number,
): Promise<Omit<RoomListPage, "lagMs"> | null> {
  const after = query.cursor === undefined ? null : positionIn(query.cursor);
  if (query.cursor !== undefined && after === null) return null;
  const wanted = wantedFrom(member, query, clock);
  if (wanted === null) return { rooms: [], nextCursor: null };
  const { rows, next } = await lookThrough(db, listPlan(wanted, roomsAtOnce), after, query.limit);
  const show = seesMasked(member) ? maskSummary : (summary: RoomSummary) => summary;
  return {
    rooms: rows.map((row) => show(summaryIn(row))),
    nextCursor: next && encodePosition(next),
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
