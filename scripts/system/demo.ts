import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@libsql/client/web";
import { inRoot } from "../support/paths.ts";
import type { RunningSystem } from "./system.ts";

/** What the demo data holds that people and scripts need to know. */
export type DemoWorld = {
  organizationId: string;
  widgetId: string;
  accounts: { role: string; email: string; password: string }[];
};

/** What `scripts/seed/seed.ts` gets. */
export type SeedOptions = {
  /** Address of the running system. */
  url: string;
  libsqlUrl: string;
  dataDir: string;
  /** Origin of the demo page: the widget's allowed site. */
  demoPageUrl: string;
  /** Opens /api/dev/*. */
  devKey: string;
  log: (line: string) => void;
};

const worldPath = (dataDir: string) => join(dataDir, "demo.json");
const unfinishedPath = (dataDir: string) => join(dataDir, "seeding");

/** Whether an earlier start was interrupted while it made the demo data, so that what is there is only half of it. */
export function isHalfSeeded(dataDir: string): boolean {
  return existsSync(unfinishedPath(dataDir));
}

/**
 * The demo data of this data folder: made on the first run, kept afterwards. undefined: nothing can make it, or the database
 * is somebody's own, such as a restored one, in which nothing is made and which no later start takes for half a demo.
 */
export async function demoWorld(system: RunningSystem, log: (line: string) => void): Promise<DemoWorld | undefined> {
  const { dataDir } = system;
  if (existsSync(worldPath(dataDir))) return JSON.parse(readFileSync(worldPath(dataDir), "utf8")) as DemoWorld;
  const module = inRoot("scripts/seed/seed.ts");
  if (!existsSync(module) || (await hasAccounts(system.libsqlUrl))) return undefined;
  const { seed } = (await import(pathToFileURL(module).href)) as { seed: (options: SeedOptions) => Promise<DemoWorld> };
  writeFileSync(unfinishedPath(dataDir), "");
  const { url, libsqlUrl, demoPageUrl, secrets } = system;
  const world = await seed({ url, libsqlUrl, dataDir, demoPageUrl, devKey: secrets.SAPA_DEV_KEY, log });
  writeFileSync(worldPath(dataDir), `${JSON.stringify(world, null, 2)}\n`);
  rmSync(unfinishedPath(dataDir), { force: true });
  return world;
}

async function hasAccounts(libsqlUrl: string): Promise<boolean> {
  const client = createClient({ url: libsqlUrl });
  try {
    return (await client.execute("SELECT 1 FROM accounts LIMIT 1")).rows.length > 0;
  } finally {
    client.close();
  }
}
