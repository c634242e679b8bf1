import { databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";

/** A ticket lives seven days; a day more for what was sent with it to reach libSQL. */
const KEPT_MS = 8 * 24 * 3600_000;
const PAGE = 500;
/** After all of it was looked through. */
const REST_MS = 24 * 3600_000;
/** No organization's id begins like this. */
const STATE_KEY = "sweep/state";
const FILES_PREFIX = "org_";

type State = { after: string | null; restUntil: number };

/**
 * Deletes uploads that never became part of a message: one page of object storage per call, from where the last call
 * ended. Nothing is lost by a call that is cut: the page is looked at again.
 * @returns how many were deleted.
 */
export async function sweepFiles(env: Env, now: number): Promise<number> {
  const state = await stateIn(env.FILES);
  if (state.restUntil > now) return 0;
  const page = await env.FILES.list({
    prefix: FILES_PREFIX,
    limit: PAGE,
    ...(state.after && { startAfter: state.after }),
  });
  const old = page.objects.filter(({ uploaded }) => now - uploaded.getTime() > KEPT_MS).map(({ key }) => key);
  const forgotten = await unnamed(env, old);
  if (forgotten.length > 0) await env.FILES.delete(forgotten);
  const last = page.objects.at(-1)?.key ?? null;
  await keepState(
    env.FILES,
    page.truncated ? { after: last, restUntil: 0 } : { after: null, restUntil: now + REST_MS },
  );
  return forgotten.length;
}

/** Those of the keys that no message names. Rejects while libSQL is away: without it nothing may be deleted. */
async function unnamed(env: Env, keys: string[]): Promise<string[]> {
  const byOrganization = Map.groupBy(keys, (key) => key.split("/")[0] ?? "");
  const lists = await Promise.all(
    [...byOrganization].map(async ([organizationId, ofOne]) => {
      const { rows } = await databaseFor(env, organizationId).$client.execute({
        sql: "SELECT file_id FROM files WHERE organization_id = ? AND file_id IN (SELECT value FROM json_each(?))",
        args: [organizationId, JSON.stringify(ofOne.map(fileIdIn))],
      });
      const named = new Set(rows.map((row) => String(row.file_id)));
      return ofOne.filter((key) => !named.has(fileIdIn(key)));
    }),
  );
  return lists.flat();
}

const fileIdIn = (key: string): string => key.split("/")[2] ?? "";

async function stateIn(bucket: R2Bucket): Promise<State> {
  const object = await bucket.get(STATE_KEY);
  return object === null ? { after: null, restUntil: 0 } : await object.json<State>();
}

const keepState = (bucket: R2Bucket, state: State): Promise<unknown> => bucket.put(STATE_KEY, JSON.stringify(state));
