import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomContext } from "../contract.ts";
import { accept, type Decision, type EventDraft, refuse } from "./commands.ts";
import type { RoomState } from "./state.ts";
import { checkText } from "./text.ts";

const MINUTE_MS = 60_000;

/** ROOM-4, ROOM-7, ROOM-14: a customer's message is never refused for the state of the room; it opens what it needs. */
export function decideContact(state: RoomState, context: RoomContext, command: VisitorCommand, now: number): Decision {
  const bad = checkText(command.content.text, LIMITS.textLength);
  if (bad) return { ok: false, refusal: bad };
  const wait = waitMs(state, now);
  if (context.channel === "web_chat" && wait > 0) return refuse("widget.too_fast", { retryAfterMs: wait });

  const { conversation } = state;
  const actor = { type: "contact", id: context.contactId } as const;
  const events: EventDraft[] = [];
  if (state.room === null) events.push({ type: "room.created", actor, ...roomFields(context) });
  const needsConversation = conversation === null || conversation.status === "resolved";
  const number = needsConversation ? (conversation?.number ?? 0) + 1 : conversation.number;
  if (needsConversation) {
    const divisionId = context.divisionId;
    events.push({ type: "conversation.opened", actor, number, origin: "contact", status: "unassigned", divisionId });
  }
  events.push({
    type: "message.created",
    actor,
    conversationNumber: number,
    direction: "inbound",
    content: command.content,
    ...(command.replyToSeq === undefined ? {} : { replyToSeq: command.replyToSeq }),
  });
  return accept(...events);
}

const roomFields = (context: RoomContext) => ({
  organizationId: context.organizationId,
  integrationId: context.integrationId,
  integrationName: context.integrationName,
  channel: context.channel,
  kind: context.kind,
  contactId: context.contactId,
  externalId: context.externalId,
  contactName: context.contactName,
});

/** WIDGET-14: milliseconds until the visitor may write again; 0 if now. */
function waitMs(state: RoomState, now: number): number {
  const nthNewestAt = (n: number) => state.recentInbound.at(-n)?.at ?? Number.NEGATIVE_INFINITY;
  const untilMinute = nthNewestAt(LIMITS.visitorMessagesPerMinute) + MINUTE_MS - now;
  const untilHour = nthNewestAt(LIMITS.visitorMessagesPerHour) + 60 * MINUTE_MS - now;
  return Math.max(0, untilMinute, untilHour);
}
