import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { MemberDetail } from "../../../protocol/accounts.schema.ts";
import type { AccessToken } from "../../../protocol/http.schema.ts";
import { accounts, audit, divisions, members } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { linkTo, mailsTo, mailsUntil, newEmail, useLink } from "../accounts/support.ts";
import { Browser, call, db, PASSWORD, world } from "../http/support.ts";
import { done, read, refused } from "../settings/support.ts";
import { add, detailOf, edit, formOf, limitSeats, PATH, page } from "./support.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});

const at = (memberId: string): string => `${PATH}/${memberId}`;

async function signedIn(member: Pick<WorldMember, "email">): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(member);
  return browser;
}

describe("ROLE-10, ROLE-18 admins edit members", () => {
  it("ROLE-18 names, phone, role, chat access and divisions", async () => {
    const { admin, agentB, salesId, organizationId } = w.one;
    const fields = { firstName: "Agus", lastName: "Salim", phone: "081234567890", role: "supervisor" as const };
    const saved = await edit(admin, agentB.memberId, { ...fields, isRestricted: true, divisionIds: [salesId] });
    expect(saved).toMatchObject({
      ...fields,
      name: "Agus Salim",
      isRestricted: true,
      divisionIds: [salesId],
      version: 2,
    });
    expect(await detailOf(admin, agentB.memberId)).toEqual(saved);
    const account = await db().select().from(accounts).where(eq(accounts.accountId, agentB.accountId));
    expect(account[0]).toMatchObject({ name: "Agus Salim", lastName: "Salim", phone: "081234567890" });
    const log = await db().select().from(audit).where(eq(audit.organizationId, organizationId));
    const entry = log.find(({ action }) => action === "member.edit");
    expect(JSON.parse(entry?.changes ?? "{}")).toMatchObject({
      "/role": { from: "agent", to: "supervisor" },
      "/phone": "changed",
    });
    expect(entry).toMatchObject({ actorId: admin.memberId, target: agentB.memberId, result: "ok" });
  });

  it("ROLE-23 a token of before has the new role at the next request", async () => {
    const { admin, agentB } = w.one;
    const browser = await signedIn(agentB);
    const { token } = (await (await browser.send("/auth/token", { method: "POST" })).json()) as AccessToken;
    const list = () => call("/api/v1/accounts/members", { headers: { authorization: `Bearer ${token}` } });
    expect((await list()).status).toBe(403);
    await edit(admin, agentB.memberId, { role: "admin" });
    expect((await list()).status).toBe(200);
  });

  it("GEN-11 whoever read an older version is told who was faster, and what stands", async () => {
    const { admin, agentB } = w.one;
    const form = await formOf(admin, agentB.memberId, { firstName: "Lama" });
    await edit(admin, agentB.memberId, { firstName: "Baru" });
    const problem = await refused(admin, "PUT", at(agentB.memberId), form);
    expect(problem).toMatchObject({ code: "conflict", params: { name: "Sari" }, current: { firstName: "Baru" } });
    const same = { ...form, firstName: "Baru" };
    expect((await done<MemberDetail>(admin, "PUT", at(agentB.memberId), same)).version).toBe(2);
  });

  it("a supervisor who leads a division no longer does once they are no supervisor, or not in it", async () => {
    const { admin, supervisor, agentA, salesId } = w.one;
    await db().update(divisions).set({ supervisorId: supervisor.memberId }).where(eq(divisions.divisionId, salesId));
    await edit(admin, supervisor.memberId, { firstName: "Budiman" });
    const leader = async () =>
      (await read<{ divisionId: string; supervisorId: string | null }[]>(agentA, "/divisions")).find(
        ({ divisionId }) => divisionId === salesId,
      )?.supervisorId;
    expect(await leader()).toBe(supervisor.memberId);
    await edit(admin, supervisor.memberId, { divisionIds: [] });
    expect(await leader()).toBeNull();
  });
});

