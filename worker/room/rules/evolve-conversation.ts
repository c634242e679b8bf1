import type { EventOf } from "../../../protocol/room-events.schema.ts";
import { type ConversationState, isOpen, type RoomState } from "./state.ts";

export function opened(state: RoomState, event: EventOf<"conversation.opened">): RoomState {
  const conversation: ConversationState = {
    number: event.number,
    origin: event.origin,
    status: event.status,
    divisionId: event.divisionId,
    openedAt: event.at,
    firstAssignedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    messageCount: 0,
    participants: [],
    formerParticipantIds: [],
    tags: [],
    mayAutoResolve: true,
    isAnswered: false,
  };
  return { ...state, conversation, lastActivityAt: event.at, waitingSince: null, greeting: null };
}

export const joined = (state: RoomState, event: EventOf<"participant.joined">): RoomState =>
  inConversation({ ...state, lastAgentId: event.memberId }, (conversation) => ({
    participants: [
      ...conversation.participants.filter((participant) => participant.memberId !== event.memberId),
      { memberId: event.memberId, name: event.memberName },
    ],
    status: isOpen(conversation) ? "assigned" : conversation.status,
    firstAssignedAt: conversation.firstAssignedAt ?? event.at,
  }));

export const left = (state: RoomState, event: EventOf<"participant.left">): RoomState =>
  inConversation(state, (conversation) => {
    const participants = conversation.participants.filter((participant) => participant.memberId !== event.memberId);
    return {
      participants,
      formerParticipantIds: [...new Set([...conversation.formerParticipantIds, event.memberId])],
      status: conversation.status === "assigned" && participants.length === 0 ? "unassigned" : conversation.status,
    };
  });

export const resolved = (state: RoomState, event: EventOf<"conversation.resolved">): RoomState =>
  inConversation({ ...state, lastActivityAt: event.at, waitingSince: null, greeting: null }, () => ({
    status: "resolved",
    resolvedAt: event.at,
    resolvedBy: event.actor,
  }));

export function inConversation(
  state: RoomState,
  change: (conversation: ConversationState) => Partial<ConversationState>,
): RoomState {
  const { conversation } = state;
  return conversation === null ? state : { ...state, conversation: { ...conversation, ...change(conversation) } };
}
