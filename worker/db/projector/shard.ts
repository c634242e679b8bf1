import type { Env } from "../../env.ts";
import type { ProjectorObject } from "./projector-object.ts";

/**
 * Objects that write projections into one database. Few, because sqld likes few and large batches, and each object
 * writes one batch at a time. They keep nothing, so the number may change at any time.
 */
export const PROJECTOR_SHARDS = 1;

/** The projector of an organization's database. A database of its own, see `databaseFor`, will get shards of its own here. */
export function projectorFor(env: Pick<Env, "PROJECTOR">, organizationId: string): DurableObjectStub<ProjectorObject> {
  return env.PROJECTOR.getByName(`projector-${shardOf(organizationId)}`);
}

function shardOf(organizationId: string): number {
  let hash = 0;
  for (let index = 0; index < organizationId.length; index++)
    hash = (hash * 31 + organizationId.charCodeAt(index)) >>> 0;
  return hash % PROJECTOR_SHARDS;
}
