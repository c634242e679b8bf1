import type { Channel, RoomKind, RoomStatus } from "../../../protocol/channels.ts";
import type { Actor, MessageContent, Participant, RoomSummary, TagRef } from "../../../protocol/room-events.schema.ts";
import type { SurveyKind } from "../../../protocol/survey.ts";

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
  /** A member or a bot has written in it; the auto responder is neither (SURVEY-3). */
  isAnswered: boolean;
};

/** A survey that was asked here. Times in ms UTC. */
export type AskedSurvey = {
  seq: number;
  kind: SurveyKind;
  conversationNumber: number;
  sentAt: number;
  /** null: no comment is asked for. */
  comment: { isRequired: boolean } | null;
  memberIds: string[];
  /** Its link has gone to the customer. */
  isLinked: boolean;
  /** The newest answer; `firstAt`: from when on it may be changed for a while. */
  answer: { firstAt: number; score: number; comment?: string } | null;
};

/** What can be chosen in a message with buttons or a list. */
export type OfferedChoices = { seq: number; choices: { choiceId: string; title: string }[] };

export const CONTACT_FIELDS = ["name", "email", "phone"] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

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
  contact: Record<ContactField, string | null>;
  /** Who said what is known of the contact, beside the visitor and the page (WIDGET-19). */
  said: Partial<Record<ContactField, "staff" | "signed">>;
  /** A signed identity says who this is. */
  isSigned: boolean;
  conversation: ConversationState | null;
  /** Number of the last conversation before the room's person was erased; 0: nobody was (PRIVACY-6). */
  erasedNumber: number;
  /** Newest inbound messages, at most RECENT_INBOUND: for unread counts and sending limits. */
  recentInbound: { seq: number; at: number; isWithheld?: true }[];
  /** When the visitor last changed their details or answers: the newest, for their limit. */
  visitorUpdates: number[];
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
  /** The newest SURVEYS. */
  surveys: AskedSurvey[];
  /** Of the newest OFFERS messages that hold any. */
  offers: OfferedChoices[];
};

/** The auto responder's place among the actors: a bot that answers and takes no part (LIST-3, ROOM-9). */
export const AUTO_RESPONDER_ID = "auto_responder";

/** Enough for "200 an hour" (WIDGET-14) and for "99+". */
export const RECENT_INBOUND = 200;
export const ENDED_SCHEDULES = 50;
/** Older notes stay in the log but can no longer be changed. */
export const NOTES = 500;
/** Three of each of the conversations that can end while an answer is taken and that anybody would still rate. */
export const SURVEYS = 30;
/** Buttons further up are read, not pressed. */
export const OFFERS = 10;

export const emptyRoom: RoomState = {
  headSeq: 0,
  room: null,
  contact: { name: null, email: null, phone: null },
  said: {},
  isSigned: false,
  conversation: null,
  erasedNumber: 0,
  recentInbound: [],
  visitorUpdates: [],
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
  surveys: [],
  offers: [],
};

/** Raised when folding gives a state that an older snapshot does not hold. */
export const STATE_VERSION = 3;

/** A snapshot of any version as a state of this one: what it does not hold gets its default or what follows from the rest. */
export function stateFrom(saved: Partial<RoomState>): RoomState {
  const state = { ...emptyRoom, ...saved };
  const { conversation } = state;
  return {
    ...state,
    conversation: conversation && {
      ...conversation,
      mayAutoResolve: conversation.mayAutoResolve ?? true,
      isAnswered: conversation.isAnswered ?? conversation.firstAssignedAt !== null,
    },
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
