import { createHash, randomBytes } from "node:crypto";
import { TIMES } from "../../protocol/limits.ts";

/** How long a rotated refresh token still works: two tabs may renew at once, and an answer may be lost. */
const OVERLAP_MS = 60_000;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Refresh tokens of the room's visitor, kept hashed beside the room, so that renewal needs no libSQL (INV-7). */
export class VisitorTokens {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A token `<visitorId>.<secret>`: the visitor id lets the Worker compute the room. */
  issue(visitorId: string, now: number): string {
    const token = `${visitorId}.${randomBytes(32).toString("base64url")}`;
    this.#sql.exec("DELETE FROM visitor_tokens WHERE ends_at <= ?", now);
    this.#sql.exec(
      "INSERT INTO visitor_tokens (hash, visitor_id, ends_at) VALUES (?, ?, ?)",
      hashOf(token),
      visitorId,
      now + TIMES.visitorRefreshMs,
    );
    return token;
  }

  /** A new token for a good one; the old one ends a minute later. null: unknown or ended. */
  rotate(token: string, now: number): { visitorId: string; refreshToken: string } | null {
    const hash = hashOf(token);
    const row = this.#sql.exec("SELECT visitor_id, ends_at FROM visitor_tokens WHERE hash = ?", hash).toArray()[0];
    if (row === undefined || Number(row.ends_at) <= now) return null;
    const visitorId = String(row.visitor_id);
    this.#sql.exec("UPDATE visitor_tokens SET ends_at = min(ends_at, ?) WHERE hash = ?", now + OVERLAP_MS, hash);
    return { visitorId, refreshToken: this.issue(visitorId, now) };
  }
}
