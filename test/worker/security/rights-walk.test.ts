import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { SavedFilter } from "../../../protocol/inbox.schema.ts";
import { allows, type MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Division, QuickReply } from "../../../protocol/settings.schema.ts";
import { ENDPOINTS } from "../../../worker/app.ts";
import { audit, organizations } from "../../../worker/db/schema/index.ts";
import type { Endpoint } from "../../../worker/http/endpoint.ts";
import { explainMemberToken, signMemberToken } from "../../../worker/http/tokens.ts";
import type { World, WorldMember, WorldOrganization } from "../../support/world.ts";
import { type Asked, mint, newApiToken, PORTAL, portalOf } from "../embed/support.ts";
import { asMember, call, db, newVisitor, ORIGIN, problemOf, say, tokenOf, world } from "../http/support.ts";
import { done } from "../settings/support.ts";
import { MEMBER_RIGHTS, type MemberRight, type Names, OTHER_ROUTES } from "./rights-table.ts";

/** Who asks: whose token, from which page, and what the Worker must make of them. */
type Caller = {
  token: string;
  origin: string;
  /** null: nothing is open to this token; `code` says why. */
  identity: MemberIdentity | null;
  isOwner: boolean;
  code?: string;
  status?: number;
};

let w: World;
const callers = new Map<string, Caller>();
/** Things of the first organization, and people of the second, by the names of path parameters. */
let theirs: Names;

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
const memberRoutes = ENDPOINTS.filter(({ audience }) => audience === "member");

async function thingsOf({
  admin,
  supervisor,
  agentB,
  tagId,
  salesId,
  integrationId,
}: WorldOrganization): Promise<Names> {
  const visitor = await newVisitor(w.one);
  await say(w.one, visitor, "rahasia toko satu");
  const room = (await (await asMember(admin, `/api/v1/rooms/${visitor.roomId}`)).json()) as RoomSummary;
  const reply = await done<QuickReply>(admin, "POST", "/quick-replies", { command: "salam", text: "Halo" });
  const filter = await done<SavedFilter>(admin, "POST", "/saved-filters", { name: "Pagi", query: "", isShared: true });
  const form = { name: "Sales", supervisorId: supervisor.memberId, agentIds: [agentB.memberId], integrationIds: null };
  await done<Division>(admin, "PUT", `/divisions/${salesId}`, { ...form, version: 1 });
  const { apiTokenId } = await newApiToken(admin);
  return {
    roomId: visitor.roomId,
    contactId: room.contact.contactId,
    quickReplyId: reply.quickReplyId,
    filterId: filter.filterId,
    tagId,
    integrationId,
    apiTokenId,
    divisionId: salesId,
    memberId: agentB.memberId,
    ownDivisionId: w.two.salesId,
    ownSupervisorId: w.two.supervisor.memberId,
    ownAgentId: w.two.agentB.memberId,
  };
}

async function portalCaller(crm: CreatedApiToken, asked: Asked): Promise<Caller> {
  const { token } = await mint(crm.secret, asked);
  const identity = (await explainMemberToken(env.SAPA_SECRET, token))?.member ?? null;
  return { token, origin: PORTAL, identity, isOwner: false };
}

const ROLES = ["admin", "supervisor", "agentA"] as const;
const PORTALS: [string, Omit<Asked, "member">][] = [
  ["inbox", { components: ["inbox"] }],
  ["inbox, reading", { components: ["inbox"], read_only: true }],
  ["contact-rooms", { components: ["contact-rooms"] }],
  ["report", { components: ["report"] }],
  ["settings", { components: ["settings"] }],
  ["settings, reading", { components: ["settings"], read_only: true }],
  ["contacts", { components: ["contacts"] }],
];
const ENDED = ["expired", "revoked", "of a page no longer allowed", "tampered with", "from another page"];

beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true, autoAllocation: false });
  theirs = await thingsOf(w.one);
  for (const role of ROLES) {
    const member: WorldMember = w.one[role];
    const token = await tokenOf(member);
    callers.set(role, { token, origin: ORIGIN, identity: member.identity, isOwner: role === "admin" });
  }
  const { admin, agentA } = w.one;
  const gone = "https://gone.example";
  const crm = await portalOf(w.one);
  const { version } = await done<{ version: number }>(admin, "PUT", "/settings/embedding", {
    version: 1,
    value: { origins: [PORTAL, gone] },
  });
  for (const [name, asked] of PORTALS)
    callers.set(`admin's portal: ${name}`, await portalCaller(crm, { member: admin.memberId, ...asked }));
  const own: Asked = { member: agentA.memberId, components: ["inbox"] };
  callers.set("agent's portal: inbox", await portalCaller(crm, own));
  const whole = await portalCaller(crm, { ...own, member: admin.memberId });
  const revoked = await newApiToken(admin);
  const ended = async (name: string, token: string, status: number, code: string, origin = PORTAL) =>
    callers.set(name, { token, origin, identity: null, isOwner: false, status, code });
  const late = { member: whole.identity as MemberIdentity, origin: PORTAL };
  await ended(
    "expired",
    (await signMemberToken(env.SAPA_SECRET, late, Date.now() - 3_600_000)).token,
    401,
    "token_expired",
  );
  await ended("revoked", (await mint(revoked.secret, own)).token, 401, "token_expired");
  await ended(
    "of a page no longer allowed",
    (await mint(crm.secret, { ...own, origin: gone })).token,
    403,
    "embed.origin",
    gone,
  );
  await ended("tampered with", whole.token.replace(/.{8}$/, "AAAAAAAA"), 401, "unauthenticated");
  await ended("from another page", whole.token, 403, "embed.origin", "https://evil.example");
  await done(admin, "DELETE", `/api-tokens/${revoked.apiTokenId}`);
  await done(admin, "PUT", "/settings/embedding", { version, value: { origins: [PORTAL] } });
});

function isRight({ identity, isOwner }: Caller, { needs, reads, notFor }: MemberRight, { method }: Endpoint): boolean {
  if (identity === null) return false;
  const { scope } = identity;
  if (needs === "owner") return isOwner;
  if (scope?.components.every((component) => component === notFor)) return false;
  if (needs !== "everyone" && !allows(identity, needs)) return false;
  return !scope?.isReadOnly || method === "GET" || reads === true;
}

function ask(caller: Caller, one: Endpoint, names: Names, body?: unknown): Promise<Response> {
  const path = one.path.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? missing(name));
  const { query } = MEMBER_RIGHTS[nameOf(one)] ?? {};
  return call(query === undefined ? path : `${path}?${query}`, {
    method: one.method,
    body,
    headers: {
      origin: caller.origin,
      authorization: `Bearer ${caller.token}`,
      "idempotency-key": crypto.randomUUID(),
    },
  });
}

/** Written as ids of its kind are, and nobody's. */
const missing = (name: string): string => (name === "roomId" ? `room_${"a".repeat(26)}` : `${name.slice(0, 3)}_x`);

/** What changes when anything of an organization's set-up or of its log does. */
async function standOf({ organizationId }: WorldOrganization): Promise<unknown[]> {
  const rows = await db().select().from(organizations).where(eq(organizations.organizationId, organizationId));
  const entries = await db().select().from(audit).where(eq(audit.organizationId, organizationId));
  return [rows[0]?.configVersion, entries.length];
}

describe("every route stands in the table of rights", () => {
  it("ROLE-17 none is missing, none is left over, and each has the guard the table says", () => {
    const members = memberRoutes.map(nameOf);
    expect(members.filter((name) => !(name in MEMBER_RIGHTS))).toEqual([]);
    expect(Object.keys(MEMBER_RIGHTS).filter((name) => !members.includes(name))).toEqual([]);
    const others = ENDPOINTS.filter(({ audience }) => audience !== "member");
    const guards = Object.fromEntries(others.map((one) => [nameOf(one), one.audience]));
    expect(guards).toEqual(OTHER_ROUTES);
  });

  it("ROLE-17 what is declared is what the table says", () => {
    for (const one of memberRoutes) {
      const right = MEMBER_RIGHTS[nameOf(one)] as MemberRight;
      const declared = one.isForEveryone ? "everyone" : (one.action ?? "owner");
      expect([nameOf(one), declared, one.isReading]).toEqual([nameOf(one), right.needs, right.reads]);
    }
  });
});

