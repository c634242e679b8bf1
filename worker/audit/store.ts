import type { Row } from "@libsql/client/web";
import type { AuditPage, AuditRow } from "../../protocol/audit.schema.ts";
import type { Database } from "../db/client.ts";
import { type Names, namesOf } from "./names.ts";
import { type AuditFilter, farthestStatement, pageStatement } from "./query.ts";

/** How long a page that is not full goes on looking before it leaves that to the next request. */
const LOOK_MS = 250;

export type AuditAsk = { organizationId: string; filter: AuditFilter; before: number | null; limit: number };

/**
 * Entries newest first, with the names that people and things have today. A page may be short and still have a next one,
 * when what is wanted is rare. Rejects with DatabaseUnavailable.
 */
export async function auditPage(db: Database, ask: AuditAsk, lookThrough?: number): Promise<AuditPage> {
  const { rows, nextBefore } = await entriesOf(db, ask, lookThrough);
  const ids = rows.flatMap(({ actor_id, target }) => [actor_id as string | null, target as string | null]);
  const names = await namesOf(db, ask.organizationId, ids);
  return { rows: rows.map((row) => toRow(row, names)), nextBefore };
}

async function entriesOf(
  db: Database,
  ask: AuditAsk,
  lookThrough?: number,
): Promise<{ rows: Row[]; nextBefore: number | null }> {
  const found: Row[] = [];
  let before = ask.before;
  const startedAt = Date.now();
  do {
    const from = { ...ask, before };
    // One more than asked for tells that there are more.
    const limit = ask.limit + 1 - found.length;
    const [page, farthest] = await db.$client.batch(
      [pageStatement({ ...from, limit }, lookThrough), farthestStatement(from, lookThrough)],
      "read",
    );
    found.push(...(page?.rows ?? []));
    if (found.length > ask.limit)
      return { rows: found.slice(0, ask.limit), nextBefore: numberOf(found[ask.limit - 1]) };
    before = numberOf(farthest?.rows[0]);
  } while (before !== null && Date.now() - startedAt < LOOK_MS);
  return { rows: found, nextBefore: before };
}

const numberOf = (row: Row | undefined): number | null => (row === undefined ? null : Number(row.number));

const nameIn = (names: Names, id: unknown): string | null => (id === null ? null : (names.get(String(id)) ?? null));

const toRow = (row: Row, names: Names): AuditRow => ({
  number: Number(row.number),
  at: Number(row.at),
  actor: { type: String(row.actor_type), id: row.actor_id as string | null, name: nameIn(names, row.actor_id) },
  action: String(row.action),
  target: row.target as string | null,
  targetName: nameIn(names, row.target),
  result: String(row.result),
  address: row.address as string | null,
  changes: row.changes === null ? null : JSON.parse(String(row.changes)),
});
