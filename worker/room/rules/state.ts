import type { Channel, RoomKind, RoomStatus } from "../../../protocol/channels.ts";
import type { Actor, Participant, RoomSummary, TagRef } from "../../../protocol/room-events.schema.ts";

export type ConversationState = {
  number: number;
  origin: "contact" | "broadcast" | "template";
  status: RoomStatus;
  divisionId: string | null;
  openedAt: number;
  firstAssignedAt: number | null;
  resolvedAt: number | null;
  resolvedBy: Actor | null;
  messageCount: number;
  /** Present participants; of a resolved conversation, those present when it was resolved. */
  participants: Participant[];
  /** Who left this conversation; never allocated to it again (ASSIGN-4). */
  formerParticipantIds: string[];
  tags: TagRef[];
};

/** Everything a decision needs, folded from the log alone. A room without events has `room: null`. */
export type RoomState = {
  headSeq: number;
  room: {
    organizationId: string;
    integrationId: string;
    integrationName: string;
    channel: Channel;
    kind: RoomKind;
    contactId: string;
    externalId: string;
    createdAt: number;
  } | null;
  contact: { name: string | null; email: string | null; phone: string | null };
  conversation: ConversationState | null;
  /** Newest inbound messages, at most RECENT_INBOUND: for unread counts and sending limits. */
  recentInbound: { seq: number; at: number }[];
  firstInboundAt: number | null;
  lastInboundAt: number | null;
  lastInboundSeq: number;
  /** Newest message written by a member; bot and auto responder do not respond (LIST-3). */
  lastStaffSeq: number;
  /** Most recently a participant, in whatever conversation (ASSIGN-19). */
  lastAgentId: string | null;
  lastMessage: RoomSummary["lastMessage"];
  lastActivityAt: number;
  /** What the log has said of the session since the last inbound (SESS-2). */
  sessionMark: "open" | "expiring" | "expired";
};

/** Enough for "200 an hour" (WIDGET-14) and for "99+". */
export const RECENT_INBOUND = 200;

export const emptyRoom: RoomState = {
  headSeq: 0,
  room: null,
  contact: { name: null, email: null, phone: null },
  conversation: null,
  recentInbound: [],
  firstInboundAt: null,
  lastInboundAt: null,
  lastInboundSeq: 0,
  lastStaffSeq: 0,
  lastAgentId: null,
  lastMessage: null,
  lastActivityAt: 0,
  sessionMark: "open",
};

/** Read positions and last seen: monotone, coalesced, outside the log (INV-5). `revision` grows with every change. */
export type Cursors = {
  contactDelivered: number;
  contactRead: number;
  staffRead: number;
  lastSeenAt: number | null;
  revision: number;
};

export const emptyCursors: Cursors = {
  contactDelivered: 0,
  contactRead: 0,
  staffRead: 0,
  lastSeenAt: null,
  revision: 0,
};

/** Waiting for somebody or being answered: not resolved, and not a silent campaign. */
export type OpenConversation = ConversationState & { status: "unassigned" | "assigned" };

export const isOpen = (conversation: ConversationState | null): conversation is OpenConversation =>
  conversation !== null && (conversation.status === "unassigned" || conversation.status === "assigned");

export const isParticipant = (conversation: ConversationState | null, memberId: string): boolean =>
  conversation?.participants.some((participant) => participant.memberId === memberId) ?? false;
