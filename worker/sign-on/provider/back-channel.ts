import { asc, inArray, lte } from "drizzle-orm";
import type { MiddlewareHandler } from "hono";
import { accountsDatabase, type Database, writeBatch } from "../../db/client.ts";
import { oidcApplications, oidcLogouts } from "../../db/schema/index.ts";
import type { Env } from "../../env.ts";
import type { AppEnv } from "../../http/context.ts";
import { mayCall } from "../../organization/custom-endpoint.ts";
import { issuerOf } from "./issuer.ts";
import { type SigningKey, signingKey } from "./keys.ts";
import { signLogoutToken } from "./tokens.ts";

/** Tried again after 1, 2, 4, 8 … minutes; an application that is away for longer asks by itself in time. */
const FIRST_WAIT_MS = 60_000;
const TRIES_MAX = 7;
const AT_ONCE = 20;
const ANSWER_WITHIN_MS = 5_000;

/** The one address that ends a session by being opened. */
export const LOGOUT_PATH = "/oidc/logout";

type Logout = typeof oidcLogouts.$inferSelect;

/** Tells applications that somebody signed out, as far as it is due. Rejects with DatabaseUnavailable only. */
export async function sendLogouts(env: Env, now: number): Promise<void> {
  const issuer = issuerOf(env);
  const db = accountsDatabase(env);
  const due = issuer === null ? [] : await claim(db, now);
  if (issuer === null || due.length === 0) return;
  const clientIds = [...new Set(due.map((one) => one.clientId))];
  const applications = await db.select().from(oidcApplications).where(inArray(oidcApplications.clientId, clientIds));
  const key = await signingKey(env, db);
  const isDevelopment = Boolean(env.SAPA_DEV_KEY);
  const done = await Promise.all(
    due.map(async (logout) => {
      const uri = applications.find((one) => one.clientId === logout.clientId)?.backChannelLogoutUri ?? null;
      const isOver = uri === null || !mayCall(uri, isDevelopment) || logout.attempts >= TRIES_MAX;
      return isOver || (await tell(uri, key, { ...logout, issuer }, now)) ? [logout.logoutId] : [];
    }),
  );
  const ids = done.flat();
  if (ids.length > 0) await writeBatch(db, [db.delete(oidcLogouts).where(inArray(oidcLogouts.logoutId, ids))]);
}

/** Takes those that are due, each for one of several that look at the same time. */
async function claim(db: Database, now: number): Promise<Logout[]> {
  const isDue = lte(oidcLogouts.nextAt, now);
  const seen = await db.select().from(oidcLogouts).where(isDue).orderBy(asc(oidcLogouts.nextAt)).limit(AT_ONCE);
  if (seen.length === 0) return [];
  const results = await writeBatch(
    db,
    seen.map(({ logoutId, attempts, nextAt }) => ({
      sql: "UPDATE oidc_logouts SET attempts = ?, next_at = ? WHERE logout_id = ? AND next_at = ?",
      args: [attempts + 1, now + FIRST_WAIT_MS * 2 ** attempts, logoutId, nextAt],
    })),
  );
  return seen.filter((_, index) => results[index]?.rowsAffected === 1);
}

/** True: the application has it, or says that it never will. */
async function tell(uri: string, key: SigningKey, logout: Logout & { issuer: string }, now: number): Promise<boolean> {
  try {
    const response = await fetch(uri, {
      method: "POST",
      body: new URLSearchParams({ logout_token: await signLogoutToken(key, logout, now) }),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.body?.cancel();
    return response.ok || response.status === 400;
  } catch {
    return false;
  }
}

/** Asked for by every open page again and again, and ends nothing. */
const TOKENS = "/auth/token";

/** After whatever may have ended sessions: nobody waits for applications, and what fails goes with the next minute. */
export const tellSignedOut: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const isReading = c.req.method === "GET" && c.req.path !== LOGOUT_PATH;
  if (isReading || c.req.path === TOKENS) return;
  c.executionCtx.waitUntil(sendLogouts(c.env, Date.now()).catch(() => undefined));
};
