import { type Client, createClient, type InStatement, type ResultSet } from "@libsql/client/web";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { drizzle } from "drizzle-orm/libsql/web";
import type { Env } from "../env.ts";
import * as schema from "./schema/index.ts";
import { asUnavailable, DatabaseUnavailable } from "./unavailable.ts";

export { asUnavailable, DatabaseUnavailable, tryDatabase } from "./unavailable.ts";

export type Database = LibSQLDatabase<typeof schema> & { $client: Client };

const CALL_TIMEOUT_MS = 5_000;
const WRITE_TRIES = 4;
const WRITE_RETRY_MS = 30;

/** Anything that can say its SQL: drizzle's query builders, before they are run. */
type Statement = { toSQL(): { sql: string; params: unknown[] } };

/**
 * The database of an organization. One address serves all today; those who outgrow it get their own here.
 * Cheap: make one per request, because a client must not outlive the request that made it.
 */
export function databaseFor(env: Pick<Env, "LIBSQL_URL" | "LIBSQL_TOKEN">, _organizationId: string): Database {
  return openDatabase(env.LIBSQL_URL, env.LIBSQL_TOKEN);
}

/** What belongs to the server and not to one organization: accounts and their sessions. */
export function accountsDatabase(env: Pick<Env, "LIBSQL_URL" | "LIBSQL_TOKEN">): Database {
  return openDatabase(env.LIBSQL_URL, env.LIBSQL_TOKEN);
}

/** The same for scripts and tests, which have an address and no Worker. */
export function openDatabase(url: string, authToken?: string, timeoutMs: number = CALL_TIMEOUT_MS): Database {
  const client = createClient({ url, authToken, fetch: fetchWithin(timeoutMs) });
  return drizzle(client, { schema });
}

/**
 * Runs statements in one write transaction, one round trip; all or none. A busy database is asked again a few times,
 * which is safe because nothing of a refused batch has happened. Rejects with DatabaseUnavailable when it stays so.
 */
export async function writeBatch(db: Database, statements: (Statement | InStatement)[]): Promise<ResultSet[]> {
  const batch = statements.map(toStatement);
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$client.batch(batch, "write");
    } catch (error) {
      const unavailable = asUnavailable(error);
      if (unavailable === null) throw error;
      if (unavailable.reason !== "busy" || attempt === WRITE_TRIES) throw unavailable;
      await pause(WRITE_RETRY_MS * attempt * (1 + Math.random()));
    }
  }
}

function toStatement(statement: Statement | InStatement): InStatement {
  if (typeof statement === "string" || !("toSQL" in statement)) return statement;
  const { sql, params } = statement.toSQL();
  return { sql, args: params as never[] };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The timer is cleared as soon as the body is there: a pending timer would keep an object from hibernating. */
function fetchWithin(timeoutMs: number) {
  return async (request: Request): Promise<Response> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const response = await fetch(request, { signal: abort.signal });
      if (response.status === 429 || response.status >= 500) {
        await response.body?.cancel();
        throw new DatabaseUnavailable(response.status === 429 ? "busy" : "away");
      }
      return new Response(await response.arrayBuffer(), response);
    } catch (error) {
      throw error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable("away", error);
    } finally {
      clearTimeout(timer);
    }
  };
}
