import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Channel, RoomKind, RoomStatus } from "../../../protocol/channels.ts";
import type { Actor, RoomSummary } from "../../../protocol/room-events.schema.ts";

type Origin = RoomSummary["conversation"]["origin"];

/**
 * One row per room: its summary, projected, replaced whenever a higher `version` arrives. `summary` is the RoomSummary
 * as JSON, which lists return as it is; the other columns are what is filtered, sorted and counted.
 */
export const rooms = sqliteTable(
  "rooms",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    version: integer("version").notNull(),
    headSeq: integer("head_seq").notNull(),
    integrationId: text("integration_id").notNull(),
    channel: text("channel").$type<Channel>().notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    status: text("status").$type<RoomStatus>().notNull(),
    divisionId: text("division_id"),
    contactId: text("contact_id").notNull(),
    conversationNumber: integer("conversation_number").notNull(),
    isUnresponded: integer("is_unresponded", { mode: "boolean" }).notNull(),
    unreadCount: integer("unread_count").notNull(),
    firstInboundAt: integer("first_inbound_at"),
    lastInboundAt: integer("last_inbound_at"),
    lastSeenAt: integer("last_seen_at"),
    /** Start of the session clock (SESS-1): filters and the order "expires soonest" are ranges on it. */
    sessionStartAt: integer("session_start_at"),
    waitingSince: integer("waiting_since"),
    isBlocked: integer("is_blocked", { mode: "boolean" }).notNull().default(false),
    snoozedUntil: integer("snoozed_until"),
    /** The latest conversation has a tag. */
    isTagged: integer("is_tagged", { mode: "boolean" }).notNull().default(false),
    lastActivityAt: integer("last_activity_at").notNull(),
    createdAt: integer("created_at").notNull(),
    summary: text("summary").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId] }),
    // Each stands in the order of a list; what follows `room_id` is what the list is narrowed by without reading rows.
    index("rooms_by_kind").on(table.organizationId, table.kind, table.lastInboundAt, table.roomId),
    index("rooms_by_status").on(
      table.organizationId,
      table.kind,
      table.status,
      table.lastInboundAt,
      table.roomId,
      table.divisionId,
    ),
    index("rooms_by_division").on(
      table.organizationId,
      table.kind,
      table.divisionId,
      table.lastInboundAt,
      table.roomId,
      table.status,
    ),
    index("rooms_by_integration").on(
      table.organizationId,
      table.kind,
      table.integrationId,
      table.lastInboundAt,
      table.roomId,
      table.status,
      table.divisionId,
    ),
    index("rooms_by_session").on(
      table.organizationId,
      table.kind,
      table.sessionStartAt,
      table.roomId,
      table.status,
      table.divisionId,
      table.integrationId,
      table.lastInboundAt,
    ),
    index("rooms_untagged")
      .on(table.organizationId, table.kind, table.lastInboundAt, table.roomId, table.status, table.divisionId)
      .where(sql`${table.isTagged} = 0`),
    index("rooms_unresponded")
      .on(table.organizationId, table.kind, table.lastInboundAt, table.roomId, table.status, table.divisionId)
      .where(sql`${table.isUnresponded} = 1`),
    index("rooms_snoozed")
      .on(table.organizationId, table.kind, table.lastInboundAt, table.roomId, table.status, table.divisionId)
      .where(sql`${table.snoozedUntil} IS NOT NULL`),
    index("rooms_campaign")
      .on(table.organizationId, table.kind, table.lastInboundAt, table.roomId, table.status, table.divisionId)
      .where(sql`${table.status} = 'campaign'`),
    // What contacts are searched in, newest first, if very many match.
    index("rooms_by_activity").on(table.organizationId, table.lastActivityAt, table.roomId),
    index("rooms_unresolved").on(table.organizationId, table.roomId).where(sql`${table.status} <> 'resolved'`),
    index("rooms_contact").on(table.organizationId, table.contactId, table.roomId),
    check("rooms_kind", sql`${table.kind} IN ('message', 'comment')`),
    check("rooms_status", sql`${table.status} IN ('campaign', 'unassigned', 'assigned', 'resolved')`),
  ],
);

