import { type Refusal, refusal } from "../../protocol/codes.ts";

/** libSQL's codes that mean: nothing was done, ask again. */
const BUSY_CODES = new Set([
  "DATABASE_BUSY",
  "SQLITE_BUSY",
  "SQLITE_BUSY_SNAPSHOT",
  "SQLITE_LOCKED",
  "TRANSACTION_TIMEOUT",
  "STREAM_EXPIRED",
]);
/** Codes under which the client reports that the server gave no usable answer, so that it is unknown what was done. */
const AWAY_CODES = new Set([
  "DATABASE_AWAY",
  "SERVER_ERROR",
  "HRANA_WEBSOCKET_ERROR",
  "HRANA_PROTO_ERROR",
  "HRANA_CLOSED_ERROR",
]);
const RETRY_AFTER_MS = 1_000;

/**
 * The database cannot be used now; the same call may succeed later. `busy`: it refused and nothing was done.
 * `away`: it gave no answer in time, and it is unknown whether a write was done.
 */
export class DatabaseUnavailable extends Error {
  readonly reason: "busy" | "away";
  /** Survives a call between objects, which the class does not. */
  readonly code: "DATABASE_BUSY" | "DATABASE_AWAY";
  readonly refusal: Refusal = refusal("unavailable", { retryAfterMs: RETRY_AFTER_MS });

  constructor(reason: "busy" | "away", cause?: unknown) {
    super(`the database is ${reason}`, { cause });
    this.name = "DatabaseUnavailable";
    this.reason = reason;
    this.code = reason === "busy" ? "DATABASE_BUSY" : "DATABASE_AWAY";
  }
}

/** Finds out whether an error of the client or of drizzle, which wraps it, means that the database is unavailable. */
export function asUnavailable(error: unknown): DatabaseUnavailable | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; current = current.cause, depth++) {
    if (current instanceof DatabaseUnavailable) return current;
    const code = (current as { code?: unknown }).code;
    if (typeof code !== "string") continue;
    if (BUSY_CODES.has(code)) return new DatabaseUnavailable("busy", error);
    if (AWAY_CODES.has(code)) return new DatabaseUnavailable("away", error);
  }
  return null;
}

/** Gives an unavailable database as a value; any other error is a bug and is thrown on. */
export async function tryDatabase<T>(work: () => Promise<T>): Promise<T | DatabaseUnavailable> {
  try {
    return await work();
  } catch (error) {
    const unavailable = asUnavailable(error);
    if (unavailable === null) throw error;
    return unavailable;
  }
}
