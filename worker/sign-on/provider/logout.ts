import { auditIn } from "../../accounts/audit.ts";
import { clearSessionCookie } from "../../accounts/cookie.ts";
import { endTokens, tellOfEnd } from "../../accounts/end-sessions.ts";
import { currentSession, type SignedIn } from "../../accounts/sessions.ts";
import { deleteSession } from "../../accounts/store.ts";
import { accountsDatabase, type Database, writeBatch } from "../../db/client.ts";
import { type AppContext, clientNetwork, ownOrigin } from "../../http/context.ts";
import { problemResponse } from "../../http/problem.ts";
import { overRate } from "../../http/rate.ts";
import { seeOther } from "./authorize.ts";
import { readForm, readQuery } from "./form.ts";
import { issuerOf } from "./issuer.ts";
import { publicKeys } from "./keys.ts";
import { confirmSignOut, wrongApplication } from "./pages.ts";
import { applicationOf } from "./store.ts";
import { type Hint, readHint } from "./tokens.ts";

const CALLS = { name: "oidc.logout", max: 60, windowMs: 60_000 };
/** What the page that asks sends along. */
const PARAMETERS = ["client_id", "post_logout_redirect_uri", "state"] as const;

type Way = { hint: Hint | null; clientId: string | null; target: string };

/** `GET /oidc/logout`: OpenID Connect RP-Initiated Logout 1.0. */
export async function logout(c: AppContext): Promise<Response> {
  const tooMany = overRate(c, CALLS, [clientNetwork(c)]);
  if (tooMany !== undefined) return problemResponse(tooMany, c.get("requestId"));
  const query = readQuery(c);
  const db = accountsDatabase(c.env);
  const way = query && (await wayOf(c, db, query));
  if (!query || !way) return wrongApplication(c);
  const signedIn = await currentSession(c, db);
  if (signedIn === null) return seeOther(way.target);
  // Without an ID token of this very session anybody's link could sign people out.
  if (way.hint?.sessionId === signedIn.session.sessionId) return end(c, db, signedIn, way);
  const fields = Object.fromEntries(PARAMETERS.flatMap((name) => entry(name, query.get(name))));
  if (way.clientId !== null) fields.client_id = way.clientId;
  return confirmSignOut(c, { ...fields, csrf: signedIn.session.csrf }, placeOf(way.target));
}

/** As a content policy names it: browsers check where a form's answer leads. A program's own scheme has no origin. */
function placeOf(target: string): string[] {
  if (!URL.canParse(target)) return [];
  const { origin, protocol } = new URL(target);
  return [origin === "null" ? protocol : origin];
}

const entry = (name: string, value: string | null): [string, string][] => (value === null ? [] : [[name, value]]);

/** `POST /oidc/logout`: the page's button; another site's form goes through the address, with the cookie it lacks. */
export async function logoutByForm(c: AppContext): Promise<Response> {
  const form = await readForm(c);
  if (form === null) return wrongApplication(c);
  const csrf = form.get("csrf");
  form.delete("csrf");
  const db = accountsDatabase(c.env);
  const signedIn = c.req.header("origin") === ownOrigin(c) ? await currentSession(c, db) : null;
  if (signedIn === null || csrf !== signedIn.session.csrf) return seeOther(`/oidc/logout?${form}`);
  const way = await wayOf(c, db, form);
  return way === null ? wrongApplication(c) : end(c, db, signedIn, way);
}

/** Where it goes afterwards; null: to an address that is not registered for the application that asks. */
async function wayOf(c: AppContext, db: Database, query: URLSearchParams): Promise<Way | null> {
  const issuer = issuerOf(c.env) ?? "";
  const token = query.get("id_token_hint");
  const hint = token === null ? null : await readHint(token, issuer, await publicKeys(db, Date.now()));
  const named = query.get("client_id");
  if (hint !== null && named !== null && hint.clientId !== named) return null;
  const clientId = hint?.clientId ?? named;
  const uri = query.get("post_logout_redirect_uri");
  if (uri === null) return { hint, clientId, target: "/login" };
  const application = clientId === null ? null : await applicationOf(db, clientId);
  if (!application?.postLogoutUris.includes(uri)) return null;
  const target = new URL(uri);
  const state = query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return { hint, clientId, target: target.href };
}

/** AUTH-6: the session, and with it whatever was opened with it. */
async function end(c: AppContext, db: Database, { session, account, current }: SignedIn, way: Way): Promise<Response> {
  await deleteSession(db, account.accountId, session.sessionId);
  clearSessionCookie(c);
  // Sapa's own pages did not ask for this: what they have open has to learn of it.
  await writeBatch(db, endTokens(db, account.accountId));
  await tellOfEnd(c, account.memberships);
  const target = way.clientId === null ? {} : { target: way.clientId };
  await auditIn(c, db, { current, action: "sign_out", result: "ok", ...target });
  return c.redirect(way.target, 303);
}
