import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { inRoot, root } from "./paths.ts";

/** A short text that changes when any file under the given project paths is added, removed or saved. */
export function stampOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesUnder(inRoot(each)))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** All files under a path, at any depth, in a stable order; the path itself when it is a file. */
export function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
