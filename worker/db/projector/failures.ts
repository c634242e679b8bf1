import { asUnavailable, type Database, writeBatch } from "../client.ts";
import { bodyOf, type Piece, seqOf } from "./pieces.ts";

/** Failures caused by a piece itself after which it is set aside, so that the rest of its room can go on. */
export const MAX_FAILURES = 8;

/** libSQL's codes for "this row cannot be stored", as opposed to "I cannot store now". */
const ROW_CODES = ["SQLITE_CONSTRAINT", "SQLITE_TOOBIG", "SQLITE_MISMATCH"];

export type Failure = "away" | "row" | "unknown";

/**
 * Whose fault an error is. `unknown` covers a database that answers but cannot work (disk full, a table missing):
 * it is treated as away, because blaming rows for it would set the whole log aside.
 */
export function classify(error: unknown): Failure {
  if (asUnavailable(error) !== null) return "away";
  const code = error instanceof Error ? String((error as { code?: unknown }).code ?? "") : "";
  if (ROW_CODES.some((known) => code.startsWith(known))) return "row";
  // Not an error of the client: the piece could not even be turned into rows.
  return error instanceof TypeError || error instanceof RangeError ? "row" : "unknown";
}

const RECORD = `
  INSERT INTO dead_letters (organization_id, room_id, seq, failures, is_dead, error, body, first_failed_at, last_failed_at)
  VALUES (:organizationId, :roomId, :seq, 1, 0, :error, :body, :now, :now)
  ON CONFLICT (organization_id, room_id, seq) DO UPDATE SET
    failures = failures + 1, is_dead = (failures + 1 >= ${MAX_FAILURES}), error = excluded.error, last_failed_at = excluded.last_failed_at
  RETURNING is_dead`;

/**
 * Counts a failure of a piece. The count stands in the database, because the object that counts may be gone before the
 * next try. True: the piece is set aside and may be passed over.
 */
export async function recordFailure(db: Database, piece: Piece, error: unknown, now: number): Promise<boolean> {
  const { organizationId, roomId } = piece;
  const message = error instanceof Error ? error.message.slice(0, 500) : "unknown";
  const args = { organizationId, roomId, seq: seqOf(piece), error: message, body: bodyOf(piece), now };
  const [result] = await writeBatch(db, [{ sql: RECORD, args }]);
  return result?.rows[0]?.is_dead === 1;
}

/** Forgets failures of a room that were overcome; what is dead stays for the operator. */
export async function forgetFailures(db: Database, organizationId: string, roomId: string): Promise<void> {
  const sql = "DELETE FROM dead_letters WHERE organization_id = ? AND room_id = ? AND is_dead = 0";
  await writeBatch(db, [{ sql, args: [organizationId, roomId] }]);
}
