import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Me } from "../../../protocol/http.schema.ts";
import type { CreateOrganization, OperatorOrganization } from "../../../protocol/operator.schema.ts";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { SERVER_CHAIN, verifyAudit } from "../../../worker/db/audit.ts";
import { accounts, audit, members } from "../../../worker/db/schema/index.ts";
import { createAccount, saveSection } from "../../../worker/db/seed-rows.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { linkTo, mailsTo, mailsUntil, newEmail, useLink } from "../accounts/support.ts";
import { asMember, Browser, codeOf, db, PASSWORD, world } from "../http/support.ts";
import { asOperator, jsonOf, wrongIn } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

const given = (email: string): CreateOrganization => ({
  name: " Roti Pagi ",
  timeZone: "Asia/Makassar",
  language: "id",
  owner: { email, firstName: "Rina", lastName: "Wijaya" },
  seatLimit: 5,
});
const create = async (email: string): Promise<OperatorOrganization> =>
  jsonOf(await asOperator("/organizations", { body: given(email) }));
const find = async (organizationId: string) =>
  (await jsonOf<OperatorOrganization[]>(await asOperator("/organizations"))).find(
    (one) => one.organizationId === organizationId,
  );
const meOf = async (member: WorldMember): Promise<Me> => jsonOf(await asMember(member, "/api/v1/me"));
const actionsIn = async (organizationId: string): Promise<string[]> =>
  (await db().select().from(audit).where(eq(audit.organizationId, organizationId)).orderBy(audit.number)).map(
    ({ action, actorType }) => `${actorType} ${action}`,
  );

describe("the Operator's key", () => {
  it("opens nothing when it is wrong, missing, or anything else of ours", async () => {
    for (const authorization of ["", "Bearer x", `Basic ${btoa("a:b")}`]) {
      const response = await asOperator("/organizations", { headers: { authorization } });
      expect([response.status, await codeOf(response)]).toEqual([401, "unauthenticated"]);
    }
  });
});

describe("a new organization", () => {
  it("AUTH-15 its owner sets a password by the mailed link, signs in, and is admin of an organization of their own", async () => {
    const email = newEmail("rina");
    const response = await asOperator("/organizations", { body: given(` ${email.toUpperCase()} `) });
    expect(response.status).toBe(201);
    const made = await jsonOf<OperatorOrganization>(response);
    expect(made).toMatchObject({
      name: "Roti Pagi",
      timeZone: "Asia/Makassar",
      ownerEmail: email,
      seatLimit: 5,
      seatsUsed: 0,
      deletionAt: null,
    });
    expect((await new Browser().tryPassword(email, "")).status).toBe(422);
    expect((await new Browser().tryPassword(email, PASSWORD)).status).toBe(401);
    expect((await useLink(await linkTo(email), PASSWORD)).status).toBe(200);
    const session = await new Browser().signIn({ email });
    expect(session.current).toMatchObject({ organizationId: made.organizationId, role: "admin" });
    const [owner] = await db().select().from(members).where(eq(members.organizationId, made.organizationId));
    expect(owner).toMatchObject({ isOwner: true, isActive: true, pending: null, name: "Rina Wijaya" });
    expect((await actionsIn(made.organizationId)).slice(0, 2)).toEqual([
      "operator organization.create",
      "member member.join",
    ]);
  });

  it("AUTH-14 an owner who has an account shows its password, and then has two organizations", async () => {
    const { email } = w.one.agentA;
    const { organizationId } = await create(email);
    expect((await new Browser().signIn({ email })).memberships).toHaveLength(1);
    const token = await linkTo(email);
    expect((await useLink(token, "bukan-yang-itu")).status).toBe(401);
    expect((await useLink(token, PASSWORD)).status).toBe(200);
    const { memberships } = await new Browser().signIn({ email });
    expect(memberships.map((one) => one.organizationId)).toContain(organizationId);
  });

  it("says at each field what is wrong", async () => {
    const owner = { email: "rina", firstName: " ", lastName: "x".repeat(61) };
    const bad = { ...given(""), name: "", timeZone: "Asia/Nowhere", owner };
    const response = await asOperator("/organizations", { body: bad });
    expect(response.status).toBe(422);
    expect(await wrongIn(response)).toEqual({
      "/name": "required",
      "/timeZone": "settings.invalid",
      "/owner/firstName": "required",
      "/owner/lastName": "too_long",
      "/owner/email": "profile.email",
    });
  });
});

