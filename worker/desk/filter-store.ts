import type { Row } from "@libsql/client/web";
import { and, eq, or } from "drizzle-orm";
import type { SavedFilter } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { type Database, writeBatch } from "../db/client.ts";
import { savedFilters } from "../db/schema/index.ts";

/** Shared ones beyond this are not shown: nobody finds anything in more. */
const SHOWN_MAX = 200;

type Owner = { organizationId: string; memberId: string };
export type FilterRow = typeof savedFilters.$inferSelect;

export const toFilter = (row: FilterRow, { memberId }: Owner): SavedFilter => ({
  filterId: row.filterId,
  name: row.name,
  query: row.query,
  isShared: row.isShared,
  isOwn: row.memberId === memberId,
});

const ours = ({ organizationId }: Owner) => eq(savedFilters.organizationId, organizationId);
const own = (owner: Owner) => and(ours(owner), eq(savedFilters.memberId, owner.memberId));

/** Own ones by name, then those that others share. */
export async function filtersOf(db: Database, owner: Owner): Promise<SavedFilter[]> {
  const { organizationId, memberId } = owner;
  const [mine, shared] = await db.$client.batch(
    [
      {
        sql: `SELECT * FROM saved_filters INDEXED BY saved_filters_name
              WHERE organization_id = ? AND member_id = ? ORDER BY name LIMIT ${LIMITS.savedFilters}`,
        args: [organizationId, memberId],
      },
      {
        sql: `SELECT * FROM saved_filters INDEXED BY saved_filters_shared
              WHERE organization_id = ? AND is_shared = 1 AND member_id <> ? ORDER BY name LIMIT ${SHOWN_MAX}`,
        args: [organizationId, memberId],
      },
    ],
    "read",
  );
  const byName = (a: SavedFilter, b: SavedFilter): number => a.name.localeCompare(b.name);
  return [mine, shared].flatMap((found) => (found?.rows ?? []).map((row) => toListed(row, memberId)).toSorted(byName));
}

const toListed = (row: Row, memberId: string): SavedFilter => ({
  filterId: String(row.filter_id),
  name: String(row.name),
  query: String(row.query),
  isShared: row.is_shared === 1,
  isOwn: row.member_id === memberId,
});

/** Own filters, and the named one whoever made it. */
export function filtersAround(db: Database, owner: Owner, filterId: string): Promise<FilterRow[]> {
  return db
    .select()
    .from(savedFilters)
    .where(or(own(owner), and(ours(owner), eq(savedFilters.filterId, filterId))));
}

/** false: the member has a filter of this name meanwhile. */
export async function writeFilter(db: Database, row: FilterRow): Promise<boolean> {
  const { name, query, isShared } = row;
  const [written] = await writeBatch(db, [
    {
      sql: `INSERT INTO saved_filters (organization_id, filter_id, member_id, name, query, is_shared, created_at)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
            WHERE NOT EXISTS (SELECT 1 FROM saved_filters
              WHERE organization_id = ?1 AND member_id = ?3 AND name = ?4 AND filter_id <> ?2)
            ON CONFLICT (organization_id, filter_id) DO UPDATE SET name = ?4, query = ?5, is_shared = ?6`,
      args: [row.organizationId, row.filterId, row.memberId, name, query, isShared ? 1 : 0, row.createdAt],
    },
  ]);
  return written?.rowsAffected === 1;
}

export async function deleteFilter(db: Database, { organizationId, filterId }: FilterRow): Promise<void> {
  await writeBatch(db, [
    db
      .delete(savedFilters)
      .where(and(eq(savedFilters.organizationId, organizationId), eq(savedFilters.filterId, filterId))),
  ]);
}
