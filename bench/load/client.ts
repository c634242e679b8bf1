import { type ChildProcess, fork } from "node:child_process";
import { inRoot } from "../../scripts/support/paths.ts";
import type { Job, Outcome } from "./job.ts";

type Answer = { ok: true; outcome: Outcome } | { ok: false; message: string };

/** Runs one job in a fresh generator process, so that no measurement inherits another's heap. */
export async function generate(job: Job, nodeArguments: string[] = []): Promise<Outcome> {
  const child: ChildProcess = fork(inRoot("bench/load/generator.ts"), { execArgv: nodeArguments });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      child.once("message", (message) => resolve(message as Answer));
      child.once("exit", (code) => reject(new Error(`The load generator ended with code ${code}`)));
      child.send(job);
    });
    if (!answer.ok) throw new Error(answer.message);
    return answer.outcome;
  } finally {
    const hasExited = new Promise((resolve) => child.once("exit", resolve));
    if (child.connected) child.disconnect();
    if (child.exitCode === null) await hasExited;
  }
}
