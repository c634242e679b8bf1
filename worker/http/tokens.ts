import { errors, jwtVerify, SignJWT } from "jose";
import { type Refusal, refusal } from "../../protocol/codes.ts";
import { LIMITS, TIMES } from "../../protocol/limits.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { Caller, MemberCaller, VisitorCaller } from "./identity.ts";
import { masterKey } from "./keys.ts";

/**
 * Access tokens: short-lived, signed, self-contained, so that neither a request nor a socket needs libSQL to know who
 * asks (INV-7). Algorithm, type, issuer and audience are pinned; a visitor's token never passes as a member's.
 */
const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "sapa";
const AUDIENCES = { member: "sapa:member", visitor: "sapa:visitor" } as const;

export type CallerKind = Caller["kind"];
export type SignedToken = { token: string; expiresAt: number };
export type TokenVerdict<K extends CallerKind = CallerKind> =
  | { ok: true; caller: Extract<Caller, { kind: K }> }
  /** `isEnded`: a portal's token of ours that was ended before its time. */
  | { ok: false; refusal: Refusal; isEnded?: boolean };

/** Times inside a token are whole seconds; `expiresAt` is rounded down with it, so that no one trusts it too long. */
async function sign(
  secret: string,
  kind: CallerKind,
  claims: object,
  lifeMs: number,
  now: number,
): Promise<SignedToken> {
  const expiresAtSeconds = Math.floor((now + lifeMs) / 1000);
  const token = await new SignJWT({ who: claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCES[kind])
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(expiresAtSeconds)
    .sign(masterKey(secret));
  return { token, expiresAt: expiresAtSeconds * 1000 };
}

/** A member's token for `/api/v1` and its sockets, for this origin only. A portal's carries its scope in `member`. */
export const signMemberToken = (
  secret: string,
  claims: { member: MemberIdentity; origin: string },
  now = Date.now(),
  lifeMs: number = TIMES.accessTokenMs,
): Promise<SignedToken> => sign(secret, "member", claims, lifeMs, now);

/** A visitor's token for its one room, good for `TIMES.visitorTokenMs` at most and for this origin only. */
export const signVisitorToken = (
  secret: string,
  claims: Omit<VisitorCaller, "kind" | "expiresAt">,
  now = Date.now(),
  lifeMs: number = TIMES.visitorTokenMs,
): Promise<SignedToken> => sign(secret, "visitor", claims, Math.min(lifeMs, TIMES.visitorTokenMs), now);

/**
 * Who holds this token. Refusals: `token_expired` for one that was good, `unauthenticated` for anything else.
 * Also for `renew` frames: the object then compares the new caller with the one its socket has.
 */
export async function verifyAccessToken<K extends CallerKind>(
  secret: string,
  kind: K,
  token: string,
  now = Date.now(),
): Promise<TokenVerdict<K>> {
  if (token.length > LIMITS.tokenCharacters) return { ok: false, refusal: refusal("unauthenticated") };
  try {
    return { ok: true, caller: await read(secret, kind, token, now) };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { ok: false, refusal: refusal(error instanceof errors.JWTExpired ? "token_expired" : "unauthenticated") };
  }
}

/** What a token says, also one that has ended; null: it was never one of ours. For explaining, not for letting in. */
export const explainMemberToken = (secret: string, token: string): Promise<MemberCaller | null> =>
  read(secret, "member", token, 0).catch((error) => {
    if (!(error instanceof errors.JOSEError)) throw error;
    return null;
  });

async function read<K extends CallerKind>(secret: string, kind: K, token: string, now: number) {
  const { payload } = await jwtVerify<{ who: object }>(token, masterKey(secret), {
    algorithms: [ALGORITHM],
    typ: TYPE,
    issuer: ISSUER,
    audience: AUDIENCES[kind],
    requiredClaims: ["exp", "iat", "who"],
    currentDate: new Date(now),
  });
  const caller = { ...payload.who, kind, expiresAt: (payload.exp ?? 0) * 1000 };
  return caller as unknown as Extract<Caller, { kind: K }>;
}

/** True when both tokens speak for the same person in the same place: what a socket may be renewed with. */
export function isSameCaller(a: Caller, b: Caller): boolean {
  if (a.origin !== b.origin) return false;
  if (a.kind === "visitor" && b.kind === "visitor") return a.visitorId === b.visitorId && a.roomId === b.roomId;
  if (a.kind !== "member" || b.kind !== "member") return false;
  return a.member.memberId === b.member.memberId && a.member.organizationId === b.member.organizationId;
}
