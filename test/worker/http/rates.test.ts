import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "../../../worker/app.ts";
import { DESK_RATE, SEARCH_RATE } from "../../../worker/http/rate.ts";
import type { WorldMember } from "../../support/world.ts";
import { asMember, problemOf, world } from "./support.ts";

/** Asks until it is too often, at most so many times; by a token that is made once, so that nothing slows it down. */
async function flood(member: WorldMember, paths: string[], max: number): Promise<Response[]> {
  const responses = await Promise.all(
    Array.from({ length: max }, (_, at) => asMember(member, paths[at % paths.length] ?? "")),
  );
  return responses.filter(({ status }) => status === 429);
}

describe("how often one member may ask", () => {
  it.each([
    ["lists, notices, drafts and filters together", DESK_RATE, ["/rooms", "/notices", "/drafts", "/saved-filters"]],
    ["searches", SEARCH_RATE, ["/search/messages?q=kopi", "/search/rooms?q=kopi"]],
  ])("%s: whoever asks too often is told when to come back, and nobody else is", async (_, rate, paths) => {
    const { one } = await world();
    const all = paths.map((path) => `/api/v1${path}`);
    // Twice as often as one window allows, for it may end in between.
    const refused = await flood(one.agentA, all, 2 * rate.max + all.length);
    expect(refused.length).toBeGreaterThan(0);
    const [first] = refused;
    const problem = first && (await problemOf(first));
    expect(problem).toMatchObject({ code: "rate_limited", retryable: true });
    expect(problem?.retryAfterMs).toBeGreaterThan(0);
    expect(problem?.retryAfterMs).toBeLessThanOrEqual(rate.windowMs);
    expect((await asMember(one.agentB, all[0] ?? "")).status).toBe(200);
  });

  it("a long day of ordinary work stays below: what many tabs ask as they open", async () => {
    const { one } = await world();
    const paths = ["/rooms", "/notices", "/drafts", "/saved-filters"].map((path) => `/api/v1${path}`);
    expect(await flood(one.agentA, paths, DESK_RATE.max)).toEqual([]);
  });

  it("every list, search and shelf of the desk has a limit", () => {
    const isLimited = /^\/api\/v1\/(search\/\w+|saved-filters|notices|drafts|rooms(\/:roomId\/(history|events))?)$/;
    const unlimited = ENDPOINTS.filter(({ path, method, rate }) => isLimited.test(path) && method === "GET" && !rate);
    expect(unlimited.map(({ path }) => path)).toEqual([]);
  });
});
