import { newId } from "../../../protocol/ids.ts";
import { auditIn } from "../../accounts/audit.ts";
import { currentSession, noteActivity, type SignedIn } from "../../accounts/sessions.ts";
import { accountsDatabase, type Database } from "../../db/client.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { problemResponse } from "../../http/problem.ts";
import { overRate } from "../../http/rate.ts";
import { newSecretToken, secretTokenHash } from "../../http/secret-tokens.ts";
import { AFTER, readAfter, signAfter } from "./after.ts";
import { readForm, readQuery } from "./form.ts";
import { issuerOf, SCOPES } from "./issuer.ts";
import { publicKeys } from "./keys.ts";
import { wrongApplication } from "./pages.ts";
import { type AuthorizeRequest, isFresh, type RequestError, readRequest } from "./rules.ts";
import { type Application, addCode, applicationOf, hasGrant } from "./store.ts";
import { readHint } from "./tokens.ts";

/** Far above what people do, also with many applications opening at once. */
const ASKS = { name: "oidc.authorize", max: 120, windowMs: 60_000 };

type Asked = { query: URLSearchParams; application: Application; redirectUri: string; issuer: string };

/** `GET /oidc/authorize`: a code for who is signed in, or the way to the sign-in page and back here. */
export async function authorize(c: AppContext): Promise<Response> {
  const tooMany = overRate(c, ASKS, [clientNetwork(c)]);
  if (tooMany !== undefined) return problemResponse(tooMany, c.get("requestId"));
  const issuer = issuerOf(c.env);
  const query = readQuery(c);
  const db = accountsDatabase(c.env);
  const application = query && (await applicationOf(db, query.get("client_id") ?? ""));
  const redirectUri = query?.get("redirect_uri") ?? "";
  // Nobody is sent to an address that the Operator did not register, whatever else is wrong.
  if (issuer === null || !query || !application?.redirectUris.includes(redirectUri)) return wrongApplication(c);
  const asked = { query, application, redirectUri, issuer };
  const read = readRequest(query, SCOPES, readAfter(c.env.SAPA_SECRET, query));
  if (!read.ok) return refuseTo(asked, read.error, read.description);
  const signedIn = await currentSession(c, db);
  const isRight = signedIn !== null && (await suits(db, asked, read.request, signedIn));
  if (!isRight) {
    if (read.request.prompt === "none") return refuseTo(asked, "login_required", "Nobody is signed in");
    return toSignIn(c, signedIn !== null);
  }
  return giveCode(c, db, asked, read.request, signedIn);
}

/** `POST /oidc/authorize`: the same, through an address, because a cookie is not sent along with another site's form. */
export async function authorizeByForm(c: AppContext): Promise<Response> {
  const form = await readForm(c);
  return form === null ? wrongApplication(c) : seeOther(`/oidc/authorize?${form}`);
}

async function suits(db: Database, { issuer }: Asked, request: AuthorizeRequest, signedIn: SignedIn): Promise<boolean> {
  const now = Date.now();
  if (!isFresh(request, signedIn.session.createdAt, now)) return false;
  if (request.hint === null) return true;
  const hint = await readHint(request.hint, issuer, await publicKeys(db, now));
  return hint === null || hint.accountId === signedIn.account.accountId;
}

/** `again`: somebody is signed in, and is to sign in once more. */
function toSignIn(c: AppContext, again: boolean): Response {
  const { pathname, searchParams } = new URL(c.req.url);
  if (again) searchParams.set(AFTER, signAfter(c.env.SAPA_SECRET, searchParams, Date.now()));
  const next = new URLSearchParams({ next: `${pathname}?${searchParams}`, ...(again && { again: "1" }) });
  return seeOther(`/login?${next}`);
}

async function giveCode(
  c: AppContext,
  db: Database,
  { query, application, redirectUri, issuer }: Asked,
  request: AuthorizeRequest,
  signedIn: SignedIn,
): Promise<Response> {
  const now = Date.now();
  const { sessionId, accountId } = signedIn.session;
  const { clientId } = application;
  const isFirst = !(await hasGrant(db, sessionId, clientId));
  const code = newSecretToken();
  await addCode(
    db,
    {
      codeHash: secretTokenHash(code),
      grantId: newId("grt"),
      clientId,
      accountId,
      sessionId,
      redirectUri,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      scope: request.scope,
      authenticatedAt: signedIn.session.createdAt,
    },
    now,
  );
  // `none` is what pages ask by themselves: it does not tell of a person.
  if (request.prompt !== "none") await noteActivity(db, signedIn, now);
  if (isFirst)
    await auditIn(c, db, {
      current: signedIn.current,
      ...{ action: "application.sign_in", result: "ok", target: clientId },
    });
  return backTo(redirectUri, { code, state: query.get("state"), iss: issuer });
}

const refuseTo = ({ query, redirectUri, issuer }: Asked, error: RequestError, description: string): Response =>
  backTo(redirectUri, { error, error_description: description, state: query.get("state"), iss: issuer });

/** RFC 9207: with `iss`, so that an application with several providers knows who answers. */
function backTo(redirectUri: string, answer: Record<string, string | null>): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value);
  return seeOther(url.href);
}

export const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });
