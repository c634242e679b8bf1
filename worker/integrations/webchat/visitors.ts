import { refusal } from "../../../protocol/codes.ts";
import { contactIdFor, roomIdFor, visitorIdFor } from "../../../protocol/ids.ts";
import type { VisitorProfile, VisitorSession } from "../../../protocol/webchat.schema.ts";
import type { Env } from "../../env.ts";
import { type Answer, answer, refuse } from "../../http/endpoint.ts";
import { callObject, roomOf } from "../../http/objects.ts";
import { signVisitorToken } from "../../http/tokens.ts";
import type { RoomContext } from "../../room/contract.ts";
import type { Person } from "./identity.ts";
import { sealRefreshToken } from "./refresh-token.ts";
import type { Widget } from "./widget.ts";

/** Tells the room who may write into it; contact and log come with the first message (WIDGET-10). */
export async function openVisitor(
  env: Env,
  widget: Widget,
  visitorId: string,
  profile: VisitorProfile = {},
): Promise<Answer<VisitorSession>> {
  const context = await contextFor(widget, visitorId, { profile, isVerified: false });
  const now = Date.now();
  const opened = await callObject(() => roomOf(env, context.roomId).openVisitor({ context, visitorId, now }));
  if (!opened.ok) return opened;
  return answer(await sessionFor(env, widget, context.roomId, visitorId, opened.value.refreshToken), 201);
}

/**
 * WIDGET-19: the room of whom the site's server names. `anonymous`: proof of who wrote from this browser until now; that
 * room becomes one of the contact's. All of it can be asked again when an answer was lost.
 */
export async function openIdentified(
  env: Env,
  widget: Widget,
  { sub, profile, endsAt }: Person,
  anonymous: { token: string; visitorId: string } | undefined,
): Promise<Answer<VisitorSession>> {
  const { integrationId } = widget.integration;
  const externalId = externalIdOf(sub);
  const visitorId = await visitorIdFor(integrationId, externalId);
  const context = { ...(await contextFor(widget, externalId, { profile, isVerified: true })), visitorId };
  const now = Date.now();
  const opened = await callObject(() => roomOf(env, context.roomId).openIdentified({ context, visitorId, now }));
  if (!opened.ok) return opened;
  if (anonymous !== undefined) {
    const roomId = await roomIdFor(integrationId, anonymous.visitorId);
    const { contactId, contactName: name } = context;
    const link = { refreshToken: anonymous.token, contactId, name };
    const linked = await callObject(() => roomOf(env, roomId).linkVisitor(link));
    if (!linked.ok) return linked;
  }
  return answer(await sessionFor(env, widget, context.roomId, visitorId, null, endsAt - now), 201);
}

/** Never that of an anonymous visitor, which is an id of ours. */
const externalIdOf = (sub: string): string => `sub:${sub}`;

/** Every refusal is the same: whether the token, the visitor or the room is unknown is nobody's business. */
export async function renewVisitor(
  env: Env,
  widget: Widget,
  refresh: { token: string; visitorId: string },
): Promise<Answer<VisitorSession>> {
  const roomId = await roomIdFor(widget.integration.integrationId, refresh.visitorId);
  const called = await callObject(() => roomOf(env, roomId).renewVisitor({ refreshToken: refresh.token }));
  if (!called.ok) return called;
  if (called.value?.visitorId !== refresh.visitorId) return refuse(refusal("unauthenticated"));
  return answer(await sessionFor(env, widget, roomId, refresh.visitorId, called.value.refreshToken));
}

type Known = { profile: VisitorProfile; isVerified: boolean };

async function contextFor(
  widget: Widget,
  externalId: string,
  { profile: { name, ...details }, isVerified }: Known,
): Promise<RoomContext> {
  const { integration, organization } = widget;
  const { organizationId } = organization;
  return {
    roomId: await roomIdFor(integration.integrationId, externalId),
    organizationId,
    integrationId: integration.integrationId,
    integrationName: integration.name,
    channel: "web_chat",
    kind: "message",
    contactId: await contactIdFor(organizationId, "web_chat", externalId),
    externalId,
    // Without a name LIST-18 says what the inbox shows.
    contactName: name ?? null,
    divisionId: integration.divisionId,
    profile: { ...details, isVerified },
  };
}

async function sessionFor(
  env: Env,
  widget: Widget,
  roomId: string,
  visitorId: string,
  refreshToken: string | null,
  lifeMs?: number,
): Promise<VisitorSession> {
  const { integrationId } = widget.integration;
  const claims = {
    organizationId: widget.organization.organizationId,
    integrationId,
    visitorId,
    roomId,
    origin: widget.settings.domain,
  };
  const { token: accessToken, expiresAt } = await signVisitorToken(env.SAPA_SECRET, claims, Date.now(), lifeMs);
  return {
    visitorId,
    roomId,
    accessToken,
    expiresAt,
    refreshToken: refreshToken && sealRefreshToken(env.SAPA_SECRET, integrationId, refreshToken),
  };
}
