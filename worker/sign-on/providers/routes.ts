import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import { auditServer } from "../../accounts/audit.ts";
import { beginSession } from "../../accounts/begin.ts";
import { type SecondStep, secondStep } from "../../accounts/codes/ask.ts";
import { accountsDatabase } from "../../db/client.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { issuerOf } from "../provider/issuer.ts";
import { configurationOf, isAway } from "./client.ts";
import { safeNext } from "./next.ts";
import { memberFor, type Vouched, verifiedEmail } from "./person.ts";
import { type SignInState, takeState, writeState } from "./state.ts";

const SIGN_INS = { name: "provider.sign-in", max: 60, windowMs: 60_000 };
const SCOPE = "openid profile email";

/** What the sign-in page is told: who has done nothing wrong tries again, whom nobody vouches for asks an admin. */
type Failure = "auth.provider" | "unavailable";
const signInAddress = (next: string, more: Record<string, string>): string => {
  const query = new URLSearchParams({ ...more, ...(next !== "/inbox" && { next }) }).toString();
  return query === "" ? "/login" : `/login?${query}`;
};
const toSignIn = (c: AppContext, error: Failure, next: string): Response =>
  c.redirect(signInAddress(next, { error }), 303);

/** AUTH-16. What a code is entered with stands behind the `#`, which no browser sends anywhere. */
function toSecondStep(c: AppContext, second: SecondStep, next: string): Response {
  if (second.ok) {
    const { challenge, sentTo, expiresAt } = second.asked;
    const asked = new URLSearchParams({ challenge, sentTo, expiresAt: String(expiresAt) });
    return c.redirect(`${signInAddress(next, {})}#${asked}`, 303);
  }
  const { code, retryAfterMs = 0 } = second.refusal;
  return c.redirect(signInAddress(next, { error: code, retryAfterMs: String(retryAfterMs) }), 303);
}

const providerIdOf = (c: AppContext): string => c.req.param("providerId") ?? "";
const callbackOf = (c: AppContext): string => `${issuerOf(c.env)}/auth/providers/${providerIdOf(c)}/callback`;

type Called<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Whatever a provider does wrong, people are sent back to the sign-in page. */
async function called<T>(work: () => Promise<T | null>): Promise<Called<T>> {
  try {
    const value = await work();
    return value === null ? { ok: false, failure: "auth.provider" } : { ok: true, value };
  } catch (error) {
    return { ok: false, failure: isAway(error) ? "unavailable" : "auth.provider" };
  }
}

const start = endpoint(
  {
    method: "GET",
    path: "/auth/providers/:providerId",
    audience: "page",
    summary: "Leads to a provider's sign-in; it leads back here",
    query: z.object({ next: z.string().max(2048).optional() }),
    codes: ["rate_limited"],
  },
  async ({ c, query }) => {
    const tooMany = overRate(c, SIGN_INS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const next = safeNext(query.next);
    const db = accountsDatabase(c.env);
    const config = await called(() => configurationOf(c.env, db, providerIdOf(c)));
    if (!config.ok || issuerOf(c.env) === null) return toSignIn(c, config.ok ? "unavailable" : config.failure, next);
    const state = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next };
    await writeState(c, providerIdOf(c), state, Date.now());
    const url = buildAuthorizationUrl(config.value, {
      redirect_uri: callbackOf(c),
      scope: SCOPE,
      state: state.state,
      nonce: state.nonce,
      code_challenge: await calculatePKCECodeChallenge(state.verifier),
      code_challenge_method: "S256",
    });
    return c.redirect(url.href, 303);
  },
);

const callback = endpoint(
  {
    method: "GET",
    path: "/auth/providers/:providerId/callback",
    audience: "page",
    summary: "Where a provider leads back to: signs the member in whom it vouches for, or asks for a mailed code",
    codes: ["rate_limited"],
  },
  async ({ c }) => {
    const tooMany = overRate(c, SIGN_INS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const now = Date.now();
    const state = await takeState(c, providerIdOf(c), now);
    if (state === null) return toSignIn(c, "auth.provider", "/inbox");
    const db = accountsDatabase(c.env);
    const config = await called(() => configurationOf(c.env, db, providerIdOf(c)));
    if (!config.ok) return toSignIn(c, config.failure, state.next);
    const vouched = await called(() => redeem(c, config.value, state));
    if (!vouched.ok) return toSignIn(c, vouched.failure, state.next);
    const proven = await memberFor(db, vouched.value, now);
    const second = proven && (await secondStep(c, db, proven));
    if (second !== null) return toSecondStep(c, second, state.next);
    if (proven === null || (await beginSession(c, db, proven)) === null) {
      await auditServer(c, db, { action: "sign_in", result: "failed", target: providerIdOf(c) });
      return toSignIn(c, "auth.provider", state.next);
    }
    return c.redirect(state.next, 303);
  },
);

/** The provider's answer, checked: signature, issuer, audience, nonce, state, PKCE. */
async function redeem(c: AppContext, config: Configuration, state: SignInState): Promise<Vouched | null> {
  const answer = new URL(callbackOf(c) + new URL(c.req.url).search);
  const tokens = await authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: state.verifier,
    expectedState: state.state,
    expectedNonce: state.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) return null;
  const { iss: issuer, sub: subject } = claims;
  // Some providers keep the email out of ID tokens.
  const hasInfo = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const said = hasInfo ? await fetchUserInfo(config, tokens.access_token, subject) : claims;
  return { issuer, subject, email: verifiedEmail(said) };
}

export const providerEndpoints: Endpoint[] = [start, callback];
