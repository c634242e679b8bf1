import { accountsDatabase } from "../../db/client.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { overRate } from "../../http/rate.ts";
import { oauthError } from "./form.ts";
import { claimsOf } from "./rules.ts";
import { liveGrant } from "./store.ts";
import { grantOfAccess } from "./tokens.ts";

const CALLS = { name: "oidc.userinfo", max: 600, windowMs: 60_000 };
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** `GET /oidc/userinfo`: who it is, as of now; nobody as soon as the session, password or membership has ended. */
export async function userinfo(c: AppContext): Promise<Response> {
  if (overRate(c, CALLS, [clientNetwork(c)]) !== undefined)
    return oauthError("temporarily_unavailable", "Too many calls", 429);
  const now = Date.now();
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
  const grantId = token === undefined ? null : await grantOfAccess(c.env.SAPA_SECRET, token, now);
  const grant = grantId === null ? null : await liveGrant(accountsDatabase(c.env), grantId, now);
  if (grant === null) {
    const headers = new Headers({ "www-authenticate": 'Bearer error="invalid_token"' });
    return oauthError("invalid_token", "The access token has ended", 401, headers);
  }
  return c.json({ sub: grant.person.accountId, ...claimsOf(grant.person, grant.scope) });
}
