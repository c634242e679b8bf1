import { and, eq, inArray } from "drizzle-orm";
import type { SettingsSection } from "../../protocol/settings.schema.ts";
import type { Database } from "../db/client.ts";
import { settings } from "../db/schema/index.ts";

/** A query to batch with others: the saved sections of an organization, all or the named ones. */
export const savedSections = (db: Database, organizationId: string, only?: SettingsSection[]) =>
  db
    .select({ section: settings.section, value: settings.value })
    .from(settings)
    .where(
      and(
        eq(settings.organizationId, organizationId),
        only === undefined ? undefined : inArray(settings.section, only),
      ),
    );
