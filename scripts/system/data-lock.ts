import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError } from "../support/console.ts";
import { isGroupAlive, signalGroup } from "./managed-process.ts";

type Holder = { pid: number; groups: number[] };

/** Says who uses a data folder, so that two systems never share one and a crashed one leaves nothing running. */
export type DataLock = {
  /** Notes programs that must be ended if we cannot do it ourselves. */
  noteGroups: (groups: number[]) => void;
  release: () => void;
};

/** @throws PlainError when another running system uses the folder. */
export function lockData(dataDir: string): DataLock {
  const path = join(dataDir, "running.json");
  mkdirSync(dataDir, { recursive: true });
  const previous = readHolder(path);
  if (previous && previous.pid !== process.pid && isOurs(previous.pid)) {
    throw new PlainError(
      `Sapa already runs with this data folder (process ${previous.pid}): stop it, or choose another folder with SAPA_DATA_DIR.`,
    );
  }
  for (const group of previous?.groups ?? []) if (isOurs(group) && isGroupAlive(group)) signalGroup(group, "SIGKILL");
  const write = (groups: number[]) => writeFileSync(path, JSON.stringify({ pid: process.pid, groups }));
  write([]);
  return { noteGroups: write, release: () => rmSync(path, { force: true }) };
}

function readHolder(path: string): Holder | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** Process numbers are used again: only a program of this project counts. */
function isOurs(pid: number): boolean {
  try {
    return /bootstrap\.mjs|sqld|wrangler|vitest/.test(commandOf(pid));
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  return execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
}
