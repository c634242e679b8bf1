import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { CodeAsked } from "../../../protocol/accounts.schema.ts";
import type { SessionInfo } from "../../../protocol/http.schema.ts";
import { sweepAccounts } from "../../../worker/accounts/sweep.ts";
import { app } from "../../../worker/app.ts";
import { accountLinks, accounts, mails, signInCodes, webSessions } from "../../../worker/db/schema/index.ts";
import { createMember, saveSection } from "../../../worker/db/seed-rows.ts";
import type { Env } from "../../../worker/env.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, Browser, codeOf, db, ORIGIN, PASSWORD, problemOf, tokenOf, world } from "../http/support.ts";
import { add } from "../members/support.ts";
import { codeTo, forgot, linkTo, mailsTo, mailsUntil, useLink } from "./support.ts";

let w: World;
beforeEach(async () => {
  w = await world();
  await saveSection(db(), w.one.organizationId, "sign-in", { codeByEmail: true });
});

async function asked(member: Pick<WorldMember, "email">, browser = new Browser()): Promise<CodeAsked> {
  const response = await browser.tryPassword(member.email, PASSWORD);
  expect([response.status, browser.cookie]).toEqual([200, ""]);
  const answer = (await response.json()) as CodeAsked;
  expect(answer).toEqual({
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    sentTo: expect.stringMatching(/^.•••@/),
    expiresAt: expect.any(Number),
  });
  return answer;
}

const enter = (challenge: string, code: string, browser = new Browser()): Promise<Response> =>
  browser.send("/auth/code", { body: { challenge, code } });
const again = (challenge: string): Promise<Response> => new Browser().send("/auth/code/again", { body: { challenge } });
const wrongFor = (code: string): string => (code === "000000" ? "000001" : "000000");
const hasSession = async (member: WorldMember): Promise<boolean> =>
  (await db().select().from(webSessions).where(eq(webSessions.accountId, member.accountId))).length > 0;

