import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { MiddlewareHandler } from "hono";
import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { accountsDatabase } from "../../db/client.ts";
import { apiTokens } from "../../db/schema/index.ts";
import { type AppContext, type AppEnv, clientNetwork } from "../../http/context.ts";
import { IsolateCache } from "../../http/isolate-cache.ts";
import { openRefusal } from "../../http/open-envelope.ts";
import { overRate, type RateLimit, rateState, undoRate } from "../../http/rate.ts";
import { logBug } from "../../http/request-log.ts";
import { noteUse } from "./store.ts";

const BEARER = /^Bearer (sapa_[\w-]{20,200})$/;

/** API-3. */
const PER_MINUTE: RateLimit = { name: "open.minute", max: 100, windowMs: 60_000 };
const PER_SECOND: RateLimit = { name: "open.second", max: 10, windowMs: 1_000 };
/** Each made-up token costs a query. */
const UNKNOWN: RateLimit = { name: "open.unknown", max: 60, windowMs: 60_000 };

/** Within the 10 s that EMBED-11 gives. */
const KEPT_MS = 3_000;
const KEPT_MAX = 1_000;
const known = new IsolateCache<typeof apiTokens.$inferSelect>(KEPT_MS, KEPT_MAX);

export const apiTokenHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** `/api/open/v1`: a customer's server, by an API token that is neither revoked nor ended (SET-9). */
export const requireApiToken: MiddlewareHandler<AppEnv> = async (c, next) => {
  const row = await tokenIn(c);
  if ("code" in row) {
    c.res = openRefusal(c, row);
    return;
  }
  const { apiTokenId, organizationId, kind, scopes } = row;
  c.set("apiToken", { apiTokenId, organizationId, kind, scopes });
  c.set("organizationId", organizationId);
  const tooMany = overRate(c, PER_SECOND, [apiTokenId]) ?? overRate(c, PER_MINUTE, [apiTokenId]);
  if (tooMany === undefined) {
    // Nobody waits for it, and nothing depends on it.
    const noted = noteUse(accountsDatabase(c.env), row, Date.now());
    c.executionCtx.waitUntil(noted.catch((error) => logBug(c.get("requestId"), error)));
    await next();
  } else c.res = openRefusal(c, tooMany);
  const { left, endsAt } = rateState(c, PER_MINUTE, [apiTokenId]);
  c.res.headers.set("x-ratelimit-limit", String(PER_MINUTE.max));
  c.res.headers.set("x-ratelimit-remaining", String(left));
  c.res.headers.set("x-ratelimit-reset", String(Math.ceil(endsAt / 1000)));
};

/** A revoked token, an ended one and one that never was are the same to whoever shows them. */
async function tokenIn(c: AppContext): Promise<typeof apiTokens.$inferSelect | Refusal> {
  const secret = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
  if (secret === undefined) return refusal("unauthenticated");
  const secretHash = apiTokenHash(secret);
  const place = [clientNetwork(c)];
  const isAtHand = known.has(secretHash);
  // Counted before the answer is known, so that many at once are as limited as one after the other.
  const tooMany = isAtHand ? undefined : overRate(c, UNKNOWN, place);
  if (tooMany !== undefined) return tooMany;
  const row = await known.get(secretHash, async () => {
    const rows = await accountsDatabase(c.env).select().from(apiTokens).where(eq(apiTokens.secretHash, secretHash));
    return rows[0];
  });
  if (row === undefined) return refusal("unauthenticated");
  if (!isAtHand) undoRate(UNKNOWN, place);
  const isOver = row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= Date.now());
  return isOver ? refusal("unauthenticated") : row;
}

/** What this isolate knows of an organization's tokens is out of date. */
export const forgetApiToken = (secretHash: string): void => known.forget(secretHash);
