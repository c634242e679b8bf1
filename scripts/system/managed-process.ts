import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

const keptLines = 200;
const gentleStopMs = 8_000;

/** A program we started, in a process group of its own, so that nothing it started outlives it. */
export type ManagedProcess = {
  name: string;
  pid: number;
  /** Resolves when the program has ended, whoever ended it. */
  exited: Promise<{ code: number | null; signal: string | null }>;
  /** The last lines it printed. */
  output: () => string;
  /** Ends it gently (SIGTERM), and by force when that takes too long. */
  stop: () => Promise<void>;
  /** Ends it and everything it started at once, as a crash would. */
  kill9: () => Promise<void>;
};

export type ProcessOptions = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  /** Called with each line the program prints. */
  onLine?: ((line: string) => void) | undefined;
  /** Ends the program gently when it fires, also while it is still starting. */
  signal?: AbortSignal | undefined;
};

export function startProcess(options: ProcessOptions): ManagedProcess {
  options.signal?.throwIfAborted();
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      lines.push(String(error));
      resolve({ code: null, signal: null });
    });
  });
  const lines: string[] = [];
  collectLines(child, (line) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    options.onLine?.(line);
  });
  const pid = child.pid ?? -1;
  options.signal?.addEventListener("abort", () => signalGroup(pid, "SIGTERM"));
  return {
    name: options.name,
    pid,
    exited,
    output: () => lines.join("\n"),
    stop: () => endGroup(pid, exited, "SIGTERM"),
    kill9: () => endGroup(pid, exited, "SIGKILL"),
  };
}

function collectLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", (line) => onLine(stripVTControlCharacters(line)));
  }
}

async function endGroup(pid: number, exited: Promise<unknown>, first: NodeJS.Signals): Promise<void> {
  signalGroup(pid, first);
  await Promise.race([exited, unhurriedPause(gentleStopMs)]);
  // What the leader left behind, and the leader itself if it did not listen.
  signalGroup(pid, "SIGKILL");
  await exited;
  for (let round = 0; round < 100 && isGroupAlive(pid); round += 1) await pause(10);
}

/** Sends a signal to a process group; a group that is gone is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/** Whether anything of a process group still runs; what has ended but was not collected by its parent does not count. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  return process.platform !== "linux" || readdirSync("/proc").some((name) => /^\d+$/.test(name) && runsIn(group, name));
}

function runsIn(group: number, pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the program's name, which may itself hold brackets and spaces: state, parent, group.
    const [state, , itsGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(itsGroup) === group && state !== "Z";
  } catch {
    return false;
  }
}

/** A pause that does not keep this program alive. */
function unhurriedPause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs).unref());
}

export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

/**
 * Asks an address until it answers with success.
 * @throws when the program ends first or the time is over; the message carries what it printed last.
 */
export async function waitUntilHealthy(address: string, program: ManagedProcess, timeoutMs: number): Promise<void> {
  let hasEnded = false;
  void program.exited.then(() => {
    hasEnded = true;
  });
  const giveUpAt = performance.now() + timeoutMs;
  while (!hasEnded && performance.now() < giveUpAt) {
    if (await answersWell(address)) return;
    await pause(40);
  }
  const why = hasEnded ? "ended while starting" : `did not answer within ${Math.round(timeoutMs / 1000)} s`;
  throw new Error(`${program.name} ${why}. It printed:\n${program.output() || "(nothing)"}`);
}

async function answersWell(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
