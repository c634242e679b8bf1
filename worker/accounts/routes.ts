import { z } from "zod";
import { codeAskedSchema } from "../../protocol/accounts.schema.ts";
import { CODES, refusal } from "../../protocol/codes.ts";
import {
  accessTokenSchema,
  changePasswordSchema,
  liveSessionListSchema,
  sessionInfoSchema,
  signInSchema,
  switchOrganizationSchema,
} from "../../protocol/http.schema.ts";
import { accountsDatabase, type Database, writeBatch } from "../db/client.ts";
import { type AppContext, clientNetwork, ownOrigin } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { overRate, overSharedRate } from "../http/rate.ts";
import { newSecretToken } from "../http/secret-tokens.ts";
import { signMemberToken } from "../http/tokens.ts";
import { deliver } from "../mail/deliver.ts";
import { prepareMails } from "../mail/outbox.ts";
import { auditAccount, auditIn, auditServer } from "./audit.ts";
import { beginSession } from "./begin.ts";
import { secondStep } from "./codes/ask.ts";
import { codeEndpoints } from "./codes/routes.ts";
import { clearSessionCookie } from "./cookie.ts";
import { endTokens, tellOfEnd } from "./end-sessions.ts";
import { linkEndpoints } from "./links/routes.ts";
import { optionEndpoints } from "./options.ts";
import { passwordChanged } from "./password-mail.ts";
import { hashPassword, passwordFault } from "./passwords.ts";
import { profileEndpoints } from "./profile/routes.ts";
import { idleMsOf } from "./session-idle.ts";
import { noteActivity, sessionInfo } from "./sessions.ts";
import { confirmPassword, type SignInResult, signIn } from "./sign-in.ts";
import { changePassword, deleteSession, listSessions, memberIdentity, switchOrganization } from "./store.ts";

/** Far above what people do: against floods, each of which would be a write to libSQL even while AUTH-4 refuses it. */
const SIGN_INS = { name: "sign-in", max: 90, windowMs: 60_000 };
const TOKENS = { name: "token", max: 30, windowMs: 60_000 };
/** Tells that a person, and not a page left open, is behind a request (AUTH-17). */
const ACTIVE_HEADER = "x-sapa-active";

const dbOf = (c: AppContext): Database => accountsDatabase(c.env);

