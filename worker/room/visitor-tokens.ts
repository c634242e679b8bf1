import { TIMES } from "../../protocol/limits.ts";
import { newSecretToken, secretTokenHash } from "../http/secret-tokens.ts";

/** Far more than lost answers and tabs that renew at once ever leave behind. */
const TOKENS_MAX = 20;

/** Refresh tokens of the room's visitor, kept hashed beside the room, so that renewal needs no libSQL (INV-7). */
export class VisitorTokens {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A token `<visitorId>.<secret>`: the visitor id lets the Worker compute the room. */
  issue(visitorId: string, now: number, predecessor: string | null = null): string {
    const token = `${visitorId}.${newSecretToken()}`;
    this.#sql.exec("DELETE FROM visitor_tokens WHERE ends_at <= ?", now);
    this.#sql.exec(
      "INSERT INTO visitor_tokens (hash, visitor_id, ends_at, predecessor) VALUES (?, ?, ?, ?)",
      secretTokenHash(token),
      visitorId,
      now + TIMES.visitorRefreshMs,
      predecessor,
    );
    this.#sql.exec(
      `DELETE FROM visitor_tokens WHERE hash IS NOT ? AND hash IN
         (SELECT hash FROM visitor_tokens ORDER BY ends_at DESC LIMIT -1 OFFSET ${TOKENS_MAX - 1})`,
      predecessor,
    );
    return token;
  }

  /** Whether it is a token of this room that has not ended. */
  holds(token: string, now: number): boolean {
    return (
      this.#sql
        .exec("SELECT 1 FROM visitor_tokens WHERE hash = ? AND ends_at > ?", secretTokenHash(token), now)
        .toArray().length > 0
    );
  }

  /**
   * A new token for a good one; null: unknown or ended. The old one ends when its successor is first used: the answer
   * with the successor may be lost, and two tabs may renew at once.
   */
  rotate(token: string, now: number): { visitorId: string; refreshToken: string } | null {
    const hash = secretTokenHash(token);
    const found = this.#sql.exec("SELECT visitor_id, ends_at, predecessor FROM visitor_tokens WHERE hash = ?", hash);
    const row = found.toArray()[0];
    if (row === undefined || Number(row.ends_at) <= now) return null;
    const visitorId = String(row.visitor_id);
    if (row.predecessor !== null) this.#sql.exec("DELETE FROM visitor_tokens WHERE hash = ?", row.predecessor);
    return { visitorId, refreshToken: this.issue(visitorId, now, hash) };
  }
}
