import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../../scripts/system/migrate.ts";
import { startSqld } from "../../scripts/system/sqld.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";

export type TestDatabase = { db: Database; url: string; kill9(): Promise<void>; stop(): Promise<void> };

/** A real libSQL server of its own, migrated, in a temporary folder. For tests and measurements in Node. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "sapa-db-"));
  const server = await startSqld({ dataDir });
  await migrateDatabase(server.url);
  return {
    db: openDatabase(server.url),
    url: server.url,
    kill9: () => server.kill9(),
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
