import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { accountLinks, audit, mails, webSessions } from "../../../worker/db/schema/index.ts";
import { createAccount, createMember } from "../../../worker/db/seed-rows.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { Browser, codeOf, db, PASSWORD, problemOf, world } from "../http/support.ts";
import { forgot, linkTo, mailsTo, mailsUntil, newEmail, openLink, useLink } from "./support.ts";

const NEXT = "kopi-tubruk-pagi-hari";
let w: World;
beforeAll(async () => {
  w = await world();
});

async function newcomer(): Promise<Pick<WorldMember, "accountId" | "email">> {
  const email = newEmail("lupa");
  const { accountId } = await createAccount(db(), { email, passwordHash: await hashPassword(PASSWORD), name: "Lupa" });
  const { organizationId } = w.one;
  await createMember(db(), { organizationId, accountId, name: "Lupa", role: "agent" });
  return { accountId, email };
}

const linksOf = (accountId: string) => db().select().from(accountLinks).where(eq(accountLinks.accountId, accountId));

describe("forgotten passwords", () => {
  it("AUTH-9 the answer is the same for a known and an unknown email, and only the known one gets a mail", async () => {
    const { email } = await newcomer();
    const nobody = newEmail("tiada");
    const [known, unknown] = [await forgot(email), await forgot(nobody)];
    expect([known.status, unknown.status]).toEqual([204, 204]);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    const [mail] = await mailsUntil(email, 1);
    expect(mail).toMatchObject({ to: [email], subject: "Set a new password", from: "no-reply@sapa.example" });
    expect(mail?.text).toMatch(/https:\/\/sapa\.example\/link#[\w-]{43}/);
    expect(mail?.html).toContain('lang="en"');
    expect(await mailsTo(nobody)).toEqual([]);
  });

  it("AUTH-9 the link sets a password once; the new one signs in, the old one does not, every session has ended", async () => {
    const { email, accountId } = await newcomer();
    const browser = new Browser();
    await browser.signIn({ email });
    await forgot(` ${email.toUpperCase()} `);
    const token = await linkTo(email);
    expect(await (await openLink(token)).json()).toMatchObject({ kind: "reset", email, organizationName: null });
    expect((await useLink(token, NEXT)).status).toBe(204);
    expect((await browser.send("/auth/session")).status).toBe(401);
    expect(await db().select().from(webSessions).where(eq(webSessions.accountId, accountId))).toEqual([]);
    expect((await new Browser().tryPassword(email, PASSWORD)).status).toBe(401);
    expect((await new Browser().tryPassword(email, NEXT)).status).toBe(200);
    for (const again of [await useLink(token, "yang-lain-lagi-9"), await openLink(token)])
      expect([again.status, await codeOf(again)]).toEqual([410, "auth.link"]);
    expect((await mailsUntil(email, 2))[0]).toMatchObject({ subject: "Kata sandi Anda telah diganti" });
  });

  it("AUTH-9 two who use the same link at once: one is done", async () => {
    const { email } = await newcomer();
    await forgot(email);
    const token = await linkTo(email);
    const done = await Promise.all(["satu-dua-tiga-4", "lima-enam-tujuh-8"].map((next) => useLink(token, next)));
    expect(done.map(({ status }) => status).sort()).toEqual([204, 410]);
  });

  it("AUTH-9 a newer link voids the older", async () => {
    const { email } = await newcomer();
    await forgot(email);
    const older = await linkTo(email);
    await forgot(email);
    const newer = await linkTo(email, 2);
    expect(newer).not.toBe(older);
    expect((await useLink(older, NEXT)).status).toBe(410);
    expect((await useLink(newer, NEXT)).status).toBe(204);
  });

  it("AUTH-9 after 30 minutes the link is over", async () => {
    const { email, accountId } = await newcomer();
    await forgot(email);
    const token = await linkTo(email);
    const [link] = await linksOf(accountId);
    expect((link?.expiresAt ?? 0) - (link?.createdAt ?? 0)).toBe(30 * 60_000);
    const ended = { expiresAt: sql`${accountLinks.expiresAt} - ${30 * 60_000}` };
    await db().update(accountLinks).set(ended).where(eq(accountLinks.accountId, accountId));
    expect((await openLink(token)).status).toBe(410);
    expect((await useLink(token, NEXT)).status).toBe(410);
    expect((await new Browser().tryPassword(email, PASSWORD)).status).toBe(200);
  });

  it("AUTH-9 neither the token nor the mail's words stand in the database, and nothing of it in the audit log", async () => {
    const { email, accountId } = await newcomer();
    await forgot(email);
    const token = await linkTo(email);
    const [links, waiting, log] = [
      await linksOf(accountId),
      await db().select().from(mails),
      await db().select().from(audit),
    ];
    const stored = JSON.stringify([links, waiting, log]);
    expect(links).toHaveLength(1);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain("Set a new password");
  });

  it.each([
    ["pendek", "short"],
    ["x".repeat(129), "long"],
    ["password123", "common"],
  ])("AUTH-11 %s is refused at its field, and the link stays", async (password, rule) => {
    const { email } = await newcomer();
    await forgot(email);
    const token = await linkTo(email);
    const refused = await problemOf(await useLink(token, password));
    expect(refused).toMatchObject({
      status: 422,
      code: "auth.password",
      params: { rule },
      errors: [{ pointer: "/password", code: "auth.password" }],
    });
    expect((await openLink(token)).status).toBe(200);
  });

  it("AUTH-11 the email itself is no password", async () => {
    const { email } = await newcomer();
    await forgot(email);
    expect(await problemOf(await useLink(await linkTo(email), email.toUpperCase()))).toMatchObject({
      params: { rule: "email" },
    });
  });

  it("AUTH-9 one email gets five mails in a quarter of an hour, and nobody is told", async () => {
    const { email } = await newcomer();
    for (let count = 1; count <= 7; count += 1) {
      expect((await forgot(email)).status).toBe(204);
      if (count <= 5) await mailsUntil(email, count);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await mailsTo(email)).toHaveLength(5);
  });

  it("one network asks 30 times in a quarter of an hour", async () => {
    const browser = new Browser();
    for (let count = 0; count < 30; count += 1) expect((await forgot(newEmail("tiada"), browser)).status).toBe(204);
    expect(await codeOf(await forgot(newEmail("tiada"), browser))).toBe("rate_limited");
  });

  it("a link that never was, and a page of somebody else, get nowhere", async () => {
    expect((await openLink("A".repeat(43))).status).toBe(410);
    const foreign = { body: { email: "a@b.example", language: "en" }, headers: { origin: "https://evil.example" } };
    expect(await codeOf(await new Browser().send("/auth/forgot", foreign))).toBe("csrf");
  });
});
