import type { Outgoing } from "../../client/types.ts";
import type { Viewer } from "../../components/inbox/viewer.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { MemberRow } from "../../protocol/http.schema.ts";
import type { Role } from "../../protocol/roles.ts";
import { ACTIONS, can } from "../../protocol/roles.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";

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
  isReadOnly: false,
  ...change,
});

export const me = { memberId: "mem_me", name: "Bagas Pratama" };

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type EventDraft = DistributiveOmit<RoomEvent, "seq" | "at"> & { at?: number };

/** Events with gapless seqs from `from` on, a minute apart unless they say when. */
export const eventsOf = (drafts: EventDraft[], from = 1, startAt = NOW - HOUR): RoomEvent[] =>
  drafts.map((draft, index) => ({ at: startAt + index * MINUTE, ...draft, seq: from + index }) as RoomEvent);

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