describe("an organization that is there", () => {
  it("ROLE-21 counts supervisors and agents as seats, not admins and not who left", async () => {
    const before = await find(w.two.organizationId);
    expect(before).toMatchObject({ seatsUsed: 3, ownerEmail: w.two.admin.email });
    await db()
      .update(members)
      .set({ isActive: false, deactivatedAt: 1 })
      .where(eq(members.memberId, w.two.agentB.memberId));
    await db()
      .update(members)
      .set({ isActive: false, pending: "invitation" })
      .where(eq(members.memberId, w.two.agentA.memberId));
    expect((await find(w.two.organizationId))?.seatsUsed).toBe(2);
  });

  it("gets another name and limit, which its admins find in their log", async () => {
    const { organizationId } = w.one;
    const body = { name: "Toko Melati Baru", seatLimit: 2 };
    const saved = await asOperator(`/organizations/${organizationId}`, { method: "PUT", body });
    expect(await jsonOf(saved)).toMatchObject(body);
    const session = await new Browser().signIn(w.one.admin);
    expect(session.current.organizationName).toBe("Toko Melati Baru");
    expect(await actionsIn(organizationId)).toContain("operator organization.save");
    const wrong = await asOperator(`/organizations/${organizationId}`, { method: "PUT", body: { ...body, name: " " } });
    expect(await wrongIn(wrong)).toEqual({ "/name": "required" });
    const missing = await asOperator("/organizations/org_aaaaaaaaaaaaaaaa", { method: "PUT", body });
    expect(missing.status).toBe(404);
  });

  it("PRIVACY-7 is deleted in 30 days, asked for by its name and a reason, and can be kept until then", async () => {
    const path = `/organizations/${w.two.organizationId}/deletion`;
    const wrong = await asOperator(path, { body: { name: "Kopi", reason: "" } });
    expect([wrong.status, await wrongIn(wrong)]).toEqual([422, { "/name": "operator.name", "/reason": "required" }]);
    const asked = await asOperator(path, { body: { name: w.two.name, reason: "Kontrak berakhir" } });
    const { deletionAt } = await jsonOf<OperatorOrganization>(asked);
    const days = ((deletionAt ?? 0) - Date.now()) / (24 * 3600_000);
    expect(days).toBeGreaterThan(29.99);
    expect(days).toBeLessThanOrEqual(30);
    const again = await jsonOf<OperatorOrganization>(
      await asOperator(path, { body: { name: w.two.name, reason: "Sekali lagi" } }),
    );
    expect(again.deletionAt).toBe(deletionAt);
    expect((await meOf(w.two.admin)).deletion).toMatchObject({ at: deletionAt });
    expect((await meOf(w.two.supervisor)).deletion).toBeNull();
    expect(await jsonOf(await asOperator(path, { method: "DELETE" }))).toMatchObject({ deletionAt: null });
    expect((await asOperator(path, { method: "DELETE" })).status).toBe(200);
    const actions = (await actionsIn(w.two.organizationId)).filter((one) => one.startsWith("operator"));
    expect(actions).toEqual([
      "operator organization.delete",
      "operator organization.delete",
      "operator organization.keep",
    ]);
    expect((await meOf(w.two.admin)).deletion).toBeNull();
    // One when it is set, one when it is taken back, and none to anybody else.
    const subjects = (await mailsUntil(w.two.admin.email, 2)).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual([
      expect.stringContaining(`${w.two.name} akan dihapus pada `),
      `${w.two.name} tidak jadi dihapus`,
    ]);
    expect(await mailsTo(w.two.supervisor.email)).toEqual([]);
  });
});

describe("AUTH-16 codes by email that nobody gets", () => {
  it("AUTH-16 are switched off for an organization, whose admins see it in their log", async () => {
    const { organizationId } = w.one;
    await saveSection(db(), organizationId, "sign-in", { codeByEmail: true });
    expect(await (await new Browser().tryPassword(w.one.admin.email, PASSWORD)).json()).toHaveProperty("challenge");
    const off = await asOperator(`/organizations/${organizationId}/sign-in-codes`, { method: "DELETE" });
    expect(off.status).toBe(200);
    expect((await new Browser().signIn(w.one.admin)).account.email).toBe(w.one.admin.email);
    expect(await actionsIn(organizationId)).toContain("operator sign-in-codes.off");
    const nowhere = await asOperator("/organizations/org_aaaaaaaaaaaaaaaa/sign-in-codes", { method: "DELETE" });
    expect(nowhere.status).toBe(404);
  });
});

