import type { Channel, RoomKind, RoomStatus } from "../../../protocol/channels.ts";
import type { Actor, MessageContent, Participant, RoomSummary, TagRef } from "../../../protocol/room-events.schema.ts";

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
  /** false: "Do not auto resolve" (SET-7). */
  mayAutoResolve: boolean;
};

/** A send that waits for its time (BEY-5). The author is whose words they are: the last who wrote or changed them. */
export type ScheduledSend = {
  scheduleId: string;
  content: MessageContent;
  dueAt: number;
  cancelOnReply: boolean;
  author: Participant;
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
  recentInbound: { seq: number; at: number; isWithheld?: true }[];
  firstInboundAt: number | null;
  lastInboundAt: number | null;
  lastInboundSeq: number;
  /** Newest message written by a member; bot and auto responder do not respond (LIST-3). */
  lastStaffSeq: number;
  /** Time of this conversation's oldest customer message that no member has answered. */
  waitingSince: number | null;
  /** Most recently a participant, in whatever conversation (ASSIGN-19). */
  lastAgentId: string | null;
  lastMessage: RoomSummary["lastMessage"];
  lastActivityAt: number;
  /** What the log has said of the session since the last inbound (SESS-2). */
  sessionMark: "open" | "expiring" | "expired";
  /** The inbound message whose session's end was reminded of; 0: none (BEY-2). */
  remindedSeq: number;
  isBlocked: boolean;
  /** First message withheld by the block that holds; null: none yet, or no block (BLOCK-4). */
  withheldSeq: number | null;
  snoozed: { until: number; memberId: string | null } | null;
  schedule: ScheduledSend[];
  /** Scheduled sends that came to an end, the newest ENDED_SCHEDULES: a late change must not send one again. */
  endedScheduleIds: string[];
  /** The newest NOTES that are not deleted. */
  notes: { seq: number; authorId: string; mentions: string[] }[];
  /** Place of the newest "mark as unread". */
  markedUnreadSeq: number;
  /** `waitingSince` of what the idle rule has given up on (ASSIGN-13). */
  idleToldSince: number | null;
  /** The message that the auto responder may have to answer (SET-6). */
  greeting: { conversationNumber: number; seq: number; at: number } | null;
};

/** Enough for "200 an hour" (WIDGET-14) and for "99+". */
export const RECENT_INBOUND = 200;
export const ENDED_SCHEDULES = 50;
/** Older notes stay in the log but can no longer be changed. */
export const NOTES = 500;

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
  waitingSince: null,
  lastAgentId: null,
  lastMessage: null,
  lastActivityAt: 0,
  sessionMark: "open",
  remindedSeq: 0,
  isBlocked: false,
  withheldSeq: null,
  snoozed: null,
  schedule: [],
  endedScheduleIds: [],
  notes: [],
  markedUnreadSeq: 0,
  idleToldSince: null,
  greeting: null,
};

/** Raised when folding gives a state that an older snapshot does not hold. */
export const STATE_VERSION = 2;

/** A snapshot of any version as a state of this one: what it does not hold gets its default or what follows from the rest. */
export function stateFrom(saved: Partial<RoomState>): RoomState {
  const state = { ...emptyRoom, ...saved };
  const { conversation } = state;
  return {
    ...state,
    conversation: conversation && { ...conversation, mayAutoResolve: conversation.mayAutoResolve ?? true },
    waitingSince: saved.waitingSince === undefined ? oldestUnanswered(state) : state.waitingSince,
  };
}

const oldestUnanswered = ({ conversation, recentInbound, lastStaffSeq }: RoomState): number | null =>
  recentInbound.find(({ seq, at }) => seq > lastStaffSeq && at >= (conversation?.openedAt ?? 0))?.at ?? null;

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

export const participantIdsOf = (conversation: ConversationState | null): string[] =>
  conversation?.participants.map(({ memberId }) => memberId) ?? [];
