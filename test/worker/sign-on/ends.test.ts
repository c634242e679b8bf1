import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { accounts, members, oidcGrants, oidcLogouts, webSessions } from "../../../worker/db/schema/index.ts";
import { sendLogouts } from "../../../worker/sign-on/provider/back-channel.ts";
import { sweepSignOn } from "../../../worker/sign-on/provider/store.ts";
import type { World } from "../../support/world.ts";
import { type Browser, call, db, PASSWORD, world } from "../http/support.ts";
import {
  AFTER_LOGOUT,
  ask,
  checks,
  enter,
  go,
  isLive,
  isRefused,
  location,
  pathOf,
  type Registered,
  register,
  signedIn,
} from "./support.ts";

let w: World;
let app: Registered;
beforeAll(async () => {
  w = await world();
  app = await register();
});

describe("AUTH-6, AUTH-7 what ends a session ends every application", () => {
  const ends = async (how: (browser: Browser) => Promise<unknown>, member = w.one.agentB): Promise<void> => {
    const browser = await signedIn(member);
    const other = await register();
    const [a, b] = [await enter(browser, app), await enter(browser, other)];
    expect([await isLive(app, a.access_token), await isLive(other, b.access_token)]).toEqual([true, true]);
    await how(browser);
    expect([await isLive(app, a.access_token), await isLive(other, b.access_token)]).toEqual([false, false]);
    expect(await isRefused(app, a.refresh_token ?? "")).toBe("invalid_grant");
    expect(await isRefused(other, b.refresh_token ?? "")).toBe("invalid_grant");
  };

  it("AUTH-6 signing out", () => ends((browser) => browser.send("/auth/sign-out", { method: "POST" })));

  it("AUTH-17 ending the session from another browser", () =>
    ends(async (browser) => {
      const { sessionId } = (
        (await (await browser.send("/auth/sessions")).json()) as { sessionId: string; isCurrent: boolean }[]
      ).find((one) => one.isCurrent) ?? { sessionId: "" };
      const second = await signedIn(w.one.agentB);
      expect((await second.send(`/auth/sessions/${sessionId}`, { method: "DELETE" })).status).toBe(204);
    }));

  it("AUTH-17 not using it for longer than it may be unused", () =>
    ends(async (browser) => {
      const [row] = (await (await browser.send("/auth/sessions")).json()) as {
        sessionId: string;
        isCurrent: boolean;
      }[];
      await db()
        .update(webSessions)
        .set({ lastSeenAt: Date.now() - 61 * 60_000 })
        .where(eq(webSessions.accountId, w.one.agentB.accountId));
      expect(row).toBeDefined();
    }));

  it("AUTH-7 a password change, also in the session that made it", () =>
    ends(async (browser) => {
      const next = "kopi-susu-tanpa-gula";
      const response = await browser.send("/auth/password", { body: { current: PASSWORD, next } });
      expect(response.status).toBe(204);
      await db()
        .update(accounts)
        .set({ passwordHash: await hashPassword(PASSWORD) })
        .where(eq(accounts.accountId, w.one.agentB.accountId));
    }));

  it("ROLE-22 losing the last membership, at once", () =>
    ends(
      () => db().update(members).set({ isActive: false }).where(eq(members.memberId, w.two.agentB.memberId)),
      w.two.agentB,
    ));

  it("AUTH-6 signing out in an application: with its ID token at once, and back to it", async () => {
    await ends(async (browser) => {
      const { id_token = "" } = await enter(browser, app);
      const url = oidc.buildEndSessionUrl(app.config, {
        id_token_hint: id_token,
        post_logout_redirect_uri: AFTER_LOGOUT,
        state: "s1",
      });
      const response = await browser.send(pathOf(url));
      expect(location(response).href).toBe(`${AFTER_LOGOUT}?state=s1`);
      expect((await browser.send("/auth/session")).status).toBe(401);
    });
  });

  it("AUTH-6 without it the person is asked; a page of somebody else signs nobody out", async () => {
    await ends(async (browser) => {
      const url = oidc.buildEndSessionUrl(app.config, { post_logout_redirect_uri: AFTER_LOGOUT });
      const page = await browser.send(pathOf(url));
      const html = await page.text();
      expect(html).toContain("Sign out everywhere?");
      expect(page.headers.get("content-security-policy")).toContain("form-action 'self' https://erp.example");
      expect((await browser.send("/auth/session")).status).toBe(200);
      const fields = Object.fromEntries(
        [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]),
      );
      const press = (headers: Record<string, string>, form: Record<string, string>) =>
        browser.send("/oidc/logout", {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
          body: new URLSearchParams(form).toString(),
        });
      const foreign = await press({ origin: "https://evil.example" }, fields);
      expect(location(foreign).pathname).toBe("/oidc/logout");
      expect(foreign.headers.get("location")).not.toContain("csrf");
      expect(location(await press({}, { ...fields, csrf: "x" })).pathname).toBe("/oidc/logout");
      expect((await browser.send("/auth/session")).status).toBe(200);
      expect(location(await press({}, fields)).href).toBe(AFTER_LOGOUT);
    });
  });

  it("never leads to an address that is not registered", async () => {
    const browser = await signedIn(w.one.agentA);
    const { id_token = "" } = await enter(browser, app);
    for (const uri of ["https://evil.example/", `${AFTER_LOGOUT}/x`, "javascript:alert(1)"]) {
      const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: uri });
      const response = await browser.send(`/oidc/logout?${query}`);
      expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    }
    expect((await browser.send("/auth/session")).status).toBe(200);
  });
});

