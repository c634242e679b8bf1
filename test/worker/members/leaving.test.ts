import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { AccessToken, HistoryPage } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { webSessions } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { linkTo, newEmail, useLink } from "../accounts/support.ts";
import { asMember, Browser, call, db, newVisitor, PASSWORD, say, world } from "../http/support.ts";
import { done, read, refused } from "../settings/support.ts";
import { add, detailOf, edit, PATH, page } from "./support.ts";

let w: World;
beforeEach(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true });
});

const at = (memberId: string): string => `${PATH}/${memberId}`;
const deactivate = (memberId: string): Promise<unknown> => done(w.one.admin, "DELETE", at(memberId));

async function signedIn(member: Pick<WorldMember, "email">, password = PASSWORD): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(member, password);
  return browser;
}
const tokenFrom = async (browser: Browser): Promise<string> =>
  ((await (await browser.send("/auth/token", { method: "POST" })).json()) as AccessToken).token;
const meWith = async (token: string): Promise<number> =>
  (await call("/api/v1/me", { headers: { authorization: `Bearer ${token}` } })).status;

async function roomOf(...takers: WorldMember[]): Promise<string> {
  const visitor = await newVisitor(w.one);
  expect((await say(w.one, visitor, "halo")).status).toBe(200);
  for (const { memberId } of takers) {
    const body = { type: "room.assign", memberId };
    const headers = { "idempotency-key": crypto.randomUUID() };
    const answer = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/commands`, { headers, body });
    expect(answer.status).toBe(200);
  }
  return visitor.roomId;
}
const room = (roomId: string): Promise<RoomSummary> => read(w.one.admin, `/rooms/${roomId}`);
const standing = async (roomId: string) => {
  const { status, participants } = await room(roomId);
  return { status, participantIds: participants.map(({ memberId }) => memberId) };
};

describe("ROLE-22 a member is deactivated", () => {
  it("ASSIGN-4 open rooms lose them: to nobody if they were alone, else to who is left; the name stays", async () => {
    const { agentA, agentB, admin } = w.one;
    const [alone, shared] = [await roomOf(agentB), await roomOf(agentB, agentA)];
    await deactivate(agentB.memberId);
    await expect.poll(() => standing(alone)).toEqual({ status: "unassigned", participantIds: [] });
    await expect.poll(() => standing(shared)).toEqual({ status: "assigned", participantIds: [agentA.memberId] });
    const { events } = await read<HistoryPage>(admin, `/rooms/${alone}/events`);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "participant.left", memberName: "Agus", reason: "deactivated" }),
    );
    expect(await detailOf(admin, agentB.memberId)).toMatchObject({ state: "inactive", name: "Agus" });
    expect((await page(admin, "?state=inactive")).members.map(({ name }) => name)).toEqual(["Agus"]);
    const rows = await read<{ memberId: string }[]>(admin, "/members");
    expect(rows.map(({ memberId }) => memberId)).not.toContain(agentB.memberId);
  });

  it("sign-in, sessions and tokens end here, and go on elsewhere", async () => {
    const { agentA } = w.one;
    const { organizationId } = w.two;
    await createMember(db(), { organizationId, accountId: agentA.accountId, name: "Dewi", role: "agent" });
    const [here, there] = [await signedIn(agentA), await signedIn(agentA)];
    await there.send("/auth/session/organization", { body: { organizationId } });
    const [tokenHere, tokenThere] = [await tokenFrom(here), await tokenFrom(there)];
    await deactivate(agentA.memberId);
    expect((await here.send("/auth/session")).status).toBe(401);
    expect((await there.send("/auth/session")).status).toBe(200);
    expect([await meWith(tokenHere), await meWith(tokenThere)]).toEqual([401, 200]);
    const again = await new Browser().signIn(agentA);
    expect(again.memberships.map((one) => one.organizationId)).toEqual([organizationId]);
    await done(w.one.admin, "POST", `${at(agentA.memberId)}/reactivate`);
    expect((await new Browser().signIn(agentA)).memberships).toHaveLength(2);
  });

  it("twice is once; and back again they are who they were", async () => {
    const { agentA, admin, salesId } = w.one;
    await deactivate(agentA.memberId);
    await deactivate(agentA.memberId);
    await done(admin, "POST", `${at(agentA.memberId)}/reactivate`);
    const back = await done<{ version: number }>(admin, "POST", `${at(agentA.memberId)}/reactivate`);
    expect(back).toMatchObject({ state: "active", role: "agent", divisionIds: [salesId], version: 3 });
    expect((await signedIn(agentA)).cookie).not.toBe("");
  });

  it("an email that belongs to a deactivated member is not added a second time", async () => {
    const { agentB, admin } = w.one;
    await deactivate(agentB.memberId);
    const body = { firstName: "Agus", lastName: "", phone: null, email: agentB.email, role: "agent" };
    const problem = await refused(admin, "POST", PATH, { ...body, isRestricted: false, divisionIds: [] });
    expect(problem.code).toBe("member.exists");
  });

  it("AUTH-14 who was moved to another's email and never confirmed has still to, after deactivation and return", async () => {
    const { agentB, admin } = w.one;
    const other = w.two.agentB;
    await edit(admin, agentB.memberId, { email: other.email });
    await done(admin, "POST", `${at(agentB.memberId)}/withdraw`);
    expect((await detailOf(admin, agentB.memberId)).state).toBe("inactive");
    const back = await done(admin, "POST", `${at(agentB.memberId)}/reactivate`);
    expect(back).toMatchObject({ state: "waiting", linkExpiresAt: expect.any(Number) });
    expect((await new Browser().signIn(other)).memberships).toHaveLength(1);
    expect((await useLink(await linkTo(other.email, 2), PASSWORD)).status).toBe(200);
    expect((await new Browser().signIn(other)).memberships).toHaveLength(2);
  });

  it("AUTH-14 a token of the former owner does not wake up when another person takes the membership", async () => {
    const { agentB, admin } = w.one;
    const token = await tokenFrom(await signedIn(agentB));
    const email = newEmail("pengganti");
    const { organizationId } = w.two;
    await createMember(db(), { organizationId, accountId: agentB.accountId, name: "Agus", role: "agent" });
    await edit(admin, agentB.memberId, { email });
    expect(await meWith(token)).toBe(401);
    await useLink(await linkTo(email), "teh-melati-sore-hari");
    expect(await meWith(token)).toBe(401);
    expect(await meWith(await tokenFrom(await signedIn({ email }, "teh-melati-sore-hari")))).toBe(200);
  });
});

describe("sessions that end elsewhere", () => {
  it("AUTH-17 signing another device out ends its token, and not the own one for long", async () => {
    const { agentA } = w.one;
    const [mine, other] = [await signedIn(agentA), await signedIn(agentA)];
    const token = await tokenFrom(other);
    expect(await meWith(token)).toBe(200);
    const rows = (await (await other.send("/auth/sessions")).json()) as { sessionId: string; isCurrent: boolean }[];
    const sessionId = rows.find(({ isCurrent }) => isCurrent)?.sessionId;
    expect((await mine.send(`/auth/sessions/${sessionId}`, { method: "DELETE" })).status).toBe(204);
    expect(await meWith(token)).toBe(401);
    expect((await other.send("/auth/token", { method: "POST" })).status).toBe(401);
    expect(await meWith(await tokenFrom(mine))).toBe(200);
  });

  it("AUTH-7 a changed password ends the tokens of all other sessions", async () => {
    const { agentB } = w.one;
    const [mine, other] = [await signedIn(agentB), await signedIn(agentB)];
    const token = await tokenFrom(other);
    const body = { current: PASSWORD, next: "kopi-tubruk-pagi-hari" };
    expect((await mine.send("/auth/password", { body })).status).toBe(204);
    expect(await meWith(token)).toBe(401);
    expect(await meWith(await tokenFrom(mine))).toBe(200);
    const left = await db().select().from(webSessions).where(eq(webSessions.accountId, agentB.accountId));
    expect(left).toHaveLength(1);
  });

  it("signing out oneself troubles no other device", async () => {
    const { supervisor } = w.one;
    const [mine, other] = [await signedIn(supervisor), await signedIn(supervisor)];
    const token = await tokenFrom(other);
    await mine.send("/auth/sign-out", { method: "POST" });
    expect(await meWith(token)).toBe(200);
    await add(w.one.admin);
    expect(await meWith(token)).toBe(200);
  });
});
