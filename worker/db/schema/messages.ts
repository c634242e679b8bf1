import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Every event of every room, as its log holds it. `body` is the RoomEvent as JSON. */
export const events = sqliteTable(
  "events",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    at: integer("at").notNull(),
    type: text("type").notNull(),
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.roomId, table.seq] })],
);

/**
 * Messages, for search and reports. `id` is ordered by time (milliseconds shifted left by 20 bits, plus a number that
 * tells those of one millisecond apart), so that the newest hits come first without sorting. It exceeds 53 bits:
 * read it as text, never as a number.
 */
export const messages = sqliteTable(
  "messages",
  {
    id: integer("id").primaryKey(),
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    conversationNumber: integer("conversation_number").notNull(),
    at: integer("at").notNull(),
    sentAt: integer("sent_at"),
    direction: text("direction").$type<"inbound" | "outbound">().notNull(),
    authorType: text("author_type").notNull(),
    authorId: text("author_id"),
    authorName: text("author_name"),
    contentType: text("content_type").notNull(),
    text: text("text"),
    /** Stands in the search index beside the text (SEARCH-2). */
    fileName: text("file_name"),
    replyToSeq: integer("reply_to_seq"),
    deliveryStatus: text("delivery_status"),
    deliveryReason: text("delivery_reason"),
    deliverySeq: integer("delivery_seq"),
    /** Of the event that edited or deleted it; 0: nobody did. A deleted one has neither text nor file name. */
    changedSeq: integer("changed_seq").notNull().default(0),
    isDeleted: integer("is_deleted", { mode: "boolean" }).notNull().default(false),
    /** Written while blocked: in no search until the contact is unblocked (BLOCK-4, 5). */
    isWithheld: integer("is_withheld", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [uniqueIndex("messages_room").on(table.organizationId, table.roomId, table.seq)],
);

/** Notes of staff. They never stand among messages, so that no search or export can show one to a customer. */
export const notes = sqliteTable(
  "notes",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    at: integer("at").notNull(),
    authorId: text("author_id"),
    authorName: text("author_name"),
    text: text("text").notNull(),
    /** Of its last change; 0: never changed. */
    changedSeq: integer("changed_seq").notNull().default(0),
    isDeleted: integer("is_deleted", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.roomId, table.seq] })],
);
