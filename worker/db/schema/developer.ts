import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** SET-9. The token itself is shown once and kept as a hash only; revoked ones stay for the record. */
export const apiTokens = sqliteTable(
  "api_tokens",
  {
    apiTokenId: text("api_token_id").primaryKey(),
    organizationId: text("organization_id").notNull(),
    name: text("name").notNull(),
    kind: text("kind").$type<"user" | "bot">().notNull(),
    scopes: text("scopes", { mode: "json" }).$type<"embed"[]>().notNull(),
    secretHash: text("secret_hash").notNull(),
    ending: text("ending").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    expiresAt: integer("expires_at"),
    /** Written at most once a minute. */
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
  },
  (table) => [
    uniqueIndex("api_tokens_secret").on(table.secretHash),
    index("api_tokens_organization").on(table.organizationId, table.createdAt),
  ],
);
