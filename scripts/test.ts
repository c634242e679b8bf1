import { runStages, stageNames } from "./testing/stages.ts";

/** `npm test`, or `npm test -- rules worker` for some stages only; what is not a stage's name filters test files. */
export async function run(args: string[]): Promise<number> {
  const wanted = args.filter((arg) => stageNames.includes(arg));
  const filters = args.filter((arg) => !stageNames.includes(arg));
  return runStages(wanted.length > 0 ? wanted : stageNames, filters);
}