describe("AUTH-14 another email", () => {
  it("that nobody has becomes the account's; both addresses are told, sessions end", async () => {
    const { admin, agentB } = w.one;
    const browser = await signedIn(agentB);
    const email = newEmail("baru");
    const saved = await edit(admin, agentB.memberId, { email: ` ${email.toUpperCase()} ` });
    expect(saved).toMatchObject({ email, state: "active" });
    expect((await browser.send("/auth/session")).status).toBe(401);
    expect((await new Browser().tryPassword(agentB.email, PASSWORD)).status).toBe(401);
    expect((await new Browser().tryPassword(email, PASSWORD)).status).toBe(200);
    const [left, taken] = [(await mailsUntil(agentB.email, 1))[0], (await mailsUntil(email, 1))[0]];
    expect(left?.subject).toBe("Email untuk masuk telah diganti");
    expect(taken?.subject).toBe("Email baru Anda untuk masuk");
    for (const mail of [left, taken]) expect(mail?.text).toContain(email);
  });

  it("that nobody has, of an account with other organizations, gets an invitation of its own", async () => {
    const { admin, agentB } = w.one;
    const { organizationId } = w.two;
    await createMember(db(), { organizationId, accountId: agentB.accountId, name: "Agus", role: "agent" });
    const email = newEmail("baru");
    expect(await edit(admin, agentB.memberId, { email })).toMatchObject({ email, state: "invited" });
    expect((await useLink(await linkTo(email), "teh-melati-sore-hari")).status).toBe(200);
    const info = await new Browser().signIn({ email }, "teh-melati-sore-hari");
    expect(info.memberships.map(({ memberId }) => memberId)).toEqual([agentB.memberId]);
    const old = await new Browser().signIn(agentB);
    expect(old.memberships.map((one) => one.organizationId)).toEqual([organizationId]);
  });

  it("that somebody has waits for their password, and the former account has no access", async () => {
    const { admin, agentB } = w.one;
    const browser = await signedIn(agentB);
    const other = w.two.agentA;
    const saved = await edit(admin, agentB.memberId, { email: other.email });
    expect(saved).toMatchObject({ email: other.email, state: "waiting" });
    expect((await browser.send("/auth/session")).status).toBe(401);
    expect((await new Browser().tryPassword(agentB.email, PASSWORD)).status).toBe(401);
    expect((await useLink(await linkTo(other.email), PASSWORD)).status).toBe(200);
    const info = await new Browser().signIn(other);
    expect(info.memberships.map(({ memberId }) => memberId)).toContain(agentB.memberId);
    const name = await db().select().from(accounts).where(eq(accounts.accountId, other.accountId));
    expect(name[0]?.name).toBe("Dewi");
  });

  it("of an account that has not agreed yet leaves that account alone", async () => {
    const victim = w.two.agentB;
    const { admin } = w.one;
    const member = await add(admin, { email: victim.email, firstName: "Penyusup" });
    const email = newEmail("penyerang");
    expect(await edit(admin, member.memberId, { email })).toMatchObject({ state: "invited", email });
    const row = await db().select().from(accounts).where(eq(accounts.accountId, victim.accountId));
    expect(row[0]).toMatchObject({ email: victim.email, name: "Agus" });
    expect((await new Browser().tryPassword(victim.email, PASSWORD)).status).toBe(200);
  });

  it("of somebody who was invited to a wrong one gets the invitation; the wrong one's link ends", async () => {
    const { admin } = w.one;
    const member = await add(admin);
    const wrong = await linkTo(member.email);
    const email = newEmail("benar");
    expect(await edit(admin, member.memberId, { email })).toMatchObject({ state: "invited", email });
    expect((await useLink(wrong, "teh-melati-sore-hari")).status).toBe(410);
    expect((await useLink(await linkTo(email), "teh-melati-sore-hari")).status).toBe(200);
    expect(await mailsTo(member.email)).toHaveLength(1);
  });

  it("that a member here has is refused", async () => {
    const { admin, agentA, agentB } = w.one;
    const problem = await refused(
      admin,
      "PUT",
      at(agentB.memberId),
      await formOf(admin, agentB.memberId, { email: agentA.email }),
    );
    expect(problem.errors).toEqual([{ pointer: "/email", code: "member.exists" }]);
  });
});

