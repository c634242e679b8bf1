import { LIMITS } from "../../../protocol/limits.ts";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { RoomContext } from "../contract.ts";
import { accept, type Decision, type EventDraft, type RoomCommand, refuse } from "./commands.ts";
import { checkContent } from "./content.ts";
import { firstName, profileIn, updateProfile } from "./decide-profile.ts";
import { answerSurvey } from "./decide-survey.ts";
import { answering } from "./ending.ts";
import type { RoomState } from "./state.ts";

const MINUTE_MS = 60_000;

type Request = Extract<RoomCommand, { from: "contact" }>;
type Said = { content: MessageContent; replyToSeq?: number | undefined };

/** What a customer does. Of somebody who is blocked only messages leave a trace, and out of sight (BLOCK-4). */
export function decideContact(state: RoomState, request: Request, now: number): Decision {
  const { context, command } = request;
  // WIDGET-20: its visitor goes by another name now; a token that is still on its way opens nothing.
  if (context.isEnded) return refuse("not_found");
  switch (command.type) {
    case "message.send":
      return say(state, request, command, now);
    case "choice.pick":
      return pick(state, request, command, now);
    case "survey.answer":
      return state.isBlocked ? refuse("survey.ended") : answerSurvey(state, command, now);
    case "profile.update":
      return updateProfile(state, context, command, now);
    default:
      return refuse("bad_request");
  }
}

/** What was offered is said in the visitor's name, as an answer to the message that offered it. */
function pick(
  state: RoomState,
  request: Request,
  { messageSeq, choiceId }: { messageSeq: number; choiceId: string },
  now: number,
): Decision {
  const offer = state.offers.find(({ seq }) => seq === messageSeq);
  const chosen = offer?.choices.find((choice) => choice.choiceId === choiceId);
  if (chosen === undefined) return refuse("choice.gone");
  const content = { type: "text", text: chosen.title, choiceId } as const;
  return say(state, request, { content, replyToSeq: messageSeq }, now);
}

/** ROOM-4, ROOM-7, ROOM-14: a customer's message is never refused for the state of the room; it opens what it needs. */
function say(state: RoomState, request: Request, { content, replyToSeq }: Said, now: number) {
  const { context, isChannelOn = true, divisionId = context.divisionId } = request;
  if (!isChannelOn) return refuse("widget.off");
  const bad = checkContent(content);
  if (bad) return { ok: false as const, refusal: bad };
  const wait = waitMs(state, now);
  if (context.channel === "web_chat" && wait > 0) return refuse("widget.too_fast", { retryAfterMs: wait });

  const { conversation } = state;
  const actor = { type: "contact", id: context.contactId } as const;
  // A quote of what is not there is dropped, for the message itself is good.
  const isQuote = replyToSeq !== undefined && replyToSeq > 0 && replyToSeq <= state.headSeq;
  const said = { actor, content, ...(isQuote ? { replyToSeq } : {}) };
  if (state.isBlocked) return accept({ type: "message.withheld", ...said });
  const events: EventDraft[] = [];
  if (state.room === null) events.push({ type: "room.created", actor, ...roomFields(context) }, ...profileIn(context));
  const needsConversation = conversation === null || conversation.status === "resolved";
  const number = needsConversation ? (conversation?.number ?? state.erasedNumber) + 1 : conversation.number;
  if (needsConversation) {
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
  contactName: firstName(context),
});

/** WIDGET-14: milliseconds until the visitor may write again; 0 if now. */
function waitMs(state: RoomState, now: number): number {
  const nthNewestAt = (n: number) => state.recentInbound.at(-n)?.at ?? Number.NEGATIVE_INFINITY;
  const untilMinute = nthNewestAt(LIMITS.visitorMessagesPerMinute) + MINUTE_MS - now;
  const untilHour = nthNewestAt(LIMITS.visitorMessagesPerHour) + 60 * MINUTE_MS - now;
  return Math.max(0, untilMinute, untilHour);
}
