import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { positionsOf } from "./positions.ts";
import type { Cursors, RoomState } from "./state.ts";

/** Messages of the customer that no member has read, at most RECENT_INBOUND. */
export function unreadCount(state: RoomState, cursors: Cursors): number {
  const { staffRead } = positionsOf(state, cursors);
  return state.recentInbound.reduce((count, inbound) => count + (inbound.seq > staffRead ? 1 : 0), 0);
}

/** LIST-3: waits for an answer of a member. */
export const isUnresponded = (state: RoomState): boolean =>
  (state.conversation?.status === "unassigned" || state.conversation?.status === "assigned") &&
  state.lastInboundSeq > state.lastStaffSeq;

/** The room as lists and feeds show it; null before its first event. */
export function summaryOf(roomId: string, state: RoomState, cursors: Cursors): RoomSummary | null {
  const { room, conversation } = state;
  if (room === null || conversation === null) return null;
  const { number, origin, openedAt, firstAssignedAt, resolvedAt, resolvedBy, messageCount } = conversation;
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
    contact: { contactId: room.contactId, externalId: room.externalId, ...state.contact },
    status: conversation.status,
    divisionId: conversation.divisionId,
    conversation: { number, origin, openedAt, firstAssignedAt, resolvedAt, resolvedBy, messageCount },
    participants: conversation.participants,
    formerParticipantIds: conversation.formerParticipantIds,
    lastAgentId: state.lastAgentId,
    tags: conversation.tags,
    isUnresponded: isUnresponded(state),
    unreadCount: unreadCount(state, cursors),
    lastMessage: state.lastMessage,
    firstInboundAt: state.firstInboundAt,
    lastInboundAt: state.lastInboundAt,
    lastSeenAt: cursors.lastSeenAt,
    lastActivityAt: state.lastActivityAt,
    createdAt: room.createdAt,
  };
}
