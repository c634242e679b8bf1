import { Hono } from "hono";
import { refusal } from "../protocol/codes.ts";
import { accountEndpoints } from "./accounts/routes.ts";
import { requireOwnOrigin, requireSession } from "./accounts/sessions.ts";
import { asUnavailable } from "./db/unavailable.ts";
import { deskEndpoints } from "./desk/routes.ts";
import { developerEndpoints, requireDeveloper } from "./developer/dev-routes.ts";
import { fileEndpoints, requireLink } from "./files/routes.ts";
import { requireMember, requireVisitor } from "./http/authenticate.ts";
import type { AppEnv } from "./http/context.ts";
import { type Endpoint, type Guards, mount } from "./http/endpoint.ts";
import { openApiDocument } from "./http/openapi.ts";
import { problemResponse } from "./http/problem.ts";
import { logBug, requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { inboxEndpoints } from "./inbox/routes.ts";
import { widgetOrigin } from "./integrations/webchat/origin.ts";
import { webchatEndpoints } from "./integrations/webchat/routes.ts";
import { noticeEndpoints } from "./notices/routes.ts";
import { organizationEndpoints } from "./organization/routes.ts";
import { settingsEndpoints } from "./settings/routes.ts";

/** Every route but health and the description of the routes themselves. Tests walk this list. */
export const ENDPOINTS: Endpoint[] = [
  ...accountEndpoints,
  // Before the inbox, whose `/rooms/:roomId` would take its addresses.
  ...organizationEndpoints,
  ...inboxEndpoints,
  ...settingsEndpoints,
  ...noticeEndpoints,
  ...deskEndpoints,
  ...webchatEndpoints,
  ...fileEndpoints,
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
  developer: [requireDeveloper],
};

/** Addresses that are the Worker's alone: what is not found there is no page of the shell. */
const OWN_PATHS = /^\/(api|auth|files|hooks|widget\/v1)(\/|$)/;
/** A file that is gone, perhaps one of an earlier build: the shell must not be kept under a script's address. */
const FILE_PATHS = /\.\w+$/;

export const app = new Hono<AppEnv>();

app.use(requestLog, securityHeaders);
app.use("/widget/v1/*", widgetOrigin);
app.get("/api/health", (c) => c.json({ ok: true }));
app.get("/api/openapi.json", (c) => c.json(openApiDocument(ENDPOINTS.filter((one) => one.audience !== "developer"))));
mount(app, ENDPOINTS, GUARDS);

app.notFound((c) => {
  const isPage = !OWN_PATHS.test(c.req.path) && !FILE_PATHS.test(c.req.path) && c.env.ASSETS !== undefined;
  if (!isPage) return problemResponse(refusal("not_found"), c.get("requestId"));
  return c.env.ASSETS.fetch(new Request(new URL("/", c.req.url), { method: c.req.method, headers: c.req.raw.headers }));
});

app.onError((error, c) => {
  const unavailable = asUnavailable(error);
  if (unavailable !== null) return problemResponse(unavailable.refusal, c.get("requestId"));
  logBug(c.get("requestId"), error);
  return problemResponse(refusal("internal"), c.get("requestId"));
});
