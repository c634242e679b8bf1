import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A package of the npm registry in one exact version. */
export type Pinned = { name: string; version: string; integrity: string };

/** Unpacked packages in a folder of their own. `folderOf` is undefined for what could not be had. */
export interface Packages {
  folderOf(name: string): string | undefined;
  remove(): void;
}

/**
 * Fetches packages as they are published, without their dependencies and without running anything of them. What cannot be
 * had, or is not what it was when it was chosen, is left out and said so.
 */
export function fetchPackages(wanted: readonly Pinned[], log: (line: string) => void): Packages {
  const root = mkdtempSync(join(tmpdir(), "sapa-widgets-"));
  const folders = new Map<string, string>();
  for (const each of wanted) {
    try {
      folders.set(each.name, fetchOne(each, root));
    } catch (error) {
      const [reason] = String(error instanceof Error ? error.message : error).split("\n");
      log(`${each.name} ${each.version} cannot be had and is left out: ${reason}`);
    }
  }
  return {
    folderOf: (name) => folders.get(name),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

type Packed = { integrity: string; filename: string };

function fetchOne({ name, version, integrity }: Pinned, root: string): string {
  const folder = mkdtempSync(join(root, "package-"));
  const args = ["pack", `${name}@${version}`, "--json", "--loglevel=error"];
  const answer: unknown = JSON.parse(execFileSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 120_000 }));
  // Some versions of npm answer with a list, others by name.
  const [packed] = Object.values(answer as Record<string, Packed>);
  if (packed?.integrity !== integrity) throw new Error(`its hash is ${packed?.integrity}, expected ${integrity}`);
  execFileSync("tar", ["-xzf", packed.filename], { cwd: folder });
  return join(folder, "package");
}
