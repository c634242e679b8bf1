import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot } from "../support/paths.ts";
import { replaceFolder } from "../support/replace-folder.ts";

/** What one running system runs: the bundled Worker, what browsers load, and the settings that name both. */
export type OwnProgram = { bundle: string; config: string };

/**
 * Copies what was built beside the data it runs on: wrangler starts anew when any of it changes, and whoever builds
 * or saves in the project must not restart a system that others are using.
 */
export function ownProgram(dataDir: string, bundle: string, pages = inRoot("dist/public")): OwnProgram {
  const folder = join(dataDir, "program");
  replaceFolder(dirname(bundle), join(folder, "worker"));
  replaceFolder(pages, join(folder, "public"));
  const config = join(folder, "wrangler.toml");
  const settings = readFileSync(inRoot("wrangler.toml"), "utf8")
    .replace('main = "worker/index.ts"', 'main = "worker/index.js"')
    .replace('directory = "dist/public"', 'directory = "public"')
    .replace(/^"\$schema".*\n/m, "");
  writeFileSync(config, settings);
  return { bundle: join(folder, "worker", "index.js"), config };
}
