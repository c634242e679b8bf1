import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { AccessToken, LiveSession, SessionInfo } from "../../../protocol/http.schema.ts";
import { newId } from "../../../protocol/ids.ts";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { accounts, members, signInAttempts, webSessions } from "../../../worker/db/schema/index.ts";
import { createMember, saveSection } from "../../../worker/db/seed-rows.ts";
import { verifyAccessToken } from "../../../worker/http/tokens.ts";
import worker from "../../../worker/index.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { Browser, call, codeOf, db, ORIGIN, PASSWORD, problemOf, world } from "./support.ts";

const MINUTE_MS = 60_000;
let w: World;
beforeAll(async () => {
  w = await world();
});

async function signedIn(member: WorldMember): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(member);
  return browser;
}

/** Moves the idle clock of all sessions of this member back. */
const idleFor = (member: WorldMember, ms: number) =>
  db()
    .update(webSessions)
    .set({ lastSeenAt: sql`${webSessions.lastSeenAt} - ${ms}` })
    .where(eq(webSessions.accountId, member.accountId));

const lastSeen = async (member: WorldMember): Promise<number> => {
  const rows = await db().select().from(webSessions).where(eq(webSessions.accountId, member.accountId));
  return Math.max(...rows.map((row) => row.lastSeenAt));
};

describe("CSRF: what changes something needs our origin and the session's token", () => {
  const UNSAFE: [string, string, unknown][] = [
    ["POST", "/auth/sign-out", undefined],
    ["POST", "/auth/token", undefined],
    ["POST", "/auth/session/organization", { organizationId: "org_x" }],
    ["POST", "/auth/password", { current: PASSWORD, next: "kata-sandi-lain-9" }],
    ["DELETE", "/auth/sessions/ses_x", undefined],
  ];

  it.each(UNSAFE)("%s %s", async (method, path, body) => {
    const browser = await signedIn(w.one.agentB);
    const send = (headers: Record<string, string>) => browser.send(path, { method, body, headers });
    for (const headers of [
      { "x-sapa-csrf": "" },
      { "x-sapa-csrf": "A".repeat(43) },
      { origin: "https://evil.example" },
      { origin: "null" },
    ])
      expect(await codeOf(await send(headers as never))).toBe("csrf");
    const other = await signedIn(w.one.admin);
    expect(await codeOf(await send({ "x-sapa-csrf": other.csrf }))).toBe("csrf");
    expect((await browser.send("/auth/session")).status).toBe(200);
  });
});

describe("tokens for /api/v1", () => {
  it("carry the member as libSQL has it now, for this origin, for ten minutes", async () => {
    const browser = await signedIn(w.one.agentA);
    const before = Date.now();
    const response = await browser.send("/auth/token", { method: "POST" });
    expect(response.status).toBe(200);
    const { token, expiresAt } = (await response.json()) as AccessToken;
    expect(expiresAt - before).toBeGreaterThan(9 * MINUTE_MS);
    expect(expiresAt - before).toBeLessThanOrEqual(10 * MINUTE_MS + 1000);
    const verdict = await verifyAccessToken(env.SAPA_SECRET, "member", token);
    expect(verdict).toMatchObject({
      ok: true,
      caller: { kind: "member", origin: ORIGIN, expiresAt, member: w.one.agentA.identity },
    });
    expect(JSON.stringify(decodeJwt(token))).not.toContain(w.one.agentA.email);
  });

  it("ROLE-22 a member who was deactivated gets none, and the session is over with the last membership", async () => {
    const member = w.two.agentB;
    const browser = await signedIn(member);
    await db().update(members).set({ isActive: false }).where(eq(members.memberId, member.memberId));
    expect((await browser.send("/auth/token", { method: "POST" })).status).toBe(401);
    expect((await browser.send("/auth/session")).status).toBe(401);
    expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(401);
  });

  it("30 a minute for one member; others are not affected", async () => {
    const browser = await signedIn(w.two.supervisor);
    for (let count = 0; count < 30; count += 1)
      expect((await browser.send("/auth/token", { method: "POST" })).status).toBe(200);
    const refused = await browser.send("/auth/token", { method: "POST" });
    expect([refused.status, await codeOf(refused)]).toEqual([429, "rate_limited"]);
    const other = await signedIn(w.two.agentA);
    expect((await other.send("/auth/token", { method: "POST" })).status).toBe(200);
  });
});

