import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Division } from "../../../protocol/settings.schema.ts";
import { divisionMembers, integrations, members } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import type { WorldOrganization } from "../../support/world.ts";
import { db, world } from "../http/support.ts";
import { done, read, refused, send } from "./support.ts";

let shop: WorldOrganization;
let other: WorldOrganization;
beforeEach(async () => {
  ({ one: shop, two: other } = await world());
});

const form = (extra: object = {}) => ({
  name: "Gudang",
  supervisorId: shop.supervisor.memberId,
  agentIds: [shop.agentB.memberId],
  integrationIds: null,
  ...extra,
});
const create = (extra: object = {}) => done<Division>(shop.admin, "POST", "/divisions", form(extra));
const all = (member = shop.admin) => read<Division[]>(member, "/divisions");
const divisionsOfMember = async (memberId: string): Promise<string[]> => {
  const config = await env.ORGANIZATION.getByName(shop.organizationId).config();
  return config?.members.find((one) => one.memberId === memberId)?.divisionIds ?? [];
};

describe("ASSIGN-20 divisions", () => {
  it("are made with supervisor, agents and channels, and hold for their members at once", async () => {
    const made = await create({ integrationIds: [shop.integrationId] });
    expect(made).toMatchObject({ ...form({ integrationIds: [shop.integrationId] }), version: 1 });
    expect(await all(shop.agentA)).toContainEqual(made);
    expect(await divisionsOfMember(shop.agentB.memberId)).toEqual([made.divisionId]);
    expect((await divisionsOfMember(shop.supervisor.memberId)).toSorted()).toEqual(
      [made.divisionId, shop.salesId].toSorted(),
    );
    expect((await all(other.admin)).map(({ divisionId }) => divisionId)).toEqual([other.salesId]);
  });

  it("need a name, a supervisor, an agent and channels, each named", async () => {
    const empty = { name: " ", supervisorId: null, agentIds: [], integrationIds: [] };
    const problem = await refused(shop.admin, "POST", "/divisions", empty);
    expect(problem.errors).toEqual(
      ["/name", "/supervisorId", "/agentIds", "/integrationIds"].map((pointer) => ({ pointer, code: "required" })),
    );
    const long = await refused(shop.admin, "POST", "/divisions", form({ name: "☕".repeat(61) }));
    expect(long).toMatchObject({ code: "too_long", params: { max: 60, length: 61 } });
  });

  it("division.exists without regard to case; General is built in", async () => {
    for (const name of ["sales", " SALES", "General", "umum"])
      expect(await refused(shop.admin, "POST", "/divisions", form({ name }))).toMatchObject({
        status: 422,
        code: "division.exists",
      });
  });

  it("take members only in the role they are named for, and nobody and nothing from elsewhere", async () => {
    await db().update(members).set({ isActive: false }).where(eq(members.memberId, shop.agentA.memberId));
    const pointersOf = async (extra: object) =>
      (await refused(shop.admin, "POST", "/divisions", form(extra))).errors?.map(({ pointer }) => pointer);
    expect(await pointersOf({ supervisorId: shop.agentB.memberId })).toEqual(["/supervisorId"]);
    expect(await pointersOf({ supervisorId: other.supervisor.memberId })).toEqual(["/supervisorId"]);
    const agentIds = [shop.agentB, shop.agentA, shop.admin, other.agentA].map(({ memberId }) => memberId);
    expect(await pointersOf({ agentIds })).toEqual(["/agentIds/1", "/agentIds/2", "/agentIds/3"]);
    expect(await pointersOf({ integrationIds: [other.integrationId] })).toEqual(["/integrationIds/0"]);
    expect(await all()).toHaveLength(1);
  });

  it("a change moves who joins and leaves; further supervisors, put in where members are edited, stay", async () => {
    const made = await create({ agentIds: [shop.agentA.memberId] });
    const { organizationId } = shop;
    const second = await createMember(db(), {
      organizationId,
      accountId: other.supervisor.accountId,
      name: "Lestari",
      role: "supervisor",
      divisionIds: [made.divisionId],
    });
    const given = form({ name: "Gudang Bandung", agentIds: [shop.agentB.memberId], version: 1 });
    const changed = await done<Division>(shop.admin, "PUT", `/divisions/${made.divisionId}`, given);
    expect(changed).toMatchObject({ name: "Gudang Bandung", agentIds: [shop.agentB.memberId], version: 2 });
    const rows = await db().select().from(divisionMembers).where(eq(divisionMembers.divisionId, made.divisionId));
    expect(rows.map(({ memberId }) => memberId).toSorted()).toEqual(
      [shop.supervisor.memberId, second.memberId, shop.agentB.memberId].toSorted(),
    );
  });

  it("GEN-11 the second of two is told who changed it and what stands", async () => {
    const made = await create();
    const path = `/divisions/${made.divisionId}`;
    const first = await done<Division>(shop.admin, "PUT", path, form({ name: "Gudang A", version: 1 }));
    const problem = await refused(shop.admin, "PUT", path, form({ name: "Gudang B", version: 1 }));
    expect(problem).toMatchObject({ status: 409, code: "conflict", params: { name: shop.admin.name } });
    expect(problem.current).toEqual(first);
    expect(await done(shop.admin, "PUT", path, form({ name: "Gudang A", version: 1 }))).toEqual(first);
  });

  it("of two who save the same one at once exactly one wins, members and all", async () => {
    const made = await create();
    const save = (name: string, agentId: string) =>
      send(shop.admin, "PUT", `/divisions/${made.divisionId}`, form({ name, agentIds: [agentId], version: 1 }));
    const answers = await Promise.all([save("A", shop.agentA.memberId), save("B", shop.agentB.memberId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = (await answers.find(({ ok }) => ok)?.json()) as Division;
    expect((await all()).find(({ divisionId }) => divisionId === made.divisionId)).toEqual(won);
    expect(won.agentIds).toHaveLength(1);
  });

  it("deleting one frees its members and lets its channels fall to General", async () => {
    await db()
      .update(integrations)
      .set({ divisionId: shop.salesId })
      .where(eq(integrations.integrationId, shop.integrationId));
    await done(shop.admin, "DELETE", `/divisions/${shop.salesId}`);
    expect(await all()).toEqual([]);
    expect(await divisionsOfMember(shop.agentA.memberId)).toEqual([]);
    const config = await env.ORGANIZATION.getByName(shop.organizationId).config();
    expect(config?.divisions).toEqual([]);
    expect(config?.integrations).toMatchObject([{ integrationId: shop.integrationId, divisionId: null }]);
    expect((await send(shop.admin, "DELETE", `/divisions/${shop.salesId}`)).status).toBe(404);
  });
});
