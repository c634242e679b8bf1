import { and, eq, inArray } from "drizzle-orm";
import * as oidc from "openid-client";
import { beforeEach, describe, expect, it } from "vitest";
import type { AccessToken } from "../../../protocol/http.schema.ts";
import { audit } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import type { World } from "../../support/world.ts";
import { Browser, call, db, PASSWORD, world } from "../http/support.ts";
import { enter, location, pathOf, register } from "../sign-on/support.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});

const entries = async (organizationId: string, ...actions: string[]): Promise<string[]> => {
  const these = and(eq(audit.organizationId, organizationId), inArray(audit.action, actions));
  const rows = await db().select().from(audit).where(these).orderBy(audit.at);
  return rows.map(({ action, result, address }) => `${action} ${result}${address === null ? "" : " from"}`);
};

describe("AUDIT-1 of somebody in two organizations", () => {
  it("each hears of what was done in it, and not from where the other is used", async () => {
    const { agentA, organizationId } = w.one;
    const other = w.two.organizationId;
    await createMember(db(), { organizationId: other, accountId: agentA.accountId, name: "Dewi", role: "agent" });
    const browser = new Browser();
    await browser.signIn(agentA);
    const told = (id: string) => entries(id, "sign_in", "sign_out", "password.change");
    expect([await told(organizationId), await told(other)]).toEqual([["sign_in ok from"], []]);
    await browser.send("/auth/session/organization", { body: { organizationId: other } });
    await browser.send("/auth/session/organization", { body: { organizationId: other } });
    await browser.send("/auth/password", { body: { current: "wrong", next: "teh-melati-sore-hari" } });
    await browser.send("/auth/sign-out", { method: "POST" });
    expect(await told(other)).toEqual(["sign_in ok from", "password.change failed", "sign_out ok from"]);
    expect(await told(organizationId)).toEqual(["sign_in ok from", "password.change failed"]);
  });

  it("of one only, its admins see from where a password was tried", async () => {
    const { agentA, organizationId } = w.one;
    const browser = new Browser();
    await browser.signIn(agentA);
    await browser.send("/auth/password", { body: { current: "wrong", next: PASSWORD.toUpperCase() } });
    expect(await entries(organizationId, "password.change")).toEqual(["password.change failed from"]);
  });
});

describe("AUTH-6 signing out in an application", () => {
  it("ends the access tokens of Sapa's own pages too", async () => {
    const { supervisor } = w.one;
    const app = await register();
    const browser = new Browser();
    await browser.signIn(supervisor);
    const { token } = (await (await browser.send("/auth/token", { method: "POST" })).json()) as AccessToken;
    const list = () => call("/api/v1/divisions", { headers: { authorization: `Bearer ${token}` } });
    expect((await list()).status).toBe(200);
    const { id_token = "" } = await enter(browser, app);
    const url = oidc.buildEndSessionUrl(app.config, { id_token_hint: id_token });
    expect(location(await browser.send(pathOf(url))).pathname).toBe("/login");
    expect((await list()).status).toBe(401);
  });
});
