import { runStages } from "./testing/stages.ts";

/** `npm run check`: what is worth running before each commit. */
export async function run(): Promise<number> {
  return runStages(["format", "lint", "types", "rules", "worker", "build", "size"]);
}
