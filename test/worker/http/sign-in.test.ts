import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { app } from "../../../worker/app.ts";
import { audit, signInAttempts, webSessions } from "../../../worker/db/schema/index.ts";
import { createAccount, createMember } from "../../../worker/db/seed-rows.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { Browser, call, db, ORIGIN, PASSWORD, problemOf, world } from "./support.ts";

const MINUTE_MS = 60_000;
let w: World;
beforeAll(async () => {
  w = await world();
});

/** A member of organization one that no other test uses, so that locks do not spread. */
async function newcomer(email = `baru.${newId("acc").slice(-12)}@sapa.example`): Promise<WorldMember> {
  const { accountId } = await createAccount(db(), { email, passwordHash: await hashPassword(PASSWORD), name: "Baru" });
  const { organizationId } = w.one;
  const { memberId } = await createMember(db(), {
    organizationId,
    accountId,
    name: "Baru",
    role: "agent",
    divisionIds: [],
  });
  return { ...w.one.agentA, memberId, accountId, email, name: "Baru" };
}

/** Lets time pass for the failures of these tests' addresses. */
const passTime = (ms: number) =>
  db()
    .update(signInAttempts)
    .set({ at: sql`${signInAttempts.at} - ${ms}` });

describe("signing in", () => {
  it("AUTH-2 the right email and password open a session that only the browser holds", async () => {
    const browser = new Browser();
    const response = await browser.tryPassword(w.one.agentA.email, PASSWORD);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      account: { email: w.one.agentA.email, name: "Dewi" },
      current: { organizationId: w.one.organizationId, memberId: w.one.agentA.memberId, role: "agent" },
      memberships: [{ organizationName: "Toko Melati" }],
      csrf: expect.stringMatching(/^[\w-]{43}$/),
      idleMs: 60 * MINUTE_MS,
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("set-cookie")).toMatch(
      /^__Host-sapa=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const token = browser.cookie.split("=")[1] ?? "";
    const rows = await db().select().from(webSessions).where(eq(webSessions.accountId, w.one.agentA.accountId));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("AUTH-2 the cookie does without Secure on http://localhost and nowhere else", async () => {
    const at = (origin: string) =>
      app.request(
        `${origin}/auth/sign-in`,
        {
          method: "POST",
          headers: { origin, "content-type": "application/json" },
          body: JSON.stringify({ email: w.one.agentB.email, password: PASSWORD }),
        },
        env,
      );
    expect((await at("http://localhost:8787")).headers.get("set-cookie")).toMatch(
      /^sapa=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await at("http://sapa.example")).headers.get("set-cookie")).toMatch(/^__Host-sapa=.*; Secure/);
  });

  it("AUTH-3 unknown email and wrong password get the same status and text", async () => {
    const browser = new Browser();
    const known = await browser.tryPassword((await newcomer()).email, "salah-sekali");
    const unknown = await browser.tryPassword("tidak.ada@sapa.example", "salah-sekali");
    expect([known.status, unknown.status]).toEqual([401, 401]);
    const strip = async (response: Response) => ({ ...(await problemOf(response)), requestId: "", instance: "" });
    const [one, two] = [await strip(known), await strip(unknown)];
    expect(one).toEqual(two);
    expect(one.code).toBe("auth.wrong");
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
  });

  it("AUTH-3 an unknown email takes as long as a wrong password", async () => {
    const took = async (email: string): Promise<number> => {
      const startedAt = performance.now();
      await new Browser().tryPassword(email, "salah-sekali");
      return performance.now() - startedAt;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      known.push(await took((await newcomer()).email));
      unknown.push(await took(`tidak.${round}@sapa.example`));
    }
    // A hash is most of the time; without it the answer would come in a fraction.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.4);
  });

  it("AUTH-5 the email is compared trimmed and without regard to case", async () => {
    const member = await newcomer();
    const response = await new Browser().tryPassword(`  ${member.email.toUpperCase()} `, PASSWORD);
    expect(response.status).toBe(200);
  });

  it("AUTH-5 emails are unique whatever their case", async () => {
    const member = await newcomer();
    await expect(newcomer(member.email.toUpperCase())).rejects.toThrow();
  });

  it("AUTH-3 an account without any active membership signs in nowhere, and is not told why", async () => {
    const email = `sendiri.${newId("acc").slice(-12)}@sapa.example`;
    await createAccount(db(), { email, passwordHash: await hashPassword(PASSWORD), name: "Sendiri" });
    const response = await new Browser().tryPassword(email, PASSWORD);
    expect(await problemOf(response)).toMatchObject({ code: "auth.wrong", status: 401 });
  });

  it("a new session gets a new id and ends the one the browser had", async () => {
    const browser = new Browser();
    await browser.signIn(w.one.supervisor);
    const old = browser.cookie;
    await browser.signIn(w.one.supervisor);
    expect(browser.cookie).not.toBe(old);
    expect((await call("/auth/session", { headers: { cookie: old } })).status).toBe(401);
    expect((await browser.send("/auth/session")).status).toBe(200);
  });

  it("a session id that somebody planted is never taken over", async () => {
    const browser = new Browser();
    browser.cookie = `__Host-sapa=${"p".repeat(43)}`;
    await browser.signIn(w.one.supervisor);
    expect(browser.cookie).not.toContain("ppp");
  });

  it("asks for our own page: another origin, or none, gets csrf", async () => {
    const body = { email: w.one.admin.email, password: PASSWORD };
    for (const origin of ["https://evil.example", "null", `${ORIGIN}.evil.example`])
      expect(await problemOf(await call("/auth/sign-in", { body, headers: { origin } }))).toMatchObject({
        code: "csrf",
      });
    expect((await call("/auth/sign-in", { body })).status).toBe(403);
  });
});

describe("AUTH-4 too many failures", () => {
  it("5 for one email lock it for 15 minutes, also with the right password and from elsewhere", async () => {
    const member = await newcomer();
    for (let count = 0; count < 5; count += 1)
      expect((await new Browser().tryPassword(member.email, "salah-sekali")).status).toBe(401);
    const refused = await new Browser().tryPassword(member.email, PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    expect(await problemOf(refused)).toMatchObject({ code: "auth.too_many", params: { minutes: 15 } });
    expect((await new Browser().tryPassword((await newcomer()).email, PASSWORD)).status).toBe(200);

    await passTime(14 * MINUTE_MS);
    expect(await problemOf(await new Browser().tryPassword(member.email, PASSWORD))).toMatchObject({
      params: { minutes: 1 },
    });
    await passTime(MINUTE_MS);
    expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(200);
  });

  it("4 failures and then the right password are nothing, and count no more", async () => {
    const member = await newcomer();
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 4; count += 1) await new Browser().tryPassword(member.email, "salah-sekali");
      expect((await new Browser().tryPassword(member.email, PASSWORD)).status).toBe(200);
    }
  });

  it("many guesses at once get no more than 5 answers", async () => {
    const member = await newcomer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => new Browser().tryPassword(member.email, "salah-sekali")),
    );
    const statuses = answers.map((response) => response.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  it("50 from one address lock the address, for emails that were never tried too, and nobody else's", async () => {
    const address = "203.0.113.7";
    const guess = (count: number) =>
      new Browser(address).tryPassword(`tebak.${Math.floor(count / 4)}@sapa.example`, "salah-sekali");
    for (let done = 0; done < 50; done += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => guess(done + index)));
      expect(answers.map((response) => response.status)).toEqual(Array(10).fill(401));
    }
    const member = await newcomer();
    expect((await new Browser(address).tryPassword(member.email, PASSWORD)).status).toBe(429);
    expect((await new Browser("203.0.113.8").tryPassword(member.email, PASSWORD)).status).toBe(200);
  }, 60_000);

  it("an unknown email is locked like a known one, so that locks tell nothing", async () => {
    const email = `tidak.${newId("acc").slice(-8)}@sapa.example`;
    for (let count = 0; count < 5; count += 1) await new Browser().tryPassword(email, "salah-sekali");
    expect((await new Browser().tryPassword(email, "salah-sekali")).status).toBe(429);
  });
});

describe("the audit log", () => {
  const actions = async (memberId: string) =>
    (
      await db()
        .select()
        .from(audit)
        .where(and(eq(audit.organizationId, w.one.organizationId), eq(audit.actorId, memberId)))
    ).map((row) => `${row.action} ${row.result}`);

  it("tells of sign-ins, failures and sign-outs, without passwords or tokens", async () => {
    const member = await newcomer();
    const browser = new Browser();
    await browser.tryPassword(member.email, "salah-sekali");
    await browser.signIn(member);
    await browser.send("/auth/sign-out", { method: "POST" });
    await expect.poll(() => actions(member.memberId)).toEqual(["sign_in failed", "sign_in ok", "sign_out ok"]);
    const rows = JSON.stringify(await db().select().from(audit));
    for (const secret of ["salah-sekali", PASSWORD, browser.csrf]) expect(rows).not.toContain(secret);
  });
});
