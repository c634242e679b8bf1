import { runTool } from "./testing/tools.ts";

/** `npm run migrations -- --name what_changed`: writes the next migration from the schema. */
export async function run(args: string[]): Promise<number> {
  return (await runTool(["node_modules/drizzle-kit/bin.cjs", "generate", ...args])) ? 0 : 1;
}
