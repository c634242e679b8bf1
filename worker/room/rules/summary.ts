import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { isVerified } from "./evolve-contact.ts";
import { positionsOf } from "./positions.ts";
import type { Cursors, RoomState } from "./state.ts";
import { isUnresponded } from "./waiting.ts";

/** Messages of the customer that no member has read, at most RECENT_INBOUND; at least 1 while marked as unread. */
export function unreadCount(state: RoomState, cursors: Cursors): number {
  const { staffRead } = positionsOf(state, cursors);
  const unread = state.recentInbound.reduce(
    (count, { seq, isWithheld }) => count + (seq > staffRead && !isWithheld ? 1 : 0),
    0,
  );
  return state.markedUnreadSeq > staffRead ? Math.max(1, unread) : unread;
}

/** The room as lists and feeds show it; null before its first event. */
export function summaryOf(roomId: string, state: RoomState, cursors: Cursors): RoomSummary | null {
  const { room, conversation } = state;
  if (room === null || conversation === null) return null;
  const { number, origin, openedAt, firstAssignedAt, resolvedAt, resolvedBy, messageCount } = conversation;
  const isWaiting = isUnresponded(state);
  return {
    roomId,
    organizationId: room.organizationId,
    integrationId: room.integrationId,
    integrationName: room.integrationName,
    channel: room.channel,
    kind: room.kind,
    // Both parts only grow, so their sum orders all states of the room.
    version: state.headSeq + cursors.revision,
    headSeq: state.headSeq,
    contact: {
      contactId: room.contactId,
      externalId: room.externalId,
      ...state.contact,
      ...(room.channel === "web_chat" ? { isVerified: isVerified(state) } : {}),
    },
    status: conversation.status,
    divisionId: conversation.divisionId,
    conversation: { number, origin, openedAt, firstAssignedAt, resolvedAt, resolvedBy, messageCount },
    participants: conversation.participants,
    formerParticipantIds: conversation.formerParticipantIds,
    lastAgentId: state.lastAgentId,
    tags: conversation.tags,
    isUnresponded: isWaiting,
    waitingSince: isWaiting ? state.waitingSince : null,
    isBlocked: state.isBlocked,
    snoozedUntil: state.snoozed?.until ?? null,
    scheduledCount: state.schedule.length,
    mayAutoResolve: conversation.mayAutoResolve,
    unreadCount: unreadCount(state, cursors),
    lastMessage: state.lastMessage,
    firstInboundAt: state.firstInboundAt,
    lastInboundAt: state.lastInboundAt,
    lastSeenAt: cursors.lastSeenAt,
    lastActivityAt: state.lastActivityAt,
    createdAt: room.createdAt,
  };
}
