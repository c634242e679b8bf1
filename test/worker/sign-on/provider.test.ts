import * as oidc from "openid-client";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { World } from "../../support/world.ts";
import { Browser, call, db, world } from "../http/support.ts";
import {
  ask,
  checks,
  enter,
  errorOf,
  go,
  ISSUER,
  isLive,
  isRefused,
  location,
  pathOf,
  REDIRECT,
  type Registered,
  register,
  signedIn,
  sub,
  tokenCall,
} from "./support.ts";

let w: World;
let app: Registered;
beforeAll(async () => {
  w = await world();
  app = await register();
});

describe("AUTH-6 an application signs people in with Sapa", () => {
  it("AUTH-6 signed in to Sapa, the application opens without asking and learns who it is", async () => {
    const tokens = await enter(await signedIn(w.one.agentA), app);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      iss: ISSUER,
      aud: app.clientId,
      sub: sub(w.one.agentA),
      name: "Dewi",
      email: w.one.agentA.email,
      email_verified: true,
      organizations: [{ id: w.one.organizationId, name: w.one.name, role: "agent" }],
    });
    const info = await oidc.fetchUserInfo(app.config, tokens.access_token, sub(w.one.agentA));
    expect(info).toMatchObject({ name: "Dewi", email: w.one.agentA.email });
    expect(JSON.stringify(info)).not.toContain("ses_");
  });

  it("only says what the scope asks for", async () => {
    const tokens = await enter(await signedIn(w.one.agentA), app, { scope: "openid" });
    expect(tokens.refresh_token).toBeUndefined();
    expect(await oidc.fetchUserInfo(app.config, tokens.access_token, sub(w.one.agentA))).toEqual({
      sub: sub(w.one.agentA),
    });
  });

  it("without a session leads to the sign-in page and from there back to the very request", async () => {
    const browser = new Browser();
    const asked = await ask(app);
    const login = location(await go(browser, asked));
    expect(login.pathname).toBe("/login");
    const next = login.searchParams.get("next") ?? "";
    expect(next).toBe(pathOf(asked.url));
    await browser.signIn(w.one.agentA);
    const answer = location(await browser.send(next));
    const tokens = await oidc.authorizationCodeGrant(app.config, answer, checks(asked));
    expect(tokens.claims()?.sub).toBe(sub(w.one.agentA));
  });

  it("a public application proves itself by PKCE alone", async () => {
    const spa = await register({ isPublic: true });
    const tokens = await enter(await signedIn(w.one.agentA), spa);
    expect(tokens.claims()?.aud).toBe(spa.clientId);
    expect(await isLive(spa, tokens.access_token)).toBe(true);
  });

  it("the same by a form, and by Basic or by the body", async () => {
    const browser = await signedIn(w.one.agentA);
    const asked = await ask(app);
    const first = await call("/oidc/authorize", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: asked.url.searchParams.toString(),
    });
    expect([first.status, pathOf(location(first))]).toEqual([303, pathOf(asked.url)]);
    const code = location(await go(browser, asked)).searchParams.get("code") ?? "";
    const response = await tokenCall({
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT,
      code_verifier: asked.verifier,
      client_id: app.clientId,
      client_secret: app.secret ?? "",
    });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  });

  it("prompt=none answers at once: with a code, or login_required", async () => {
    expect((await enter(await signedIn(w.one.agentA), app, { prompt: "none" })).claims()?.sub).toBe(sub(w.one.agentA));
    const answer = location(await go(new Browser(), await ask(app, { prompt: "none" })));
    expect(answer.origin + answer.pathname).toBe(REDIRECT);
    expect(answer.searchParams.get("error")).toBe("login_required");
    expect(answer.searchParams.get("iss")).toBe(ISSUER);
  });

  it.each<[Record<string, string>]>([[{ prompt: "login" }], [{ max_age: "0" }]])(
    "%o wants a sign-in from now",
    async (more) => {
      const browser = await signedIn(w.one.agentA);
      vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5_000);
      const asked = await ask(app, more);
      const login = location(await go(browser, asked));
      expect([login.pathname, login.searchParams.get("again")]).toEqual(["/login", "1"]);
      const next = login.searchParams.get("next") ?? "";
      // The same session is not enough, however often it comes back.
      expect(location(await browser.send(next)).pathname).toBe("/login");
      await browser.signIn(w.one.agentA);
      const answer = location(await browser.send(next));
      vi.restoreAllMocks();
      expect(answer.searchParams.get("code")).not.toBeNull();
    },
  );

  it.each<[Record<string, string>]>([[{ prompt: "login" }], [{ max_age: "0" }]])(
    "%o is not got round by saying that somebody has signed in anew",
    async (more) => {
      const browser = await signedIn(w.one.agentA);
      vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5_000);
      const asked = await ask(app, more);
      const next = location(await go(browser, asked)).searchParams.get("next") ?? "";
      await browser.signIn(w.one.agentA);
      const other = await ask(app, more);
      const ours = new URL(next, ISSUER).searchParams.get("sapa_after") ?? "";
      const answers: string[] = [];
      vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5_000);
      for (const after of ["1", `1.${"A".repeat(43)}`, ours]) {
        other.url.searchParams.set("sapa_after", after);
        answers.push(location(await go(browser, other)).pathname);
      }
      vi.restoreAllMocks();
      expect(answers).toEqual(["/login", "/login", "/login"]);
    },
  );

  it("whoever is signed in as another person than the application means is asked to sign in", async () => {
    const hint = (await enter(await signedIn(w.one.agentB), app)).id_token ?? "";
    const browser = await signedIn(w.one.agentA);
    const asked = await ask(app, { prompt: "none", id_token_hint: hint });
    expect(location(await go(browser, asked)).searchParams.get("error")).toBe("login_required");
  });

  it("the first sign-in of a session to an application stands in the audit log of the person's organization", async () => {
    const browser = await signedIn(w.two.agentA);
    await enter(browser, app);
    await enter(browser, app);
    const { rows } = await db().$client.execute({
      sql: "SELECT target FROM audit WHERE organization_id = ? AND action = 'application.sign_in'",
      args: [w.two.organizationId],
    });
    expect(rows.map((row) => row.target)).toEqual([app.clientId]);
  });
});

