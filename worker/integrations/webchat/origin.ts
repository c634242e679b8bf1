import type { MiddlewareHandler } from "hono";
import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { type AppContext, type AppEnv, clientNetwork, requestOrigin } from "../../http/context.ts";
import { problemResponse } from "../../http/problem.ts";
import { overRate, undoRate } from "../../http/rate.ts";
import { findWidget, isWidgetAtHand, type Widget, type WidgetOff } from "./widget.ts";

/** One load of a page with the widget is one call of this address (reliability-security §8). */
export const CONFIG_PATH = "/widget/v1/config";
/** Opens without a preflight and knows widget and origin by its token, so it is checked there. */
export const SOCKET_PATH = "/widget/v1/socket";
export const WIDGET_LOADS = { name: "widget.load", max: 200, windowMs: 60 * 60_000 };

/** Each new made-up id wakes an organization object that asks libSQL. */
export const UNKNOWN_WIDGETS = { name: "widget.unknown", max: 30, windowMs: 60_000 };

const PREFLIGHT_SECONDS = 600;
const ALLOWED = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type, idempotency-key",
  "access-control-max-age": String(PREFLIGHT_SECONDS),
};

/**
 * WIDGET-8: one widget, one origin, checked here for every address and before anything else. The only origin that is
 * ever allowed to read an answer is the widget's own; it is never taken from the request.
 */
export const widgetOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.path === SOCKET_PATH) return next();
  const isConfig = c.req.path === CONFIG_PATH && c.req.method !== "OPTIONS";
  const tooMany = isConfig ? overRate(c, WIDGET_LOADS, [clientNetwork(c)]) : undefined;
  if (tooMany !== undefined) return readableByAll(problemResponse(tooMany, c.get("requestId")));

  const origin = requestOrigin(c);
  const found = await lookUp(c, c.req.query("widget") ?? "");
  const widget = judge(found, origin);
  const isOwn = origin !== null && domainOf(found) === origin;
  if (isOwn && c.req.method === "OPTIONS")
    return readableBy(origin, new Response(null, { status: 204, headers: ALLOWED }));
  if ("code" in widget) {
    const refused = problemResponse(widget, c.get("requestId"));
    if (isOwn) return readableBy(origin, refused);
    return isConfig ? readableByAll(refused) : refused;
  }
  c.set("widget", widget);
  await next();
  c.res = readableBy(widget.settings.domain, c.res);
};

type Found = Widget | WidgetOff | Refusal | null;

function domainOf(found: Found): string | undefined {
  if (found === null || "code" in found) return undefined;
  return "isOff" in found ? found.domain : found.settings.domain;
}

/** Who is served: the widget's own origin. To every other one a widget that is off looks like one that does not exist. */
export function judge(found: Found, origin: string | null): Widget | Refusal {
  if (found === null) return refusal("widget.origin");
  if ("code" in found) return found;
  if ("isOff" in found) return refusal(found.domain === origin ? "widget.off" : "widget.origin");
  const { domain } = found.settings;
  return domain === origin ? found : refusal("widget.origin", { params: { expected: domain } });
}

/** Like `findWidget`, but nobody looks up many ids that do not exist. */
async function lookUp(c: AppContext, widgetId: string): Promise<Found> {
  const place = [clientNetwork(c)];
  const isAtHand = isWidgetAtHand(widgetId);
  // Counted before the answer is known, so that many at once are as limited as one after the other.
  const tooMany = isAtHand ? undefined : overRate(c, UNKNOWN_WIDGETS, place);
  if (tooMany !== undefined) return tooMany;
  const widget = await findWidget(c.env, widgetId);
  // One that is off counts like one that does not exist, so that the limit tells nobody which it is.
  const isServed = widget !== null && (widget === undefined || !("isOff" in widget));
  if (!isAtHand && isServed) undoRate(UNKNOWN_WIDGETS, place);
  return widget === undefined ? refusal("unavailable") : widget;
}

function readableBy(origin: string, response: Response): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("access-control-allow-origin", origin);
  answer.headers.set("access-control-expose-headers", "retry-after, x-request-id");
  answer.headers.set("cross-origin-resource-policy", "cross-origin");
  answer.headers.append("vary", "Origin");
  return answer;
}

/**
 * The page that was refused must be able to tell its developer why. The answer holds nothing that the snippet in the
 * page's source does not: an id and the domain it belongs to.
 */
const readableByAll = (response: Response): Response => readableBy("*", response);
