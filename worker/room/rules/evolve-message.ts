import type { EventOf, MessageContent } from "../../../protocol/room-events.schema.ts";
import { inConversation } from "./evolve-conversation.ts";
import { surveyLinked } from "./evolve-survey.ts";
import { AUTO_RESPONDER_ID, ENDED_SCHEDULES, OFFERS, RECENT_INBOUND, type RoomState } from "./state.ts";

const PREVIEW_LENGTH = 160;

export function messageCreated(state: RoomState, event: EventOf<"message.created">): RoomState {
  const isInbound = event.direction === "inbound";
  const next: RoomState = {
    ...state,
    lastMessage: {
      seq: event.seq,
      at: event.at,
      direction: event.direction,
      authorType: event.actor.type,
      authorName: "name" in event.actor ? event.actor.name : null,
      contentType: event.content.type,
      preview: previewOf(event.content),
    },
    lastActivityAt: event.at,
    ...(isInbound ? inboundMarks(state, event) : outboundMarks(state, event)),
  };
  return inConversation(next, (conversation) => ({
    messageCount: conversation.messageCount + 1,
    isAnswered: conversation.isAnswered || isAnswer(event),
    // ROOM-7: the customer's answer turns a silent campaign into a conversation that waits for somebody.
    ...(isInbound && conversation.status === "campaign" ? { status: "unassigned" as const } : {}),
  }));
}

const inboundMarks = (state: RoomState, event: EventOf<"message.created">): Partial<RoomState> => ({
  recentInbound: [...state.recentInbound, { seq: event.seq, at: event.at }].slice(-RECENT_INBOUND),
  firstInboundAt: state.firstInboundAt ?? event.at,
  lastInboundAt: Math.max(state.lastInboundAt ?? 0, event.at),
  lastInboundSeq: event.seq,
  waitingSince: state.waitingSince ?? event.at,
  sessionMark: "open",
  ...(isGreetable(state)
    ? { greeting: { conversationNumber: event.conversationNumber, seq: event.seq, at: event.at } }
    : {}),
});

/** SET-6: the customer's first message of a conversation; a campaign's first answer counts as such. */
const isGreetable = ({ room, conversation }: RoomState): boolean =>
  room?.kind === "message" && (conversation?.messageCount === 0 || conversation?.status === "campaign");

const outboundMarks = (state: RoomState, event: EventOf<"message.created">): Partial<RoomState> => {
  const { seq, actor, content, surveySeq } = event;
  const offers = offersWith(state, seq, content);
  if (actor.type === "member") return { offers, lastStaffSeq: seq, waitingSince: null, greeting: null };
  if (actor.type === "bot") return { offers, greeting: null };
  return surveySeq === undefined ? { offers } : { offers, surveys: surveyLinked(state.surveys, surveySeq) };
};

/** SURVEY-3: by staff or a bot. */
const isAnswer = ({ direction, actor }: EventOf<"message.created">): boolean =>
  direction === "outbound" && (actor.type === "member" || (actor.type === "bot" && actor.id !== AUTO_RESPONDER_ID));

/** What can be chosen once this message stands so; a message that offers nothing leaves no trace. */
function offersWith({ offers }: RoomState, seq: number, content: MessageContent | null): RoomState["offers"] {
  const choices = content === null ? [] : choicesIn(content);
  const others = offers.some((offer) => offer.seq === seq) ? offers.filter((offer) => offer.seq !== seq) : offers;
  return choices.length === 0 ? others : [...others, { seq, choices }].slice(-OFFERS);
}

function choicesIn(content: MessageContent): RoomState["offers"][number]["choices"] {
  const named = ({ choiceId, title }: { choiceId: string; title: string }) => ({ choiceId, title });
  if (content.type === "buttons") return content.buttons.map(named);
  return content.type === "list" ? content.sections.flatMap(({ rows }) => rows.map(named)) : [];
}

/** BLOCK-4: it counts for nothing but the sender's limits. */
export const messageWithheld = (state: RoomState, event: EventOf<"message.withheld">): RoomState => ({
  ...state,
  recentInbound: [...state.recentInbound, { seq: event.seq, at: event.at, isWithheld: true as const }].slice(
    -RECENT_INBOUND,
  ),
  withheldSeq: state.withheldSeq ?? event.seq,
});

/** MSG-15: what lists show of it changes with it; `null`: deleted. */
export function messageChanged(before: RoomState, messageSeq: number, content: MessageContent | null): RoomState {
  const isOffer = before.offers.some(({ seq }) => seq === messageSeq);
  const state = isOffer ? { ...before, offers: offersWith(before, messageSeq, content) } : before;
  const { lastMessage } = state;
  if (lastMessage?.seq !== messageSeq) return state;
  const changed = content === null ? { preview: "" } : { contentType: content.type, preview: previewOf(content) };
  return { ...state, lastMessage: { ...lastMessage, ...changed } };
}

/** Whose words they are: whoever wrote or changed them last. */
export function scheduled(state: RoomState, event: EventOf<"message.scheduled">): RoomState {
  const { scheduleId, content, dueAt, cancelOnReply, actor } = event;
  const author = actor.type === "member" ? { memberId: actor.id, name: actor.name } : { memberId: "", name: "" };
  const planned = { scheduleId, content, dueAt, cancelOnReply, author };
  return { ...state, schedule: [...withoutPlan(state, scheduleId), planned] };
}

export const unscheduled = (state: RoomState, { scheduleId }: EventOf<"message.unscheduled">): RoomState => ({
  ...state,
  schedule: withoutPlan(state, scheduleId),
  endedScheduleIds: [...state.endedScheduleIds, scheduleId].slice(-ENDED_SCHEDULES),
});

const withoutPlan = ({ schedule }: RoomState, scheduleId: string) =>
  schedule.filter((planned) => planned.scheduleId !== scheduleId);

function previewOf(content: MessageContent): string {
  if ("text" in content) return cut(content.text);
  if (!("file" in content)) return "";
  return cut(content.caption ?? (content.type === "document" ? content.file.name : ""));
}

// A text has at most twice as many UTF-16 units as code points, so the rest of a long one is not looked at.
const cut = (text: string): string => [...text.slice(0, PREVIEW_LENGTH * 2)].slice(0, PREVIEW_LENGTH).join("");
