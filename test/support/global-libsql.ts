import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { inRoot } from "../../scripts/support/paths.ts";
import { migrateDatabase } from "../../scripts/system/migrate.ts";
import { startSqld } from "../../scripts/system/sqld.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a real libSQL server with the newest schema, shared by the files of one run. */
    libsqlUrl: string;
  }
}

/** Starts a real libSQL server in a temporary folder for the Worker tests and brings it to the newest schema. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "sapa-test-"));
  const server = await startSqld({ dataDir: folder });
  if (existsSync(inRoot("migrations/meta/_journal.json"))) await migrateDatabase(server.url);
  project.provide("libsqlUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
