import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "./schema/index.ts";

/** What libSQL said of an error: its code, and its message without anything that may be data. */
export type DatabaseFault = { code: string; message: string };

const DEPTH = 6;
const LENGTH = 300;
const CODE = /^[A-Z][A-Z0-9_]+$/;

/** The words of SQLite's and libSQL's own messages. */
const OWN_WORDS =
  `a abort aborted already ambiguous and arguments as at attempt big blob blocked busy but by cannot check
  closed column columns commit connection constraint corrupt database datatype disk do does duplicate error exceeded exist
  exists failed find for foreign full function has have i in incomplete index input integer interrupted invalid is it json
  key limit locked logic malformed many match memory mismatch missing module more name near no not null number of offset on only
  open operation or out overflow parameter parameters parsed primary query quota readonly row rows schema size sql sqlite
  statement string such supplied syntax table than the timeout to token too transaction trigger type unable unexpected unique
  unrecognized unterminated value values variables view was were with within write wrong o fts5 end changed upgrade
  required replication`.split(/\s+/);

/** Names of what should be there tell of a migration that was left out, and are nobody's data. */
function namesOfSchema(): string[] {
  const tables = Object.values(schema).filter((one) => is(one, SQLiteTable));
  return tables.flatMap((table) => [
    getTableName(table),
    ...Object.values(getTableColumns(table)).map(({ name }) => name),
  ]);
}

let known: ReadonlySet<string> | undefined;

/**
 * A message may quote what somebody typed (`no such column: …` of a search, `near "…"`), so only words that are known are
 * kept, and no number. undefined: the error did not come from libSQL.
 */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < DEPTH; current = current.cause, depth++) {
    const { code } = current as { code?: unknown };
    if (typeof code === "string" && CODE.test(code)) return { code, message: withoutData(current.message, code) };
  }
  return undefined;
}

function withoutData(message: string, code: string): string {
  known ??= new Set([...OWN_WORDS, ...namesOfSchema()]);
  const told = message.split(`${code}: `).at(-1) ?? "";
  return told
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replaceAll(/[\p{L}\p{N}_]+/gu, (word) => (known?.has(word.toLowerCase()) ? word : "…"))
    .slice(0, LENGTH);
}