describe("two in the same moment", () => {
  it("AUTH-5 who give the same owner: both organizations are made, with one account", async () => {
    const email = newEmail("bersama");
    const made = await Promise.all([1, 2, 3, 4].map(() => asOperator("/organizations", { body: given(email) })));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(await db().select().from(accounts).where(eq(accounts.email, email))).toHaveLength(1);
  });

  it("AUTH-12 who give two accounts the same email: one gets it, the other is told at the field", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    for (let round = 0; round < 3; round += 1) {
      const to = newEmail("rebutan");
      const from = [newEmail("satu"), newEmail("dua"), newEmail("tiga")];
      for (const email of from) await createAccount(db(), { email, passwordHash, name: "Xx" });
      const answers = await Promise.all(
        from.map((email) => asOperator("/accounts/email", { body: { from: email, to, reason: "Pindah" } })),
      );
      const refused = answers.filter(({ status }) => status !== 204);
      expect(refused).toHaveLength(2);
      for (const answer of refused) expect(await wrongIn(answer)).toEqual({ "/to": "operator.email_taken" });
    }
  });
});

describe("AUTH-12 another sign-in email", () => {
  const change = (from: string, to: string, reason = "Alamat sementara") =>
    asOperator("/accounts/email", { body: { from, to, reason } });

  it("AUTH-12 both addresses are told with the reason, sessions end, the new one signs in, and logs say it", async () => {
    const { email, accountId, memberId } = w.one.supervisor;
    const to = newEmail("budi");
    const browser = new Browser();
    await browser.signIn(w.one.supervisor);
    await browser.send("/auth/forgot", { body: { email, language: "en" } });
    const oldLink = await linkTo(email);
    expect((await change(email, ` ${to.toUpperCase()} `)).status).toBe(204);
    expect((await browser.send("/auth/session")).status).toBe(401);
    expect((await new Browser().tryPassword(email, PASSWORD)).status).toBe(401);
    expect((await new Browser().signIn({ email: to })).account.email).toBe(to);
    expect((await useLink(oldLink, "kopi-baru-sekali")).status).toBe(410);
    for (const address of [email, to]) {
      let mails = await mailsTo(address);
      for (let n = 0; n < 120 && !mails.some(({ text }) => text.includes("Alamat sementara")); n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        mails = await mailsTo(address);
      }
      expect(mails.map(({ text }) => text).join()).toContain("Alamat sementara");
    }
    const rows = await db().select().from(audit).where(eq(audit.action, "account.email"));
    const mine = rows.filter(({ target }) => target === accountId || target === memberId);
    expect(mine.map((row) => [row.organizationId, row.actorType])).toEqual(
      expect.arrayContaining([
        [SERVER_CHAIN, "operator"],
        [w.one.organizationId, "operator"],
      ]),
    );
    expect(JSON.stringify(mine)).not.toContain(to);
  });

  it("is refused for an email nobody has, one that somebody has, one that is none, and without a reason", async () => {
    expect(await wrongIn(await change(newEmail(), newEmail()))).toEqual({ "/from": "operator.email_unknown" });
    expect(await wrongIn(await change(w.one.admin.email, w.two.admin.email))).toEqual({
      "/to": "operator.email_taken",
    });
    expect(await wrongIn(await change("x", "y", " "))).toEqual({
      "/from": "profile.email",
      "/to": "profile.email",
      "/reason": "required",
    });
    const [admin] = await db().select().from(accounts).where(eq(accounts.accountId, w.one.admin.accountId));
    expect(admin?.email).toBe(w.one.admin.email);
  });

  it("also for a placeholder that belongs to nobody's organization yet", async () => {
    const email = newEmail("xx");
    await createAccount(db(), { email, passwordHash: await hashPassword(PASSWORD), name: "Xx" });
    expect((await change(email, newEmail("yy"))).status).toBe(204);
  });
});

describe("AUTH-20 the support contact", () => {
  const put = (body: unknown) => asOperator("/support", { method: "PUT", body });

  it("AUTH-20 leads to a page, a mail or a call, never to a script", async () => {
    for (const url of ["javascript:alert(1)", "http://toko.example", "wa.me/62812", ""])
      expect(await wrongIn(await put({ text: "Tanya", url }))).toEqual({ "/url": "settings.url" });
    expect(await wrongIn(await put({ text: " ", url: "mailto:a@toko.example" }))).toEqual({ "/text": "required" });
  });
});

it("the server's own log is whole", async () => {
  expect((await verifyAudit(db(), SERVER_CHAIN)).brokenAt).toBeNull();
});
