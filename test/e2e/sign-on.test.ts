import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { createdApplicationSchema, Provider } from "../../protocol/operator.schema.ts";
import { hashPassword } from "../../worker/accounts/passwords.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { createAccount, createMember, createOrganization, saveSection } from "../../worker/db/seed-rows.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { Person } from "./sign-on-person.ts";
import { type OutsideProvider, startProvider } from "./sign-on-provider.ts";

const PASSWORD = "senja-di-teras";
let system: TestSystem;
let outside: OutsideProvider;
let erp: Server;
let erpUrl: string;
/** Bodies that the application's server was sent. */
const told: string[] = [];

beforeAll(async () => {
  [system, outside] = [await startTestSystem(), await startProvider()];
  erp = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    told.push(body);
    response.end();
  });
  await new Promise<void>((resolve) => erp.listen(0, "127.0.0.1", resolve));
  erpUrl = `http://localhost:${(erp.address() as AddressInfo).port}`;
});
afterAll(async () => {
  erp?.close();
  await outside?.stop();
  await system?.stop();
});

async function asOperator<T>(path: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${system.secrets.SAPA_OPERATOR_KEY}`, "content-type": "application/json" };
  const response = await fetch(`${system.url}/operator/v1${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

/** A member of a new organization who signs in with PASSWORD; an admin's asks for codes. */
async function newMember(email: string, role: "admin" | "agent" = "agent"): Promise<string> {
  const db = openDatabase(system.libsqlUrl);
  const { organizationId } = await createOrganization(db, { name: "Kopi Senja" });
  const { accountId } = await createAccount(db, {
    email,
    passwordHash: await hashPassword(PASSWORD),
    name: "Dewi Ayu",
  });
  await createMember(db, { organizationId, accountId, name: "Dewi Ayu", role });
  if (role === "admin") await saveSection(db, organizationId, "sign-in", { codeByEmail: true });
  return accountId;
}

describe("AUTH-6 one sign-in for every application", () => {
  type App = Awaited<ReturnType<typeof application>>;
  async function application(name: string) {
    const made = await asOperator<ReturnType<typeof createdApplicationSchema.parse>>("/applications", {
      name,
      isPublic: false,
      redirectUris: [`${erpUrl}/${name}`],
      postLogoutUris: [`${erpUrl}/${name}/bye`],
      backChannelLogoutUri: `${erpUrl}/${name}/signed-out`,
    });
    const how = oidc.ClientSecretPost(made.secret ?? "");
    const execute = [oidc.allowInsecureRequests];
    const config = await oidc.discovery(new URL(system.url), made.clientId, undefined, how, { execute });
    return { ...made, config, redirectUri: `${erpUrl}/${name}` };
  }

  async function enter(person: Person, app: App) {
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const url = oidc.buildAuthorizationUrl(app.config, {
      redirect_uri: app.redirectUri,
      scope: "openid email offline_access",
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    });
    const answer = await person.follow(url.href, app.redirectUri);
    const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    return oidc.authorizationCodeGrant(app.config, answer, expected);
  }

  it("AUTH-6 two applications open without asking; signing out of Sapa ends both and tells both", async () => {
    const email = "dewi@kopi.example";
    const accountId = await newMember(email);
    const [one, two] = [await application("one"), await application("two")];
    const person = new Person();
    const csrf = await person.signIn(system.url, email, PASSWORD);
    const [first, second] = [await enter(person, one), await enter(person, two)];
    expect([first.claims()?.email, second.claims()?.sub]).toEqual([email, accountId]);
    expect(await oidc.fetchUserInfo(one.config, first.access_token, accountId)).toMatchObject({ email });
    const renewed = await oidc.refreshTokenGrant(two.config, second.refresh_token ?? "");

    told.length = 0;
    const headers = { origin: system.url, "x-sapa-csrf": csrf };
    const out = await person.send(`${system.url}/auth/sign-out`, { method: "POST", headers });
    expect(out.status).toBe(204);
    await expect(oidc.fetchUserInfo(one.config, first.access_token, accountId)).rejects.toThrow();
    await expect(oidc.refreshTokenGrant(two.config, renewed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect.poll(() => told.length).toBe(2);
    const keys = createRemoteJWKSet(new URL(one.config.serverMetadata().jwks_uri ?? ""));
    const tokens = await Promise.all(
      told.map((body) =>
        jwtVerify(new URLSearchParams(body).get("logout_token") ?? "", keys, {
          issuer: system.url,
          typ: "logout+jwt",
          audience: [one.clientId, two.clientId],
        }),
      ),
    );
    for (const { payload } of tokens) {
      expect(payload).toMatchObject({ sub: accountId, sid: first.claims()?.sid });
      expect(payload.events).toHaveProperty(["http://schemas.openid.net/event/backchannel-logout"]);
      expect(payload.nonce).toBeUndefined();
    }
    expect(new Set(tokens.map(({ payload }) => payload.aud))).toEqual(new Set([one.clientId, two.clientId]));
  });

  it("AUTH-6 signing out of one application ends Sapa's session and the other application", async () => {
    const email = "eka@kopi.example";
    const accountId = await newMember(email);
    const [one, two] = [await application("three"), await application("four")];
    const person = new Person();
    await person.signIn(system.url, email, PASSWORD);
    const [first, second] = [await enter(person, one), await enter(person, two)];
    const url = oidc.buildEndSessionUrl(one.config, {
      id_token_hint: first.id_token ?? "",
      post_logout_redirect_uri: `${one.redirectUri}/bye`,
      state: "back",
    });
    expect((await person.follow(url.href, `${one.redirectUri}/bye`)).searchParams.get("state")).toBe("back");
    expect(await person.email(system.url)).toBeNull();
    await expect(oidc.fetchUserInfo(two.config, second.access_token, accountId)).rejects.toThrow();
  });
});

describe("AUTH-18 signing in with a company's own provider", () => {
  let providerId: string;
  const REFUSED = "/login?error=auth.provider";
  const start = () => `${system.url}/auth/providers/${providerId}?next=/inbox/assigned`;

  beforeAll(async () => {
    const { issuer, clientId, clientSecret } = outside;
    ({ providerId } = await asOperator<Provider>("/providers", { name: "Kantor", issuer, clientId, clientSecret }));
    outside.callback = `${system.url}/auth/providers/${providerId}/callback`;
  });

  async function signIn(as: OutsideProvider["person"], person = new Person()) {
    outside.person = as;
    const atProvider = await person.follow(start(), `${outside.issuer}/`);
    const back = await person.follow(atProvider.href, outside.callback);
    const response = await person.send(back.href);
    return { person, back, to: response.headers.get("location"), email: await person.email(system.url) };
  }

  it("AUTH-18 a verified email of a member signs in and leads where it was going", async () => {
    await newMember("sari@kopi.example");
    const { to, email } = await signIn({ sub: "sari", email: "Sari@Kopi.example", email_verified: true });
    expect([to, email]).toEqual(["/inbox/assigned", "sari@kopi.example"]);
  });

  it("AUTH-16 AUTH-18 where the organization asks for a code, the provider's word alone opens nothing", async () => {
    const at = "ratna@kopi.example";
    await newMember(at, "admin");
    const { person, to, email } = await signIn({ sub: "ratna", email: at, email_verified: true });
    expect(email).toBeNull();
    const { pathname, search, hash } = new URL(to ?? "", system.url);
    expect(pathname + search).toBe("/login?next=%2Finbox%2Fassigned");
    const asked = new URLSearchParams(hash.slice(1));
    expect(asked.get("sentTo")).toBe("r•••@kopi.example");
    const code = () => /^\d{6}$/m.exec(system.mail.mails().find((mail) => mail.to.includes(at))?.text ?? "")?.[0];
    await expect.poll(code, { timeout: 20_000 }).toMatch(/^\d{6}$/);
    const entered = await person.send(`${system.url}/auth/code`, {
      method: "POST",
      headers: { origin: system.url, "content-type": "application/json" },
      body: JSON.stringify({ challenge: asked.get("challenge"), code: code() }),
    });
    expect(entered.status).toBe(200);
    expect(await person.email(system.url)).toBe(at);
  });

  it("AUTH-18 the person stays the same when their email at the provider changes", async () => {
    const { email } = await signIn({ sub: "sari", email: "sari.baru@lain.example", email_verified: true });
    expect(email).toBe("sari@kopi.example");
  });

  it.each([
    ["an email that is not verified", { sub: "agus", email: "agus@kopi.example", email_verified: false }],
    ["an email of nobody here, and nobody is created", { sub: "x", email: "tamu@lain.example", email_verified: true }],
  ])("AUTH-18 refuses %s", async (_, as) => {
    if (as.sub === "agus") await newMember(as.email);
    const { to, email } = await signIn(as);
    expect([to?.startsWith(REFUSED), email]).toEqual([true, null]);
    const { rows } = await openDatabase(system.libsqlUrl).$client.execute("SELECT email FROM accounts");
    expect(rows.map((row) => row.email)).not.toContain("tamu@lain.example");
  });

  it("AUTH-18 an answer of the provider is good once, and in the browser it was asked from", async () => {
    await newMember("rudi@kopi.example");
    const as = { sub: "rudi", email: "rudi@kopi.example", email_verified: true };
    outside.person = as;
    const [person, thief] = [new Person(), new Person()];
    const atProvider = await person.follow(start(), `${outside.issuer}/`);
    const back = await person.follow(atProvider.href, outside.callback);
    expect((await thief.send(back.href)).headers.get("location")).toMatch(REFUSED);
    expect(await thief.email(system.url)).toBeNull();
    const before = person.copyOf();
    expect((await person.send(back.href)).headers.get("location")).toBe("/inbox/assigned");
    // The same answer once more: without the cookie, and with the one that was kept.
    expect((await person.send(back.href)).headers.get("location")).toMatch(REFUSED);
    expect((await before.send(back.href)).headers.get("location")).toContain(REFUSED);
    const wrong = new URL(back);
    wrong.searchParams.set("state", "x");
    const other = new Person();
    await other.follow(start(), `${outside.issuer}/`);
    expect((await other.send(wrong.href)).headers.get("location")).toContain(REFUSED);
  });

  it("leads back to the sign-in page with another word while the provider is away, and for one that is not there", async () => {
    const person = new Person();
    const atProvider = await person.follow(start(), `${outside.issuer}/`);
    const back = await person.follow(atProvider.href, outside.callback);
    outside.isUp = false;
    expect((await person.send(back.href)).headers.get("location")).toMatch(/^\/login\?error=unavailable/);
    outside.isUp = true;
    expect(await person.email(system.url)).toBeNull();
    const missing = await new Person().send(`${system.url}/auth/providers/prv_x?next=https://evil.example/`);
    expect(missing.headers.get("location")).toBe(REFUSED);
  });
});