/** Participants of each room's latest conversation, with the room's sort key: what agents' lists are read from. */
export const roomParticipants = sqliteTable(
  "room_participants",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    memberId: text("member_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    status: text("status").$type<RoomStatus>().notNull(),
    isUnresponded: integer("is_unresponded", { mode: "boolean" }).notNull(),
    divisionId: text("division_id"),
    integrationId: text("integration_id").notNull().default(""),
    lastInboundAt: integer("last_inbound_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.memberId] }),
    index("room_participants_list").on(
      table.organizationId,
      table.memberId,
      table.kind,
      table.status,
      table.lastInboundAt,
      table.roomId,
      table.divisionId,
      table.integrationId,
    ),
    index("room_participants_unresponded")
      .on(table.organizationId, table.memberId, table.kind)
      .where(sql`${table.isUnresponded} = 1`),
  ],
);

/** Tags of each room's latest conversation (ROOM-26), with the room's sort key: what lists by tag are read from. */
export const roomTags = sqliteTable(
  "room_tags",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    tagId: text("tag_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    status: text("status").$type<RoomStatus>().notNull(),
    divisionId: text("division_id"),
    integrationId: text("integration_id").notNull().default(""),
    lastInboundAt: integer("last_inbound_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.tagId] }),
    index("room_tags_list").on(
      table.organizationId,
      table.tagId,
      table.kind,
      table.lastInboundAt,
      table.roomId,
      table.status,
      table.divisionId,
      table.integrationId,
    ),
  ],
);

/** One row per episode of a room. `opened_seq` tells which conversation an event belongs to. */
export const conversations = sqliteTable(
  "conversations",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    number: integer("number").notNull(),
    origin: text("origin").$type<Origin>().notNull(),
    divisionId: text("division_id"),
    /** Of the event that moved it there; 0: it was opened there. */
    divisionSeq: integer("division_seq").notNull().default(0),
    openedSeq: integer("opened_seq").notNull(),
    openedAt: integer("opened_at").notNull(),
    firstAssignedAt: integer("first_assigned_at"),
    /** The first answer of a member, for how soon one may be expected (WIDGET-13). */
    firstRepliedAt: integer("first_replied_at"),
    resolvedSeq: integer("resolved_seq"),
    resolvedAt: integer("resolved_at"),
    resolvedBy: text("resolved_by", { mode: "json" }).$type<Actor>(),
    resolveReason: text("resolve_reason"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.number] }),
    index("conversations_opened").on(table.organizationId, table.openedAt),
    index("conversations_resolved")
      .on(table.organizationId, table.resolvedAt)
      .where(sql`${table.resolvedAt} IS NOT NULL`),
  ],
);

/** Who took part in which conversation, from when to when: one row per joining. */
export const conversationParticipants = sqliteTable(
  "conversation_participants",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    joinedSeq: integer("joined_seq").notNull(),
    conversationNumber: integer("conversation_number").notNull(),
    memberId: text("member_id").notNull(),
    memberName: text("member_name").notNull(),
    joinedAt: integer("joined_at").notNull(),
    how: text("how").notNull(),
    explanation: text("explanation"),
    leftSeq: integer("left_seq"),
    leftAt: integer("left_at"),
    leftReason: text("left_reason"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.joinedSeq] }),
    index("conversation_participants_member").on(table.organizationId, table.memberId, table.joinedAt),
  ],
);

/** Tags of conversations. A removed tag keeps its row (`is_present` 0), so that a repeated projection cannot revive it. */
export const conversationTags = sqliteTable(
  "conversation_tags",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    conversationNumber: integer("conversation_number").notNull(),
    tagId: text("tag_id").notNull(),
    name: text("name").notNull(),
    isPresent: integer("is_present", { mode: "boolean" }).notNull(),
    changedSeq: integer("changed_seq").notNull(),
    changedAt: integer("changed_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.conversationNumber, table.tagId] }),
    index("conversation_tags_tag")
      .on(table.organizationId, table.tagId, table.changedAt)
      .where(sql`${table.isPresent} = 1`),
  ],
);