describe("AUTH-16 a code by email at sign-in", () => {
  it("is asked of admins and supervisors, and of agents only while they may broadcast", async () => {
    const { admin, supervisor, agentA, organizationId } = w.one;
    await asked(admin);
    await asked(supervisor);
    expect((await new Browser().signIn(agentA)).current.role).toBe("agent");
    await saveSection(db(), organizationId, "broadcast", { agentCanBroadcast: true });
    await asked(agentA);
    expect((await new Browser().signIn(w.two.admin)).current.role).toBe("admin");
  });

  it("opens the session with the six digits, once", async () => {
    const { admin } = w.one;
    const browser = new Browser();
    const { challenge, expiresAt } = await asked(admin, browser);
    expect(Math.abs(expiresAt - Date.now() - 10 * 60_000)).toBeLessThan(60_000);
    expect(await hasSession(admin)).toBe(false);
    const code = await codeTo(admin.email);
    const response = await enter(challenge, ` ${code.slice(0, 3)} ${code.slice(3)}`, browser);
    expect(response.status).toBe(200);
    const info = (await response.json()) as SessionInfo;
    expect(info.current.memberId).toBe(admin.memberId);
    expect((await browser.send("/auth/session")).status).toBe(200);
    expect(await codeOf(await enter(challenge, code))).toBe("auth.code_ended");
  });

  it("two who enter it at once: one is let in", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const code = await codeTo(admin.email);
    const both = await Promise.all([enter(challenge, code), enter(challenge, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it("takes ten wrong tries a day of one account, whichever challenges they were for", async () => {
    const { admin } = w.one;
    for (let round = 0; round < 2; round += 1) {
      const { challenge } = await asked(admin);
      const code = await codeTo(admin.email, round + 1);
      for (let left = 5; left > 0; left -= 1) await enter(challenge, wrongFor(code));
      await db().run(sql`DELETE FROM sign_in_attempts`);
    }
    const response = await new Browser().tryPassword(admin.email, PASSWORD);
    expect([response.status, await codeOf(response)]).toEqual([429, "auth.too_many"]);
    // A day later.
    await db()
      .update(accounts)
      .set({ codeTriesFrom: Date.now() - 24 * 3600_000 })
      .where(eq(accounts.accountId, admin.accountId));
    await asked(admin);
  });

  it("ends after five wrong tries, also many at once", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const code = await codeTo(admin.email);
    expect(await problemOf(await enter(challenge, wrongFor(code)))).toMatchObject({
      status: 401,
      code: "auth.code",
      params: { left: 4 },
      errors: [{ pointer: "/code", code: "auth.code" }],
    });
    const tries = await Promise.all(Array.from({ length: 9 }, () => enter(challenge, wrongFor(code))));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(await codeOf(await enter(challenge, code))).toBe("auth.code_ended");
    expect(await hasSession(admin)).toBe(false);
  });

  it("ends after ten minutes", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const code = await codeTo(admin.email);
    const late = { expiresAt: sql`${signInCodes.expiresAt} - ${10 * 60_000}` };
    await db().update(signInCodes).set(late).where(eq(signInCodes.accountId, admin.accountId));
    expect(await codeOf(await enter(challenge, code))).toBe("auth.code_ended");
    expect(await codeOf(await again(challenge))).toBe("auth.code_ended");
  });

  it("another code ends the earlier one and gives no more tries; three in ten minutes", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const first = await codeTo(admin.email);
    await enter(challenge, wrongFor(first));
    expect(await (await again(challenge)).json()).toMatchObject({ challenge });
    const second = await codeTo(admin.email, 2);
    if (second !== first) expect((await problemOf(await enter(challenge, first))).params).toEqual({ left: 3 });
    for (let count = 0; count < 2; count += 1) expect((await again(challenge)).status).toBe(200);
    expect(await codeOf(await again(challenge))).toBe("rate_limited");
    expect((await enter(challenge, await codeTo(admin.email, 4))).status).toBe(200);
  });

  it("AUTH-4 whoever has the password and never the code is locked out after five", async () => {
    const { admin } = w.one;
    for (let count = 0; count < 5; count += 1) await asked(admin);
    expect(await codeOf(await new Browser().tryPassword(admin.email, PASSWORD))).toBe("auth.too_many");
  });

  it("AUTH-4 right codes are no failures", async () => {
    const { admin } = w.one;
    for (let count = 1; count <= 6; count += 1) {
      const { challenge } = await asked(admin);
      expect((await enter(challenge, await codeTo(admin.email, count))).status).toBe(200);
    }
  });

  it("AUTH-7 a code that waits ends with the password", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const code = await codeTo(admin.email);
    await forgot(admin.email);
    await useLink(await linkTo(admin.email, 2), "kopi-tubruk-pagi-hari");
    expect(await codeOf(await enter(challenge, code))).toBe("auth.code_ended");
  });

  it("holds for all organizations of an account: nobody gets in by another one", async () => {
    const { agentA } = w.two;
    const { organizationId } = w.one;
    await createMember(db(), { organizationId, accountId: agentA.accountId, name: "Dewi", role: "admin" });
    const { challenge } = await asked(agentA);
    const browser = new Browser();
    const opened = await enter(challenge, await codeTo(agentA.email), browser);
    const info = (await opened.json()) as SessionInfo;
    browser.csrf = info.csrf;
    expect(info.current.organizationId).toBe(w.two.organizationId);
    expect((await browser.send("/auth/session/organization", { body: { organizationId } })).status).toBe(200);
  });

  it("AUTH-14 AUTH-15 whoever joins by a mailed link enters it too, and goes on where they joined", async () => {
    const { agentA } = w.two;
    const member = await add(w.one.admin, { email: agentA.email, role: "supervisor" });
    const browser = new Browser();
    const joined = await useLink(await linkTo(agentA.email), PASSWORD, browser);
    expect([joined.status, browser.cookie]).toEqual([200, ""]);
    const { challenge } = (await joined.json()) as CodeAsked;
    const info = (await (await enter(challenge, await codeTo(agentA.email, 2), browser)).json()) as SessionInfo;
    expect(info.current.memberId).toBe(member.memberId);
  });

  it("mails ten codes in a quarter of an hour to one account, however right its password is", async () => {
    const { admin } = w.one;
    for (let count = 1; count <= 10; count += 1) {
      const { challenge } = await asked(admin);
      expect((await enter(challenge, await codeTo(admin.email, count))).status).toBe(200);
    }
    expect(await codeOf(await new Browser().tryPassword(admin.email, PASSWORD))).toBe("rate_limited");
  });

  it("a wrong password is told as before, and mails nothing", async () => {
    const { admin } = w.one;
    expect(await codeOf(await new Browser().tryPassword(admin.email, "salah-sekali"))).toBe("auth.wrong");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await mailsTo(admin.email)).toEqual([]);
  });

  it("neither code nor challenge stand in the database", async () => {
    const { admin } = w.one;
    const { challenge } = await asked(admin);
    const [mail] = await mailsUntil(admin.email, 1);
    const code = await codeTo(admin.email);
    expect(mail?.subject).toBe("Kode masuk Anda");
    const own = await db().select().from(signInCodes).where(eq(signInCodes.accountId, admin.accountId));
    const stored = JSON.stringify([
      own.map(({ createdAt: _, expiresAt: __, ...row }) => row),
      await db().select().from(mails),
    ]);
    expect(own).toHaveLength(1);
    expect(stored).not.toContain(challenge);
    expect(JSON.stringify(own.map(({ codeHash }) => codeHash))).not.toContain(code);
  });

  it("codes and links that ended are forgotten, what still holds stays", async () => {
    const { admin, supervisor } = w.one;
    await asked(admin);
    await asked(supervisor);
    const mine = (member: WorldMember) => eq(signInCodes.accountId, member.accountId);
    await db().update(signInCodes).set({ expiresAt: 1 }).where(mine(admin));
    await forgot(w.one.agentA.email);
    await linkTo(w.one.agentA.email);
    await sweepAccounts(db(), Date.now());
    expect(await db().select().from(signInCodes).where(mine(admin))).toEqual([]);
    expect(await db().select().from(signInCodes).where(mine(supervisor))).toHaveLength(1);
    const links = () => db().select().from(accountLinks).where(eq(accountLinks.accountId, w.one.agentA.accountId));
    expect(await links()).toHaveLength(1);
    await db().update(accountLinks).set({ expiresAt: 1 }).where(eq(accountLinks.accountId, w.one.agentA.accountId));
    await sweepAccounts(db(), Date.now());
    expect(await links()).toEqual([]);
  });

  it("a challenge that never was ends quietly", async () => {
    expect(await codeOf(await enter("A".repeat(43), "123456"))).toBe("auth.code_ended");
    expect(await codeOf(await again("A".repeat(43)))).toBe("auth.code_ended");
  });

  it("AUTH-16 cannot be switched on while the server sends no mail, so that nobody is locked out", async () => {
    const { admin } = w.two;
    const path = "/api/v1/settings/sign-in";
    const save = async (codeByEmail: boolean, bindings: Partial<Env>) => {
      const { version } = (await (await asMember(admin, path)).json()) as { version: number };
      const headers = { authorization: `Bearer ${await tokenOf(admin)}`, "content-type": "application/json" };
      const body = JSON.stringify({ version, value: { codeByEmail } });
      return app.request(`${ORIGIN}${path}`, { method: "PUT", headers, body }, { ...env, ...bindings });
    };
    const refused = await save(true, { SAPA_SMTP_URL: undefined });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      code: "sign_in.no_mail",
      errors: [{ pointer: "/value/codeByEmail", code: "sign_in.no_mail" }],
    });
    expect((await save(true, {})).status).toBe(200);
    // The way back stays open.
    expect((await save(false, { SAPA_SMTP_URL: undefined })).status).toBe(200);
  });
});
