import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fail, PlainError } from "./support/console.ts";
import { inRoot } from "./support/paths.ts";

/** `npm run bench`: hands over to `bench/run.ts`. */
export async function run(args: string[]): Promise<number> {
  const module = inRoot("bench/run.ts");
  if (!existsSync(module)) fail(new PlainError("There is nothing to measure yet: bench/run.ts is missing."));
  const bench = (await import(pathToFileURL(module).href)) as { run: (args: string[]) => Promise<number> };
  return bench.run(args);
}
