import type { MiddlewareHandler } from "hono";
import { type Refusal, refusal } from "../../protocol/codes.ts";
import { type AppContext, type AppEnv, requestOrigin } from "./context.ts";
import type { MemberCaller, VisitorCaller } from "./identity.ts";
import { currentMember } from "./members.ts";
import { problemResponse } from "./problem.ts";
import { type TokenVerdict, verifyAccessToken } from "./tokens.ts";

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/** The member behind a token, as of now: with today's role, and from the place the token was made for. */
export async function memberOf(c: AppContext, token: string): Promise<TokenVerdict<"member">> {
  const verdict = await verifyAccessToken(c.env.SAPA_SECRET, "member", token);
  if (!verdict.ok) return verdict;
  const member = await currentMember(c.env, verdict.caller.member);
  if (!("code" in member)) return { ok: true, caller: { ...verdict.caller, member } };
  return { ok: false, refusal: member, ...(verdict.caller.member.scope && { isEnded: true }) };
}

export const visitorOf = (c: AppContext, token: string): Promise<TokenVerdict<"visitor">> =>
  verifyAccessToken(c.env.SAPA_SECRET, "visitor", token);

export function setMember(c: AppContext, caller: MemberCaller): void {
  c.set("member", caller);
  c.set("organizationId", caller.member.organizationId);
}

export function setVisitor(c: AppContext, caller: VisitorCaller): void {
  c.set("visitor", caller);
  c.set("organizationId", caller.organizationId);
}

const bearer = (c: AppContext): string | undefined => BEARER.exec(c.req.header("authorization") ?? "")?.[1];
const deny = (c: AppContext, refused: Refusal): Response => problemResponse(refused, c.get("requestId"));

/** `/api/v1`: a member's token. A browser on another page than the one the token was made for is refused. */
export const requireMember: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = bearer(c);
  if (token === undefined) return deny(c, refusal("unauthenticated"));
  const verdict = await memberOf(c, token);
  if (!verdict.ok) return deny(c, verdict.refusal);
  const origin = requestOrigin(c);
  const { caller } = verdict;
  if (origin !== null && origin !== caller.origin)
    return deny(c, refusal(caller.member.scope ? "embed.origin" : "forbidden"));
  setMember(c, caller);
  return next();
};

/** `/widget/v1`: a visitor's token of the very widget the address names; the origin is checked before. */
export const requireVisitor: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = bearer(c);
  if (token === undefined) return deny(c, refusal("unauthenticated"));
  const verdict = await visitorOf(c, token);
  if (!verdict.ok) return deny(c, verdict.refusal);
  const { integrationId, origin } = verdict.caller;
  if (integrationId !== c.req.query("widget") || origin !== requestOrigin(c))
    return deny(c, refusal("unauthenticated"));
  setVisitor(c, verdict.caller);
  return next();
};
