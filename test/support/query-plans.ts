import type { InStatement } from "@libsql/client/web";
import type { Database } from "../../worker/db/client.ts";

/** The steps in which SQLite answers each question, in one round trip. */
export async function queryPlans(db: Database, statements: readonly InStatement[]): Promise<string[][]> {
  const explained = statements.map((one) => {
    const { sql, args } = typeof one === "string" ? { sql: one, args: [] } : one;
    return { sql: `EXPLAIN QUERY PLAN ${sql}`, args: args ?? [] };
  });
  const results = await db.$client.batch(explained, "read");
  return results.map(({ rows }) => rows.map((row) => String(row.detail)));
}

export const queryPlan = async (db: Database, statement: InStatement): Promise<string[]> =>
  (await queryPlans(db, [statement]))[0] ?? [];

/** Reading a whole table, or gathering rows to sort them. `SCAN json_each`, constants and coroutines are the query's own input. */
export const isCostly = (step: string): boolean =>
  /TEMP B-TREE FOR (ORDER|DISTINCT)/.test(step) ||
  (/^SCAN/.test(step) &&
    !/SCAN (json_each|named VIRTUAL|CONSTANT ROW|f$|f\b|(messages|room_contacts|contact_words)_fts VIRTUAL TABLE INDEX \d+:M|\(subquery|subquery|s$)/.test(
      step,
    ));
