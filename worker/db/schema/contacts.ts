import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Channel } from "../../../protocol/channels.ts";

/**
 * A person. The `*_at` columns say when a field was last set, so that late and repeated projections change nothing;
 * a name that staff typed wins over the channel's (CONTACT-10).
 */
export const contacts = sqliteTable(
  "contacts",
  {
    organizationId: text("organization_id").notNull(),
    contactId: text("contact_id").notNull(),
    name: text("name"),
    isNameByStaff: integer("is_name_by_staff", { mode: "boolean" }).notNull().default(false),
    nameAt: integer("name_at"),
    email: text("email"),
    emailAt: integer("email_at"),
    phone: text("phone"),
    phoneAt: integer("phone_at"),
    isBlocked: integer("is_blocked", { mode: "boolean" }).notNull().default(false),
    blockedAt: integer("blocked_at"),
    /** Folded copies for search by prefix: lower case without accents, digits only. */
    nameFolded: text("name_folded"),
    emailFolded: text("email_folded"),
    phoneDigits: text("phone_digits"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.contactId] }),
    index("contacts_name").on(table.organizationId, table.nameFolded),
    index("contacts_email").on(table.organizationId, table.emailFolded),
    index("contacts_phone").on(table.organizationId, table.phoneDigits),
  ],
);

/** A person's address on one channel; points at the contact it belongs to now. */
export const identities = sqliteTable(
  "identities",
  {
    organizationId: text("organization_id").notNull(),
    channel: text("channel").$type<Channel>().notNull(),
    externalId: text("external_id").notNull(),
    contactId: text("contact_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.channel, table.externalId] }),
    index("identities_contact").on(table.organizationId, table.contactId),
  ],
);

/**
 * What a room is found by (SEARCH-1): words as `words.ts` folds them, with a blank before each. `id` is the row of the
 * text index, which triggers keep.
 */
export const roomContacts = sqliteTable(
  "room_contacts",
  {
    id: integer("id").primaryKey(),
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    version: integer("version").notNull(),
    names: text("names").notNull(),
    phones: text("phones").notNull(),
    emails: text("emails").notNull(),
  },
  (table) => [uniqueIndex("room_contacts_room").on(table.organizationId, table.roomId)],
);
