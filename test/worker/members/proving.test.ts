import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { accounts } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import { moveEmail } from "../../../worker/members/email.ts";
import { surroundingsOf } from "../../../worker/members/store.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { linkTo, mailsTo, newEmail, useLink } from "../accounts/support.ts";
import { Browser, db, PASSWORD, world } from "../http/support.ts";
import { asOperator } from "../operator/support.ts";
import { done, refused } from "../settings/support.ts";
import { enter, register } from "../sign-on/support.ts";
import { add, edit, formOf, PATH, person } from "./support.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});

const claimed = async (email: string, password = PASSWORD) => {
  const browser = new Browser();
  await browser.signIn({ email }, password);
  return (await enter(browser, await register())).claims();
};

describe("AUTH-6, AUTH-14 whose an email is", () => {
  it("is not vouched for after an admin changed it, until the link that was mailed there was used", async () => {
    const email = newEmail("direktur");
    await edit(w.one.admin, w.one.agentB.memberId, { email });
    expect(await claimed(email)).toMatchObject({ email, email_verified: false });
    expect((await useLink(await linkTo(email), "teh-melati-sore-hari")).status).toBe(204);
    expect(await claimed(email, "teh-melati-sore-hari")).toMatchObject({ email, email_verified: true });
  });

  it("nor after the Operator changed it", async () => {
    const [from, to] = [w.one.agentB.email, newEmail("direktur")];
    const changed = await asOperator("/accounts/email", { body: { from, to, reason: "asked" } });
    expect(changed.status).toBe(204);
    expect(await claimed(to)).toMatchObject({ email: to, email_verified: false });
    expect((await useLink(await linkTo(to), "teh-melati-sore-hari")).status).toBe(204);
    expect(await claimed(to, "teh-melati-sore-hari")).toMatchObject({ email: to, email_verified: true });
  });

  it("AUTH-15 is shown by the link of an invitation", async () => {
    const { email } = await add(w.one.admin);
    await useLink(await linkTo(email), "teh-melati-sore-hari");
    expect(await claimed(email, "teh-melati-sore-hari")).toMatchObject({ email, email_verified: true });
  });

  it("AUTH-14 is shown by the link of a verification", async () => {
    const email = newEmail("direktur");
    await edit(w.one.admin, w.one.agentB.memberId, { email });
    await add(w.two.admin, { email });
    await useLink(await linkTo(email, 2), PASSWORD);
    expect(await claimed(email)).toMatchObject({ email, email_verified: true });
  });

  it("AUTH-14 of an account that has come into another organization meanwhile is not changed", async () => {
    const { admin, agentB, organizationId } = w.one;
    const email = newEmail("baru");
    const around = await surroundingsOf(db(), organizationId, { memberId: agentB.memberId, email });
    const { member } = around;
    if (member === undefined) throw new Error("no member");
    await createMember(db(), {
      ...{ organizationId: w.two.organizationId, accountId: agentB.accountId },
      ...{ name: "Agus", role: "agent" },
    });
    const scope = { db: db(), env: {} as never, organizationId, now: Date.now(), member: admin as never };
    const moved = await moveEmail({ ...scope, overMails: () => undefined }, member, member.row, email, around);
    await expect(db().batch(moved.first as never)).rejects.toThrow();
    const rows = await db().select().from(accounts).where(eq(accounts.accountId, agentB.accountId));
    expect(rows[0]?.email).toBe(agentB.email);
  });
});

describe("ROLE-20 the owner's email", () => {
  it("is no other admin's to change, because a new password follows it", async () => {
    const { admin, supervisor } = w.one;
    await edit(admin, supervisor.memberId, { role: "admin" });
    const email = newEmail("penyerang");
    const problem = await refused(
      { ...supervisor, role: "admin" },
      "PUT",
      `${PATH}/${admin.memberId}`,
      await formOf(admin, admin.memberId, { email }),
    );
    expect(problem).toMatchObject({ code: "member.owner", errors: [{ pointer: "/email", code: "member.owner" }] });
    expect((await new Browser().tryPassword(admin.email, PASSWORD)).status).toBe(200);
    expect(await mailsTo(email)).toEqual([]);
    expect(await edit(admin, admin.memberId, { email })).toMatchObject({ email });
  });
});

describe("mails that admins cause", () => {
  it("are limited by the hour, also those of members who are given another email", async () => {
    const { admin, agentB } = w.one;
    const path = `${PATH}/${agentB.memberId}`;
    const form = await formOf(admin, agentB.memberId);
    const moved = (version: number) => ({ ...form, version, email: newEmail("korban") });
    for (let version = 1; version <= 60; version += 1) await done(admin, "PUT", path, moved(version));
    expect((await refused(admin, "PUT", path, moved(61))).code).toBe("rate_limited");
    expect((await refused(admin, "POST", PATH, person())).code).toBe("rate_limited");
  });

  it("are few to one address, whichever organizations they come from", async () => {
    const email = newEmail("korban");
    const invite = async (admin: WorldMember): Promise<void> => {
      const { memberId } = await add(admin, { email });
      await done(admin, "POST", `${PATH}/${memberId}/withdraw`);
    };
    for (let round = 0; round < 5; round += 1) for (const { admin } of [w.one, w.two]) await invite(admin);
    expect((await refused(w.two.admin, "POST", PATH, person({ email }))).code).toBe("rate_limited");
    expect((await refused(w.one.admin, "POST", PATH, person({ email }))).code).toBe("rate_limited");
  });
});
