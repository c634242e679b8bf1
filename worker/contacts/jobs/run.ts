import { accountsDatabase, type Database, databaseFor } from "../../db/client.ts";
import { asUnavailable } from "../../db/unavailable.ts";
import type { Env } from "../../env.ts";
import { logFault } from "../../fault-log.ts";
import { eraseStep } from "./erase.ts";
import { claimJob, dueJobs, endJob, type Job, type JobRef, putOff, readJob } from "./store.ts";
import { tellRooms } from "./tell.ts";

/** Longer than anything that is done with a job in hand takes, so that two never have the same one. */
const LEASE_MS = 90_000;
const WORK_MS = 20_000;
const RETRY_MIN_MS = 2_000;
const RETRY_MAX_MS = 60_000;
const JOBS_AT_ONCE = 20;

/** Right after the batch that wrote the job. Never rejects: what does not come off is tried again every minute. */
export async function tryContactJob(env: Env, ref: JobRef): Promise<void> {
  await runJob(env, ref, Date.now()).catch((error: unknown) => report(ref, error));
}

/** All jobs whose time has come, as far as one turn goes. Never rejects. */
export async function runContactJobs(env: Env, now: number): Promise<void> {
  try {
    const due = await dueJobs(accountsDatabase(env), now, JOBS_AT_ONCE);
    await Promise.all(due.map((ref) => runJob(env, ref, now).catch((error: unknown) => report(ref, error))));
  } catch (error) {
    report({ organizationId: "", contactId: "", kind: "tell" }, error);
  }
}

async function runJob(env: Env, ref: JobRef, now: number): Promise<void> {
  const db = databaseFor(env, ref.organizationId);
  let job = await claimJob(db, ref, now, now + LEASE_MS);
  if (job === null) return;
  const endsAt = Date.now() + WORK_MS;
  const mayGoOn = () => Date.now() < endsAt;
  try {
    while (job !== null) {
      const isDone: boolean = await work(env, db, job, now, mayGoOn);
      if (!isDone) return await putOff(db, ref, now + waitMs(job.attempts));
      if (job.kind === "erase" || (await endJob(db, job))) return;
      job = await readJob(db, ref);
    }
  } catch (error) {
    await putOff(db, ref, now + waitMs(job?.attempts ?? 1)).catch(() => {});
    throw error;
  }
}

const work = (env: Env, db: Database, job: Job, now: number, mayGoOn: () => boolean): Promise<boolean> =>
  job.kind === "tell" ? tellRooms(env, db, job, mayGoOn) : eraseStep(env, db, job, now, mayGoOn);

const waitMs = (attempts: number): number => Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.max(0, attempts - 1));

/** Libsql being away is everybody's trouble and told elsewhere. */
function report({ organizationId, contactId, kind }: JobRef, error: unknown): void {
  if (asUnavailable(error) !== null) return;
  logFault({ alert: "contact.job", organizationId, contactId, kind }, error);
}