describe("applications that want to be told", () => {
  it("AUTH-6 one entry per application waits, is tried again while it is away, and is given up in the end", async () => {
    // Nothing listens there.
    const told = await register({ backChannelLogoutUri: "http://127.0.0.1:9/logout" });
    const browser = await signedIn(w.two.supervisor);
    await enter(browser, told);
    await enter(browser, told);
    await enter(browser, app);
    await browser.send("/auth/sign-out", { method: "POST" });
    const waiting = () => db().select().from(oidcLogouts).where(eq(oidcLogouts.clientId, told.clientId));
    const [first, ...more] = await waiting();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ accountId: w.two.supervisor.accountId });
    let now = Date.now();
    for (let n = 0; n < 10 && (await waiting()).length > 0; n += 1) {
      now += 3 * 3600_000;
      await sendLogouts(env, now);
    }
    expect(await waiting()).toEqual([]);
  });
});

describe("what is published", () => {
  it("one key for many first asks at once, and pages of other sites may read it", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => call("/oidc/jwks")));
    const sets = await Promise.all(answers.map((one) => one.json() as Promise<{ keys: Record<string, string>[] }>));
    expect(new Set(sets.map(({ keys }) => keys.map((key) => key.kid).join())).size).toBe(1);
    expect(Object.keys(sets[0]?.keys[0] ?? {}).toSorted()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    const preflight = await call("/oidc/userinfo", {
      method: "OPTIONS",
      headers: { origin: "https://spa.example", "access-control-request-method": "GET" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const authorize = await call("/oidc/authorize", { headers: { origin: "https://spa.example" } });
    expect(authorize.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("stores neither codes nor tokens, and forgets what has ended", async () => {
    const browser = await signedIn(w.one.agentA);
    const asked = await ask(app);
    const answer = location(await go(browser, asked));
    const code = answer.searchParams.get("code") ?? "";
    const second = await ask(app);
    const tokens = await oidc.authorizationCodeGrant(app.config, answer, checks(asked));
    const { rows } = await db().$client.execute("SELECT code_hash FROM oidc_codes");
    expect(rows.map((row) => row.code_hash)).toContain(createHash("sha256").update(code).digest("base64url"));
    expect(JSON.stringify(rows)).not.toContain(code);
    const grants = await db().select().from(oidcGrants);
    expect(JSON.stringify(grants)).not.toContain(tokens.refresh_token);
    const left = await oidc.authorizationCodeGrant(app.config, location(await go(browser, second)), checks(second));
    const mine = eq(
      oidcGrants.refreshHash,
      createHash("sha256")
        .update(tokens.refresh_token ?? "")
        .digest("base64url"),
    );
    await db()
      .update(oidcGrants)
      .set({ expiresAt: Date.now() - 1 })
      .where(mine);
    await sweepSignOn(db(), Date.now());
    expect(await db().select().from(oidcGrants).where(mine)).toEqual([]);
    expect(await isLive(app, left.access_token)).toBe(true);
  });
});
