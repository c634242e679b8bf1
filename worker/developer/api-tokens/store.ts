import { and, count, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { ApiToken } from "../../../protocol/embed.schema.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { apiTokens } from "../../db/schema/index.ts";

/** Revoked and ended ones stay for the record; beyond this the oldest are not shown. */
const SHOWN_MAX = 500;
const NOTED_EVERY_MS = 60_000;

export type ApiTokenRow = typeof apiTokens.$inferSelect;

export const toApiToken = (row: ApiTokenRow): ApiToken => ({
  apiTokenId: row.apiTokenId,
  name: row.name,
  kind: row.kind,
  scopes: row.scopes,
  ending: row.ending,
  createdAt: row.createdAt,
  createdBy: row.createdByName,
  expiresAt: row.expiresAt,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
});

/** Newest first. */
export async function apiTokensOf(db: Database, organizationId: string): Promise<ApiToken[]> {
  const rows = await db
    .select()
    .from(apiTokens)
    .where(eq(apiTokens.organizationId, organizationId))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.apiTokenId))
    .limit(SHOWN_MAX);
  return rows.map(toApiToken);
}

/** How many hold at this time, ms UTC. */
export async function holdingCount(db: Database, organizationId: string, now: number): Promise<number> {
  const rows = await db
    .select({ found: count() })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.organizationId, organizationId),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  return rows[0]?.found ?? 0;
}

export async function apiTokenById(
  db: Database,
  organizationId: string,
  apiTokenId: string,
): Promise<ApiTokenRow | undefined> {
  const rows = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.apiTokenId, apiTokenId), eq(apiTokens.organizationId, organizationId)));
  return rows[0];
}

export const insertApiToken = (db: Database, row: ApiTokenRow) => db.insert(apiTokens).values(row);

export const revokeApiToken = (db: Database, { apiTokenId, organizationId }: ApiTokenRow, now: number) =>
  db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.apiTokenId, apiTokenId), eq(apiTokens.organizationId, organizationId)));

/** Writes the last use down at most once a minute (SET-9). */
export async function noteUse(db: Database, row: ApiTokenRow, now: number): Promise<void> {
  if (row.lastUsedAt !== null && row.lastUsedAt > now - NOTED_EVERY_MS) return;
  // Other calls of this isolate read the same row.
  row.lastUsedAt = now;
  await writeBatch(db, [
    db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(
        and(
          eq(apiTokens.apiTokenId, row.apiTokenId),
          or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, now - NOTED_EVERY_MS)),
        ),
      ),
  ]);
}