describe("AUTH-17 idle sessions", () => {
  it("are good after 59 minutes and over after 60", async () => {
    const browser = await signedIn(w.one.supervisor);
    await idleFor(w.one.supervisor, 59 * MINUTE_MS);
    expect((await browser.send("/auth/session")).status).toBe(200);
    await idleFor(w.one.supervisor, MINUTE_MS + 1);
    for (const [path, method] of [
      ["/auth/session", "GET"],
      ["/auth/token", "POST"],
      ["/auth/sessions", "GET"],
    ] as const)
      expect((await browser.send(path, { method })).status).toBe(401);
  });

  it("a page left open renews its token without keeping the session alive; a person's doing keeps it", async () => {
    const member = w.two.admin;
    const browser = await signedIn(member);
    await idleFor(member, 30 * MINUTE_MS);
    const before = await lastSeen(member);
    await browser.send("/auth/token", { method: "POST" });
    await browser.send("/auth/session");
    expect(await lastSeen(member)).toBe(before);
    await browser.send("/auth/token", { method: "POST", headers: { "x-sapa-active": "1" } });
    const after = await lastSeen(member);
    expect(after).toBeGreaterThan(before + 29 * MINUTE_MS);
    await browser.send("/auth/token", { method: "POST", headers: { "x-sapa-active": "1" } });
    expect(await lastSeen(member)).toBe(after);
  });

  it.each([
    [20 * MINUTE_MS, 20 * MINUTE_MS],
    [1, 15 * MINUTE_MS],
    [99 * 60 * MINUTE_MS, 12 * 60 * MINUTE_MS],
  ])("the organization may set %i ms, which counts as %i", async (given, expected) => {
    const { organizationId } = w.two;
    await saveSection(db(), organizationId, "sessions", { webIdleMs: given });
    const info = await new Browser().signIn(w.two.admin);
    await saveSection(db(), organizationId, "sessions", { webIdleMs: 60 * MINUTE_MS });
    expect(info.idleMs).toBe(expected);
  });
});

describe("AUTH-17 the list of live sessions", () => {
  it("shows the account's own, and ends the one that is chosen", async () => {
    const member = w.one.admin;
    const here = await signedIn(member);
    const there = await signedIn(member);
    const list = (await (await here.send("/auth/sessions")).json()) as LiveSession[];
    expect(list.filter((one) => one.isCurrent)).toHaveLength(1);
    const theirs = ((await (await there.send("/auth/sessions")).json()) as LiveSession[]).find((one) => one.isCurrent);
    expect((await here.send(`/auth/sessions/${theirs?.sessionId}`, { method: "DELETE" })).status).toBe(204);
    expect((await there.send("/auth/session")).status).toBe(401);
    expect((await here.send("/auth/session")).status).toBe(200);
  });

  it("a session of somebody else is not there to be ended", async () => {
    const mine = await signedIn(w.one.admin);
    const other = await signedIn(w.two.admin);
    const list = (await (await other.send("/auth/sessions")).json()) as LiveSession[];
    for (const { sessionId } of list)
      expect((await mine.send(`/auth/sessions/${sessionId}`, { method: "DELETE" })).status).toBe(404);
    expect((await other.send("/auth/session")).status).toBe(200);
  });

  it("signing out ends the session on the server and takes the cookie away", async () => {
    const browser = await signedIn(w.one.agentB);
    const { cookie } = browser;
    const response = await browser.send("/auth/sign-out", { method: "POST" });
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toMatch(/^__Host-sapa=; Max-Age=0; Path=\/;.*Secure/);
    expect((await call("/auth/session", { headers: { cookie } })).status).toBe(401);
  });
});

describe("AUTH-5 one account in several organizations", () => {
  it("switches, gets tokens for the other, and cannot switch where it is no member", async () => {
    const member = w.one.agentA;
    const { organizationId } = w.two;
    const joined = { organizationId, accountId: member.accountId, name: "Dewi", role: "supervisor" as const };
    const { memberId } = await createMember(db(), joined);
    const browser = await signedIn(member);
    const session = (await (await browser.send("/auth/session")).json()) as SessionInfo;
    expect(session.memberships.map((one) => one.organizationId).sort()).toEqual(
      [w.one.organizationId, organizationId].sort(),
    );
    const before = browser.csrf;
    const response = await browser.send("/auth/session/organization", { body: { organizationId } });
    expect(((await response.json()) as SessionInfo).current).toMatchObject({
      organizationId,
      memberId,
      role: "supervisor",
    });
    const { token } = (await (await browser.send("/auth/token", { method: "POST" })).json()) as AccessToken;
    const me = await call("/api/v1/me", { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ memberId, organization: { organizationId } });
    // Another tab still shows the organization before: it gets no token for this one without being told.
    const otherTab = await browser.send("/auth/token", { method: "POST", headers: { "x-sapa-csrf": before } });
    expect([otherTab.status, await codeOf(otherTab)]).toEqual([403, "csrf"]);

    const stranger = await signedIn(w.one.agentB);
    const refused = await stranger.send("/auth/session/organization", { body: { organizationId } });
    expect([refused.status, await codeOf(refused)]).toEqual([404, "not_found"]);
  });
});

