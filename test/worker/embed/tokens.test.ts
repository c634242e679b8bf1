import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { CreatedApiToken, EmbedCheck } from "../../../protocol/embed.schema.ts";
import type { Me, RoomListPage } from "../../../protocol/http.schema.ts";
import { newId } from "../../../protocol/ids.ts";
import { contactMerges, contacts, members } from "../../../worker/db/schema/index.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import { configChange } from "../../../worker/organization/store.ts";
import type { World } from "../../support/world.ts";
import { call, codeOf, db, ORIGIN, tokenOf, world } from "../http/support.ts";
import { change, done } from "../settings/support.ts";
import { ask, errorOf, fromPortal, mint, newApiToken, PORTAL, portalOf } from "./support.ts";

let w: World;
let crm: CreatedApiToken;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
  crm = await portalOf(w.one);
});

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as {
    exp: number;
    iat: number;
    who: { member: { memberId: string; scope: Record<string, unknown> } };
  };

const refusedFor = async (body: object): Promise<[number, string, string[]]> => {
  const base = { member: w.one.agentA.memberId, components: ["inbox"], origin: PORTAL };
  const response = await ask(crm.secret, { ...base, ...body });
  const { key, fields } = await errorOf(response);
  return [response.status, key, fields.map(({ field }) => field)];
};

describe("EMBED-2 a company's server mints a token", () => {
  it("EMBED-2 for a member by id or email, for 15 minutes unless asked otherwise", async () => {
    const { agentA } = w.one;
    const byId = await mint(crm.secret, { member: agentA.memberId });
    const byEmail = await mint(crm.secret, { member: ` ${agentA.email.toUpperCase()} `.trim(), lifetime: 60 });
    expect(byId.expires_at).toBe(byId.expiresAt);
    for (const [{ token }, seconds] of [
      [byId, 900],
      [byEmail, 60],
    ] as const) {
      const { exp, iat, who } = claimsOf(token);
      expect(exp - iat).toBeLessThanOrEqual(seconds);
      expect(exp - iat).toBeGreaterThanOrEqual(seconds - 1);
      expect(who.member.memberId).toBe(agentA.memberId);
    }
    const me = (await (await fromPortal(byId.token, "/me")).json()) as Me;
    expect(me.scope).toEqual({ components: ["inbox"], contactId: null, isReadOnly: false });
    expect(me.permissions).not.toContain("settings.all");
  });

  it("EMBED-4 only for an origin of Settings > Embedding, written as a browser writes it or nearly so", async () => {
    expect(await refusedFor({ origin: "https://evil.example" })).toEqual([403, "embed.origin", ["origin"]]);
    expect(await refusedFor({ origin: "portal.example" })).toEqual([403, "embed.origin", ["origin"]]);
    expect(await refusedFor({ origin: `${PORTAL}/page` })).toEqual([403, "embed.origin", ["origin"]]);
    expect(await refusedFor({ origin: "https://portal.example.evil.example" })).toEqual([
      403,
      "embed.origin",
      ["origin"],
    ]);
    const written = await ask(crm.secret, {
      member: w.one.agentA.memberId,
      components: ["inbox"],
      origin: "HTTPS://Portal.Example:443",
    });
    expect(written.status).toBe(201);
  });

  it("EMBED-2 lifetime, components and shape are checked, each at its field", async () => {
    expect(await refusedFor({ lifetime: 59 })).toEqual([400, "bad_request", ["lifetime"]]);
    expect(await refusedFor({ lifetime: 3_601 })).toEqual([400, "bad_request", ["lifetime"]]);
    expect(await refusedFor({ components: [] })).toEqual([400, "bad_request", ["components"]]);
    expect(await refusedFor({ components: ["everything"] })).toEqual([400, "bad_request", ["components/0"]]);
    expect(await refusedFor({ role: "admin" })).toEqual([400, "bad_request", ["role"]]);
    expect(await refusedFor({ member: undefined })).toEqual([422, "required", ["member"]]);
  });

  it("PRIVACY-1 nothing of another organization, nobody inactive, and nothing that does not exist", async () => {
    const { two } = w;
    expect(await refusedFor({ member: two.agentA.memberId })).toEqual([422, "embed.member", ["member"]]);
    expect(await refusedFor({ member: two.agentA.email })).toEqual([422, "embed.member", ["member"]]);
    expect(await refusedFor({ member: "nobody@nowhere.example" })).toEqual([422, "embed.member", ["member"]]);
    expect(await refusedFor({ integrations: [two.integrationId] })).toEqual([422, "embed.scope", ["integrations"]]);
    expect(await refusedFor({ divisions: ["general", two.salesId] })).toEqual([422, "embed.scope", ["divisions"]]);
    expect(await refusedFor({ contact: "con_nobody" })).toEqual([422, "embed.scope", ["contact"]]);
    const many = Array.from({ length: 200 }, (_, at) => `div_${at}_${"x".repeat(40)}`);
    expect((await refusedFor({ divisions: many }))[1]).toBe("embed.scope");
  });

  it("EMBED-11 a token never outlives the API token it was made with", async () => {
    const ending = await newApiToken(w.one.admin, { expiresAt: Date.now() + 100_000 });
    const { expiresAt } = await mint(ending.secret, { member: w.one.agentA.memberId, lifetime: 3_600 });
    expect(expiresAt).toBeLessThanOrEqual(Number(ending.expiresAt));
  });
});

