import type { InStatement } from "@libsql/client/web";
import { type Database, writeBatch } from "../db/client.ts";
import type { Env } from "../env.ts";
import { inTime } from "../http/in-time.ts";
import { organizationOf, roomOf } from "../http/objects.ts";
import type { Erased } from "../room/contract.ts";

export type ErasedRoom = { organizationId: string; roomId: string };
type Asked = ErasedRoom & {
  /** Whose room it is; null: of nobody who is looked for a second time. */
  contactId: string | null;
  /** Persons who began before then, ms UTC. */
  before: number;
};

/** Rows of one statement, so that nobody else waits long for the database. */
const CHUNK = 2_000;

/**
 * Erases one room everywhere: first its object, so that nothing new comes from it, then what the organization's object and
 * libSQL know of it, then its files. What figures need stays in `erased_rooms`. Each step may be done again.
 */
export async function eraseRoom(env: Env, db: Database, asked: Asked): Promise<void> {
  const { organizationId, roomId, before } = asked;
  const erased = await inTime(roomOf(env, roomId).erase({ before }));
  if (erased === null) return;
  const upTo = await knownOf(db, asked, erased);
  await inTime(organizationOf(env, organizationId).forgetRoom({ roomId, version: upTo.version }));
  for (const statement of LONG.map((sql) => statementOf(sql, asked, upTo.seq))) {
    let deleted = CHUNK;
    while (deleted === CHUNK) deleted = (await writeBatch(db, [statement]))[0]?.rowsAffected ?? 0;
  }
  await writeBatch(db, [...SHORT.map((sql) => statementOf(sql, asked, upTo.seq)), ...lastOf(asked, upTo)]);
  await eraseFiles(env, db, asked);
}

/** An object that lost its storage knows less than libSQL; whichever is further counts. */
async function knownOf(db: Database, { organizationId, roomId, before }: Asked, erased: Erased): Promise<Erased> {
  const { rows } = await db.$client.execute({
    sql: `SELECT head_seq, version FROM rooms WHERE organization_id = ? AND room_id = ? AND created_at < ?`,
    args: [organizationId, roomId, before],
  });
  const seq = Math.max(erased.seq, Number(rows[0]?.head_seq ?? 0));
  return { seq, version: Math.max(erased.version, Number(rows[0]?.version ?? 0)) };
}

const chunkOf = (table: string): string =>
  `DELETE FROM ${table} WHERE organization_id = ?1 AND room_id = ?2 AND seq IN
     (SELECT seq FROM ${table} WHERE organization_id = ?1 AND room_id = ?2 AND seq <= ?3 LIMIT ${CHUNK})`;

/** ?1 organization, ?2 room, ?3 newest erased event. */
const LONG = ["events", "messages", "notes", "files"].map(chunkOf);
const SHORT = [
  "DELETE FROM dead_letters WHERE organization_id = ?1 AND room_id = ?2 AND seq <= ?3",
  "UPDATE surveys SET comment = NULL WHERE organization_id = ?1 AND room_id = ?2 AND seq <= ?3 AND comment IS NOT NULL",
];
/** Erased before, and nobody has come back: what was written meanwhile was still about whoever was erased. */
const IS_LEFT = `(EXISTS (SELECT 1 FROM erased_rooms WHERE organization_id = ?1 AND room_id = ?2)
  AND NOT EXISTS (SELECT 1 FROM rooms WHERE organization_id = ?1 AND room_id = ?2))`;
/** ?3 before when, ms UTC. */
const TIMED = [
  `DELETE FROM drafts WHERE organization_id = ?1 AND room_id = ?2 AND (edited_at < ?3 OR ${IS_LEFT})`,
  `DELETE FROM notices WHERE organization_id = ?1 AND room_id = ?2 AND (at < ?3 OR ${IS_LEFT})`,
];
/** ?3 newest erased version. */
const VERSIONED = ["room_contacts", "room_participants", "room_tags", "rooms"].map(
  (table) => `DELETE FROM ${table} WHERE organization_id = ?1 AND room_id = ?2 AND version <= ?3`,
);
/** ?3 seq, ?4 version, ?5 now, ?6 contact. */
const KEPT = `INSERT INTO erased_rooms (organization_id, room_id, integration_id, channel, kind, seq, version, at, contact_id)
  SELECT organization_id, room_id, integration_id, channel, kind, ?3, ?4, ?5, ?6 FROM rooms
  WHERE organization_id = ?1 AND room_id = ?2 AND version <= ?4
  ON CONFLICT (organization_id, room_id) DO UPDATE SET
    seq = excluded.seq, version = excluded.version, at = excluded.at, contact_id = excluded.contact_id`;
export const ERASE_STATEMENTS = [...LONG, ...SHORT, ...TIMED, ...VERSIONED, KEPT];

const statementOf = (sql: string, { organizationId, roomId }: ErasedRoom, bound: number): InStatement => ({
  sql,
  args: [organizationId, roomId, bound],
});

function lastOf(asked: Asked, { seq, version }: Erased): InStatement[] {
  const { organizationId, roomId, contactId, before } = asked;
  return [
    ...TIMED.map((sql) => statementOf(sql, asked, before)),
    { sql: KEPT, args: [organizationId, roomId, seq, version, before, contactId] },
    ...VERSIONED.map((sql) => statementOf(sql, asked, version)),
  ];
}

/** All that lies there, but for what somebody who has come since has sent. */
async function eraseFiles(env: Env, db: Database, { organizationId, roomId }: ErasedRoom): Promise<void> {
  const prefix = `${organizationId}/${roomId}/`;
  for (let cursor: string | undefined; ; ) {
    const page = await env.FILES.list({ prefix, limit: 500, ...(cursor !== undefined && { cursor }) });
    const keys = page.objects.map(({ key }) => key);
    if (keys.length > 0) {
      const kept = await namedOf(
        db,
        organizationId,
        keys.map((key) => key.slice(prefix.length)),
      );
      const gone = keys.filter((key) => !kept.has(key.slice(prefix.length)));
      if (gone.length > 0) await env.FILES.delete(gone);
    }
    if (!page.truncated) return;
    cursor = page.cursor;
  }
}

async function namedOf(db: Database, organizationId: string, fileIds: string[]): Promise<Set<string>> {
  const { rows } = await db.$client.execute({
    sql: "SELECT file_id FROM files WHERE organization_id = ? AND file_id IN (SELECT value FROM json_each(?))",
    args: [organizationId, JSON.stringify(fileIds)],
  });
  return new Set(rows.map((row) => String(row.file_id)));
}
