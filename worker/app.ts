import { Hono } from "hono";
import { type Refusal, refusal } from "../protocol/codes.ts";
import { Overloaded } from "./accounts/polite-hash.ts";
import { accountEndpoints } from "./accounts/routes.ts";
import { requireOwnOrigin, requireSession } from "./accounts/sessions.ts";
import { auditEndpoints } from "./audit/routes.ts";
import { contactEndpoints } from "./contacts/routes.ts";
import { asUnavailable } from "./db/unavailable.ts";
import { deskEndpoints } from "./desk/routes.ts";
import { requireApiToken } from "./developer/api-tokens/guard.ts";
import { apiTokenEndpoints } from "./developer/api-tokens/routes.ts";
import { developerEndpoints, requireDeveloper } from "./developer/dev-routes.ts";
import { embedEndpoints } from "./developer/embed/routes.ts";
import { fileEndpoints, requireLink } from "./files/routes.ts";
import { StorageUnavailable } from "./files/unavailable.ts";
import { requireMember, requireVisitor } from "./http/authenticate.ts";
import type { AppContext, AppEnv } from "./http/context.ts";
import { type Endpoint, type Guards, mount } from "./http/endpoint.ts";
import { openRefusal } from "./http/open-envelope.ts";
import { openApiDocument } from "./http/openapi.ts";
import { portalOrigin } from "./http/portal-origin.ts";
import { problemResponse } from "./http/problem.ts";
import { logBug, requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { inboxEndpoints } from "./inbox/routes.ts";
import { webchatMemberEndpoints } from "./integrations/webchat/member-routes.ts";
import { widgetOrigin } from "./integrations/webchat/origin.ts";
import { webchatEndpoints } from "./integrations/webchat/routes.ts";
import { memberEndpoints } from "./members/routes.ts";
import { noticeEndpoints } from "./notices/routes.ts";
import { requireOperator } from "./operator/guard.ts";
import { operatorEndpoints } from "./operator/routes.ts";
import { organizationEndpoints } from "./organization/routes.ts";
import { settingsEndpoints } from "./settings/routes.ts";
import { LOGOUT_PATH, tellSignedOut } from "./sign-on/provider/back-channel.ts";
import { OIDC_CORS_PATHS, oidcCors, oidcEndpoints } from "./sign-on/provider/routes.ts";
import { providerEndpoints } from "./sign-on/providers/routes.ts";
import { surveyEndpoints } from "./surveys/routes.ts";

/** Every route but health and the description of the routes themselves. Tests walk this list. */
export const ENDPOINTS: Endpoint[] = [
  ...accountEndpoints,
  ...memberEndpoints,
  // Before the inbox, whose `/rooms/:roomId` would take its addresses.
  ...organizationEndpoints,
  ...inboxEndpoints,
  ...settingsEndpoints,
  ...contactEndpoints,
  ...noticeEndpoints,
  ...deskEndpoints,
  ...webchatMemberEndpoints,
  ...webchatEndpoints,
  ...fileEndpoints,
  ...surveyEndpoints,
  ...auditEndpoints,
  ...apiTokenEndpoints,
  ...embedEndpoints,
  ...oidcEndpoints,
  ...providerEndpoints,
  ...operatorEndpoints,
  ...developerEndpoints,
];

/** `widgetOrigin` stands before everything under `/widget/v1`, preflights included. */
const GUARDS: Guards = {
  anyone: [],
  page: [requireOwnOrigin],
  session: [requireOwnOrigin, requireSession],
  member: [requireMember],
  widget: [],
  visitor: [requireVisitor],
  link: [requireLink],
  apiToken: [requireApiToken],
  operator: [requireOperator],
  developer: [requireDeveloper],
};

/** Addresses that are the Worker's alone: what is not found there is no page of the shell. */
const OWN_PATHS = /^\/(api|auth|files|hooks|oidc|operator\/v1|survey\/v1|widget\/v1)(\/|$)/;
/** A file that is gone, perhaps one of an earlier build: the shell must not be kept under a script's address. */
const FILE_PATHS = /\.\w+$/;

export const app = new Hono<AppEnv>();

app.use(requestLog, securityHeaders);
app.use("/widget/v1/*", widgetOrigin);
app.use("/api/v1/*", portalOrigin);
for (const path of OIDC_CORS_PATHS) app.use(path, oidcCors);
for (const path of ["/auth/*", LOGOUT_PATH, "/operator/v1/*", "/api/v1/accounts/*"]) app.use(path, tellSignedOut);
app.get("/api/health", (c) => c.json({ ok: true }));
app.get("/api/openapi.json", (c) => c.json(openApiDocument(ENDPOINTS.filter((one) => one.audience !== "developer"))));
mount(app, ENDPOINTS, GUARDS);

/** In the words of whoever is asked. */
const refuseAt = (c: AppContext, refused: Refusal): Response =>
  c.req.path.startsWith("/api/open/") ? openRefusal(c, refused) : problemResponse(refused, c.get("requestId"));

app.notFound((c) => {
  const isPage = !OWN_PATHS.test(c.req.path) && !FILE_PATHS.test(c.req.path) && c.env.ASSETS !== undefined;
  if (!isPage) return refuseAt(c, refusal("not_found"));
  return c.env.ASSETS.fetch(new Request(new URL("/", c.req.url), { method: c.req.method, headers: c.req.raw.headers }));
});

app.onError((error, c) => {
  const isTold = error instanceof StorageUnavailable || error instanceof Overloaded;
  const unavailable = isTold ? error : asUnavailable(error);
  if (unavailable !== null) return refuseAt(c, unavailable.refusal);
  logBug(c.get("requestId"), error);
  return refuseAt(c, refusal("internal"));
});
