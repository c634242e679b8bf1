import type { Database } from "../../worker/db/client.ts";

/** Every table of the central database, also those behind the text indexes, in which a word stands anywhere. */
export async function tablesWith(db: Database, word: string): Promise<string[]> {
  const { rows: columns } = await db.$client.execute(
    `SELECT t.name AS name, c.name AS col FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE '\\_cf%' ESCAPE '\\'`,
  );
  const byTable = Map.groupBy(columns, ({ name }) => String(name));
  const has = ({ col }: (typeof columns)[number]) => `instr(CAST("${col}" AS BLOB), CAST(?1 AS BLOB)) > 0`;
  const found = await db.$client.batch(
    [...byTable].map(([name, cells]) => ({
      sql: `SELECT count(*) AS n FROM "${name}" WHERE ${cells.map(has).join(" OR ")}`,
      args: [word],
    })),
    "read",
  );
  return [...byTable.keys()].filter((_, index) => Number(found[index]?.rows[0]?.n) > 0);
}