describe("EMBED-4 who may read an answer", () => {
  const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

  it("EMBED-4 a preflight lets every page ask and none bring cookies", async () => {
    for (const origin of [PORTAL, "https://evil.example"]) {
      const response = await call("/api/v1/rooms/room_x/commands", {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
      });
      expect([response.status, allowed(response)]).toEqual([204, "*"]);
      expect(response.headers.get("access-control-allow-credentials")).toBeNull();
      expect(response.headers.get("access-control-allow-headers")).toContain("idempotency-key");
    }
  });

  it("EMBED-4 the answer itself is for the token's page alone; another page gets 403 embed.origin", async () => {
    const { token } = await mint(crm.secret, { member: w.one.agentA.memberId });
    const own = await fromPortal(token, "/rooms");
    expect([own.status, allowed(own), own.headers.get("vary")]).toEqual([200, PORTAL, "Origin"]);
    expect(own.headers.get("access-control-expose-headers")).toContain("retry-after");
    expect(own.headers.get("access-control-allow-credentials")).toBeNull();
    for (const origin of ["https://evil.example", "null", ORIGIN, `${PORTAL}:8443`]) {
      const other = await fromPortal(token, "/rooms", { headers: { origin } });
      expect([other.status, await codeOf(other)]).toEqual([403, "embed.origin"]);
    }
    const same = await fromPortal(token, "/rooms", { headers: { "sec-fetch-site": "same-origin" } });
    expect(same.status).toBe(200);
  });

  it("EMBED-5 a refusal can be read, so that the page learns to renew", async () => {
    const { token } = await mint(crm.secret, { member: w.one.agentA.memberId });
    const member = { ...claimsOf(token).who.member } as never;
    const { token: old } = await signMemberToken(env.SAPA_SECRET, { member, origin: PORTAL }, Date.now() - 700_000);
    const ended = await fromPortal(old, "/rooms");
    expect([ended.status, allowed(ended), await codeOf(ended)]).toEqual([401, "*", "token_expired"]);
    const tampered = await fromPortal(token.replace(/.{6}$/, "AAAAAA"), "/rooms");
    expect([tampered.status, allowed(tampered), await codeOf(tampered)]).toEqual([401, "*", "unauthenticated"]);
  });

  it("EMBED-4 a member's own token of the hosted shell is read by no other page", async () => {
    const response = await call("/api/v1/rooms", {
      headers: { origin: PORTAL, authorization: `Bearer ${await tokenOf(w.one.admin)}` },
    });
    expect([response.status, await codeOf(response)]).toEqual([403, "forbidden"]);
    const own = await call("/api/v1/rooms", {
      headers: { origin: ORIGIN, authorization: `Bearer ${await tokenOf(w.one.admin)}` },
    });
    expect([own.status, allowed(own)]).toEqual([200, null]);
  });
});

