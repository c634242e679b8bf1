import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { refusal } from "../../protocol/codes.ts";
import type { Membership, SessionInfo } from "../../protocol/http.schema.ts";
import { newId } from "../../protocol/ids.ts";
import { accountsDatabase, type Database } from "../db/client.ts";
import { type AppContext, type AppEnv, ownOrigin } from "../http/context.ts";
import { problemResponse } from "../http/problem.ts";
import { newSecretToken, secretTokenHash } from "../http/secret-tokens.ts";
import { readSessionCookie, writeSessionCookie } from "./cookie.ts";
import { idleMsOf } from "./session-idle.ts";
import { type Account, createSession, type FoundSession, findSession, touchSession } from "./store.ts";

const TOUCH_EVERY_MS = 60_000;
const USER_AGENT_CHARACTERS = 200;
const CSRF_HEADER = "x-sapa-csrf";

/** A session of the shell, with the membership it works in. */
export type SignedIn = FoundSession & { current: Membership };

/**
 * Opens a session under a new id and token; one that the browser had before is never continued. null: the password is
 * no longer the one that was checked.
 */
export async function openSession(
  c: AppContext,
  db: Database,
  account: Account,
  current: Membership,
  passwordHash: string,
): Promise<SignedIn | null> {
  const token = newSecretToken();
  const now = Date.now();
  const session = {
    sessionId: newId("ses"),
    tokenHash: secretTokenHash(token),
    accountId: account.accountId,
    organizationId: current.organizationId,
    csrf: newSecretToken(),
    createdAt: now,
    lastSeenAt: now,
    idleMs: await idleMsOf(db, current.organizationId),
    userAgent: (c.req.header("user-agent") ?? "").slice(0, USER_AGENT_CHARACTERS),
  };
  if (!(await createSession(db, session, passwordHash))) return null;
  writeSessionCookie(c, token);
  return { session, account, current };
}

/** The live session of the browser; null: none, ended, or its account has no active membership left. */
export async function currentSession(c: AppContext, db: Database): Promise<SignedIn | null> {
  const token = readSessionCookie(c);
  if (token === undefined) return null;
  const found = await findSession(db, secretTokenHash(token), Date.now());
  if (found === null) return null;
  const current = membershipIn(found.account, found.session.organizationId);
  return current === undefined ? null : { ...found, current };
}

/** The membership in an organization; for one that was lost, the account's first. */
export const membershipIn = (account: Account, organizationId: string): Membership | undefined =>
  account.memberships.find((one) => one.organizationId === organizationId) ?? account.memberships[0];

/** AUTH-17: a person did something. Written at most once a minute. */
export async function noteActivity(db: Database, { session }: SignedIn, now = Date.now()): Promise<void> {
  if (now - session.lastSeenAt >= TOUCH_EVERY_MS) await touchSession(db, session.sessionId, now);
}

export const sessionInfo = ({ session, account, current }: SignedIn): SessionInfo => ({
  account: { accountId: account.accountId, email: account.email, name: account.name },
  current,
  memberships: account.memberships,
  csrf: session.csrf,
  idleMs: session.idleMs,
});

/** Behind `/auth`: a live session and, for whatever changes something, proof that our own page asks. */
export const requireSession: MiddlewareHandler<AppEnv> = async (c, next) => {
  const signedIn = await currentSession(c, accountsDatabase(c.env));
  if (signedIn === null) return problemResponse(refusal("unauthenticated"), c.get("requestId"));
  c.set("organizationId", signedIn.current.organizationId);
  if (c.req.method !== "GET" && !isFromOurPage(c, signedIn.session.csrf))
    return problemResponse(refusal("csrf"), c.get("requestId"));
  c.set("signedIn", signedIn);
  return next();
};

/** Unsafe requests of anybody, before there is a session: only from our own pages. */
export const requireOwnOrigin: MiddlewareHandler<AppEnv> = async (c, next) =>
  c.req.method === "GET" || c.req.header("origin") === ownOrigin(c)
    ? next()
    : problemResponse(refusal("csrf"), c.get("requestId"));

function isFromOurPage(c: AppContext, csrf: string): boolean {
  const given = Buffer.from(c.req.header(CSRF_HEADER) ?? "");
  const expected = Buffer.from(csrf);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
