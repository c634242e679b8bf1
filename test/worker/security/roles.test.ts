import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { SavedFilter } from "../../../protocol/inbox.schema.ts";
import { can } from "../../../protocol/roles.ts";
import type { Division, QuickReply } from "../../../protocol/settings.schema.ts";
import { ENDPOINTS } from "../../../worker/app.ts";
import { audit, organizations } from "../../../worker/db/schema/index.ts";
import type { Endpoint } from "../../../worker/http/endpoint.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, db, problemOf, world } from "../http/support.ts";
import { done } from "../settings/support.ts";

/**
 * Every route that a role must allow, found by itself, by every role of two organizations: a new one is walked without
 * anybody having to remember it.
 */
const ROLES = ["admin", "supervisor", "agentA"] as const;
let w: World;
/** Things of the first organization, by the name of the path parameter that names them. */
let things: Record<string, string>;
beforeAll(async () => {
  w = await world();
  const { admin, supervisor, agentB, tagId, salesId } = w.one;
  const reply = await done<QuickReply>(admin, "POST", "/quick-replies", { command: "salam", text: "Halo" });
  const filter = { name: "Pagi", query: "", isShared: true };
  const { filterId } = await done<SavedFilter>(admin, "POST", "/saved-filters", filter);
  const form = { name: "Sales", supervisorId: supervisor.memberId, agentIds: [agentB.memberId], integrationIds: null };
  await done<Division>(admin, "PUT", `/divisions/${salesId}`, { ...form, version: 1 });
  things = { quickReplyId: reply.quickReplyId, tagId, divisionId: salesId, filterId };
});

const guarded = ENDPOINTS.filter((one) => one.action !== undefined);
const named = (endpoints: Endpoint[]) =>
  endpoints.flatMap((one) => ROLES.map((role) => [`${one.method} ${one.path}`, role, one] as const));

const pathOf = (one: Endpoint, names: Record<string, string> = {}): string =>
  one.path.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? `${name}_x`);
const ask = (member: WorldMember, one: Endpoint, path: string, body: unknown = {}): Promise<Response> =>
  asMember(member, path, { method: one.method, ...(one.body && { body }) });
const isAllowed = ({ identity }: WorldMember, one: Endpoint): boolean =>
  one.action === undefined || can(identity.role, one.action, identity.settings);

async function versionOf(organizationId: string): Promise<(number | undefined)[]> {
  const rows = await db().select().from(organizations).where(eq(organizations.organizationId, organizationId));
  return [
    rows[0]?.configVersion,
    (await db().select().from(audit).where(eq(audit.organizationId, organizationId))).length,
  ];
}

describe("ROLE-17 what a role lacks is refused, whatever the request holds", () => {
  it("walks the routes that need a right", () => {
    expect(guarded.length).toBeGreaterThan(25);
    const rights = new Set(guarded.map(({ action }) => action));
    expect(rights).toContain("settings.all");
    expect(rights).toContain("settings.chat");
  });

  it.each(named(guarded))("%s by %s", async (_, role, one) => {
    const member = w.one[role];
    const before = await versionOf(w.one.organizationId);
    const response = await ask(member, one, pathOf(one));
    if (isAllowed(member, one)) {
      expect(response.status).not.toBe(403);
      expect(response.status).toBeLessThan(500);
    } else {
      expect(await problemOf(response)).toMatchObject({ status: 403, code: "forbidden" });
    }
    expect(await versionOf(w.one.organizationId)).toEqual(before);
  });

  it.each(named(guarded.filter(({ method }) => method === "DELETE")))(
    "%s by %s leaves a thing that is there alone unless the role may",
    async (_, role, one) => {
      if (isAllowed(w.one[role], one)) return;
      const before = await versionOf(w.one.organizationId);
      expect((await ask(w.one[role], one, pathOf(one, things))).status).toBe(403);
      expect(await versionOf(w.one.organizationId)).toEqual(before);
    },
  );

  it("ROLE-2 supervisors have the Chat submenu and nothing else of the settings, agents nothing", () => {
    const may = (role: (typeof ROLES)[number]) =>
      guarded.filter((one) => one.path.startsWith("/api/v1/settings/") && isAllowed(w.one[role], one));
    const tabs = ["office-hours", "auto-responder", "auto-resolve"].map((name) => `/api/v1/settings/${name}`);
    expect([...new Set(may("supervisor").map(({ path }) => path))]).toEqual(tabs);
    expect(may("agentA")).toEqual([]);
    expect(may("admin").length).toBeGreaterThan(tabs.length);
  });
});

describe("INV-6 things of another organization", () => {
  const BODIES: Record<string, () => unknown> = {
    "/api/v1/quick-replies/:quickReplyId": () => ({ command: "curian", text: "x", version: 1 }),
    "/api/v1/tags/:tagId": () => ({ name: "curian" }),
    "/api/v1/divisions/:divisionId": () => ({
      name: "Curian",
      supervisorId: w.two.supervisor.memberId,
      agentIds: [w.two.agentB.memberId],
      integrationIds: null,
      version: 2,
    }),
    "/api/v1/saved-filters/:filterId": () => ({ name: "Curian", query: "", isShared: false }),
  };
  /** What differs between two answers by its nature. */
  const strip = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id");
  const byId = ENDPOINTS.filter(
    (one) => one.audience === "member" && one.method !== "GET" && one.path in BODIES && !one.path.includes(":roomId"),
  );

  it("walks them all", () => expect(byId).toHaveLength(8));

  it.each(byId.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s by the other's admin: the same answer as for a missing one, and nothing changes",
    async (_, one) => {
      const before = await versionOf(w.one.organizationId);
      const body = BODIES[one.path]?.();
      const foreign = await ask(w.two.admin, one, pathOf(one, things), body);
      const missing = await ask(w.two.admin, one, pathOf(one), body);
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect(strip(await foreign.text())).toBe(strip(await missing.text()));
      expect(await versionOf(w.one.organizationId)).toEqual(before);
    },
  );
});