describe("EMBED-11 what ends a token before its time", () => {
  it("EMBED-11 its API token revoked: 401 token_expired; others of the same member go on", async () => {
    const first = await newApiToken(w.one.admin);
    const one = await mint(first.secret, { member: w.one.agentA.memberId });
    const other = await mint(crm.secret, { member: w.one.agentA.memberId });
    await done(w.one.admin, "DELETE", `/api-tokens/${first.apiTokenId}`);
    const after = await fromPortal(one.token, "/rooms");
    expect([after.status, await codeOf(after)]).toEqual([401, "token_expired"]);
    expect((await fromPortal(other.token, "/rooms")).status).toBe(200);
    expect((await check(one.token)).finding).toBe("api_token_revoked");
  });

  it("EMBED-4 its origin taken from the list: 403 embed.origin", async () => {
    const { token } = await mint(crm.secret, { member: w.one.agentA.memberId });
    await change(w.one.admin, "embedding", { origins: ["https://elsewhere.example"] });
    const after = await fromPortal(token, "/rooms");
    expect([after.status, await codeOf(after)]).toEqual([403, "embed.origin"]);
    expect((await check(token)).finding).toBe("origin_not_allowed");
    await change(w.one.admin, "embedding", { origins: [PORTAL] });
    expect((await fromPortal(token, "/rooms")).status).toBe(200);
  });

  it("EMBED-11 its member deactivated: 401", async () => {
    const { token } = await mint(crm.secret, { member: w.one.agentB.memberId });
    const setActive = async (isActive: boolean) => {
      await db().update(members).set({ isActive }).where(eq(members.memberId, w.one.agentB.memberId));
      await configChange(db(), w.one.organizationId);
      // What a route that does so would tell the Worker's own copy.
      await done(w.one.admin, "POST", "/tags", { name: `t${Math.random()}`.slice(0, 20) });
    };
    await setActive(false);
    expect((await fromPortal(token, "/rooms")).status).toBe(401);
    expect((await check(token)).finding).toBe("member_inactive");
    expect(await refusedFor({ member: w.one.agentB.memberId })).toEqual([422, "embed.member", ["member"]]);
    await setActive(true);
  });
});

describe("EMBED-12 the check says what is wrong", () => {
  it("EMBED-12 a good one, an old one, and what is none", async () => {
    const { token, expiresAt } = await mint(crm.secret, {
      member: w.one.agentA.memberId,
      components: ["inbox", "report"],
      read_only: true,
    });
    expect(await check(token)).toEqual({
      finding: "ok",
      origin: PORTAL,
      memberName: w.one.agentA.name,
      components: ["inbox", "report"],
      isReadOnly: true,
      expiresAt,
    });
    const { member } = claimsOf(token).who as never as { member: never };
    const { token: old } = await signMemberToken(env.SAPA_SECRET, { member, origin: PORTAL }, Date.now() - 700_000);
    expect(await check(old)).toMatchObject({ finding: "expired", origin: PORTAL });
    const nothing = { finding: "malformed", origin: null, memberName: null, components: [], expiresAt: null };
    for (const text of ["", "abc", token.replace(/.{6}$/, "AAAAAA"), await tokenOf(w.one.admin), crm.secret])
      expect(await check(text)).toMatchObject(nothing);
  });

  it("PRIVACY-1 another organization's token is foreign, and nothing of it is told", async () => {
    const other = await portalOf(w.two);
    const { token } = await mint(other.secret, { member: w.two.agentA.memberId });
    const told = await check(token);
    expect(told).toMatchObject({ finding: "foreign", origin: null, memberName: null, components: [] });
  });
});

describe("EMBED-3 a component outside the token", () => {
  it("EMBED-3 reports alone open no rooms; an admin's token opens no more than it names", async () => {
    const { token } = await mint(crm.secret, { member: w.one.admin.memberId, components: ["report"] });
    for (const path of ["/rooms", "/search/rooms?q=halo", "/notices", "/drafts", "/settings/workload", "/api-tokens"])
      expect([path, (await fromPortal(token, path)).status]).toEqual([path, 403]);
    expect((await fromPortal(token, "/me")).status).toBe(200);
  });

  it("EMBED-3 a token for the settings makes no API tokens, which would know no limits", async () => {
    const { token } = await mint(crm.secret, { member: w.one.admin.memberId, components: ["settings"] });
    expect((await fromPortal(token, "/settings/workload")).status).toBe(200);
    const body = { name: "x", kind: "user", scopes: ["embed"], expiresAt: null };
    expect((await fromPortal(token, "/api-tokens", { body })).status).toBe(403);
  });

  it("BEY-22 one contact's token is made for the contact as it is called now", async () => {
    const { organizationId } = w.one;
    const [contactId, formerId] = [newId("con"), newId("con")];
    const at = Date.now();
    await db().insert(contacts).values({ organizationId, contactId, name: "Rina", createdAt: at, updatedAt: at });
    await db().insert(contactMerges).values({ organizationId, formerId, contactId, at });
    const { token } = await mint(crm.secret, {
      member: w.one.admin.memberId,
      components: ["contact-rooms"],
      contact: formerId,
    });
    const page = (await (await fromPortal(token, "/rooms")).json()) as RoomListPage;
    expect(page.rooms).toEqual([]);
    expect(claimsOf(token).who.member.scope).toMatchObject({ contactId });
  });
});

const check = (token: string): Promise<EmbedCheck> => done(w.one.admin, "POST", "/embed-check", { token });
