import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inRoot, root } from "../support/paths.ts";
import { replaceFolder } from "../support/replace-folder.ts";
import { stampOf } from "../support/stamp.ts";
import { startProcess } from "./managed-process.ts";
import { quietWrangler } from "./worker.ts";

const sources = ["worker", "protocol", "wrangler.toml", "package-lock.json"];

/**
 * Bundles the Worker exactly as a deployment would, into `dist/worker`, when its sources have changed. Two at once do not
 * get in each other's way.
 * @returns the path of the bundle
 */
export async function bundleWorker(): Promise<string> {
  const bundle = inRoot("dist/worker/index.js");
  const stampPath = inRoot("dist/.worker-sources");
  const stamp = stampOf(sources);
  const isFresh = existsSync(bundle) && existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp;
  if (isFresh) return bundle;
  const staging = inRoot(`dist/staging-worker-${process.pid}`);
  const wrangler = startProcess({
    name: "Bundling the Worker",
    command: process.execPath,
    args: [inRoot("node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", staging],
    cwd: root,
    env: quietWrangler(inRoot("node_modules/.cache/sapa")),
  });
  try {
    const { code } = await wrangler.exited;
    if (code !== 0) throw new Error(`Bundling the Worker failed. It printed:\n${wrangler.output()}`);
    replaceFolder(staging, inRoot("dist/worker"));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  writeFileSync(stampPath, stamp);
  return bundle;
}
