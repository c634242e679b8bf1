import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, inRoot } from "../../scripts/support/paths.ts";
import { migrateDatabase } from "../../scripts/system/migrate.ts";
import { type Sqld, startSqld } from "../../scripts/system/sqld.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { interruption } from "../support/interruption.ts";
import { CONTACTS_SQL, MESSAGES_SQL, PARTICIPANTS_SQL, ROOMS_SQL, TAGS_SQL, WORDS_SQL, words } from "./large-sql.ts";

const CHUNK = 25_000;
const WRITE_LIMIT_MS = 120_000;
const SOURCES = ["bench/data/large-sql.ts"];

export type LargeDatabase = { db: Database; server: Sqld };

/** Messages for each room. */
export const MESSAGES_PER_ROOM = 5;

/**
 * A database with so many rooms and five times as many messages, made once and kept in the data folder until its schema or its
 * making changes.
 */
export async function openLargeDatabase(count: number, log: (line: string) => void): Promise<LargeDatabase> {
  const dataDir = join(dataFolder(), "bench", `large-${count}`);
  const stamp = join(dataDir, "made-by");
  const maker = makerFingerprint();
  const isMade = existsSync(stamp) && readFileSync(stamp, "utf8") === maker;
  if (!isMade) rmSync(dataDir, { recursive: true, force: true });
  const server = await startSqld({ dataDir, signal: interruption });
  try {
    if (!isMade) {
      await fill(server.url, count, log);
      writeFileSync(stamp, maker);
    }
    return { db: openDatabase(server.url, undefined, WRITE_LIMIT_MS), server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function fill(url: string, count: number, log: (line: string) => void): Promise<void> {
  await migrateDatabase(url);
  const { $client: client } = openDatabase(url, undefined, WRITE_LIMIT_MS);
  await client.execute("CREATE TABLE bench_words (number INTEGER PRIMARY KEY, word TEXT NOT NULL)");
  await client.execute({ sql: WORDS_SQL, args: [JSON.stringify(words())] });
  // Indexes are sorted at once afterwards, which is many times faster than a million places found one by one.
  const { rows: indexes } = await client.execute(
    `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
       AND tbl_name IN ('rooms', 'room_participants', 'room_tags', 'messages')`,
  );
  for (const { name } of indexes) await client.execute(`DROP INDEX ${name}`);
  await fillWith(client, [ROOMS_SQL, PARTICIPANTS_SQL, TAGS_SQL, CONTACTS_SQL], count, "rooms", log);
  await fillWith(client, [MESSAGES_SQL], count * MESSAGES_PER_ROOM, "messages", log);
  for (const { name, sql } of indexes) {
    await client.execute(String(sql));
    log(`${name} built`);
  }
}

async function fillWith(
  client: Database["$client"],
  statements: string[],
  count: number,
  what: string,
  log: (line: string) => void,
): Promise<void> {
  const startedAt = performance.now();
  for (let from = 0; from < count; from += CHUNK) {
    const args = { from, to: Math.min(count, from + CHUNK) - 1, count };
    for (const sql of statements) await client.execute({ sql, args: argsOf(sql, args) });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    if ((args.to + 1) % (CHUNK * 8) === 0) log(`${args.to + 1} of ${count} ${what}, ${seconds} s`);
  }
}

/** Named arguments that a statement does not mention are refused, and plain numbers would arrive as fractions. */
const argsOf = (sql: string, args: Record<string, number>): Record<string, bigint> =>
  Object.fromEntries(
    Object.entries(args)
      .filter(([name]) => new RegExp(`:${name}\\b`).test(sql))
      .map(([name, value]) => [name, BigInt(value)]),
  );

function makerFingerprint(): string {
  const hash = createHash("sha256");
  const migrations = readdirSync(inRoot("migrations")).filter((name) => name.endsWith(".sql"));
  for (const path of [...migrations.sort().map((name) => `migrations/${name}`), ...SOURCES])
    hash.update(readFileSync(inRoot(path)));
  return hash.digest("hex");
}