const signInRoute = endpoint(
  {
    method: "POST",
    path: "/auth/sign-in",
    audience: "page",
    summary: "Sign in with email and password; answers with the session and sets its cookie, or asks for a mailed code",
    body: signInSchema,
    answer: z.union([sessionInfoSchema, codeAskedSchema]),
    codes: ["auth.wrong", "auth.too_many", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, SIGN_INS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = dbOf(c);
    const result = await signIn(db, { ...body, address: clientNetwork(c), now: Date.now() });
    if (!result.ok) return failedSignIn(c, db, result);
    const second = await secondStep(c, db, result);
    if (second !== null) return second.ok ? answer(second.asked) : second;
    await result.clear();
    const signedIn = await beginSession(c, db, result);
    if (signedIn === null)
      return failedSignIn(c, db, { ok: false, refusal: refusal("auth.wrong"), known: result.account });
    return answer(sessionInfo(signedIn));
  },
);

async function failedSignIn(c: AppContext, db: Database, result: Extract<SignInResult, { ok: false }>) {
  const told = {
    action: "sign_in",
    result: CODES[result.refusal.code].status === 429 ? ("refused" as const) : ("failed" as const),
  };
  const written = result.known ? auditAccount(c, db, result.known, told) : auditServer(c, db, told);
  // Not waited for: known and unknown emails write different numbers of rows, and the answer must not tell which.
  c.executionCtx.waitUntil(written.catch(() => undefined));
  return refuse(result.refusal);
}

const signOut = endpoint(
  { method: "POST", path: "/auth/sign-out", audience: "session", summary: "End this session" },
  async ({ c }) => {
    const { session, account, current } = c.get("signedIn");
    await deleteSession(dbOf(c), account.accountId, session.sessionId);
    clearSessionCookie(c);
    await auditIn(c, dbOf(c), { current, action: "sign_out", result: "ok" });
    return answer(undefined);
  },
);

const session = endpoint(
  {
    method: "GET",
    path: "/auth/session",
    audience: "session",
    summary: "Who is signed in, where, and the CSRF token of this session",
    answer: sessionInfoSchema,
  },
  async ({ c }) => answer(sessionInfo(c.get("signedIn"))),
);

const switchRoute = endpoint(
  {
    method: "POST",
    path: "/auth/session/organization",
    audience: "session",
    summary: "Work in another organization of this account",
    body: switchOrganizationSchema,
    answer: sessionInfoSchema,
    codes: ["not_found"],
  },
  async ({ c, body }) => {
    const signedIn = c.get("signedIn");
    const { organizationId } = body;
    const current = signedIn.account.memberships.find((one) => one.organizationId === organizationId);
    if (current === undefined) return refuse(refusal("not_found"));
    if (organizationId === signedIn.session.organizationId) return answer(sessionInfo(signedIn));
    // Other tabs still show the organization before: what they hold must not go on into this one.
    const change = { organizationId, idleMs: await idleMsOf(dbOf(c), organizationId), csrf: newSecretToken() };
    await switchOrganization(dbOf(c), signedIn.session.sessionId, change);
    await auditIn(c, dbOf(c), { current, action: "sign_in", result: "ok" });
    return answer(sessionInfo({ ...signedIn, session: { ...signedIn.session, ...change }, current }));
  },
);

const token = endpoint(
  {
    method: "POST",
    path: "/auth/token",
    audience: "session",
    summary: "A short-lived token for /api/v1 and its sockets, for this origin",
    answer: accessTokenSchema,
    codes: ["rate_limited"],
  },
  async ({ c }) => {
    const signedIn = c.get("signedIn");
    const { organizationId, memberId } = signedIn.current;
    const tooMany = await overSharedRate(c, TOKENS, [memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const member = await memberIdentity(dbOf(c), organizationId, memberId);
    if (member === null) return refuse(refusal("unauthenticated"));
    if (c.req.header(ACTIVE_HEADER) === "1") await noteActivity(dbOf(c), signedIn);
    return answer(await signMemberToken(c.env.SAPA_SECRET, { member, origin: ownOrigin(c) }));
  },
);

const sessions = endpoint(
  {
    method: "GET",
    path: "/auth/sessions",
    audience: "session",
    summary: "Live sessions of this account",
    answer: liveSessionListSchema,
  },
  async ({ c }) => {
    const { account, session: own } = c.get("signedIn");
    return answer(await listSessions(dbOf(c), account.accountId, own.sessionId, Date.now()));
  },
);

const endSession = endpoint(
  {
    method: "DELETE",
    path: "/auth/sessions/:sessionId",
    audience: "session",
    summary: "End another session of this account, or this one",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const { account, session: own } = c.get("signedIn");
    const sessionId = c.req.param("sessionId") ?? "";
    if (!(await deleteSession(dbOf(c), account.accountId, sessionId))) return refuse(refusal("not_found"));
    if (sessionId === own.sessionId) clearSessionCookie(c);
    else {
      await writeBatch(dbOf(c), endTokens(dbOf(c), account.accountId));
      await tellOfEnd(c, account.memberships);
    }
    await auditAccount(c, dbOf(c), account, { action: "session.end", result: "ok", target: sessionId });
    return answer(undefined);
  },
);

const password = endpoint(
  {
    method: "POST",
    path: "/auth/password",
    audience: "session",
    summary: "Change the password; every other session of the account ends",
    body: changePasswordSchema,
    codes: ["auth.wrong", "auth.password", "auth.too_many"],
  },
  async ({ c, body }) => {
    const db = dbOf(c);
    const { account, session: own } = c.get("signedIn");
    const rule = passwordFault(body.next, account.email);
    if (rule !== undefined)
      return refuse(
        refusal("auth.password", { params: { rule }, fields: [{ pointer: "/next", code: "auth.password" }] }),
      );
    const attempt = { email: account.email, password: body.current, address: clientNetwork(c), now: Date.now() };
    const confirmed = await confirmPassword(db, account.accountId, attempt);
    if (!confirmed.ok) {
      await auditAccount(c, db, account, { action: "password.change", result: "failed" });
      return confirmed;
    }
    const now = Date.now();
    const mail = await prepareMails(c.env, db, [await passwordChanged(db, account, now)], now);
    const passwordHash = await hashPassword(body.next);
    const change = { accountId: account.accountId, passwordHash, now, keepSessionId: own.sessionId };
    await changePassword(db, change, mail.statements);
    await tellOfEnd(c, account.memberships);
    c.executionCtx.waitUntil(deliver(c.env, mail.mailIds));
    await auditAccount(c, db, account, { action: "password.change", result: "ok" });
    return answer(undefined);
  },
);

export const accountEndpoints: Endpoint[] = [
  signInRoute,
  signOut,
  session,
  switchRoute,
  token,
  sessions,
  endSession,
  password,
  ...codeEndpoints,
  ...linkEndpoints,
  ...profileEndpoints,
  ...optionEndpoints,
];
