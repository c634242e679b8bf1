import type { InValue, ResultSet } from "@libsql/client/web";
import type { Database } from "../../db/client.ts";

type Row = Record<string, unknown>;
/** `key` leads the select list and the order, and is unique: a page begins after the last row of the one before. */
export type Paged = { columns: string; from: string; key: string[]; limit: number };

/** Rows of one organization in pages, however many there are: no more than a page of them is held at a time. */
export async function* rowsOf(db: Database, organizationId: string, paged: Paged): AsyncGenerator<Row[]> {
  const { limit, key } = paged;
  for (let after: InValue[] | null = null; ; ) {
    const args: InValue[] = [organizationId, ...(after ?? [])];
    const { rows }: ResultSet = await db.$client.execute({ sql: pageSql(paged, after !== null), args });
    if (rows.length > 0) yield rows.map((row) => ({ ...row }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = key.map((name) => last[name] as InValue);
  }
}

export const pageSql = ({ columns, from, key, limit }: Paged, isLater: boolean): string =>
  `SELECT ${columns} FROM ${from} WHERE t.organization_id = ?
   ${isLater ? `AND (${key.map((name) => `t.${name}`).join(", ")}) > (${key.map(() => "?").join(", ")})` : ""}
   ORDER BY ${key.map((name) => `t.${name}`).join(", ")} LIMIT ${limit}`;
