import { refusal } from "../../../protocol/codes.ts";
import type { VisitorSession } from "../../../protocol/http.schema.ts";
import { contactIdFor, roomIdFor } from "../../../protocol/ids.ts";
import type { Env } from "../../env.ts";
import { type Answer, answer, refuse } from "../../http/endpoint.ts";
import { callObject, roomOf } from "../../http/objects.ts";
import { signVisitorToken } from "../../http/tokens.ts";
import type { RoomContext } from "../../room/contract.ts";
import { sealRefreshToken } from "./refresh-token.ts";
import type { Widget } from "./widget.ts";

/** Tells the room who may write into it; contact and log come with the first message (WIDGET-10). */
export async function openVisitor(env: Env, widget: Widget, visitorId: string): Promise<Answer<VisitorSession>> {
  const context = await contextFor(widget, visitorId);
  const opened = await callObject(() =>
    roomOf(env, context.roomId).openVisitor({ context, visitorId, now: Date.now() }),
  );
  if (!opened.ok) return opened;
  return answer(await sessionFor(env, widget, context.roomId, visitorId, opened.value.refreshToken), 201);
}

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

async function contextFor(widget: Widget, visitorId: string): Promise<RoomContext> {
  const { integration, organization } = widget;
  const { organizationId } = organization;
  return {
    roomId: await roomIdFor(integration.integrationId, visitorId),
    organizationId,
    integrationId: integration.integrationId,
    integrationName: integration.name,
    channel: "web_chat",
    kind: "message",
    contactId: await contactIdFor(organizationId, "web_chat", visitorId),
    externalId: visitorId,
    // Nobody told us a name; LIST-18 says what the inbox shows.
    contactName: null,
    divisionId: integration.divisionId,
  };
}

async function sessionFor(
  env: Env,
  widget: Widget,
  roomId: string,
  visitorId: string,
  refreshToken: string,
): Promise<VisitorSession> {
  const { integrationId } = widget.integration;
  const claims = {
    organizationId: widget.organization.organizationId,
    integrationId,
    visitorId,
    roomId,
    origin: widget.settings.domain,
  };
  const { token: accessToken, expiresAt } = await signVisitorToken(env.SAPA_SECRET, claims);
  return {
    visitorId,
    roomId,
    accessToken,
    expiresAt,
    refreshToken: sealRefreshToken(env.SAPA_SECRET, integrationId, refreshToken),
  };
}
