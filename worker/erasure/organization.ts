import type { InStatement } from "@libsql/client/web";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { photoKey } from "../accounts/profile/photo.ts";
import { appendAudit, SERVER_CHAIN } from "../db/audit.ts";
import { accountsDatabase, type Database, databaseFor, writeBatch } from "../db/client.ts";
import * as schema from "../db/schema/index.ts";
import type { Env } from "../env.ts";
import { inTime } from "../http/in-time.ts";
import { organizationOf } from "../http/objects.ts";
import { logoFolder } from "../integrations/webchat/logo-address.ts";
import { eraseRoom } from "./room.ts";
import { mergeWords } from "./words.ts";

const WORK_MS = 20_000;
const ROOMS = 10;
const CHUNK = 2_000;
const MEMBERS = 200;

const DUE = "SELECT organization_id FROM organizations WHERE deletion_at <= ? ORDER BY deletion_at LIMIT 1";

/**
 * PRIVACY-7: erases the organization whose grace has ended, as far as one turn goes. What is left is what still stands, so
 * that any turn may be the first. It ends with a turn that found nothing more: what was under way when it was shut is over.
 */
export async function eraseDueOrganization(env: Env, now: number): Promise<void> {
  const { rows } = await accountsDatabase(env).$client.execute({ sql: DUE, args: [now] });
  const organizationId = rows[0]?.organization_id;
  if (organizationId === undefined) return;
  const endsAt = Date.now() + WORK_MS;
  await eraseOrganization(env, String(organizationId), now, () => Date.now() < endsAt);
}

async function eraseOrganization(env: Env, organizationId: string, now: number, mayGoOn: () => boolean): Promise<void> {
  const db = databaseFor(env, organizationId);
  if (await shut(db, organizationId)) await inTime(organizationOf(env, organizationId).configChanged());
  const rooms = await eraseRooms(env, db, organizationId, now, mayGoOn);
  const pictures = await erasePictures(env, db, organizationId);
  const people = await erasePeople(env, db, organizationId, mayGoOn);
  const others = await eraseRows(db, organizationId, mayGoOn);
  if (!mayGoOn()) return;
  await organizationOf(env, organizationId).erase();
  if (rooms + pictures + people + others > 0) return;
  for (let isFirst = true; !(await mergeWords(db, isFirst)); isFirst = false) if (!mayGoOn()) return;
  await appendAudit(
    db,
    {
      ...{ organizationId: SERVER_CHAIN, at: now, actor: { type: "system", id: null } },
      ...{ action: "organization.erased", target: organizationId, result: "ok" },
    },
    [{ sql: "DELETE FROM organizations WHERE organization_id = ?", args: [organizationId] }],
  );
}

/** Nobody comes in any more: no member, no visitor. True: somebody still could. */
async function shut(db: Database, organizationId: string): Promise<boolean> {
  const args = [organizationId];
  const results = await writeBatch(db, [
    { sql: "UPDATE members SET is_active = 0 WHERE organization_id = ? AND is_active = 1", args },
    {
      sql: "UPDATE integrations SET is_enabled = 0, removed_at = 0 WHERE organization_id = ? AND removed_at IS NULL",
      args,
    },
    { sql: "UPDATE organizations SET config_version = config_version + 1 WHERE organization_id = ?", args },
  ]);
  return results.slice(0, 2).some(({ rowsAffected }) => rowsAffected > 0);
}

async function eraseRooms(
  env: Env,
  db: Database,
  organizationId: string,
  now: number,
  mayGoOn: () => boolean,
): Promise<number> {
  let erased = 0;
  for (let after = ""; mayGoOn(); ) {
    const { rows } = await db.$client.execute({
      sql: `SELECT room_id FROM rooms WHERE organization_id = ? AND room_id > ? ORDER BY room_id LIMIT ${ROOMS}`,
      args: [organizationId, after],
    });
    const roomIds = rows.map((row) => String(row.room_id));
    const before = now + 1;
    await Promise.all(roomIds.map((roomId) => eraseRoom(env, db, { organizationId, roomId, contactId: null, before })));
    erased += roomIds.length;
    if (roomIds.length < ROOMS) break;
    after = roomIds.at(-1) ?? after;
  }
  return erased;
}

/** What lies in object storage beside the rooms' own files, and uploads that no message ever named. */
async function erasePictures(env: Env, db: Database, organizationId: string): Promise<number> {
  const { rows } = await db.$client.execute({
    sql: "SELECT integration_id FROM integrations WHERE organization_id = ?",
    args: [organizationId],
  });
  const folders = [`${organizationId}/`, ...rows.map((row) => logoFolder(String(row.integration_id)))];
  let erased = 0;
  for (const prefix of folders)
    for (let isMore = true; isMore; ) {
      const page = await env.FILES.list({ prefix, limit: 500 });
      const keys = page.objects.map(({ key }) => key);
      if (keys.length > 0) await env.FILES.delete(keys);
      erased += keys.length;
      isMore = page.truncated;
    }
  return erased;
}

