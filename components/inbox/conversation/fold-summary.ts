import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";

type Of<T extends RoomEvent["type"]> = Extract<RoomEvent, { type: T }>;

/**
 * A summary brought up to the events that came after it. The room's own socket is quicker than the feed that carries
 * summaries; without this the header would fall back for a moment to what it was.
 */
export function foldSummary(summary: RoomSummary, events: readonly RoomEvent[]): RoomSummary {
  const from = events.findIndex((event) => event.seq > summary.headSeq);
  return from < 0 ? summary : events.slice(from).reduce(folded, summary);
}

function folded(room: RoomSummary, event: RoomEvent): RoomSummary {
  return { ...room, ...changeBy(room, event), headSeq: event.seq };
}

function changeBy(room: RoomSummary, event: RoomEvent): Partial<RoomSummary> {
  switch (event.type) {
    case "conversation.opened":
      return opened(event);
    case "message.created":
      return messaged(room, event);
    case "participant.joined":
      return joined(room, event);
    case "participant.left":
      return left(room, event);
    case "conversation.resolved":
      return resolved(room, event);
    case "tag.added":
      return {
        tags: [...room.tags.filter(({ tagId }) => tagId !== event.tagId), { tagId: event.tagId, name: event.name }],
      };
    case "tag.removed":
      return { tags: room.tags.filter(({ tagId }) => tagId !== event.tagId) };
    case "contact.updated":
      return { contact: renamed(room, event) };
    case "contact.linked":
      return { contact: { ...room.contact, contactId: event.contactId, name: event.name ?? room.contact.name } };
    case "conversation.moved":
      return { divisionId: event.divisionId };
    case "contact.blocked":
      return { isBlocked: true, isUnresponded: false, waitingSince: null };
    case "contact.unblocked":
      return { isBlocked: false };
    case "room.snoozed":
      return { snoozedUntil: event.until };
    case "room.unsnoozed":
      return { snoozedUntil: null };
    case "conversation.auto_resolve_set":
      return { mayAutoResolve: event.isAllowed };
    default:
      return {};
  }
}

const opened = (event: Of<"conversation.opened">): Partial<RoomSummary> => ({
  status: event.status,
  divisionId: event.divisionId,
  participants: [],
  formerParticipantIds: [],
  tags: [],
  isUnresponded: false,
  waitingSince: null,
  mayAutoResolve: true,
  conversation: {
    number: event.number,
    origin: event.origin,
    openedAt: event.at,
    firstAssignedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    messageCount: 0,
  },
});

function messaged(room: RoomSummary, event: Of<"message.created">): Partial<RoomSummary> {
  const isInbound = event.direction === "inbound";
  const conversation = { ...room.conversation, messageCount: room.conversation.messageCount + 1 };
  const answered = event.actor.type === "member" ? { isUnresponded: false, waitingSince: null } : {};
  return {
    conversation,
    lastActivityAt: event.at,
    ...(isInbound
      ? { lastInboundAt: event.at, isUnresponded: true, waitingSince: room.waitingSince ?? event.at }
      : answered),
  };
}

const joined = (room: RoomSummary, event: Of<"participant.joined">): Partial<RoomSummary> => ({
  status: "assigned",
  conversation: { ...room.conversation, firstAssignedAt: room.conversation.firstAssignedAt ?? event.at },
  participants: [
    ...room.participants.filter(({ memberId }) => memberId !== event.memberId),
    { memberId: event.memberId, name: event.memberName },
  ],
});

function left(room: RoomSummary, event: Of<"participant.left">): Partial<RoomSummary> {
  const participants = room.participants.filter(({ memberId }) => memberId !== event.memberId);
  return { participants, status: participants.length === 0 && room.status === "assigned" ? "unassigned" : room.status };
}

const resolved = (room: RoomSummary, event: Of<"conversation.resolved">): Partial<RoomSummary> => ({
  status: "resolved",
  isUnresponded: false,
  waitingSince: null,
  snoozedUntil: null,
  conversation: { ...room.conversation, resolvedAt: event.at, resolvedBy: event.actor },
});

function renamed({ contact }: RoomSummary, event: Of<"contact.updated">): RoomSummary["contact"] {
  const { name = contact.name, email = contact.email, phone = contact.phone } = event;
  return { ...contact, name, email, phone, ...(event.isVerified && { isVerified: true }) };
}
