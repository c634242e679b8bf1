import { DurableObject } from "cloudflare:workers";
import { runContactJobs } from "../../contacts/jobs/run.ts";
import type { Env } from "../../env.ts";
import { Pulse } from "../../organization/pulse.ts";
import { databaseFor } from "../client.ts";
import type { ProjectionAnswer, ProjectionSlice, ProjectorApi } from "./contract.ts";
import { GroupCommit } from "./group-commit.ts";

const JOBS_EVERY_MS = 100;

/** Writes the projections of many rooms into libSQL. Keeps nothing: what it has not stored, the rooms still have. */
export class ProjectorObject extends DurableObject<Env> implements ProjectorApi {
  readonly #commits = new GroupCommit({
    database: (organizationId) => databaseFor(this.env, organizationId),
    now: Date.now,
    random: Math.random,
    onJobs: () => this.#jobs.ask(),
  });
  /** Rooms are told what others said within moments; should this process end, the minute's sweep does it. */
  readonly #jobs = new Pulse(JOBS_EVERY_MS, () => void runContactJobs(this.env, Date.now()));

  submit(slice: ProjectionSlice): Promise<ProjectionAnswer> {
    return this.#commits.submit(slice);
  }
}
