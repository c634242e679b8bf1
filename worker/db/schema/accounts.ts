import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

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
    passwordHash: text("password_hash").notNull(),
    name: text("name").notNull(),
    language: text("language").$type<"en" | "id">(),
    createdAt: integer("created_at").notNull(),
    passwordChangedAt: integer("password_changed_at").notNull(),
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
