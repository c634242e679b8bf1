import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot, root } from "../support/paths.ts";
import { stampOf } from "../support/stamp.ts";
import { startProcess } from "./managed-process.ts";
import { quietWrangler } from "./worker.ts";

const sources = ["worker", "protocol", "wrangler.toml", "package-lock.json"];

/**
 * Bundles the Worker exactly as a deployment would, into `dist/worker`, when its sources have changed.
 * Runs of the whole system under test use it, so that saving a file in the meantime does not restart them.
 * @returns the path of the bundle
 */
export async function bundleWorker(): Promise<string> {
  const bundle = inRoot("dist/worker/index.js");
  const stampPath = inRoot("dist/.worker-sources");
  const stamp = stampOf(sources);
  const isFresh = existsSync(bundle) && existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp;
  if (isFresh) return bundle;
  const wrangler = startProcess({
    name: "Bundling the Worker",
    command: process.execPath,
    args: [inRoot("node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", inRoot("dist/worker")],
    cwd: root,
    env: quietWrangler(inRoot("node_modules/.cache/sapa")),
  });
  const { code } = await wrangler.exited;
  if (code !== 0) throw new Error(`Bundling the Worker failed. It printed:\n${wrangler.output()}`);
  writeFileSync(stampPath, stamp);
  return bundle;
}
