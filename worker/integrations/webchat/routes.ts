import { refusal } from "../../../protocol/codes.ts";
import { visitorCommandSchema } from "../../../protocol/commands.schema.ts";
import {
  commandAcceptedSchema,
  historyQuerySchema,
  newVisitorSchema,
  renewVisitorSchema,
  visitorHistoryPageSchema,
  visitorSessionSchema,
  widgetConfigSchema,
} from "../../../protocol/http.schema.ts";
import { newId } from "../../../protocol/ids.ts";
import { setVisitor, visitorOf } from "../../http/authenticate.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import type { VisitorCaller } from "../../http/identity.ts";
import { roomOf } from "../../http/objects.ts";
import { overRate, overSharedRate } from "../../http/rate.ts";
import { openSocket } from "../../http/upgrade.ts";
import { sendCommand } from "../../inbox/commands.ts";
import { visitorHistory } from "../../inbox/history.ts";
import { CONFIG_PATH, SOCKET_PATH } from "./origin.ts";
import { openRefreshToken } from "./refresh-token.ts";
import { openVisitor, renewVisitor } from "./visitors.ts";
import { findWidget } from "./widget.ts";

const MINUTE_MS = 60_000;
const NEW_SESSIONS = { name: "widget.session", max: 30, windowMs: MINUTE_MS };
const RENEWALS = { name: "widget.renew", max: 120, windowMs: MINUTE_MS };
const MESSAGES = { name: "widget.message", max: 60, windowMs: MINUTE_MS };
const CONFIG_CACHE = "private, max-age=10";

/** Counters belong to an address and a widget; nothing in the body or the token chooses another one. */
const place = (c: AppContext): string[] => [clientNetwork(c), c.get("widget").integration.integrationId];

const config = endpoint(
  {
    method: "GET",
    path: CONFIG_PATH,
    audience: "widget",
    summary: "What a page may know of its widget before anybody acts; nothing is stored",
    answer: widgetConfigSchema,
    codes: ["rate_limited"],
  },
  async ({ c }) => {
    const { integration, settings, organization, isOnline } = c.get("widget");
    c.header("cache-control", CONFIG_CACHE);
    return answer({
      widgetId: integration.integrationId,
      name: integration.name,
      organizationName: organization.name,
      language: organization.language,
      isOnline,
      appearance: settings.appearance,
      greeting: settings.greeting,
    });
  },
);

const newVisitor = endpoint(
  {
    method: "POST",
    path: "/widget/v1/visitors",
    audience: "widget",
    summary: "A new visitor, made when somebody first writes",
    body: newVisitorSchema,
    answer: visitorSessionSchema,
    codes: ["rate_limited"],
  },
  async ({ c, body }) => {
    const widget = c.get("widget");
    if (body.widgetId !== widget.integration.integrationId) return refuse(refusal("bad_request"));
    const tooMany = await overSharedRate(c, NEW_SESSIONS, place(c));
    if (tooMany !== undefined) return refuse(tooMany);
    return openVisitor(c.env, widget, newId("vis"));
  },
);

const renew = endpoint(
  {
    method: "POST",
    path: "/widget/v1/visitors/renew",
    audience: "widget",
    summary: "A fresh access token; the refresh token rotates and the former one stays good until the new one is used",
    body: renewVisitorSchema,
    answer: visitorSessionSchema,
    codes: ["unauthenticated", "rate_limited"],
  },
  async ({ c, body }) => {
    const widget = c.get("widget");
    const { integrationId } = widget.integration;
    if (body.widgetId !== integrationId) return refuse(refusal("bad_request"));
    const tooMany = overRate(c, RENEWALS, place(c));
    if (tooMany !== undefined) return refuse(tooMany);
    const opened = openRefreshToken(c.env.SAPA_SECRET, integrationId, body.refreshToken);
    return opened === undefined ? refuse(refusal("unauthenticated")) : renewVisitor(c.env, widget, opened);
  },
);

const events = endpoint(
  {
    method: "GET",
    path: "/widget/v1/events",
    audience: "visitor",
    summary: "A page of the visitor's own room, oldest first",
    query: historyQuerySchema,
    answer: visitorHistoryPageSchema,
    codes: ["not_found", "unavailable"],
  },
  ({ c, query }) => visitorHistory(c.env, c.get("visitor"), query),
);

const command = endpoint(
  {
    method: "POST",
    path: "/widget/v1/commands",
    audience: "visitor",
    summary: "A visitor's command, the same as over the socket",
    headers: ["Idempotency-Key"],
    body: visitorCommandSchema,
    answer: commandAcceptedSchema,
    codes: ["not_found", "id_conflict", "msg.too_long", "required", "widget.too_fast", "room_backlog_full"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, MESSAGES, place(c));
    if (tooMany !== undefined) return refuse({ ...tooMany, code: "widget.too_fast" });
    return sendCommand(c, c.get("visitor"), c.get("visitor").roomId, body);
  },
);

const socket = endpoint(
  {
    method: "GET",
    path: SOCKET_PATH,
    audience: "anyone",
    summary: "The visitor's room socket; the token is the second subprotocol entry",
    isSocket: true,
    codes: ["unauthenticated", "token_expired", "widget.origin", "not_found", "too_many_sockets", "version_too_old"],
  },
  ({ c }) =>
    openSocket<VisitorCaller>(c, {
      identify: (token) => visitorOf(c, token),
      wrongOrigin: "widget.origin",
      admit: async (caller) => {
        setVisitor(c, caller);
        const widget = await findWidget(c.env, caller.integrationId);
        if (widget === undefined) return refusal("unavailable");
        return widget?.settings.domain === caller.origin ? undefined : refusal("widget.origin");
      },
      object: (caller) => roomOf(c.env, caller.roomId),
    }),
);

export const webchatEndpoints: Endpoint[] = [config, newVisitor, renew, events, command, socket];
