import type { InStatement, Row } from "@libsql/client/web";
import type { Channel } from "../../../protocol/channels.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { Database } from "../../db/client.ts";
import { visibleRoom } from "../../inbox/visible.ts";

const ROOMS_MAX = 1_000;
const PAGE = 500;

export type ExportedRoom = { roomId: string; channel: Channel; integrationName: string; createdAt: number };

/** The contact's rooms that this member may see, oldest first. */
export async function exportedRooms(db: Database, member: MemberIdentity, contactId: string): Promise<ExportedRoom[]> {
  const seen = visibleRoom(member, "r");
  const { rows } = await db.$client.execute({
    sql: `SELECT r.room_id, r.channel, r.summary ->> '$.integrationName' AS name, r.created_at
          FROM rooms AS r INDEXED BY rooms_contact WHERE r.organization_id = ? AND r.contact_id = ?
            ${seen === null ? "" : `AND ${seen.sql}`} ORDER BY r.created_at, r.room_id LIMIT ${ROOMS_MAX}`,
    args: [member.organizationId, contactId, ...(seen?.args ?? [])],
  });
  return rows.map((row) => ({
    roomId: String(row.room_id),
    channel: row.channel as Channel,
    integrationName: String(row.name),
    createdAt: Number(row.created_at),
  }));
}

type RoomRef = { organizationId: string; roomId: string };

/** Something that was said in a room: to or by the customer, or among staff. Times in ms UTC. */
export type Said = {
  type: "message" | "note";
  seq: number;
  at: number;
  conversation: number | null;
  direction: "inbound" | "outbound" | null;
  author: { type: string; name: string | null };
  kind: string;
  text: string | null;
  fileName: string | null;
  isDeleted: boolean;
  /** Written while blocked (BLOCK-4). */
  isWithheld: boolean;
};

/** Messages and notes of a room in their order. */
export const saidStatement = ({ organizationId, roomId }: RoomRef, after: number): InStatement => ({
  sql: `SELECT 'message' AS type, seq, coalesce(sent_at, at) AS at, conversation_number, direction, author_type, author_name,
          content_type, text, file_name, is_deleted, is_withheld
        FROM messages WHERE organization_id = ?1 AND room_id = ?2 AND seq > ?3
        UNION ALL
        SELECT 'note', seq, at, NULL, NULL, 'member', author_name, 'text', text, NULL, is_deleted, 0
        FROM notes WHERE organization_id = ?1 AND room_id = ?2 AND seq > ?3
        ORDER BY seq LIMIT ${PAGE}`,
  args: [organizationId, roomId, after],
});

/** Page by page, so that a long conversation never stands in memory whole. */
export async function* saidIn(db: Database, room: RoomRef): AsyncGenerator<Said[]> {
  for (let after = 0; ; ) {
    const { rows } = await db.$client.execute(saidStatement(room, after));
    if (rows.length > 0) yield rows.map(saidFrom);
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.seq);
  }
}

const saidFrom = (row: Row): Said => ({
  type: row.type as Said["type"],
  seq: Number(row.seq),
  at: Number(row.at),
  conversation: row.conversation_number === null ? null : Number(row.conversation_number),
  direction: row.direction as Said["direction"],
  author: { type: String(row.author_type), name: row.author_name as string | null },
  kind: String(row.content_type),
  text: row.text as string | null,
  fileName: row.file_name as string | null,
  isDeleted: Number(row.is_deleted) === 1,
  isWithheld: Number(row.is_withheld) === 1,
});

export type ExportedFile = { fileId: string; seq: number; name: string; at: number };

export const filesStatement = ({ organizationId, roomId }: RoomRef, after: number): InStatement => ({
  sql: `SELECT file_id, seq, name, at FROM files INDEXED BY files_room
        WHERE organization_id = ? AND room_id = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
  args: [organizationId, roomId, after],
});

/** A message brings one file, so that their numbers tell them apart. */
export async function* filesIn(db: Database, room: RoomRef): AsyncGenerator<ExportedFile> {
  for (let after = 0; ; ) {
    const { rows } = await db.$client.execute(filesStatement(room, after));
    for (const row of rows)
      yield { fileId: String(row.file_id), seq: Number(row.seq), name: String(row.name), at: Number(row.at) };
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.seq);
  }
}

/** Every asked survey of one room, with its newest answer. */
export async function surveysIn(db: Database, { organizationId, roomId }: RoomRef): Promise<Record<string, unknown>[]> {
  const { rows } = await db.$client.execute({
    sql: `SELECT conversation_number, kind, sent_at, score, comment, answered_at FROM surveys
          WHERE organization_id = ? AND room_id = ? AND sent_at IS NOT NULL ORDER BY seq`,
    args: [organizationId, roomId],
  });
  return rows.map((row) => ({
    roomId,
    conversation: Number(row.conversation_number),
    kind: String(row.kind),
    askedAt: isoOf(row.sent_at),
    score: row.score === null ? null : Number(row.score),
    comment: row.comment,
    answeredAt: isoOf(row.answered_at),
  }));
}

export const isoOf = (ms: unknown): string | null => (ms === null ? null : new Date(Number(ms)).toISOString());
