import type { InStatement, Row } from "@libsql/client/web";
import { AUDIT_KEPT_MS, SERVER_CHAIN } from "../db/audit.ts";
import { type Database, writeBatch } from "../db/client.ts";

/** Chains looked at, and rows of one that go, at a time; what is left over goes in the next run. */
const CHAINS_MAX = 100;
const ROWS_MAX = 1_000;

/** SET-10: lets entries go that are older than two years. What is left still begins where it was cut. `now`: ms UTC. */
export async function sweepAudit(db: Database, now: number): Promise<void> {
  const before = now - AUDIT_KEPT_MS;
  const { rows } = await db.$client.execute(oldChains(before));
  for (const row of rows) {
    const cut = (await db.$client.execute(cutStatement(String(row.organization_id), before))).rows[0];
    if (cut !== undefined) await writeBatch(db, cutStatements(String(row.organization_id), cut));
  }
}

/** Each chain is asked for its oldest row alone. */
export const oldChains = (before: number): InStatement => ({
  sql: `SELECT c.organization_id FROM (SELECT organization_id FROM organizations UNION ALL SELECT '${SERVER_CHAIN}') AS c
        WHERE (SELECT at FROM audit WHERE organization_id = c.organization_id ORDER BY number LIMIT 1) <= ?
        LIMIT ${CHAINS_MAX}`,
  args: [before],
});

/** The last of the oldest rows that are all too old; the newest of a chain stays, because the next one follows it. */
export const cutStatement = (organizationId: string, before: number): InStatement => ({
  sql: `SELECT max(number) AS number FROM (
          SELECT number, at, max(at) OVER (ORDER BY number) AS newest_yet FROM (
            SELECT number, at FROM audit
            WHERE organization_id = ?1 AND number < (SELECT max(number) FROM audit WHERE organization_id = ?1)
            ORDER BY number LIMIT ${ROWS_MAX}))
        WHERE newest_yet <= ?2`,
  args: [organizationId, before],
});

function cutStatements(organizationId: string, { number }: Row): InStatement[] {
  if (number === null || number === undefined) return [];
  return [
    {
      sql: `INSERT INTO audit_anchors (organization_id, number, hash, at)
            SELECT organization_id, number, hash, at FROM audit WHERE organization_id = ? AND number = ?
            ON CONFLICT (organization_id) DO UPDATE
              SET number = excluded.number, hash = excluded.hash, at = excluded.at`,
      args: [organizationId, number],
    },
    { sql: "DELETE FROM audit WHERE organization_id = ? AND number <= ?", args: [organizationId, number] },
  ];
}
