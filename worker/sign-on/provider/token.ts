import { createHash } from "node:crypto";
import { accountsDatabase, type Database } from "../../db/client.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { overRate } from "../../http/rate.ts";
import { secretTokenHash } from "../../http/secret-tokens.ts";
import { authenticate } from "./application.ts";
import { oauthError, readForm } from "./form.ts";
import { ACCESS_TOKEN_MS, issuerOf } from "./issuer.ts";
import { signingKey } from "./keys.ts";
import { claimsOf } from "./rules.ts";
import {
  type Application,
  type Code,
  endGrant,
  type LiveGrant,
  liveGrant,
  openGrant,
  rotate,
  takeCode,
} from "./store.ts";
import { grantOfRefresh, signAccessToken, signIdToken, signRefreshToken } from "./tokens.ts";

const CALLS = { name: "oidc.token", max: 600, windowMs: 60_000 };

type Request = { c: AppContext; db: Database; form: URLSearchParams; application: Application; now: number };

const invalidGrant = (): Response => oauthError("invalid_grant", "The grant has ended or is not this application's");

/** `POST /oidc/token` (RFC 6749 §4.1.3, §6). */
export async function token(c: AppContext): Promise<Response> {
  if (overRate(c, CALLS, [clientNetwork(c)]) !== undefined)
    return oauthError("temporarily_unavailable", "Too many calls", 429);
  const form = await readForm(c);
  if (form === null)
    return oauthError("invalid_request", "Send each parameter once, as application/x-www-form-urlencoded");
  const db = accountsDatabase(c.env);
  const authenticated = await authenticate(c, db, form);
  if (!authenticated.ok) return authenticated.response;
  const request = { c, db, form, application: authenticated.application, now: Date.now() };
  const kind = form.get("grant_type");
  if (kind === "authorization_code") return byCode(request);
  if (kind === "refresh_token") return byRefresh(request);
  return oauthError("unsupported_grant_type", "grant_type must be authorization_code or refresh_token");
}

/** A code is good for one try: one that does not fit was in wrong hands, and ends with its grant. */
async function byCode(request: Request): Promise<Response> {
  const { c, db, form, now } = request;
  const code = await takeCode(db, secretTokenHash(form.get("code") ?? ""), now);
  if (code === null || code === "again") return invalidGrant();
  const grant = fits(request, code) ? await liveGrant(db, code.grantId, now) : null;
  const refresh = code.scope.split(" ").includes("offline_access")
    ? await signRefreshToken(c.env.SAPA_SECRET, code.grantId, now)
    : null;
  const isOpen = grant !== null && (await openGrant(db, grant.grantId, refresh && secretTokenHash(refresh), now));
  if (!isOpen) {
    await endGrant(db, code.grantId);
    return invalidGrant();
  }
  return tokens(request, grant, refresh, code.nonce);
}

function fits({ form, application, now }: Request, code: Code): boolean {
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  return (
    code.clientId === application.clientId &&
    code.redirectUri === form.get("redirect_uri") &&
    code.codeChallenge === challenge &&
    code.expiresAt > now
  );
}

/** Each refresh token is good once. One that was replaced is in two hands: then nobody has the grant any more. */
async function byRefresh(request: Request): Promise<Response> {
  const { c, db, form, application, now } = request;
  const shown = form.get("refresh_token") ?? "";
  const grantId = await grantOfRefresh(c.env.SAPA_SECRET, shown, now);
  const grant = grantId && (await liveGrant(db, grantId, now));
  if (!grant || grant.clientId !== application.clientId) return invalidGrant();
  const scopes = (form.get("scope") ?? "").split(" ").filter((one) => one !== "");
  if (!scopes.every((one) => grant.scope.split(" ").includes(one)))
    return oauthError("invalid_scope", "The scope is wider than what was given");
  const next = await signRefreshToken(c.env.SAPA_SECRET, grant.grantId, now);
  if (await rotate(db, grant.grantId, secretTokenHash(shown), secretTokenHash(next)))
    return tokens(request, grant, next, null);
  await endGrant(db, grant.grantId);
  return invalidGrant();
}

async function tokens(request: Request, grant: LiveGrant, refresh: string | null, nonce: string | null) {
  const { c, db, now } = request;
  const accessToken = await signAccessToken(c.env.SAPA_SECRET, grant.grantId, now);
  const id = {
    issuer: issuerOf(c.env) ?? "",
    clientId: grant.clientId,
    accountId: grant.person.accountId,
    sessionId: grant.sessionId,
    signedInAt: grant.signedInAt,
    nonce,
    accessToken,
    claims: claimsOf(grant.person, grant.scope),
  };
  return c.json({
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_MS / 1000,
    scope: grant.scope,
    id_token: await signIdToken(await signingKey(c.env, db), id, now),
    ...(refresh !== null && { refresh_token: refresh }),
  });
}
