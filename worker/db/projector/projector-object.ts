import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../env.ts";
import { databaseFor } from "../client.ts";
import type { ProjectionAnswer, ProjectionSlice, ProjectorApi } from "./contract.ts";
import { GroupCommit } from "./group-commit.ts";

/** Writes the projections of many rooms into libSQL. Keeps nothing: what it has not stored, the rooms still have. */
export class ProjectorObject extends DurableObject<Env> implements ProjectorApi {
  readonly #commits = new GroupCommit({
    database: (organizationId) => databaseFor(this.env, organizationId),
    now: Date.now,
    random: Math.random,
  });

  submit(slice: ProjectionSlice): Promise<ProjectionAnswer> {
    return this.#commits.submit(slice);
  }
}
