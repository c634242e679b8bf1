import { runTool } from "./testing/tools.ts";

/** `npm run format`: formats, sorts imports and mends what can be mended safely. */
export async function run(args: string[]): Promise<number> {
  return (await runTool(["node_modules/@biomejs/biome/bin/biome", "check", "--write", ...args])) ? 0 : 1;
}
