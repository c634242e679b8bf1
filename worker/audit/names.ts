import type { InStatement, Row } from "@libsql/client/web";
import type { Database } from "../db/client.ts";

/** What ids of an organization are called today; an id that names nothing any more is absent. */
export type Names = ReadonlyMap<string, string>;

/** Table, column of its ids and column of its names. Ids say by their beginning where they belong. */
const NAMED = [
  { prefix: "mem_", table: "members", id: "member_id", name: "name" },
  { prefix: "con_", table: "contacts", id: "contact_id", name: "name" },
  { prefix: "int_", table: "integrations", id: "integration_id", name: "name" },
  { prefix: "div_", table: "divisions", id: "division_id", name: "name" },
  { prefix: "tag_", table: "tags", id: "tag_id", name: "name" },
  { prefix: "apt_", table: "api_tokens", id: "api_token_id", name: "name" },
  { prefix: "qck_", table: "quick_replies", id: "quick_reply_id", name: "command" },
] as const;

/** All in one round trip. */
export async function namesOf(db: Database, organizationId: string, ids: Iterable<string | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const statements = NAMED.flatMap((one): InStatement[] => {
    const own = wanted.filter((id) => id.startsWith(one.prefix));
    return own.length === 0 ? [] : [namesStatement(one, organizationId, own)];
  });
  if (statements.length === 0) return new Map();
  const results = await db.$client.batch(statements, "read");
  return new Map(results.flatMap(({ rows }) => rows.map(pairOf)).filter(([, name]) => name !== ""));
}

const namesStatement = (
  { table, id, name }: (typeof NAMED)[number],
  organizationId: string,
  ids: string[],
): InStatement => ({
  sql: `SELECT ${id} AS id, ${name} AS name FROM ${table} WHERE organization_id = ? AND ${id} IN (${ids.map(() => "?").join(", ")})`,
  args: [organizationId, ...ids],
});

const pairOf = (row: Row): [string, string] => [String(row.id), (row.name as string | null) ?? ""];
