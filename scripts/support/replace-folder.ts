import { cpSync, existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { filesUnder } from "./stamp.ts";

/** Brings `to` to the state of `from` file by file, so that a server reading it never finds it missing. */
export function replaceFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const path of filesUnder(to)) {
    if (!existsSync(join(from, relative(to, path)))) rmSync(path);
  }
}
