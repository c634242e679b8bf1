import type { InStatement } from "@libsql/client/web";
import type { Database } from "./client.ts";

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const OF_LAST_MS = 7 * DAY_MS;
/** Newest first; what a busy widget did this morning says more than all of last week. */
const CONVERSATIONS_MAX = 500;
const ENOUGH = 5;

/**
 * WIDGET-13: how soon a widget's visitors were answered by a member, as the median of the conversations that began in the
 * last 7 days. Whole minutes, at least 1; null: too few to say. `now` in ms UTC.
 */
export async function replyMinutesOf(
  db: Database,
  organizationId: string,
  integrationId: string,
  now: number,
): Promise<number | null> {
  const { rows } = await db.$client.execute(repliesStatement(organizationId, integrationId, now));
  return medianMinutes(rows.map((row) => Number(row.wait_ms)));
}

export const repliesStatement = (organizationId: string, integrationId: string, now: number): InStatement => ({
  sql: `SELECT c.first_replied_at - c.opened_at AS wait_ms
        FROM conversations AS c INDEXED BY conversations_opened
        CROSS JOIN rooms AS r ON r.organization_id = c.organization_id AND r.room_id = c.room_id
        WHERE c.organization_id = ? AND c.opened_at >= ? AND c.first_replied_at IS NOT NULL AND r.integration_id = ?
        ORDER BY c.opened_at DESC LIMIT ${CONVERSATIONS_MAX}`,
  args: [organizationId, now - OF_LAST_MS, integrationId],
});

/** Of waiting times in milliseconds; null under `ENOUGH`. */
export function medianMinutes(waitsMs: number[]): number | null {
  if (waitsMs.length < ENOUGH) return null;
  const sorted = waitsMs.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return Math.max(1, Math.round((lower + upper) / 2 / MINUTE_MS));
}
