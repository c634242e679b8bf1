import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiToken, CreatedApiToken } from "../../../protocol/embed.schema.ts";
import { apiTokens, audit } from "../../../worker/db/schema/index.ts";
import type { World } from "../../support/world.ts";
import { call, db, world } from "../http/support.ts";
import { done, read, refused, send } from "../settings/support.ts";
import { ask, askOnce, errorOf, mint, newApiToken, PORTAL, portalOf } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

const rowOf = async ({ apiTokenId }: Pick<ApiToken, "apiTokenId">) =>
  (await db().select().from(apiTokens).where(eq(apiTokens.apiTokenId, apiTokenId)))[0];

async function until<T>(look: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  for (let left = 100; ; left--) {
    const value = await look();
    if (fits(value) || left === 0) return value;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe("SET-9 API tokens", () => {
  it("SET-9 the secret is shown once, kept as a hash, and told apart by its last characters", async () => {
    const made = await newApiToken(w.one.admin, { name: "  Portal pelanggan  " });
    expect(made.secret).toMatch(/^sapa_[\w-]{43}$/);
    expect(made.name).toBe("Portal pelanggan");
    expect(made.ending).toBe(made.secret.slice(-4));
    const listed = await read<ApiToken[]>(w.one.admin, "/api-tokens");
    expect(listed.find(({ apiTokenId }) => apiTokenId === made.apiTokenId)).toEqual({ ...made, secret: undefined });
    const stored = [JSON.stringify(await rowOf(made)), JSON.stringify(listed), await auditText(w.one.organizationId)];
    for (const text of stored) expect(text).not.toContain(made.secret.slice(5));
  });

  it("SET-9 names each bad field, and takes no more than there may be", async () => {
    const bad = async (body: object) => {
      const base = { name: "x", kind: "user", scopes: ["embed"], expiresAt: null };
      const problem = await refused(w.one.admin, "POST", "/api-tokens", { ...base, ...body });
      return (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
    };
    expect(await bad({ name: "   " })).toEqual(["/name required"]);
    expect(await bad({ name: "n".repeat(61) })).toEqual(["/name too_long"]);
    expect(await bad({ scopes: [] })).toEqual(["/scopes required"]);
    expect(await bad({ expiresAt: Date.now() - 1 })).toEqual(["/expiresAt settings.invalid"]);
    const now = Date.now();
    const row = { ...((await rowOf(await newApiToken(w.two.admin))) as typeof apiTokens.$inferSelect) };
    for (let at = 1; at < 100; at++)
      await db()
        .insert(apiTokens)
        .values({ ...row, apiTokenId: `apt_${row.apiTokenId}${at}`, secretHash: `${row.secretHash}${at}` });
    const body = { name: "x", kind: "user", scopes: ["embed"], expiresAt: now + 60_000 };
    expect(await refused(w.two.admin, "POST", "/api-tokens", body)).toMatchObject({ code: "settings.limit" });
  });

  it("SET-9 a revoked or ended token opens nothing, and stays on the list", async () => {
    const made = await portalOf(w.one);
    await mint(made.secret, { member: w.one.agentA.memberId });
    await done(w.one.admin, "DELETE", `/api-tokens/${made.apiTokenId}`);
    await done(w.one.admin, "DELETE", `/api-tokens/${made.apiTokenId}`);
    const refusedNow = await ask(made.secret, { member: "x", components: ["inbox"], origin: PORTAL });
    expect([refusedNow.status, (await errorOf(refusedNow)).key]).toEqual([401, "unauthenticated"]);
    const listed = await read<ApiToken[]>(w.one.admin, "/api-tokens");
    expect(listed.find(({ apiTokenId }) => apiTokenId === made.apiTokenId)?.revokedAt).toBeGreaterThan(0);
    const ended = await newApiToken(w.one.admin, { expiresAt: Date.now() + 200 });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await ask(ended.secret, {})).status).toBe(401);
  });

  it("SET-9 the last use is noted, once a minute at most", async () => {
    const made = await portalOf(w.one);
    await mint(made.secret, { member: w.one.agentA.memberId });
    const first = await until(
      () => rowOf(made),
      (row) => row?.lastUsedAt !== null,
    );
    expect(first?.lastUsedAt).toBeGreaterThan(0);
    await mint(made.secret, { member: w.one.agentA.memberId });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await rowOf(made))?.lastUsedAt).toBe(first?.lastUsedAt);
  });

  it("SET-10 making and revoking stand in the audit log", async () => {
    const made = await newApiToken(w.one.admin);
    await done(w.one.admin, "DELETE", `/api-tokens/${made.apiTokenId}`);
    const rows = await db().select().from(audit).where(eq(audit.target, made.apiTokenId));
    expect(rows.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["api_token.create", w.one.admin.memberId],
      ["api_token.revoke", w.one.admin.memberId],
    ]);
  });

  it("PRIVACY-1 another organization's token is not there", async () => {
    const made = await newApiToken(w.one.admin);
    expect((await send(w.two.admin, "DELETE", `/api-tokens/${made.apiTokenId}`)).status).toBe(404);
    expect((await rowOf(made))?.revokedAt).toBeNull();
  });
});

