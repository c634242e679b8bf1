import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomContext } from "../contract.ts";
import { accept, type Decision, type EventDraft, type PreparedVisitorCommand, refuse } from "./commands.ts";
import { checkContent } from "./content.ts";
import { answering } from "./ending.ts";
import type { RoomState } from "./state.ts";

const MINUTE_MS = 60_000;

/** ROOM-4, ROOM-7, ROOM-14: a customer's message is never refused for the state of the room; it opens what it needs. */
export function decideContact(
  state: RoomState,
  context: RoomContext,
  command: PreparedVisitorCommand,
  now: number,
): Decision {
  const bad = checkContent(command.content);
  if (bad) return { ok: false, refusal: bad };
  const wait = waitMs(state, now);
  if (context.channel === "web_chat" && wait > 0) return refuse("widget.too_fast", { retryAfterMs: wait });

  const { conversation } = state;
  const actor = { type: "contact", id: context.contactId } as const;
  const said = {
    actor,
    content: command.content,
    // A quote of what is not there is dropped, for the message itself is good.
    ...((command.replyToSeq ?? 0) > 0 && (command.replyToSeq ?? 0) <= state.headSeq
      ? { replyToSeq: command.replyToSeq }
      : {}),
  };
  if (state.isBlocked) return accept({ type: "message.withheld", ...said });
  const events: EventDraft[] = [];
  if (state.room === null) events.push({ type: "room.created", actor, ...roomFields(context) });
  const needsConversation = conversation === null || conversation.status === "resolved";
  const number = needsConversation ? (conversation?.number ?? 0) + 1 : conversation.number;
  if (needsConversation) {
    const divisionId = context.divisionId;
    events.push({ type: "conversation.opened", actor, number, origin: "contact", status: "unassigned", divisionId });
  }
  events.push({ type: "message.created", ...said, conversationNumber: number, direction: "inbound" });
  return accept(...events, ...answering(state, actor));
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