describe("changing the password", () => {
  const NEXT = "jeruk-nipis-hangat";
  const change = (browser: Browser, next: string, current = PASSWORD) =>
    browser.send("/auth/password", { body: { current, next } });

  it("AUTH-7 AUTH-8 the old one fails at once, every other session ends, and only the newest signs in", async () => {
    const member = w.two.agentA;
    const here = await signedIn(member);
    const there = await signedIn(member);
    expect((await change(here, NEXT)).status).toBe(204);
    expect((await here.send("/auth/session")).status).toBe(200);
    expect((await there.send("/auth/session")).status).toBe(401);
    expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(401);
    expect((await new Browser().tryPassword(member.email, NEXT)).status).toBe(200);
  });

  it("AUTH-8 a membership that was added later opens with the newest password too", async () => {
    const member = w.one.supervisor;
    await change(await signedIn(member), NEXT);
    const { organizationId } = w.two;
    await createMember(db(), { organizationId, accountId: member.accountId, name: "Budi", role: "agent" });
    expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(401);
    const info = await new Browser().signIn(member, NEXT);
    expect(info.memberships).toHaveLength(2);
  });

  it("AUTH-11 each broken rule is named at the field, and nothing is changed", async () => {
    const member = w.one.agentB;
    const browser = await signedIn(member);
    const cases: [string, string][] = [
      ["tujuh77", "short"],
      ["😀".repeat(7), "short"],
      ["x".repeat(129), "long"],
      [member.email.toUpperCase(), "email"],
      ["Password1", "common"],
      ["qwertyuiop", "common"],
      ["bismillah", "common"],
    ];
    for (const [next, rule] of cases) {
      const response = await change(browser, next);
      expect([next, response.status]).toEqual([next, 422]);
      expect(await problemOf(response)).toMatchObject({
        code: "auth.password",
        params: { rule },
        errors: [{ pointer: "/next", code: "auth.password" }],
      });
    }
    expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(200);
  });

  it("AUTH-11 8 and 128 characters are accepted, emoji count as characters", async () => {
    const member = w.one.agentB;
    const browser = await signedIn(member);
    let current = PASSWORD;
    for (const next of ["😀😃😄😁😆😅😂🤣", `${"y".repeat(127)}é`, PASSWORD]) {
      expect((await change(browser, next, current)).status).toBe(204);
      current = next;
    }
  });

  it("AUTH-11 is stored as a salted slow hash only", async () => {
    const rows = await db().select().from(accounts).where(eq(accounts.email, w.one.agentB.email));
    expect(rows[0]?.passwordHash).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await hashPassword("sama-persis")).not.toBe(await hashPassword("sama-persis"));
  });

  it("needs the present one, and few tries are given", async () => {
    const browser = await signedIn(w.one.admin);
    for (let count = 0; count < 5; count += 1) {
      const response = await change(browser, NEXT, "bukan-itu-tadi");
      expect([response.status, await codeOf(response)]).toEqual([401, "auth.wrong"]);
    }
    expect(await codeOf(await change(browser, NEXT))).toBe("auth.too_many");
  });
});

describe("every minute", () => {
  it("ended sessions and old attempts are forgotten, live ones stay", async () => {
    const ended = await signedIn(w.two.admin);
    await idleFor(w.two.admin, 61 * MINUTE_MS);
    const live = await signedIn(w.two.admin);
    const old = { emailHash: newId("acc"), addressHash: "x", at: Date.now() - 61 * MINUTE_MS };
    await db().insert(signInAttempts).values(old);
    await worker.scheduled(createScheduledController({ cron: "* * * * *" }), env);
    const rows = await db().select().from(webSessions).where(eq(webSessions.accountId, w.two.admin.accountId));
    expect(rows.filter((row) => row.lastSeenAt + row.idleMs < Date.now())).toHaveLength(0);
    expect((await live.send("/auth/session")).status).toBe(200);
    expect((await ended.send("/auth/session")).status).toBe(401);
    const left = await db().select().from(signInAttempts).where(eq(signInAttempts.emailHash, old.emailHash));
    expect(left).toHaveLength(0);
  });

  it("nothing is kept and nothing fails while libSQL is away", async () => {
    const away = { ...env, LIBSQL_URL: "http://127.0.0.1:9" };
    await expect(worker.scheduled(createScheduledController(), away)).resolves.toBeUndefined();
  });
});
