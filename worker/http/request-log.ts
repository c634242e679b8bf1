import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { logFault } from "../fault-log.ts";
import type { AppEnv } from "./context.ts";

type LogLine = {
  event: "http";
  method: string;
  /** The route's pattern, never the address itself. */
  route: string;
  status: number;
  ms: number;
  requestId: string;
  organizationId?: string;
};

/** Names the request and logs one line for it. An allowlist of fields: no address, query, body, token or person. */
export const requestLog: MiddlewareHandler<AppEnv> = async (c, next) => {
  const startedAt = Date.now();
  c.set("requestId", crypto.randomUUID());
  await next();
  const line: LogLine = {
    event: "http",
    method: c.req.method,
    route: routePath(c),
    status: c.res.status,
    ms: Date.now() - startedAt,
    requestId: c.get("requestId"),
    organizationId: c.get("organizationId"),
  };
  console.log(JSON.stringify(line));
};

export const logBug = (requestId: string, error: unknown): void => logFault({ requestId }, error);
