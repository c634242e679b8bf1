import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { SessionInfo } from "../../../protocol/http.schema.ts";
import { accountLinks, accounts, members } from "../../../worker/db/schema/index.ts";
import type { World } from "../../support/world.ts";
import { linkTo, mailsTo, mailsUntil, newEmail, openLink, useLink } from "../accounts/support.ts";
import { Browser, codeOf, db, PASSWORD, problemOf, world } from "../http/support.ts";
import { done, read, refused } from "../settings/support.ts";
import { add, detailOf, PATH, page, person } from "./support.ts";

const NEW_PASSWORD = "teh-melati-sore-hari";
let w: World;
beforeAll(async () => {
  w = await world();
});

const signsIn = async (email: string, password: string): Promise<boolean> =>
  (await new Browser().tryPassword(email, password)).ok;

const sessionOf = async (browser: Browser): Promise<SessionInfo | null> => {
  const response = await browser.send("/auth/session");
  return response.ok ? ((await response.json()) as SessionInfo) : null;
};

describe("AUTH-15 a new email is invited", () => {
  it("sets a password by the link, once, and is a member then", async () => {
    const { admin, organizationId, salesId } = w.one;
    const member = await add(admin, { firstName: " Rina ", phone: "0812 3456 7890", divisionIds: [salesId] });
    expect(member).toMatchObject({
      name: "Rina Wijaya",
      firstName: "Rina",
      state: "invited",
      isOwner: false,
      divisionIds: [salesId],
      linkExpiresAt: expect.any(Number),
      lastSeenAt: null,
      version: 1,
    });
    const token = await linkTo(member.email);
    expect((await mailsTo(member.email))[0]?.subject).toBe(
      `${admin.identity.name} mengundang Anda ke Toko Melati di Sapa`,
    );
    expect(await (await openLink(token)).json()).toMatchObject({
      kind: "invitation",
      email: member.email,
      name: "Rina Wijaya",
      organizationName: "Toko Melati",
    });
    expect(await problemOf(await useLink(token, "pendek"))).toMatchObject({ params: { rule: "short" } });
    expect(await signsIn(member.email, "")).toBe(false);
    expect((await useLink(token, NEW_PASSWORD)).status).toBe(200);
    expect(await codeOf(await useLink(token, NEW_PASSWORD))).toBe("auth.link");
    const info = await new Browser().signIn(member, NEW_PASSWORD);
    expect(info.current).toMatchObject({ organizationId, memberId: member.memberId, role: "agent" });
    expect(info.account.name).toBe("Rina Wijaya");
    expect(await detailOf(admin, member.memberId)).toMatchObject({
      state: "active",
      linkExpiresAt: null,
      version: 2,
      lastSeenAt: expect.any(Number),
    });
  });

  it("AUTH-15 is signed in straight away, by a session of its own", async () => {
    const member = await add(w.one.admin);
    const browser = new Browser();
    await browser.signIn(w.two.agentA);
    const before = browser.cookie;
    const info = (await (await useLink(await linkTo(member.email), NEW_PASSWORD, browser)).json()) as SessionInfo;
    expect(info.current.memberId).toBe(member.memberId);
    expect(await sessionOf(browser)).toMatchObject({ account: { email: member.email } });
    // Nobody is in two accounts at once.
    browser.cookie = before;
    expect(await sessionOf(browser)).toBeNull();
  });

  it("is nowhere to be found as a member until then", async () => {
    const { admin, agentA } = w.one;
    const member = await add(admin);
    const rows = await read<{ memberId: string }[]>(agentA, "/members");
    expect(rows.map(({ memberId }) => memberId)).not.toContain(member.memberId);
    const division = { name: `D ${member.memberId}`, supervisorId: w.one.supervisor.memberId, integrationIds: null };
    const problem = await refused(admin, "POST", "/divisions", { ...division, agentIds: [member.memberId] });
    expect(problem.errors).toEqual([{ pointer: "/agentIds/0", code: "settings.invalid" }]);
    await useLink(await linkTo(member.email), NEW_PASSWORD);
    const after = await read<{ memberId: string }[]>(agentA, "/members");
    expect(after.map(({ memberId }) => memberId)).toContain(member.memberId);
  });

  it("the link holds seven days; a newer one ends it; a withdrawn one opens nothing and leaves nothing", async () => {
    const { admin } = w.one;
    const member = await add(admin);
    const first = await linkTo(member.email);
    const [link] = await db().select().from(accountLinks).where(eq(accountLinks.memberId, member.memberId));
    expect((link?.expiresAt ?? 0) - (link?.createdAt ?? 0)).toBe(7 * 24 * 3600_000);
    const resent = await done<{ linkExpiresAt: number }>(admin, "POST", `${PATH}/${member.memberId}/resend`);
    expect(resent.linkExpiresAt).toBeGreaterThan(link?.expiresAt ?? 0);
    const second = await linkTo(member.email, 2);
    expect((await openLink(first)).status).toBe(410);
    expect((await openLink(second)).status).toBe(200);
    await done(admin, "POST", `${PATH}/${member.memberId}/withdraw`);
    expect((await openLink(second)).status).toBe(410);
    expect((await refused(admin, "GET", `${PATH}/${member.memberId}`)).code).toBe("not_found");
    expect(await db().select().from(accounts).where(eq(accounts.email, member.email))).toEqual([]);
    const again = await add(admin, { email: member.email });
    expect(again.state).toBe("invited");
  });

  it("an invitation that has ended can be sent anew", async () => {
    const { admin } = w.one;
    const member = await add(admin);
    const token = await linkTo(member.email);
    const ended = { expiresAt: sql`${accountLinks.createdAt} - 1` };
    await db().update(accountLinks).set(ended).where(eq(accountLinks.memberId, member.memberId));
    expect((await useLink(token, NEW_PASSWORD)).status).toBe(410);
    await done(admin, "POST", `${PATH}/${member.memberId}/resend`);
    expect((await useLink(await linkTo(member.email, 2), NEW_PASSWORD)).status).toBe(200);
  });

  it("two organizations invite the same person: the second link asks for the password the first one set", async () => {
    const email = newEmail("berdua");
    await Promise.all([add(w.one.admin, { email }), add(w.two.admin, { email })]);
    const mails = await mailsUntil(email, 2);
    const tokens = mails.map(({ text }) => /#([\w-]{43})/.exec(text)?.[1] ?? "");
    expect((await useLink(tokens[0] ?? "", NEW_PASSWORD)).status).toBe(200);
    expect(await (await openLink(tokens[1] ?? "")).json()).toMatchObject({ kind: "verification" });
    expect(await codeOf(await useLink(tokens[1] ?? "", "bukan-yang-tadi-1"))).toBe("auth.wrong");
    expect((await useLink(tokens[1] ?? "", NEW_PASSWORD)).status).toBe(200);
    const browser = new Browser();
    const info = await browser.signIn({ email }, NEW_PASSWORD);
    expect(info.memberships).toHaveLength(2);
    const other = info.memberships.find(({ memberId }) => memberId !== info.current.memberId);
    const switched = await browser.send("/auth/session/organization", {
      body: { organizationId: other?.organizationId },
    });
    expect(((await switched.json()) as SessionInfo).current.memberId).toBe(other?.memberId);
  });
});

describe("AUTH-14 an email with an account is verified", () => {
  it("the owner shows the newest password, and only then has access", async () => {
    const { agentB } = w.two;
    const { admin, organizationId } = w.one;
    const member = await add(admin, { email: agentB.email.toUpperCase(), firstName: "Agus" });
    expect(member).toMatchObject({ state: "waiting", email: agentB.email });
    const token = await linkTo(agentB.email);
    expect(await (await openLink(token)).json()).toMatchObject({
      kind: "verification",
      organizationName: "Toko Melati",
    });
    const before = await new Browser().signIn(agentB);
    expect(before.memberships.map((one) => one.organizationId)).toEqual([w.two.organizationId]);
    expect((await useLink(token, PASSWORD)).status).toBe(200);
    const after = await new Browser().signIn(agentB);
    expect(after.memberships.map((one) => one.organizationId)).toContain(organizationId);
    expect((await detailOf(admin, member.memberId)).state).toBe("active");
  });

  it("AUTH-14 works in the organization just joined, whichever was first", async () => {
    const { supervisor } = w.one;
    const member = await add(w.two.admin, { email: supervisor.email });
    const browser = new Browser();
    await browser.signIn(supervisor);
    await useLink(await linkTo(supervisor.email), PASSWORD, browser);
    expect((await sessionOf(browser))?.current.memberId).toBe(member.memberId);
  });

  it("5 wrong tries void the link, also many at once; the admin may send another", async () => {
    const { supervisor } = w.two;
    const member = await add(w.one.admin, { email: supervisor.email, role: "supervisor", isRestricted: true });
    const token = await linkTo(supervisor.email);
    expect(await problemOf(await useLink(token, "salah-sekali-1"))).toMatchObject({
      status: 401,
      code: "auth.wrong",
      params: { left: 4 },
      errors: [{ pointer: "/password", code: "auth.wrong" }],
    });
    const tries = await Promise.all(Array.from({ length: 8 }, () => useLink(token, "salah-sekali-2")));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(tries.filter(({ status }) => status === 410)).toHaveLength(5);
    expect((await useLink(token, PASSWORD)).status).toBe(410);
    await done(w.one.admin, "POST", `${PATH}/${member.memberId}/resend`);
    expect((await useLink(await linkTo(supervisor.email, 2), PASSWORD)).status).toBe(200);
  });

  it("the fifth try may be the right one", async () => {
    const { agentA } = w.two;
    await add(w.one.admin, { email: agentA.email });
    const token = await linkTo(agentA.email);
    for (let count = 0; count < 4; count += 1) await useLink(token, "salah-sekali-3");
    expect((await useLink(token, PASSWORD)).status).toBe(200);
  });

  it("a withdrawn one is gone, and the account goes on elsewhere", async () => {
    const { admin } = w.two;
    const member = await add(w.one.admin, { email: admin.email });
    const token = await linkTo(admin.email);
    await done(w.one.admin, "DELETE", `${PATH}/${member.memberId}`);
    expect((await useLink(token, PASSWORD)).status).toBe(410);
    expect(await signsIn(admin.email, PASSWORD)).toBe(true);
    const rows = await db().select().from(members).where(eq(members.memberId, member.memberId));
    expect(rows).toEqual([]);
  });
});

describe("the form", () => {
  it.each([
    [{ firstName: "  " }, "/firstName", "required"],
    [{ firstName: "x".repeat(60) }, "/firstName", "too_long"],
    [{ lastName: "x".repeat(61) }, "/lastName", "too_long"],
    [{ phone: "123" }, "/phone", "profile.phone"],
    [{ email: "" }, "/email", "required"],
    [{ email: "bukan email" }, "/email", "profile.email"],
    [{ email: "a@b.example\r\nBcc: c@d.example" }, "/email", "profile.email"],
    [{ isRestricted: true }, "/isRestricted", "settings.invalid"],
    [{ divisionIds: ["div_lain"] }, "/divisionIds/0", "settings.invalid"],
  ])("ROLE-18 %j is refused at %s", async (fields, pointer, code) => {
    const before = (await page(w.one.admin)).members.length;
    const problem = await refused(w.one.admin, "POST", PATH, person(fields));
    expect([problem.status, problem.errors]).toEqual([422, [{ pointer, code }]]);
    expect((await page(w.one.admin)).members).toHaveLength(before);
  });

  it("ROLE-18 a division of another organization is none", async () => {
    const problem = await refused(w.one.admin, "POST", PATH, person({ divisionIds: [w.two.salesId] }));
    expect(problem.errors).toEqual([{ pointer: "/divisionIds/0", code: "settings.invalid" }]);
  });

  it("AUTH-5 an email that is a member here already is refused, in whatever case", async () => {
    const problem = await refused(w.one.admin, "POST", PATH, person({ email: ` ${w.one.agentA.email.toUpperCase()}` }));
    expect([problem.code, problem.errors]).toEqual(["member.exists", [{ pointer: "/email", code: "member.exists" }]]);
  });

  it("ROLE-17 supervisors and agents are refused every route of it", async () => {
    const path = `${PATH}/${w.one.agentB.memberId}`;
    for (const member of [w.one.supervisor, w.one.agentA])
      for (const [method, at, body] of [
        ["GET", PATH, undefined],
        ["GET", path, undefined],
        ["POST", PATH, person()],
        ["PUT", path, person({ version: 1 })],
        ["DELETE", path, undefined],
        ["POST", `${path}/reactivate`, undefined],
        ["POST", `${path}/resend`, undefined],
        ["POST", `${path}/withdraw`, undefined],
      ] as const)
        expect((await refused(member, method, at, body)).code).toBe("forbidden");
  });

  it("INV-6 a member of another organization is not there", async () => {
    const path = `${PATH}/${w.two.agentA.memberId}`;
    for (const [method, at, body] of [
      ["GET", path, undefined],
      ["PUT", path, person({ version: 1 })],
      ["DELETE", path, undefined],
      ["POST", `${path}/reactivate`, undefined],
    ] as const)
      expect((await refused(w.one.admin, method, at, body)).code).toBe("not_found");
  });
});
