import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../../protocol/roles.ts";
import { accounts } from "./accounts.ts";

/** The tenant. `config_version` grows with every change that the hot path's copy of the configuration must follow. */
export const organizations = sqliteTable("organizations", {
  organizationId: text("organization_id").primaryKey(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("Asia/Jakarta"),
  language: text("language").$type<"en" | "id">().notNull().default("id"),
  currency: text("currency").notNull().default("IDR"),
  configVersion: integer("config_version").notNull().default(1),
  /** ROLE-21: active supervisors and agents; null: as many as one likes. */
  seatLimit: integer("seat_limit"),
  /** PRIVACY-7: from then on it is erased; null: it stays. */
  deletionAt: integer("deletion_at"),
  createdAt: integer("created_at").notNull(),
});

/** An account inside one organization. Deactivated members stay, for history and reports (ROLE-22). */
export const members = sqliteTable(
  "members",
  {
    memberId: text("member_id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.organizationId),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    /** First and last name joined, as everybody sees it. */
    name: text("name").notNull(),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    phone: text("phone"),
    role: text("role").$type<Role>().notNull(),
    isOwner: integer("is_owner", { mode: "boolean" }).notNull().default(false),
    /** Only of members without a pending invitation or verification. */
    isActive: integer("is_active", { mode: "boolean" }).notNull().default(true),
    /** What the person has yet to do before the membership is one (AUTH-14, 15); null: nothing. */
    pending: text("pending").$type<"invitation" | "verification">(),
    isRestricted: integer("is_restricted", { mode: "boolean" }).notNull().default(false),
    /** 1 and up; the one who saves names the version that was read (GEN-11). */
    version: integer("version").notNull().default(1),
    changedByName: text("changed_by_name"),
    createdAt: integer("created_at").notNull(),
    /** When the person first took part; null: never did, so that nothing here tells of them yet. */
    activatedAt: integer("activated_at"),
    /** Grows when a session of the person is ended from elsewhere: access tokens of before open nothing (AUTH-7, 17). */
    tokenEpoch: integer("token_epoch").notNull().default(0),
    /** When the person was last here, to the minute. */
    lastSeenAt: integer("last_seen_at"),
    deactivatedAt: integer("deactivated_at"),
  },
  (table) => [
    uniqueIndex("members_organization_account").on(table.organizationId, table.accountId),
    index("members_account").on(table.accountId),
    check("members_role", sql`${table.role} IN ('admin', 'supervisor', 'agent')`),
  ],
);

/** Named groups of members. General is no row: it is a division of null. */
export const divisions = sqliteTable(
  "divisions",
  {
    divisionId: text("division_id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.organizationId),
    name: text("name").notNull(),
    /** Folded name: unique without regard to case (ASSIGN-20). */
    nameFolded: text("name_folded").notNull().default(""),
    supervisorId: text("supervisor_id"),
    /** Chosen channels as integration ids; null: all. */
    integrationIds: text("integration_ids", { mode: "json" }).$type<string[]>(),
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("divisions_name").on(table.organizationId, table.name),
    uniqueIndex("divisions_name_folded").on(table.organizationId, table.nameFolded),
  ],
);

export const divisionMembers = sqliteTable(
  "division_members",
  {
    organizationId: text("organization_id").notNull(),
    divisionId: text("division_id")
      .notNull()
      .references(() => divisions.divisionId),
    memberId: text("member_id")
      .notNull()
      .references(() => members.memberId),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.memberId, table.divisionId] }),
    index("division_members_division").on(table.organizationId, table.divisionId),
  ],
);

/** Tags that staff may put on conversations. Deleted ones stay as inactive, because past conversations name them. */
export const tags = sqliteTable(
  "tags",
  {
    tagId: text("tag_id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.organizationId),
    name: text("name").notNull(),
    /** Folded name: unique among the active ones without regard to case (SET-4). */
    nameFolded: text("name_folded").notNull().default(""),
    isActive: integer("is_active", { mode: "boolean" }).notNull().default(true),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("tags_name_folded").on(table.organizationId, table.nameFolded).where(sql`${table.isActive} = 1`),
    index("tags_organization").on(table.organizationId, table.tagId),
  ],
);

/** Every change of a member's presence, for the report (ASSIGN-16). */
export const presenceLog = sqliteTable(
  "presence_log",
  {
    id: integer("id").primaryKey(),
    organizationId: text("organization_id").notNull(),
    memberId: text("member_id").notNull(),
    at: integer("at").notNull(),
    isOnline: integer("is_online", { mode: "boolean" }).notNull(),
    cause: text("cause").notNull(),
  },
  (table) => [uniqueIndex("presence_log_member").on(table.organizationId, table.memberId, table.at)],
);
