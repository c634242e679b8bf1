import { refusal } from "../../../protocol/codes.ts";
import { newId } from "../../../protocol/ids.ts";
import {
  identifyVisitorSchema,
  newVisitorSchema,
  renewVisitorSchema,
  visitorSessionSchema,
} from "../../../protocol/webchat.schema.ts";
import { checkProfile, normaliseProfile } from "../../../protocol/webchat-rules.ts";
import { type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import type { Secrets } from "../../http/keys.ts";
import { overRate, overSharedRate, rateShare } from "../../http/rate.ts";
import { badForm } from "../../settings/rules.ts";
import { type IdentityVerdict, verifyIdentity } from "./identity.ts";
import { openIdentitySecret } from "./identity-secret.ts";
import { place } from "./place.ts";
import { openRefreshToken } from "./refresh-token.ts";
import { countVisitor, suspicionOf } from "./suspicion.ts";
import { openIdentified, openVisitor, renewVisitor } from "./visitors.ts";
import type { Widget } from "./widget.ts";

const MINUTE_MS = 60_000;
export const NEW_SESSIONS = { name: "widget.session", max: 30, windowMs: MINUTE_MS };
const RENEWALS = { name: "widget.renew", max: 120, windowMs: MINUTE_MS };
/** Every page that a signed-in person opens may ask, and a whole office may be signed in. */
const IDENTIFICATIONS = { name: "widget.identify", max: 240, windowMs: MINUTE_MS };
/** Guessing is hopeless and not for free; whoever is signed for comes in meanwhile. */
const FAILED_IDENTIFICATIONS = { name: "widget.identify.failed", max: 10, windowMs: MINUTE_MS };
const IDENTIFICATIONS_OF_ONE = { name: "widget.identify.one", max: 60, windowMs: MINUTE_MS };

const newVisitor = endpoint(
  {
    method: "POST",
    path: "/widget/v1/visitors",
    audience: "widget",
    summary: "A new visitor, made when somebody first writes",
    body: newVisitorSchema,
    answer: visitorSessionSchema,
    codes: ["rate_limited", "widget.challenge", "widget.signed_only", "too_long", "profile.email", "profile.phone"],
  },
  async ({ c, body }) => {
    const widget = c.get("widget");
    const { integrationId } = widget.integration;
    if (body.widgetId !== integrationId) return refuse(refusal("bad_request"));
    if (widget.settings.signedOnly) return refuse(refusal("widget.signed_only"));
    const bad = badForm(checkProfile(body.profile ?? {}), "/profile");
    if (bad !== null) return refuse(bad);
    // Before anybody works for nothing.
    if (rateShare(c, NEW_SESSIONS, place(c)) >= 1)
      return refuse(refusal("rate_limited", { retryAfterMs: NEW_SESSIONS.windowMs }));
    const suspicion = await suspicionOf(c, place(c), integrationId, body.proof);
    if (suspicion !== undefined) return refuse(suspicion);
    const tooMany = await overSharedRate(c, NEW_SESSIONS, place(c));
    if (tooMany !== undefined) return refuse(tooMany);
    countVisitor(c, place(c));
    return openVisitor(c.env, widget, newId("vis"), normaliseProfile(body.profile ?? {}));
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
    codes: ["unauthenticated", "rate_limited", "widget.signed_only"],
  },
  async ({ c, body }) => {
    const widget = c.get("widget");
    const { integrationId } = widget.integration;
    if (body.widgetId !== integrationId) return refuse(refusal("bad_request"));
    if (widget.settings.signedOnly) return refuse(refusal("widget.signed_only"));
    const tooMany = overRate(c, RENEWALS, place(c));
    if (tooMany !== undefined) return refuse(tooMany);
    const opened = openRefreshToken(c.env, integrationId, body.refreshToken);
    return opened === undefined ? refuse(refusal("unauthenticated")) : renewVisitor(c.env, widget, opened);
  },
);

const identify = endpoint(
  {
    method: "POST",
    path: "/widget/v1/visitors/identify",
    audience: "widget",
    summary: "A session of the person whom the site's server names; renewed with another token of that server",
    body: identifyVisitorSchema,
    answer: visitorSessionSchema,
    codes: ["widget.identity", "rate_limited"],
  },
  async ({ c, body }) => {
    const widget = c.get("widget");
    const { integrationId } = widget.integration;
    if (body.widgetId !== integrationId) return refuse(refusal("bad_request"));
    const tooMany = overRate(c, IDENTIFICATIONS, place(c));
    if (tooMany !== undefined) return refuse(tooMany);
    const verdict = await personIn(c.env, widget, body.token, Date.now());
    if (!verdict.ok) {
      const tooWrong = overRate(c, FAILED_IDENTIFICATIONS, place(c));
      return refuse(tooWrong ?? refusal("widget.identity", { params: { reason: verdict.fault } }));
    }
    const tooOften = overRate(c, IDENTIFICATIONS_OF_ONE, [integrationId, verdict.person.sub]);
    if (tooOften !== undefined) return refuse(tooOften);
    const anonymous = openRefreshToken(c.env, integrationId, body.refreshToken ?? "");
    return openIdentified(c.env, widget, verdict.person, anonymous);
  },
);

/** With the secret from the copy of the configuration: libSQL is not asked (INV-7). */
async function personIn(deployment: Secrets, widget: Widget, token: string, now: number): Promise<IdentityVerdict> {
  const { organizationId } = widget.organization;
  const identity = await openIdentitySecret(deployment, organizationId, widget.integration);
  // Nobody can have signed anything yet.
  if (identity === null) return { ok: false, fault: "signature" };
  return verifyIdentity(identity.secret, token, now);
}

export const visitorEndpoints: Endpoint[] = [newVisitor, renew, identify];
