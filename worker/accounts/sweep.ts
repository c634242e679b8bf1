import { type Database, writeBatch } from "../db/client.ts";
import { IDLE } from "./session-idle.ts";

/** Addresses are personal data, also as hashes: no attempt is kept longer than it can lock anybody out. */
const ATTEMPTS_KEPT_MS = 60 * 60_000;
/** So long an admin sees that an invitation has ended, instead of none. */
const LINKS_KEPT_MS = 30 * 24 * 3600_000;
const ROWS_MAX = 1_000;

/** Deletes ended sessions, codes and links, and old attempts in one small batch; what is left over goes in the next run. */
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
    {
      sql: `DELETE FROM sign_in_codes WHERE challenge_hash IN (
              SELECT challenge_hash FROM sign_in_codes WHERE expires_at < ? LIMIT ${ROWS_MAX})`,
      args: [now],
    },
    {
      sql: `DELETE FROM account_links WHERE token_hash IN (
              SELECT token_hash FROM account_links WHERE expires_at < ? LIMIT ${ROWS_MAX})`,
      args: [now - LINKS_KEPT_MS],
    },
  ]);
}
