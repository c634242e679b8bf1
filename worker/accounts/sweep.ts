import { type Database, writeBatch } from "../db/client.ts";
import { IDLE } from "./session-idle.ts";

/** Addresses are personal data, also as hashes: no attempt is kept longer than it can lock anybody out. */
const ATTEMPTS_KEPT_MS = 60 * 60_000;
const ROWS_MAX = 1_000;

/** Deletes ended sessions and old sign-in attempts in one small batch; what is left over goes in the next run. */
export async function sweepAccounts(db: Database, now: number): Promise<void> {
  await writeBatch(db, [
    {
      sql: `DELETE FROM web_sessions WHERE session_id IN (
              SELECT session_id FROM web_sessions
              WHERE last_seen_at < ? AND last_seen_at < ? - idle_ms LIMIT ${ROWS_MAX})`,
      args: [now - IDLE.minMs, now],
    },
    {
      sql: `DELETE FROM sign_in_attempts WHERE id IN (SELECT id FROM sign_in_attempts WHERE at < ? LIMIT ${ROWS_MAX})`,
      args: [now - ATTEMPTS_KEPT_MS],
    },
  ]);
}
