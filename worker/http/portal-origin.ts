import type { MiddlewareHandler } from "hono";
import { type AppEnv, ownOrigin } from "./context.ts";

const PREFLIGHT_SECONDS = 7_200;

/**
 * A preflight names no token, so it cannot say whose page asks. It lets every page send, and never with cookies, which
 * open nothing here; what a page may read is decided by the request itself.
 */
const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key",
  "access-control-max-age": String(PREFLIGHT_SECONDS),
};

/**
 * `/api/v1` on the pages of other companies (EMBED-4). An answer may be read by the page that the token was made for,
 * which the guard has compared; a refusal of the guard, which holds a code and nothing of anybody, by every page.
 */
export const portalOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  const origin = c.req.header("origin");
  if (c.req.method === "OPTIONS" && origin !== undefined) {
    c.res = new Response(null, { status: 204, headers: PREFLIGHT });
    return;
  }
  await next();
  if (origin === undefined || origin === ownOrigin(c) || c.res.status === 101) return;
  const caller = c.get("member");
  const reader = caller === undefined ? "*" : caller.member.scope?.origin;
  if (reader === undefined) return;
  const answer = new Response(c.res.body, c.res);
  answer.headers.set("access-control-allow-origin", reader);
  answer.headers.set("access-control-expose-headers", "retry-after, x-request-id, content-disposition");
  answer.headers.set("cross-origin-resource-policy", "cross-origin");
  answer.headers.append("vary", "Origin");
  c.res = undefined;
  c.res = answer;
};
