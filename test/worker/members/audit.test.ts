import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { audit } from "../../../worker/db/schema/index.ts";
import { newEmail } from "../accounts/support.ts";
import { Browser, db, world } from "../http/support.ts";
import { done } from "../settings/support.ts";
import { add, edit, PATH } from "./support.ts";

it("PRIVACY-7 SET-10 the log, which outlives people, says what of them was changed and never who they are", async () => {
  const { admin, agentB, salesId, organizationId } = (await world()).one;
  const emails = [newEmail("kartika"), newEmail("kartini")] as const;
  const added = await add(admin, { firstName: "Kartika", lastName: "Melati", email: emails[0] });
  await edit(admin, added.memberId, { firstName: "Kartini", email: emails[1] });
  await done(admin, "POST", `${PATH}/${added.memberId}/resend`);
  await done(admin, "POST", `${PATH}/${added.memberId}/withdraw`);
  const person = { firstName: "Kenanga", lastName: "Cempaka", phone: "081234509876" };
  await edit(admin, agentB.memberId, { ...person, role: "supervisor", isRestricted: true, divisionIds: [salesId] });
  const browser = new Browser();
  await browser.signIn(agentB);
  const profile = { firstName: "Seruni", lastName: "Cempaka", phone: null, language: "id", sound: true };
  expect((await browser.send("/auth/profile", { method: "PUT", body: profile })).status).toBe(200);
  await done(admin, "DELETE", `${PATH}/${agentB.memberId}`);
  await done(admin, "POST", `${PATH}/${agentB.memberId}/reactivate`);

  const log = await db().select().from(audit).where(eq(audit.organizationId, organizationId));
  const told = log.filter(({ action }) => /^(member|profile)\./.test(action));
  expect(told.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      ...["member.add", "member.edit", "member.invite", "member.withdraw"],
      ...["member.deactivate", "member.reactivate", "profile.save"],
    ]),
  );
  const texts = told.map(({ changes }) => changes ?? "").join("\n");
  expect(texts).not.toMatch(/kartik|kartin|melati|kenanga|cempaka|seruni|agus|81234509876|@/i);
  const edits = told.filter(({ action }) => action === "member.edit").map(({ changes }) => JSON.parse(changes ?? "{}"));
  expect(edits[0]).toEqual({ "/firstName": "changed", "/name": "changed", "/email": "changed" });
  expect(edits[1]).toMatchObject({
    "/lastName": "changed",
    "/role": { from: "agent", to: "supervisor" },
    "/isRestricted": { from: false, to: true },
    "/divisionIds": { from: expect.any(Array), to: [salesId] },
  });
});