it("ROLE-2 supervisors have the Chat submenu and nothing else of the settings, agents nothing", () => {
  const may = (role: (typeof ROLES)[number]) =>
    memberRoutes
      .filter(({ path }) => path.startsWith("/api/v1/settings/"))
      .filter((one) => isRight(callers.get(role) as Caller, MEMBER_RIGHTS[nameOf(one)] as MemberRight, one))
      .map(({ path }) => path.slice("/api/v1/settings/".length));
  expect([...new Set(may("supervisor"))]).toEqual(["office-hours", "auto-responder", "auto-resolve"]);
  expect(may("agentA")).toEqual([]);
  expect(may("admin").length).toBeGreaterThan(20);
});

describe("ROLE-1..17, EMBED-3 every route by every kind of caller", () => {
  const names = [...ROLES, ...PORTALS.map(([name]) => `admin's portal: ${name}`), "agent's portal: inbox", ...ENDED];
  it.each(names)("%s", async (name) => {
    const caller = callers.get(name) as Caller;
    const counts = { done: 0, refused: 0 };
    for (const one of memberRoutes) {
      const right = MEMBER_RIGHTS[nameOf(one)] as MemberRight;
      const isFine = isRight(caller, right, one);
      const before = isFine ? [] : await standOf(w.one);
      // What may be done is not done: it names nothing that is there, or lacks its form.
      const names = isFine ? {} : theirs;
      const response = await ask(caller, one, names, one.body && (isFine ? {} : right.body?.(theirs)));
      const verdict = response.ok ? "ok" : (await problemOf(response)).code;
      const label = `${nameOf(one)}: ${response.status} ${verdict}`;
      if (isFine) {
        expect([401, 403], label).not.toContain(response.status);
        expect(response.status, label).toBeLessThan(500);
        counts.done += 1;
      } else {
        expect([response.status, verdict], label).toEqual([caller.status ?? 403, caller.code ?? "forbidden"]);
        expect(await standOf(w.one), label).toEqual(before);
        counts.refused += 1;
      }
    }
    expect(counts.done + counts.refused).toBe(memberRoutes.length);
    if (caller.identity === null) expect(counts.done).toBe(0);
    else expect(counts.done).toBeGreaterThan(4);
    if (name !== "admin") expect(counts.refused).toBeGreaterThan(10);
  });
});

describe("PRIVACY-1 every route that names a thing, by the admin of another organization", () => {
  const strip = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id");
  const byId = memberRoutes.filter(({ path }) => path.includes(":"));

  it("PRIVACY-1 walks them all", () => expect(byId.length).toBeGreaterThan(35));

  it.each(byId.map((one) => [nameOf(one), one] as const))(
    "PRIVACY-1 %s: a foreign thing is answered as one that does not exist, and nothing changes",
    async (name, one) => {
      const token = await tokenOf(w.two.admin);
      const caller: Caller = { token, origin: ORIGIN, identity: w.two.admin.identity, isOwner: true };
      const body = one.body || one.isUpload ? MEMBER_RIGHTS[name]?.body?.(theirs) : undefined;
      const before = await standOf(w.one);
      const foreign = await ask(caller, one, theirs, body);
      const none = await ask(caller, one, {}, body);
      const [told, expected] = [await foreign.text(), await none.text()];
      expect([foreign.status, none.status], told).toEqual([404, 404]);
      expect(strip(told)).toBe(strip(expected));
      expect(await standOf(w.one)).toEqual(before);
    },
  );
});
