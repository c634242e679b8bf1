import { refusal } from "../../../protocol/codes.ts";
import { visitorCommandSchema } from "../../../protocol/commands.schema.ts";
import { commandAcceptedSchema, historyQuerySchema, visitorHistoryPageSchema } from "../../../protocol/http.schema.ts";
import { widgetConfigSchema } from "../../../protocol/webchat.schema.ts";
import { setVisitor, visitorOf } from "../../http/authenticate.ts";
import { ownOrigin } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import type { VisitorCaller } from "../../http/identity.ts";
import { roomOf } from "../../http/objects.ts";
import { overRate } from "../../http/rate.ts";
import { openSocket } from "../../http/upgrade.ts";
import { sendCommand } from "../../inbox/commands.ts";
import { visitorHistory } from "../../inbox/history.ts";
import { logoUrl } from "./logo-address.ts";
import { CONFIG_PATH, judge, SOCKET_PATH } from "./origin.ts";
import { place } from "./place.ts";
import { visitorEndpoints } from "./visitor-routes.ts";
import { findWidget } from "./widget.ts";

const MINUTE_MS = 60_000;
const MESSAGES = { name: "widget.message", max: 60, windowMs: MINUTE_MS };
/** What the socket may (`LIMITS.replaysPerSecond`): a page is far larger than the question. */
const PAGES = { name: "widget.history", max: 120, windowMs: MINUTE_MS };
const CONFIG_CACHE = "private, max-age=10";

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
    const { integration, settings, organization, ...live } = c.get("widget");
    const { domain, appearance, ...content } = settings;
    const { logo, ...looks } = appearance;
    c.header("cache-control", CONFIG_CACHE);
    return answer({
      ...content,
      ...live,
      widgetId: integration.integrationId,
      name: integration.name,
      organizationName: organization.name,
      language: organization.language,
      appearance: { ...looks, logoUrl: logoUrl(ownOrigin(c), integration.integrationId, logo) },
    });
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
    codes: ["not_found", "rate_limited", "unavailable"],
  },
  async ({ c, query }) => {
    const tooMany = overRate(c, PAGES, [c.get("visitor").visitorId]);
    return tooMany === undefined ? visitorHistory(c.env, c.get("visitor"), query) : refuse(tooMany);
  },
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
    codes: [
      "unauthenticated",
      "token_expired",
      "widget.origin",
      "widget.off",
      "not_found",
      "too_many_sockets",
      "version_too_old",
    ],
  },
  ({ c }) =>
    openSocket<VisitorCaller>(c, {
      identify: (token) => visitorOf(c, token),
      wrongOrigin: "widget.origin",
      admit: async (caller) => {
        setVisitor(c, caller);
        const widget = await findWidget(c.env, caller.integrationId);
        if (widget === undefined) return refusal("unavailable");
        const served = judge(widget, caller.origin);
        return "code" in served ? refusal(served.code) : undefined;
      },
      object: (caller) => roomOf(c.env, caller.roomId),
    }),
);

export const webchatEndpoints: Endpoint[] = [config, ...visitorEndpoints, events, command, socket];