describe("a request that is not right", () => {
  it.each([
    ["an unknown application", { client_id: "app_unknown" }],
    ["an address that is not registered", { redirect_uri: "https://evil.example/callback" }],
    ["one that only begins as the registered one", { redirect_uri: `${REDIRECT}/../evil` }],
    ["one with a query more", { redirect_uri: `${REDIRECT}?x=1` }],
  ])("%s: a page that says so, and no redirect", async (_, wrong) => {
    const asked = await ask(app);
    for (const [name, value] of Object.entries(wrong)) asked.url.searchParams.set(name, value);
    const response = await go(await signedIn(w.one.agentA), asked);
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    const text = await response.text();
    expect(text).toContain("cannot sign you in");
    expect(text).not.toContain("evil");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_scope", { scope: "profile" }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_request", { code_challenge: "short" }],
    ["invalid_request", { prompt: "none login" }],
    ["invalid_request", { response_mode: "fragment" }],
    ["request_not_supported", { request: "x.y.z" }],
    ["request_uri_not_supported", { request_uri: "https://erp.example/r" }],
  ])("%s for %o", async (error, wrong) => {
    const asked = await ask(app);
    for (const [name, value] of Object.entries(wrong)) asked.url.searchParams.set(name, value);
    const answer = location(await go(await signedIn(w.one.agentA), asked));
    expect(answer.origin + answer.pathname).toBe(REDIRECT);
    expect(answer.searchParams.get("error")).toBe(error);
    expect(answer.searchParams.get("state")).toBe(asked.state);
  });

  it("a parameter that stands there twice", async () => {
    const asked = await ask(app);
    asked.url.searchParams.append("redirect_uri", "https://evil.example/");
    expect((await go(await signedIn(w.one.agentA), asked)).status).toBe(400);
  });

  it("a wrong verifier, redirect, application or secret gets nothing, and the code has ended", async () => {
    const browser = await signedIn(w.one.agentA);
    const other = await register();
    const wrongs: [string, Record<string, string>][] = [
      ["invalid_grant", { code_verifier: oidc.randomPKCECodeVerifier() }],
      ["invalid_grant", { redirect_uri: "https://erp.example/other" }],
      ["invalid_grant", { client_id: other.clientId, client_secret: other.secret ?? "" }],
    ];
    for (const [error, wrong] of wrongs) {
      const asked = await ask(app);
      const code = location(await go(browser, asked)).searchParams.get("code") ?? "";
      const right = {
        grant_type: "authorization_code",
        code,
        redirect_uri: REDIRECT,
        code_verifier: asked.verifier,
        client_id: app.clientId,
        client_secret: app.secret ?? "",
      };
      const refused = await tokenCall({ ...right, ...wrong });
      expect([refused.status, await errorOf(refused)]).toEqual([400, error]);
      expect((await tokenCall(right)).status).toBe(400);
    }
  });

  it("a wrong secret is refused before the code is looked at", async () => {
    const asked = await ask(app);
    const code = location(await go(await signedIn(w.one.agentA), asked)).searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: asked.verifier };
    const basic = (secret: string) => ({ authorization: `Basic ${btoa(`${app.clientId}:${secret}`)}` });
    const refused = await tokenCall(form, basic("wrong"));
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Sapa"']);
    expect(await errorOf(refused)).toBe("invalid_client");
    expect((await tokenCall({ ...form, client_id: app.clientId })).status).toBe(401);
    expect((await tokenCall(form, basic(app.secret ?? ""))).status).toBe(200);
  });

  it("many wrong secrets of one network do not lock out the application that knows its own", async () => {
    const wrong = { grant_type: "refresh_token", client_id: app.clientId, client_secret: "wrong" };
    const statuses: number[] = [];
    for (let round = 0; round < 21; round += 1) statuses.push((await tokenCall(wrong)).status);
    expect([statuses.at(0), statuses.at(-1)]).toEqual([401, 429]);
    expect(await errorOf(await tokenCall({ ...wrong, client_secret: app.secret ?? "" }))).toBe("invalid_grant");
    expect((await tokenCall({ ...wrong, client_id: (await register()).clientId })).status).toBe(401);
  });

  it("a code is used once: a second use ends what the first one gave", async () => {
    const browser = await signedIn(w.one.agentA);
    const asked = await ask(app);
    const answer = location(await go(browser, asked));
    const tokens = await oidc.authorizationCodeGrant(app.config, answer, checks(asked));
    expect(await isLive(app, tokens.access_token)).toBe(true);
    await expect(oidc.authorizationCodeGrant(app.config, answer, checks(asked))).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect(await isLive(app, tokens.access_token)).toBe(false);
    expect(await isRefused(app, tokens.refresh_token ?? "")).toBe("invalid_grant");
  });

  it("of ten uses at once at most one is answered, and then nobody has it", async () => {
    const asked = await ask(app);
    const code = location(await go(await signedIn(w.one.agentA), asked)).searchParams.get("code") ?? "";
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT,
      code_verifier: asked.verifier,
      client_id: app.clientId,
      client_secret: app.secret ?? "",
    };
    const answers = await Promise.all(Array.from({ length: 10 }, () => tokenCall(form)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    for (const answer of answers.filter(({ status }) => status === 200)) {
      const { access_token } = (await answer.json()) as { access_token: string };
      expect(await isLive(app, access_token)).toBe(false);
    }
  });

  it("a code ends after a minute", async () => {
    const asked = await ask(app);
    const answer = location(await go(await signedIn(w.one.agentA), asked));
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 61_000);
    await expect(oidc.authorizationCodeGrant(app.config, answer, checks(asked))).rejects.toMatchObject({
      error: "invalid_grant",
    });
    vi.restoreAllMocks();
  });

  it("bodies that are no forms, and grants of other kinds", async () => {
    const auth = { client_id: app.clientId, client_secret: app.secret ?? "" };
    expect(await errorOf(await tokenCall({ ...auth, grant_type: "password" }))).toBe("unsupported_grant_type");
    const json = await call("/oidc/token", { body: { ...auth, grant_type: "refresh_token" } });
    expect(await errorOf(json)).toBe("invalid_request");
    const twice = await call("/oidc/token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=refresh_token&grant_type=authorization_code",
    });
    expect(await errorOf(twice)).toBe("invalid_request");
  });
});

describe("refresh tokens", () => {
  it("are replaced with each use; one that was replaced ends them all, also two uses later", async () => {
    const { refresh_token: first = "" } = await enter(await signedIn(w.one.agentA), app);
    const { refresh_token: second = "" } = await oidc.refreshTokenGrant(app.config, first);
    const third = await oidc.refreshTokenGrant(app.config, second);
    expect(new Set([first, second, third.refresh_token]).size).toBe(3);
    expect(await isRefused(app, first)).toBe("invalid_grant");
    expect(await isRefused(app, third.refresh_token ?? "")).toBe("invalid_grant");
    expect(await isLive(app, third.access_token)).toBe(false);
  });

  it("belong to one application, cannot be widened, and are no access tokens", async () => {
    const tokens = await enter(await signedIn(w.one.agentA), app, { scope: "openid offline_access" });
    const other = await register();
    expect(await isRefused(other, tokens.refresh_token ?? "")).toBe("invalid_grant");
    expect(await isLive(app, tokens.refresh_token ?? "")).toBe(false);
    expect(await isRefused(app, tokens.access_token)).toBe("invalid_grant");
    await expect(
      oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? "", { scope: "openid email" }),
    ).rejects.toMatchObject({ error: "invalid_scope" });
    expect(await isRefused(app, tokens.refresh_token ?? "")).toBe(false);
  });
});
