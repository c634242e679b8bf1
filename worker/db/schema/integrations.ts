import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Channel } from "../../../protocol/channels.ts";
import { organizations } from "./organizations.ts";

/** One connected account of a channel. Secrets are ciphertext; the key that opens them is not in the database. */
export const integrations = sqliteTable(
  "integrations",
  {
    integrationId: text("integration_id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.organizationId),
    channel: text("channel").$type<Channel>().notNull(),
    name: text("name").notNull(),
    isEnabled: integer("is_enabled", { mode: "boolean" }).notNull().default(true),
    divisionId: text("division_id"),
    /** What may be shown; for webchat its WebchatSettings. */
    settings: text("settings", { mode: "json" }).$type<unknown>().notNull(),
    secretsCiphertext: text("secrets_ciphertext"),
    secretsKeyId: text("secrets_key_id"),
    version: integer("version").notNull().default(1),
    changedByName: text("changed_by_name"),
    changedAt: integer("changed_at"),
    /** Removed: nothing is shown or served any more; its rooms stay readable (WIDGET-9). */
    removedAt: integer("removed_at"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("integrations_organization").on(table.organizationId, table.createdAt)],
);