type Table = { name: string; columns: string[]; key: string[] };
const TABLES: Table[] = (Object.values(schema) as unknown[])
  .filter((one) => is(one, SQLiteTable))
  .map((one) => {
    const { name, columns, primaryKeys } = getTableConfig(one);
    const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
    return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) };
  });
/** The audit log names ids alone and stays as long as every other. Sign-outs go once the applications were told. */
const KEPT = ["audit", "organizations", "members", "accounts", "oidc_logouts"];
/** What others refer to goes after them. */
const LAST = ["tags", "divisions", "integrations"];
const place = ({ name }: Table): number => LAST.indexOf(name);

/** Every table that says whose its rows are, also those of days to come. */
export const ORGANIZATION_TABLES = TABLES.filter(
  ({ name, columns }) => columns.includes("organization_id") && !columns.includes("account_id") && !KEPT.includes(name),
).sort((a, b) => place(a) - place(b));
/** Of people, who may be members elsewhere; some rows say in which organization. */
export const ACCOUNT_TABLES = TABLES.filter(
  ({ name, columns }) => columns.includes("account_id") && !KEPT.includes(name),
);

export const chunkSql = ({ name, key }: Table): string =>
  `DELETE FROM ${name} WHERE (${key.join(", ")}) IN
     (SELECT ${key.join(", ")} FROM ${name} WHERE organization_id = ? LIMIT ${CHUNK})`;

async function eraseRows(db: Database, organizationId: string, mayGoOn: () => boolean): Promise<number> {
  let erased = 0;
  for (const table of ORGANIZATION_TABLES) {
    const statement = { sql: chunkSql(table), args: [organizationId] };
    for (let deleted = CHUNK; deleted === CHUNK && mayGoOn(); erased += deleted)
      deleted = (await writeBatch(db, [statement]))[0]?.rowsAffected ?? 0;
  }
  return erased;
}

/** Members, and with them the accounts that are members nowhere else, in one batch. */
async function erasePeople(env: Env, db: Database, organizationId: string, mayGoOn: () => boolean): Promise<number> {
  let erased = 0;
  while (mayGoOn()) {
    const { rows } = await db.$client.execute({
      sql: `SELECT member_id, account_id FROM members WHERE organization_id = ? LIMIT ${MEMBERS}`,
      args: [organizationId],
    });
    if (rows.length === 0) break;
    const ids = (column: "member_id" | "account_id") => JSON.stringify(rows.map((row) => row[column]));
    const ofAccounts = (sql: string): InStatement => ({ sql, args: [ids("account_id")] });
    const leftOver = `IN (SELECT value FROM json_each(?1)) AND NOT EXISTS
      (SELECT 1 FROM members WHERE members.account_id = `;
    // Before the rows, which alone know their names. Who joins elsewhere in this very moment lost a photo, no more.
    await erasePhotos(env, db, [organizationId, ids("account_id")]);
    await writeBatch(db, [
      { sql: "DELETE FROM division_members WHERE organization_id = ?", args: [organizationId] },
      {
        sql: "DELETE FROM members WHERE organization_id = ? AND member_id IN (SELECT value FROM json_each(?))",
        args: [organizationId, ids("member_id")],
      },
      ...ACCOUNT_TABLES.filter(({ columns }) => columns.includes("organization_id")).map(({ name }) => ({
        sql: `DELETE FROM ${name} WHERE account_id IN (SELECT value FROM json_each(?)) AND organization_id = ?`,
        args: [ids("account_id"), organizationId],
      })),
      ...ACCOUNT_TABLES.map(({ name }) =>
        ofAccounts(`DELETE FROM ${name} WHERE account_id ${leftOver}${name}.account_id)`),
      ),
      ofAccounts(`DELETE FROM accounts WHERE account_id ${leftOver}accounts.account_id)`),
    ]);
    erased += rows.length;
  }
  return erased;
}

const PHOTOS = `SELECT photo_id FROM accounts WHERE photo_id IS NOT NULL AND account_id IN (SELECT value FROM json_each(?2))
  AND NOT EXISTS (SELECT 1 FROM members WHERE members.account_id = accounts.account_id AND organization_id <> ?1)`;

/** Of those who are members nowhere else. */
async function erasePhotos(env: Env, db: Database, args: [string, string]): Promise<void> {
  const { rows } = await db.$client.execute({ sql: PHOTOS, args });
  if (rows.length > 0) await env.FILES.delete(rows.map(({ photo_id }) => photoKey(String(photo_id))));
}
