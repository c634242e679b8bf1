import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What happened and who did it, append-only and hash-chained per organization. Triggers refuse update and delete. */
export const audit = sqliteTable(
  "audit",
  {
    organizationId: text("organization_id").notNull(),
    /** 1, 2, 3 … per organization, without gaps. */
    number: integer("number").notNull(),
    auditId: text("audit_id").notNull(),
    at: integer("at").notNull(),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    onBehalfOf: text("on_behalf_of"),
    action: text("action").notNull(),
    target: text("target"),
    result: text("result").notNull(),
    address: text("address"),
    requestId: text("request_id"),
    /** Names of changed fields, with values only where they are harmless. JSON. */
    changes: text("changes"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.number] }),
    uniqueIndex("audit_once").on(table.organizationId, table.auditId),
    index("audit_actor").on(table.organizationId, table.actorId, table.number),
    index("audit_action").on(table.organizationId, table.action, table.number),
    index("audit_target").on(table.organizationId, table.target, table.number),
    index("audit_at").on(table.organizationId, table.at, table.number),
  ],
);

/**
 * Where a chain was cut because what lies before is older than it is kept (SET-10): the last row that went. Triggers let
 * an anchor only move on, to a row that is there and old enough, and rows only go behind it.
 */
export const auditAnchors = sqliteTable("audit_anchors", {
  organizationId: text("organization_id").primaryKey(),
  number: integer("number").notNull(),
  hash: text("hash").notNull(),
  at: integer("at").notNull(),
});

/**
 * Parts of a room's log that the database refused because of their own content. `seq` 0 stands for the room's summary.
 * While `is_dead` is 0 the part is still being tried; after 8 failures it is set aside and the rest of the room goes on.
 */
export const deadLetters = sqliteTable(
  "dead_letters",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    failures: integer("failures").notNull(),
    isDead: integer("is_dead", { mode: "boolean" }).notNull(),
    error: text("error").notNull(),
    /** The event or summary as JSON, to be replayed once its cause is gone. */
    body: text("body").notNull(),
    firstFailedAt: integer("first_failed_at").notNull(),
    lastFailedAt: integer("last_failed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.roomId, table.seq] })],
);
