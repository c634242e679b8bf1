import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { SettingsSection } from "../../../protocol/settings.schema.ts";

/** One row per saved section; a section without a row has its defaults. */
export const settings = sqliteTable(
  "settings",
  {
    organizationId: text("organization_id").notNull(),
    section: text("section").$type<SettingsSection>().notNull(),
    value: text("value", { mode: "json" }).$type<unknown>().notNull(),
    /** 1 and up; the one who saves names the version that was read (GEN-11). */
    version: integer("version").notNull(),
    changedBy: text("changed_by"),
    changedByName: text("changed_by_name"),
    changedAt: integer("changed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.section] })],
);

/** SET-3. `command_folded` makes commands unique without regard to case. */
export const quickReplies = sqliteTable(
  "quick_replies",
  {
    organizationId: text("organization_id").notNull(),
    quickReplyId: text("quick_reply_id").notNull(),
    command: text("command").notNull(),
    commandFolded: text("command_folded").notNull(),
    text: text("text").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
    changedAt: integer("changed_at").notNull(),
    changedByName: text("changed_by_name"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.quickReplyId] }),
    uniqueIndex("quick_replies_command").on(table.organizationId, table.commandFolded),
  ],
);

/** BEY-6: a member's own filters, and those shared with everybody. */
export const savedFilters = sqliteTable(
  "saved_filters",
  {
    organizationId: text("organization_id").notNull(),
    filterId: text("filter_id").notNull(),
    memberId: text("member_id").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    isShared: integer("is_shared", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.filterId] }),
    uniqueIndex("saved_filters_name").on(table.organizationId, table.memberId, table.name),
    index("saved_filters_shared").on(table.organizationId, table.isShared),
  ],
);

/** BEY-8: what a member has begun to write, per room. */
export const drafts = sqliteTable(
  "drafts",
  {
    organizationId: text("organization_id").notNull(),
    memberId: text("member_id").notNull(),
    roomId: text("room_id").notNull(),
    tab: text("tab").$type<"reply" | "note">().notNull(),
    text: text("text").notNull(),
    replyToSeq: integer("reply_to_seq"),
    editedAt: integer("edited_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.memberId, table.roomId] }),
    index("drafts_room").on(table.organizationId, table.roomId),
  ],
);

/** The bell, one row per member and notice; kept 7 days (NOTIF-1). `params` holds names, never message text. */
export const notices = sqliteTable(
  "notices",
  {
    organizationId: text("organization_id").notNull(),
    memberId: text("member_id").notNull(),
    noticeId: text("notice_id").notNull(),
    at: integer("at").notNull(),
    kind: text("kind").notNull(),
    roomId: text("room_id"),
    params: text("params", { mode: "json" }).$type<Record<string, string | number>>().notNull(),
    readAt: integer("read_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.memberId, table.noticeId] }),
    index("notices_newest").on(table.organizationId, table.memberId, table.at, table.noticeId),
    index("notices_at").on(table.at),
    index("notices_room").on(table.organizationId, table.roomId).where(sql`${table.roomId} IS NOT NULL`),
  ],
);

/** Files that messages name, for export, erasure and sweeping; the bytes are in object storage. */
export const files = sqliteTable(
  "files",
  {
    organizationId: text("organization_id").notNull(),
    fileId: text("file_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    mime: text("mime").notNull(),
    size: integer("size").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.fileId] }),
    index("files_room").on(table.organizationId, table.roomId, table.seq),
  ],
);
