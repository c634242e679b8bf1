import { errors, jwtVerify } from "jose";
import { LIMITS } from "../../../protocol/limits.ts";
import type { VisitorProfile } from "../../../protocol/webchat.schema.ts";
import { checkProfile, normaliseProfile } from "../../../protocol/webchat-rules.ts";

/** Who a site's server says a visitor is (WIDGET-19). `endsAt`: until when it says so, ms UTC. */
export type Person = { sub: string; profile: VisitorProfile; endsAt: number };
/** For developers: everybody else is told one and the same. */
export type IdentityFault = "expired" | "signature" | "claims";
export type IdentityVerdict = { ok: true; person: Person } | { ok: false; fault: IdentityFault };

const ALGORITHM = "HS256";
const SUB_LENGTH = 200;
/** Clocks of other companies' servers. */
const TOLERANCE_SECONDS = 30;
/** A token that was stolen must end soon; a page asks for another one when it needs it. */
const AHEAD_MAX_MS = 24 * 3600_000;

/**
 * Reads the site's JWT. HS256 with the widget's own secret and nothing else; `sub` and `exp` are required. A name, email
 * or phone that cannot be one is left out, because a person with an odd phone number must still be able to chat.
 */
export async function verifyIdentity(secret: string, token: string, now: number): Promise<IdentityVerdict> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: [ALGORITHM],
      requiredClaims: ["sub", "exp"],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    const { sub, exp = 0 } = payload;
    const toleranceMs = TOLERANCE_SECONDS * 1000;
    if (!isSub(sub) || exp * 1000 > now + AHEAD_MAX_MS + toleranceMs) return { ok: false, fault: "claims" };
    return { ok: true, person: { sub, profile: profileIn(payload), endsAt: exp * 1000 + toleranceMs } };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { ok: false, fault: faultOf(error) };
  }
}

function faultOf(error: errors.JOSEError): IdentityFault {
  if (error instanceof errors.JWTExpired) return "expired";
  return error instanceof errors.JWTClaimValidationFailed ? "claims" : "signature";
}

/** Ill-formed text would become another one where its bytes are hashed, and so name another person. */
const isSub = (sub: unknown): sub is string =>
  typeof sub === "string" && sub.length >= 1 && sub.length <= SUB_LENGTH && sub.isWellFormed() && !/\p{Cc}/u.test(sub);

function profileIn(claims: Record<string, unknown>): VisitorProfile {
  const texts = (["name", "email", "phone"] as const).flatMap((key) => {
    const value = claims[key];
    return typeof value === "string" ? [[key, plain(value)] as const] : [];
  });
  const profile = normaliseProfile(Object.fromEntries(texts));
  const bad = new Set(checkProfile(profile).map(({ pointer }) => pointer));
  return Object.fromEntries(Object.entries(profile).filter(([key]) => !bad.has(`/${key}`)));
}

const plain = (text: string): string =>
  text
    .slice(0, LIMITS.attributeLength)
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ");
