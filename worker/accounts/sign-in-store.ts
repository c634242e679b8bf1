import type { InStatement } from "@libsql/client/web";
import { type Database, writeBatch } from "../db/client.ts";

/**
 * AUTH-4. An attempt is written down as failed *before* the password is checked and struck out when it was right, so
 * that many guesses at once cannot slip between counting and checking.
 */
const WINDOW_MS = 15 * 60_000;
const KEEP_MS = 60 * 60_000;
const MAX_BY_EMAIL = 5;
const MAX_BY_ADDRESS = 50;

export type SignInReservation = { ok: true; attemptId: number } | { ok: false; retryAfterMs: number };
export type SignInKeys = { emailHash: string; addressHash: string };

/** Refused tries are not counted: the lock ends 15 minutes after the last failure that was. */
export async function reserveSignIn(db: Database, keys: SignInKeys, now: number): Promise<SignInReservation> {
  const args = { ...keys, now };
  const [, inserted, locks] = await writeBatch(db, [
    { sql: "DELETE FROM sign_in_attempts WHERE at < :before", args: { before: now - KEEP_MS } },
    { sql: INSERT_UNLESS_LOCKED, args },
    { sql: `SELECT max(ends) AS ends FROM (${LOCKS})`, args },
  ] satisfies InStatement[]);
  const attemptId = inserted?.rows[0]?.id;
  if (attemptId !== undefined) return { ok: true, attemptId: Number(attemptId) };
  return { ok: false, retryAfterMs: Math.max(1, Number(locks?.rows[0]?.ends ?? now) - now) };
}

/** The password was right: this email's failures are forgotten. */
export async function clearSignIn(db: Database, emailHash: string, attemptId: number | null): Promise<void> {
  await writeBatch(db, [
    { sql: "DELETE FROM sign_in_attempts WHERE email_hash = ? OR id = ?", args: [emailHash, attemptId] },
  ]);
}

/** A lock stands while the newest `max` failures lie within one window and the newest is younger than a window. */
const lock = (column: string, parameter: string, max: number): string => `
  SELECT last + ${WINDOW_MS} AS ends FROM (
    SELECT count(*) AS failures, min(at) AS first, max(at) AS last
    FROM (SELECT at FROM sign_in_attempts WHERE ${column} = ${parameter} ORDER BY at DESC LIMIT ${max})
  ) WHERE failures = ${max} AND last - first <= ${WINDOW_MS} AND last + ${WINDOW_MS} > :now`;

const LOCKS = `${lock("email_hash", ":emailHash", MAX_BY_EMAIL)} UNION ALL ${lock("address_hash", ":addressHash", MAX_BY_ADDRESS)}`;

const INSERT_UNLESS_LOCKED = `
  INSERT INTO sign_in_attempts (email_hash, address_hash, at)
  SELECT :emailHash, :addressHash, :now WHERE NOT EXISTS (${LOCKS}) RETURNING id`;
