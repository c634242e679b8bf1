import { cors } from "hono/cors";
import { refusal } from "../../../protocol/codes.ts";
import { accountsDatabase } from "../../db/client.ts";
import type { AppContext } from "../../http/context.ts";
import { type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { authorize, authorizeByForm } from "./authorize.ts";
import { LOGOUT_PATH } from "./back-channel.ts";
import { discoveryDocument, issuerOf } from "./issuer.ts";
import { publicKeys, signingKey } from "./keys.ts";
import { logout, logoutByForm } from "./logout.ts";
import { token } from "./token.ts";
import { userinfo } from "./userinfo.ts";

/** Documents that change with a key at most; applications ask for them with each of their starts. */
const KEPT = { "cache-control": "public, max-age=300" };

/** What applications without a server of their own ask from their pages. No cookie is looked at here. */
export const OIDC_CORS_PATHS = ["/.well-known/openid-configuration", "/oidc/jwks", "/oidc/token", "/oidc/userinfo"];
export const oidcCors = cors({
  origin: "*",
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "content-type"],
  maxAge: 3600,
});

const open = (method: "GET" | "POST", path: string, summary: string, work: (c: AppContext) => Promise<Response>) =>
  endpoint({ method, path, audience: "anyone", summary, codes: ["rate_limited"] }, ({ c }) => work(c));

const discovery = endpoint(
  {
    method: "GET",
    path: "/.well-known/openid-configuration",
    audience: "anyone",
    summary: "OpenID Connect discovery",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const issuer = issuerOf(c.env);
    return issuer === null ? refuse(refusal("not_found")) : c.json(discoveryDocument(issuer), 200, KEPT);
  },
);

export const oidcEndpoints: Endpoint[] = [
  discovery,
  open("GET", "/oidc/jwks", "Public keys of ID tokens", async (c) => {
    const db = accountsDatabase(c.env);
    // Makes the first one, so that applications never see an empty set.
    await signingKey(c.env, db);
    return c.json({ keys: await publicKeys(db, Date.now()) }, 200, KEPT);
  }),
  open("GET", "/oidc/authorize", "Signs a person in to an application", authorize),
  open("POST", "/oidc/authorize", "The same, by a form", authorizeByForm),
  open("POST", "/oidc/token", "Tokens for a code or a refresh token", token),
  open("GET", "/oidc/userinfo", "Who signed in", userinfo),
  open("POST", "/oidc/userinfo", "Who signed in", userinfo),
  open("GET", LOGOUT_PATH, "Signs a person out, here and in all applications", logout),
  open("POST", LOGOUT_PATH, "The same, by a form", logoutByForm),
];
