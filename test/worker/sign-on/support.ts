import { exports } from "cloudflare:workers";
import { randomBytes } from "node:crypto";
import * as oidc from "openid-client";
import { type ClientAuth, ClientSecretBasic, type Configuration, customFetch, discovery, None } from "openid-client";
import { oidcApplications } from "../../../worker/db/schema/index.ts";
import { secretTokenHash } from "../../../worker/http/secret-tokens.ts";
import type { WorldMember } from "../../support/world.ts";
import { Browser, call, db } from "../http/support.ts";

export const ISSUER = "https://sapa.example";
export const REDIRECT = "https://erp.example/callback";
export const AFTER_LOGOUT = "https://erp.example/bye";

/** What openid-client sends goes to the Worker under test. */
const toWorker = (url: string, options: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(url, options));

export type Registered = { clientId: string; secret: string | null; config: Configuration };

/** An application that the Operator registered, with a real relying party for it. */
export async function register(given: { isPublic?: boolean; backChannelLogoutUri?: string } = {}): Promise<Registered> {
  const secret = given.isPublic ? null : randomBytes(24).toString("base64url");
  const clientId = `app_${crypto.randomUUID()}`;
  await db()
    .insert(oidcApplications)
    .values({
      clientId,
      name: "ERP",
      secretHash: secret && secretTokenHash(secret),
      redirectUris: [REDIRECT],
      postLogoutUris: [AFTER_LOGOUT],
      backChannelLogoutUri: given.backChannelLogoutUri ?? null,
      createdAt: Date.now(),
    });
  const how: ClientAuth = secret === null ? None() : ClientSecretBasic(secret);
  const config = await discovery(new URL(ISSUER), clientId, undefined, how, { [customFetch]: toWorker as never });
  return { clientId, secret, config };
}

export const location = (response: Response): URL => new URL(response.headers.get("location") ?? "", ISSUER);

/** The path and query of an address of ours. */
export const pathOf = (url: URL): string => url.pathname + url.search;

export const tokenCall = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  call("/oidc/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  });

export type Asked = { url: URL; verifier: string; state: string; nonce: string };

/** What an application sends a person's browser to. */
export async function ask({ config }: Registered, more: Record<string, string> = {}): Promise<Asked> {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: "openid profile email organizations offline_access",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...more,
  });
  return { url, verifier, state, nonce };
}

export const go = (browser: Browser, { url }: Asked): Promise<Response> => browser.send(pathOf(url));

export async function signedIn(member: WorldMember): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(member);
  return browser;
}

export const checks = ({ verifier, state, nonce }: Asked) => ({
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
});

/** Signs the browser's person in to the application, as a relying party does it. */
export async function enter(browser: Browser, to: Registered, more: Record<string, string> = {}) {
  const asked = await ask(to, more);
  const answer = location(await go(browser, asked));
  return oidc.authorizationCodeGrant(to.config, answer, checks(asked));
}

export const sub = (member: WorldMember) => member.accountId;
export const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error;
export const isLive = async ({ config }: Registered, accessToken: string): Promise<boolean> =>
  oidc.fetchUserInfo(config, accessToken, oidc.skipSubjectCheck).then(
    () => true,
    () => false,
  );
export const isRefused = async ({ config }: Registered, refreshToken: string) =>
  oidc.refreshTokenGrant(config, refreshToken).then(
    () => false,
    (error: oidc.ResponseBodyError) => error.error,
  );