describe("API-3 limits of the open API", () => {
  it("API-3 ten a second for each token, with what is left in the headers", async () => {
    const made = await portalOf(w.one);
    const other = await newApiToken(w.one.admin);
    const tries = await Promise.all(Array.from({ length: 12 }, () => askOnce(made.secret, {})));
    const statuses = tries.map(({ status }) => status);
    expect(statuses).toContain(429);
    const limited = tries.find(({ status }) => status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(limited?.headers.get("x-ratelimit-limit")).toBe("100");
    expect(Number(limited?.headers.get("x-ratelimit-remaining"))).toBeLessThan(100);
    expect(Number(limited?.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000 - 1);
    expect((await errorOf(limited as Response)).key).toBe("rate_limited");
    expect((await ask(other.secret, {})).status).toBe(422);
  });

  it("made-up tokens are counted by network, and do not lock out who has a good one at hand", async () => {
    const made: CreatedApiToken = await portalOf(w.one);
    const network = { "cf-connecting-ip": "203.0.113.77" };
    expect((await ask(made.secret, {}, network)).status).toBe(422);
    const guesses = await Promise.all(
      Array.from({ length: 70 }, (_, at) => askOnce(`sapa_${String(at).padStart(43, "x")}`, {}, network)),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect((await ask(made.secret, {}, network)).status).toBe(422);
  });

  it("API-1 no token is a 401 in the open API's own words, and a browser's preflight is not answered", async () => {
    const response = await call("/api/open/v1/embed_tokens", { body: {}, headers: { "accept-language": "id" } });
    expect(await errorOf(response)).toMatchObject({ code: 401, key: "unauthenticated" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await call("/api/open/v1/embed_tokens", { method: "OPTIONS", headers: { origin: PORTAL } });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("API-2 also what is not there is said in the open API's own words", async () => {
    const response = await call("/api/open/v1/nothing", { headers: { "accept-language": "id" } });
    expect([response.status, (await errorOf(response)).key]).toEqual([404, "not_found"]);
  });

  it("API-15 the description of the API says how it answers", async () => {
    const { paths, components } = (await (await call("/api/openapi.json")).json()) as {
      paths: Record<string, { post: { security: object[]; responses: Record<string, { content: object }> } }>;
      components: { securitySchemes: object };
    };
    const { security, responses } = paths["/api/open/v1/embed_tokens"]?.post ?? {};
    expect(security).toEqual([{ apiToken: [] }]);
    expect(components.securitySchemes).toHaveProperty("apiToken");
    expect(JSON.stringify(responses?.["200"])).toContain("expires_at");
    expect(JSON.stringify(responses?.["403"])).toContain("messages");
  });

  it("I18N-6 messages follow Accept-Language, keys do not", async () => {
    const made = await portalOf(w.one);
    const body = { member: w.one.agentA.memberId, components: ["inbox"], origin: "https://lain.example" };
    const english = await errorOf(await ask(made.secret, body, { "accept-language": "fr, en;q=0.5" }));
    const indonesian = await errorOf(await ask(made.secret, body, { "accept-language": "id-ID,id;q=0.9,en;q=0.8" }));
    expect(english.key).toBe(indonesian.key);
    expect(english.messages[0]).toContain("https://lain.example is not allowed. Add it in Settings > Embedding");
    expect(indonesian.messages[0]).toContain("Asal https://lain.example tidak diizinkan");
  });

  it("API-2 a refusal names the bad field in its message, and where to read what is expected", async () => {
    const made = await portalOf(w.one);
    const body = { member: w.one.agentA.memberId, components: ["inbox"], origin: PORTAL };
    const said = async (change: object) => (await errorOf(await ask(made.secret, { ...body, ...change }))).messages;
    expect(await said({ components: ["inbocks"] })).toEqual([
      "`components/0` has the wrong type, is out of range or is not known. /api/openapi.json says what is expected.",
    ]);
    expect(await said({ member: undefined })).toEqual(["`member` is missing."]);
    expect(await said({ contact: "con_nobody" })).toEqual([
      "What `contact` names does not exist in this organization. Check the id.",
    ]);
  });

  it("API-1 a bot's token, or one without the scope, mints nothing", async () => {
    await portalOf(w.one);
    const bot = await newApiToken(w.one.admin, { kind: "bot" });
    const body = { member: w.one.agentA.memberId, components: ["inbox"], origin: PORTAL };
    const response = await ask(bot.secret, body);
    expect([response.status, (await errorOf(response)).key]).toEqual([403, "forbidden"]);
  });
});

async function auditText(organizationId: string): Promise<string> {
  return JSON.stringify(await db().select().from(audit).where(eq(audit.organizationId, organizationId)));
}
