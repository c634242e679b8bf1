import { beforeAll, describe, expect, it } from "vitest";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import { newCommandId } from "../../../protocol/ids.ts";
import { until } from "../../support/until.ts";
import type { World } from "../../support/world.ts";
import { asMember, codeOf, newVisitor, say, world } from "../http/support.ts";
import { hubOf } from "./organization-world.ts";

let w: World;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
});

const post = (path: string, body?: unknown) => ({ path, options: { method: "POST", body } });
const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;

describe("over HTTP", () => {
  it("ASSIGN-6 ASSIGN-7 POST /rooms/next gives the longest waiting room, then none; the list of members shows the load", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    await until(
      () => hubOf(w.one).counters(w.one.admin.identity),
      ({ unassigned }) => unassigned === 1,
    );
    const { path, options } = post("/api/v1/rooms/next");
    const retried = { ...options, headers: { "idempotency-key": newCommandId() } };
    for (let time = 0; time < 2; time += 1)
      expect(await json(await asMember(w.one.agentA, path, retried))).toEqual({ roomId: visitor.roomId });
    const badKey = { ...options, headers: { "idempotency-key": "no id" } };
    expect(await codeOf(await asMember(w.one.agentA, path, badKey))).toBe("bad_request");
    expect(await json(await asMember(w.one.agentB, path, options))).toEqual({ roomId: null });
    const rows = await until(
      async () => json<MemberRow[]>(await asMember(w.one.agentB, "/api/v1/members")),
      (all) => all.some(({ openRooms }) => openRooms > 0),
    );
    expect(rows.find(({ memberId }) => memberId === w.one.agentA.memberId)).toMatchObject({ openRooms: 1, limits: [] });
  });

  it("ASSIGN-6 with takeover off an agent's request is 403", async () => {
    const off = await world({ agentCanTakeOver: false });
    const { path, options } = post("/api/v1/rooms/next");
    const refused = await asMember(off.one.agentA, path, options);
    expect([refused.status, await codeOf(refused)]).toEqual([403, "forbidden"]);
    expect((await asMember(off.one.supervisor, path, options)).status).toBe(200);
  });

  it("SESS-11 SESS-14 the count is there before the job; with nothing to do it is refused", async () => {
    const counts = await asMember(w.one.agentA, "/api/v1/rooms/resolve-expired");
    expect(await json(counts)).toEqual({
      assigned: { wa_cloud: 0, ig: 0, fb: 0, other: 0 },
      unassigned: { wa_cloud: 0, ig: 0, fb: 0, other: 0 },
    });
    const { path, options } = post("/api/v1/rooms/resolve-expired", { groups: ["other"], includeUnassigned: true });
    const refused = await asMember(w.one.agentA, path, options);
    expect([refused.status, await codeOf(refused)]).toEqual([422, "resolve_all.nothing"]);
    const current = await asMember(w.one.agentA, "/api/v1/jobs/current");
    expect([current.status, await json(current)]).toEqual([200, null]);
  });
});
