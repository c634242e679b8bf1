import type { EventOf, RoomEvent } from "../../../protocol/room-events.schema.ts";
import { type ConversationState, emptyRoom, isOpen, RECENT_INBOUND, type RoomState } from "./state.ts";

const PREVIEW_LENGTH = 160;

/** Folds one event into the state. Total: an event of an unknown type only moves the head. */
export function evolve(state: RoomState, event: RoomEvent): RoomState {
  return { ...applyEvent(state, event), headSeq: event.seq };
}

/** The state after a whole log; the same for any way of cutting it into pieces. */
export const replay = (events: Iterable<RoomEvent>, from: RoomState = emptyRoom): RoomState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};

function applyEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "room.created":
      return created(state, event);
    case "conversation.opened":
      return opened(state, event);
    case "message.created":
      return messageCreated(state, event);
    case "participant.joined":
      return joined(state, event);
    case "participant.left":
      return left(state, event);
    case "conversation.resolved":
      return resolved(state, event);
    case "tag.added":
      return inConversation(state, (conversation) => ({
        tags: [
          ...conversation.tags.filter((tag) => tag.tagId !== event.tagId),
          { tagId: event.tagId, name: event.name },
        ],
      }));
    case "tag.removed":
      return inConversation(state, (conversation) => ({
        tags: conversation.tags.filter((tag) => tag.tagId !== event.tagId),
      }));
    case "contact.updated":
      return {
        ...state,
        contact: {
          name: event.name ?? state.contact.name,
          email: event.email ?? state.contact.email,
          phone: event.phone ?? state.contact.phone,
        },
      };
    case "session.expiring":
      return { ...state, sessionMark: "expiring" };
    case "session.expired":
      return { ...state, sessionMark: "expired" };
    default:
      return state;
  }
}

function created(state: RoomState, event: EventOf<"room.created">): RoomState {
  const { organizationId, integrationId, integrationName, channel, kind, contactId, externalId } = event;
  return {
    ...state,
    room: { organizationId, integrationId, integrationName, channel, kind, contactId, externalId, createdAt: event.at },
    contact: { ...state.contact, name: event.contactName },
    lastActivityAt: event.at,
  };
}

function opened(state: RoomState, event: EventOf<"conversation.opened">): RoomState {
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
  };
  return { ...state, conversation, lastActivityAt: event.at };
}

function messageCreated(state: RoomState, event: EventOf<"message.created">): RoomState {
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
      preview: event.content.type === "text" ? [...event.content.text].slice(0, PREVIEW_LENGTH).join("") : "",
    },
    lastActivityAt: event.at,
    ...(isInbound ? inboundMarks(state, event) : {}),
    ...(event.actor.type === "member" ? { lastStaffSeq: event.seq } : {}),
  };
  return inConversation(next, (conversation) => ({
    messageCount: conversation.messageCount + 1,
    // ROOM-7: the customer's answer turns a silent campaign into a conversation that waits for somebody.
    ...(isInbound && conversation.status === "campaign" ? { status: "unassigned" as const } : {}),
  }));
}

const inboundMarks = (state: RoomState, event: EventOf<"message.created">): Partial<RoomState> => ({
  recentInbound: [...state.recentInbound, { seq: event.seq, at: event.at }].slice(-RECENT_INBOUND),
  firstInboundAt: state.firstInboundAt ?? event.at,
  lastInboundAt: Math.max(state.lastInboundAt ?? 0, event.at),
  lastInboundSeq: event.seq,
  sessionMark: "open",
});

function joined(state: RoomState, event: EventOf<"participant.joined">): RoomState {
  const next = inConversation({ ...state, lastAgentId: event.memberId }, (conversation) => ({
    participants: [
      ...conversation.participants.filter((participant) => participant.memberId !== event.memberId),
      { memberId: event.memberId, name: event.memberName },
    ],
    status: isOpen(conversation) ? "assigned" : conversation.status,
    firstAssignedAt: conversation.firstAssignedAt ?? event.at,
  }));
  return next;
}

const left = (state: RoomState, event: EventOf<"participant.left">): RoomState =>
  inConversation(state, (conversation) => {
    const participants = conversation.participants.filter((participant) => participant.memberId !== event.memberId);
    return {
      participants,
      formerParticipantIds: [...new Set([...conversation.formerParticipantIds, event.memberId])],
      status: conversation.status === "assigned" && participants.length === 0 ? "unassigned" : conversation.status,
    };
  });

const resolved = (state: RoomState, event: EventOf<"conversation.resolved">): RoomState =>
  inConversation({ ...state, lastActivityAt: event.at }, () => ({
    status: "resolved",
    resolvedAt: event.at,
    resolvedBy: event.actor,
  }));

function inConversation(
  state: RoomState,
  change: (conversation: ConversationState) => Partial<ConversationState>,
): RoomState {
  const { conversation } = state;
  return conversation === null ? state : { ...state, conversation: { ...conversation, ...change(conversation) } };
}
