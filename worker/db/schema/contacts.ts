import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Channel, RoomKind } from "../../../protocol/channels.ts";

/**
 * A person. The `*_at` columns say when a field was last set, so that late and repeated projections change nothing. The
 * `*_rank` columns say by whom, and nobody of a lower rank sets it again (CONTACT-10): 0 the channel, 1 the visitor,
 * 2 a signed identity, 3 staff.
 */
export const contacts = sqliteTable(
  "contacts",
  {
    organizationId: text("organization_id").notNull(),
    contactId: text("contact_id").notNull(),
    name: text("name"),
    nameRank: integer("name_rank").notNull().default(0),
    nameAt: integer("name_at"),
    email: text("email"),
    emailRank: integer("email_rank").notNull().default(0),
    emailAt: integer("email_at"),
    phone: text("phone"),
    phoneRank: integer("phone_rank").notNull().default(0),
    phoneAt: integer("phone_at"),
    company: text("company"),
    divisionId: text("division_id"),
    /** Values of the organization's own fields by their ids (CONTACT-6). */
    fields: text("fields", { mode: "json" }).$type<Record<string, string | number>>().notNull().default({}),
    isOptedOut: integer("is_opted_out", { mode: "boolean" }).notNull().default(false),
    /** Name, email or phone were said by a signed identity (WIDGET-19). */
    isVerified: integer("is_verified", { mode: "boolean" }).notNull().default(false),
    isBlocked: integer("is_blocked", { mode: "boolean" }).notNull().default(false),
    blockedAt: integer("blocked_at"),
    /** Folded copies for search by prefix: lower case without accents, digits only. */
    nameFolded: text("name_folded"),
    emailFolded: text("email_folded"),
    phoneDigits: text("phone_digits"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** Grows with every change by staff (GEN-11). */
    version: integer("version").notNull().default(1),
    changedByName: text("changed_by_name"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.contactId] }),
    index("contacts_updated").on(table.organizationId, table.updatedAt, table.contactId),
    index("contacts_created").on(table.organizationId, table.createdAt, table.contactId),
    index("contacts_division").on(table.organizationId, table.divisionId, table.updatedAt, table.contactId),
    index("contacts_name").on(table.organizationId, table.nameFolded, table.contactId),
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

/**
 * What a contact is found by: words of the name and of accounts, numbers with the country's code and without, addresses.
 * Triggers keep them from contacts and identities, and `id` is the row of the text index.
 */
export const contactWords = sqliteTable(
  "contact_words",
  {
    id: integer("id").primaryKey(),
    organizationId: text("organization_id").notNull(),
    contactId: text("contact_id").notNull(),
    names: text("names").notNull(),
    phones: text("phones").notNull(),
    emails: text("emails").notNull(),
  },
  (table) => [uniqueIndex("contact_words_contact").on(table.organizationId, table.contactId)],
);

/** Contacts that live on in another one (CONTACT-5): what rooms still say of the former is booked to the other. */
export const contactMerges = sqliteTable(
  "contact_merges",
  {
    organizationId: text("organization_id").notNull(),
    formerId: text("former_id").notNull(),
    /** Never a former one itself: a later merge moves it on. */
    contactId: text("contact_id").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.formerId] }),
    index("contact_merges_contact").on(table.organizationId, table.contactId),
  ],
);

/**
 * What rooms have yet to be told of their contact, one row a contact and kind, written in the batch of the change itself.
 * Done by reading what stands now, so that doing it twice, or late, changes nothing.
 */
export const contactJobs = sqliteTable(
  "contact_jobs",
  {
    organizationId: text("organization_id").notNull(),
    contactId: text("contact_id").notNull(),
    kind: text("kind").$type<"tell" | "erase">().notNull(),
    /** Grows when there is something new to tell; a job is done only for the number it was read with. */
    number: integer("number").notNull().default(1),
    /** When it was last asked for, ms UTC: what is younger is another person's to an erasure. */
    at: integer("at").notNull().default(0),
    /** How far an erasure is: the rooms, a second look at what came late, the words left in the text indexes. */
    step: text("step").$type<"rooms" | "again" | "words">().notNull().default("rooms"),
    /** The room after which to go on; empty: at the first. */
    afterRoomId: text("after_room_id").notNull().default(""),
    attempts: integer("attempts").notNull().default(0),
    nextAt: integer("next_at").notNull(),
    /** Who changed it, for the rooms' logs. */
    actorId: text("actor_id"),
    actorName: text("actor_name"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.contactId, table.kind] }),
    index("contact_jobs_next").on(table.nextAt),
  ],
);

/**
 * Rooms whose person was erased (PRIVACY-6): what figures need of them, and how far their log is not to come back. A later
 * message of the same address begins the room anew beside its row here.
 */
export const erasedRooms = sqliteTable(
  "erased_rooms",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    integrationId: text("integration_id").notNull(),
    channel: text("channel").$type<Channel>().notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    /** Newest event and version that were erased. */
    seq: integer("seq").notNull(),
    version: integer("version").notNull(),
    at: integer("at").notNull(),
    /** Until the erasure has looked for the second time; then null. */
    contactId: text("contact_id"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId] }),
    index("erased_rooms_contact")
      .on(table.organizationId, table.contactId, table.roomId)
      .where(sql`${table.contactId} IS NOT NULL`),
  ],
);
