import { existsSync } from "node:fs";
import { detail } from "../support/console.ts";
import { inRoot } from "../support/paths.ts";
import { runTool } from "./tools.ts";

/** One compiler program for each place where the code runs, since each has its own globals. */
const programs = [
  "protocol",
  "client",
  "components",
  "widget",
  "worker",
  "scripts",
  "test",
  "test/worker",
  "test/browser",
  "bench",
  "bench/workers",
];

export async function typesAreRight(): Promise<boolean> {
  const left = programs.filter((program) => existsSync(inRoot(program, "tsconfig.json")));
  let isRight = true;
  const checkNext = async (): Promise<void> => {
    const program = left.shift();
    if (!program) return;
    const isFine = await runTool([
      "node_modules/typescript-native/bin/tsc",
      "--noEmit",
      "--pretty",
      "false",
      "-p",
      program,
    ]);
    detail(`${program} ${isFine ? "fine" : "has errors"}`);
    isRight &&= isFine;
    await checkNext();
  };
  await Promise.all([checkNext(), checkNext()]);
  return isRight;
}
