import { readFileSync } from "node:fs";
import { inRoot } from "../../scripts/support/paths.ts";

/** What a measured runtime must have in common with the deployed one, read from wrangler.toml. */
export function readWorkerSettings(): { compatibilityDate: string; classes: Record<string, string> } {
  const toml = readFileSync(inRoot("wrangler.toml"), "utf8");
  const compatibilityDate = /^compatibility_date\s*=\s*"([\d-]+)"/m.exec(toml)?.[1];
  if (compatibilityDate === undefined) throw new Error("wrangler.toml names no compatibility_date");
  const bindings = toml.matchAll(/\[\[durable_objects\.bindings\]\]\s+name = "(\w+)"\s+class_name = "(\w+)"/g);
  return { compatibilityDate, classes: Object.fromEntries([...bindings].map(([, name, type]) => [name, type])) };
}
