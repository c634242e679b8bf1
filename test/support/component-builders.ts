import type { Outgoing } from "../../client/types.ts";
import type { Viewer } from "../../components/inbox/viewer.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { MemberRow } from "../../protocol/http.schema.ts";
import type { Role } from "../../protocol/roles.ts";
import { ACTIONS, can } from "../../protocol/roles.ts";
import type { MessageContent, RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import type { SurveyKind } from "../../protocol/survey.ts";

/** 21 Nov 2026 03:00 UTC, which is 10:00 in Jakarta. */
export const NOW = Date.UTC(2026, 10, 21, 3, 0, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A waiting webchat room whose customer wrote ten minutes ago. */
export const summary = (change: Partial<RoomSummary> = {}): RoomSummary => ({
  roomId: "room_a",
  organizationId: "org_a",
  integrationId: "int_a",
  integrationName: "Shop",
  channel: "web_chat",
  kind: "message",
  version: 1,
  headSeq: 3,
  contact: { contactId: "con_abcd", externalId: "vis_1", name: "Rani Puspita", email: null, phone: null },
  status: "unassigned",
  divisionId: null,
  conversation: {
    number: 1,
    origin: "contact",
    openedAt: NOW - 10 * MINUTE,
    firstAssignedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    messageCount: 1,
  },
  participants: [],
  formerParticipantIds: [],
  lastAgentId: null,
  tags: [],
  isUnresponded: true,
  waitingSince: NOW - 10 * MINUTE,
  isBlocked: false,
  snoozedUntil: null,
  scheduledCount: 0,
  mayAutoResolve: true,
  unreadCount: 1,
  lastMessage: {
    seq: 3,
    at: NOW - 10 * MINUTE,
    direction: "inbound",
    authorType: "contact",
    authorName: null,
    contentType: "text",
    preview: "Is it still there?",
  },
  firstInboundAt: NOW - 10 * MINUTE,
  lastInboundAt: NOW - 10 * MINUTE,
  lastSeenAt: null,
  lastActivityAt: NOW - 10 * MINUTE,
  createdAt: NOW - 10 * MINUTE,
  ...change,
});

const SETTINGS = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };

export const viewer = (role: Role = "supervisor", change: Partial<Viewer> = {}, settings = SETTINGS): Viewer => ({
  memberId: "mem_me",
  name: "Bagas Pratama",
  role,
  permissions: new Set(ACTIONS.filter((action) => can(role, action, settings))),
  session: DEFAULT_SESSION,
  surveys: [],
  isReadOnly: false,
  ...change,
});

export const me = { memberId: "mem_me", name: "Bagas Pratama" };

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type EventDraft = DistributiveOmit<RoomEvent, "seq" | "at"> & { at?: number };

/** Events with gapless seqs from `from` on, a minute apart unless they say when. */
export const eventsOf = (drafts: EventDraft[], from = 1, startAt = NOW - HOUR): RoomEvent[] =>
  drafts.map((draft, index) => ({ at: startAt + index * MINUTE, ...draft, seq: from + index }) as RoomEvent);

/** The customer begins a conversation. */
export const opened = (number = 1): EventDraft & { type: "conversation.opened" } => ({
  type: "conversation.opened",
  actor: { type: "contact", id: "con_abcd" },
  number,
  origin: "contact",
  status: "unassigned",
  divisionId: null,
});

export const says = (text: string, at?: number): EventDraft => ({
  type: "message.created",
  actor: { type: "contact", id: "con_abcd" },
  conversationNumber: 1,
  direction: "inbound",
  content: { type: "text", text },
  ...(at === undefined ? {} : { at }),
});

export const answers = (text: string, by = me, at?: number): EventDraft => ({
  type: "message.created",
  actor: { type: "member", id: by.memberId, name: by.name },
  commandId: `command-${text}`,
  conversationNumber: 1,
  direction: "outbound",
  content: { type: "text", text },
  ...(at === undefined ? {} : { at }),
});

/** Choices whose ids are their titles. */
export const buttons = (text: string, ...titles: string[]): MessageContent => ({
  type: "buttons",
  text,
  buttons: titles.map((title) => ({ choiceId: title, title })),
});

export const botSays = (content: MessageContent): EventDraft => ({
  type: "message.created",
  actor: { type: "bot", id: "bot_1", name: "Senja" },
  conversationNumber: 1,
  direction: "outbound",
  content,
});

/** The customer chooses. */
export const picks = (title: string, replyToSeq: number): EventDraft => ({
  type: "message.created",
  actor: { type: "contact", id: "con_abcd" },
  conversationNumber: 1,
  direction: "inbound",
  content: { type: "text", text: title, choiceId: title },
  replyToSeq,
});

const bothLanguages = (words: string) => ({ en: words, id: words });
export const surveySent = (change: { kind?: SurveyKind; conversationNumber?: number } = {}): EventDraft => ({
  type: "survey.sent",
  actor: { type: "system" },
  kind: "csat",
  conversationNumber: 1,
  title: bothLanguages("How did we do?"),
  question: bothLanguages("How satisfied are you with the help?"),
  comment: null,
  thanks: bothLanguages("Thank you"),
  memberIds: [],
  ...change,
});

export const surveyAnswered = (surveySeq: number, score: number, comment?: string): EventDraft => ({
  type: "survey.answered",
  actor: { type: "contact", id: "con_abcd" },
  surveySeq,
  kind: "csat",
  score,
  conversationNumber: 1,
  memberIds: [],
  ...(comment === undefined ? {} : { comment }),
});

export const outgoing = (
  command: MemberCommand,
  change: Partial<Outgoing<MemberCommand>> = {},
): Outgoing<MemberCommand> => ({ id: "out-1", command, createdAt: NOW, state: "sending", ...change });

/** Somebody who may be given a room. */
export const member = (change: Partial<MemberRow> & Pick<MemberRow, "memberId" | "name">): MemberRow => ({
  role: "agent",
  isOnline: true,
  openRooms: 2,
  limits: [],
  ...change,
});
