import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./context.ts";

/** Answers of the API are data: nothing in them may run, be framed, be guessed at or be kept. */
const HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};
const HSTS = "max-age=31536000; includeSubDomains";

/** Never on an upgrade: its headers cannot be changed, and trying turns the 101 into a 500. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const response = new Response(c.res.body, c.res);
  for (const [name, value] of Object.entries(HEADERS))
    if (!response.headers.has(name)) response.headers.set(name, value);
  if (new URL(c.req.url).protocol === "https:") response.headers.set("strict-transport-security", HSTS);
  response.headers.set("x-request-id", c.get("requestId"));
  c.res = undefined;
  c.res = response;
};
