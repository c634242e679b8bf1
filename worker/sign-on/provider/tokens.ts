import { createHash } from "node:crypto";
import { compactVerify, createLocalJWKSet, errors, jwtVerify, SignJWT } from "jose";
import { newId } from "../../../protocol/ids.ts";
import { derivedKey } from "../../http/keys.ts";
import { ACCESS_TOKEN_MS, ID_TOKEN_MS } from "./issuer.ts";
import type { SigningKey } from "./keys.ts";

const ALGORITHM = "HS256";
const TOKEN_CHARACTERS_MAX = 4_096;

/** Our own tokens name their grant, which is looked up at each use: they are no longer good than it is. */
type OwnKind = "access" | "refresh";
const keyOf = (secret: string, kind: OwnKind): Uint8Array => derivedKey(secret, `oidc ${kind} token`);

async function signOwn(secret: string, kind: OwnKind, grantId: string, now: number): Promise<string> {
  const token = new SignJWT({ grant: grantId }).setProtectedHeader({ alg: ALGORITHM }).setJti(newId("jti"));
  if (kind === "access") token.setExpirationTime(Math.floor((now + ACCESS_TOKEN_MS) / 1000));
  return token.sign(keyOf(secret, kind));
}

/** The grant of a token of ours; null: not ours, of the other kind, or ended. */
async function grantOf(secret: string, kind: OwnKind, token: string, now: number): Promise<string | null> {
  if (token.length > TOKEN_CHARACTERS_MAX) return null;
  try {
    const options = { algorithms: [ALGORITHM], currentDate: new Date(now) };
    const { payload } = await jwtVerify<{ grant: string }>(token, keyOf(secret, kind), options);
    return payload.grant;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

export const signAccessToken = (secret: string, grantId: string, now: number) =>
  signOwn(secret, "access", grantId, now);
export const signRefreshToken = (secret: string, grantId: string, now: number) =>
  signOwn(secret, "refresh", grantId, now);
export const grantOfAccess = (secret: string, token: string, now: number) => grantOf(secret, "access", token, now);
export const grantOfRefresh = (secret: string, token: string, now: number) => grantOf(secret, "refresh", token, now);

export type IdClaims = {
  issuer: string;
  clientId: string;
  accountId: string;
  sessionId: string;
  signedInAt: number;
  nonce: string | null;
  accessToken: string;
  claims: Record<string, unknown>;
};

export async function signIdToken({ kid, key }: SigningKey, id: IdClaims, now: number): Promise<string> {
  const half = createHash("sha256").update(id.accessToken).digest().subarray(0, 16);
  return new SignJWT({
    ...id.claims,
    sid: id.sessionId,
    auth_time: Math.floor(id.signedInAt / 1000),
    at_hash: half.toString("base64url"),
    ...(id.nonce !== null && { nonce: id.nonce }),
  })
    .setProtectedHeader({ alg: "RS256", kid })
    .setIssuer(id.issuer)
    .setAudience(id.clientId)
    .setSubject(id.accountId)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + ID_TOKEN_MS) / 1000))
    .sign(key);
}

const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
const LOGOUT_TOKEN_S = 120;

/** OpenID Connect Back-Channel Logout 1.0 §2.4. `sessionId` null: every session of the person. */
export function signLogoutToken(
  { kid, key }: SigningKey,
  told: { issuer: string; clientId: string; accountId: string; sessionId: string | null },
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ events: { [LOGOUT_EVENT]: {} }, ...(told.sessionId !== null && { sid: told.sessionId }) })
    .setProtectedHeader({ alg: "RS256", kid, typ: "logout+jwt" })
    .setIssuer(told.issuer)
    .setAudience(told.clientId)
    .setSubject(told.accountId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LOGOUT_TOKEN_S)
    .setJti(newId("jti"))
    .sign(key);
}

export type Hint = { clientId: string; accountId: string; sessionId: string };

/** Of whom an ID token of ours speaks, also one that has ended; null: not ours. */
export async function readHint(token: string, issuer: string, keys: object[]): Promise<Hint | null> {
  if (token.length > TOKEN_CHARACTERS_MAX) return null;
  try {
    const verify = createLocalJWKSet({ keys: keys as never[] });
    const { payload, protectedHeader } = await compactVerify(token, verify, { algorithms: ["RS256"] });
    const { iss, aud, sub, sid } = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
    const isOurs = iss === issuer && protectedHeader.typ === undefined;
    if (!isOurs || typeof aud !== "string" || typeof sub !== "string" || typeof sid !== "string") return null;
    return { clientId: aud, accountId: sub, sessionId: sid };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
}