describe("ROLE-20 owner and last admin", () => {
  const attempts = async (by: WorldMember, memberId: string): Promise<string[]> => [
    (await refused(by, "DELETE", at(memberId))).code,
    (await refused(by, "PUT", at(memberId), await formOf(by, memberId, { role: "agent" }))).code,
    (await refused(by, "PUT", at(memberId), await formOf(by, memberId, { email: w.two.agentA.email }))).code,
  ];

  it("the owner stays, also by the hand of another admin", async () => {
    const { admin, supervisor } = w.one;
    await edit(admin, supervisor.memberId, { role: "admin" });
    const refusals = ["role.last_admin", "role.last_admin", "member.owner"];
    expect(await attempts(supervisor, admin.memberId)).toEqual(refusals);
  });

  it("so does the last active admin; an invited one does not count", async () => {
    const { admin } = w.one;
    await db().update(members).set({ isOwner: false }).where(eq(members.memberId, admin.memberId));
    await add(admin, { role: "admin" });
    expect(await attempts(admin, admin.memberId)).toEqual(Array(3).fill("role.last_admin"));
  });

  it("nobody takes away the own rights while there are others", async () => {
    const { admin, supervisor } = w.one;
    await edit(admin, supervisor.memberId, { role: "admin" });
    expect(await attempts(supervisor, supervisor.memberId)).toEqual(Array(3).fill("member.self"));
  });

  it("two admins who demote each other at once: one stays", async () => {
    const { admin, supervisor } = w.one;
    await edit(admin, supervisor.memberId, { role: "admin" });
    await db().update(members).set({ isOwner: false }).where(eq(members.memberId, admin.memberId));
    await Promise.allSettled([
      edit(admin, supervisor.memberId, { role: "agent" }),
      edit(supervisor, admin.memberId, { role: "agent" }),
    ]);
    const rows = await db().select().from(members).where(eq(members.organizationId, w.one.organizationId));
    expect(rows.filter(({ role, isActive }) => role === "admin" && isActive)).toHaveLength(1);
  });
});

describe("ROLE-21 seats", () => {
  it("count active and pending supervisors and agents, not admins", async () => {
    const { admin, agentB, organizationId } = w.one;
    expect((await page(admin)).seats).toEqual({ used: 3, limit: null });
    await limitSeats(organizationId, 4);
    await add(admin);
    expect((await page(admin)).seats).toEqual({ used: 4, limit: 4 });
    const full = await refused(
      admin,
      "POST",
      PATH,
      await formOf(admin, agentB.memberId, { email: newEmail() }).then(({ version: _, ...form }) => form),
    );
    expect(full).toMatchObject({ code: "role.seats", params: { used: 4, limit: 4 } });
    await add(admin, { role: "admin" });
    await done(admin, "DELETE", at(agentB.memberId));
    expect((await page(admin)).seats.used).toBe(3);
    await add(admin);
    expect((await refused(admin, "POST", `${at(agentB.memberId)}/reactivate`)).code).toBe("role.seats");
  });

  it("a full organization still edits its members, and no admin becomes one too many", async () => {
    const { admin, supervisor, agentB, organizationId } = w.one;
    await limitSeats(organizationId, 3);
    await edit(admin, agentB.memberId, { role: "supervisor" });
    await edit(admin, supervisor.memberId, { role: "admin" });
    await add(admin);
    const back = await formOf(admin, supervisor.memberId, { role: "agent" });
    expect((await refused(admin, "PUT", at(supervisor.memberId), back)).code).toBe("role.seats");
  });

  it("many at once do not go beyond the limit", async () => {
    const { admin, organizationId } = w.one;
    await limitSeats(organizationId, 5);
    const added = await Promise.allSettled(Array.from({ length: 6 }, () => add(admin)));
    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect((await page(admin)).seats).toEqual({ used: 5, limit: 5 });
  });
});

describe("the list", () => {
  it("ROLE-18 by name, with search, role, state and pages", async () => {
    const { admin } = w.one;
    const added = await Promise.all(
      ["Éko", "eka", "Zaki", "Arif"].map((firstName) => add(admin, { firstName, lastName: "Uji" })),
    );
    const names = (await page(admin)).members.map(({ name }) => name);
    expect(names).toEqual(["Agus", "Arif Uji", "Budi", "Dewi", "eka Uji", "Éko Uji", "Sari", "Zaki Uji"]);
    expect((await page(admin, "?q=eko")).members.map(({ name }) => name)).toEqual(["Éko Uji"]);
    expect((await page(admin, `?q=${added[2]?.email}`)).members.map(({ name }) => name)).toEqual(["Zaki Uji"]);
    expect((await page(admin, "?state=invited&role=agent")).members).toHaveLength(4);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const next = await page(admin, `?limit=3${cursor && `&cursor=${cursor}`}`);
      paged.push(...next.members.map(({ name }) => name));
      cursor = next.nextCursor;
    }
    expect(paged).toEqual(names);
    expect((await refused(admin, "GET", `${PATH}?cursor=xx`)).code).toBe("bad_request");
  });
});
