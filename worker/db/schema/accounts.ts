import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AccountLinkKind } from "../../../protocol/accounts.schema.ts";

/**
 * Sign-in identities. Accounts, their sessions and their failed sign-ins belong to the server, not to one organization
 * (AUTH-5): they carry no `organization_id`, and nothing of a tenant's stands in them.
 */
export const accounts = sqliteTable(
  "accounts",
  {
    accountId: text("account_id").primaryKey(),
    /** Trimmed and lower case, see `normaliseEmail`. */
    email: text("email").notNull(),
    /** When a link that was mailed to this very address was used; null: whose it is has not been shown. */
    emailVerifiedAt: integer("email_verified_at"),
    passwordHash: text("password_hash").notNull(),
    /** First and last name joined, as people see it. */
    name: text("name").notNull(),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    phone: text("phone"),
    language: text("language").$type<"en" | "id">(),
    sound: integer("sound", { mode: "boolean" }).notNull().default(true),
    /** Names the photo in object storage; null: none. */
    photoId: text("photo_id"),
    createdAt: integer("created_at").notNull(),
    passwordChangedAt: integer("password_changed_at").notNull(),
    /** Tries at sign-in codes since `codeTriesFrom`, whichever challenge they were for (AUTH-16). */
    codeTries: integer("code_tries").notNull().default(0),
    codeTriesFrom: integer("code_tries_from").notNull().default(0),
  },
  (table) => [uniqueIndex("accounts_email").on(table.email)],
);

/** Sessions of the hosted shell. The cookie's token is never stored, only its hash. */
export const webSessions = sqliteTable(
  "web_sessions",
  {
    sessionId: text("session_id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    /** The organization the session works in now. */
    organizationId: text("organization_id").notNull(),
    csrf: text("csrf").notNull(),
    createdAt: integer("created_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    idleMs: integer("idle_ms").notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (table) => [
    uniqueIndex("web_sessions_token").on(table.tokenHash),
    index("web_sessions_account").on(table.accountId, table.lastSeenAt),
    index("web_sessions_last_seen").on(table.lastSeenAt),
  ],
);

/** Sign-ins that were tried and not (yet) found right (AUTH-4). Hashes only; rows live for an hour. */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    id: integer("id").primaryKey(),
    emailHash: text("email_hash").notNull(),
    addressHash: text("address_hash").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [
    index("sign_in_attempts_email").on(table.emailHash, table.at),
    index("sign_in_attempts_address").on(table.addressHash, table.at),
    index("sign_in_attempts_at").on(table.at),
  ],
);

/** One-time links that were mailed (AUTH-9, 14, 15). Their tokens are never stored, only hashes; a used one is deleted. */
export const accountLinks = sqliteTable(
  "account_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    kind: text("kind").$type<AccountLinkKind>().notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    /** Whose membership it opens; null for a reset. */
    memberId: text("member_id"),
    triesLeft: integer("tries_left").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("account_links_account").on(table.accountId, table.kind),
    uniqueIndex("account_links_member").on(table.memberId),
    index("account_links_expires").on(table.expiresAt),
  ],
);

/** Sign-ins whose password was right and whose one-time code is still to come (AUTH-16). Hashes only. */
export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    challengeHash: text("challenge_hash").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    organizationId: text("organization_id").notNull(),
    /** What the password was checked against: it must still be the account's (AUTH-7). */
    passwordHash: text("password_hash").notNull(),
    codeHash: text("code_hash").notNull(),
    triesLeft: integer("tries_left").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("sign_in_codes_account").on(table.accountId, table.createdAt),
    index("sign_in_codes_expires").on(table.expiresAt),
  ],
);

/** Mail that waits to be handed to the mail server; sealed, because it holds links and codes. Sent ones are deleted. */
export const mails = sqliteTable(
  "mails",
  {
    mailId: text("mail_id").primaryKey(),
    sealed: text("sealed").notNull(),
    keyId: text("key_id").notNull(),
    attempts: integer("attempts").notNull(),
    createdAt: integer("created_at").notNull(),
    nextAt: integer("next_at").notNull(),
    /** When nobody can use what it says any more. */
    expiresAt: integer("expires_at").notNull(),
    error: text("error"),
  },
  (table) => [index("mails_next").on(table.nextAt)],
);

/** What the Operator decides for the whole server, such as the support contact (AUTH-20). */
export const serverSettings = sqliteTable("server_settings", {
  name: text("name").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
  changedAt: integer("changed_at").notNull(),
});
