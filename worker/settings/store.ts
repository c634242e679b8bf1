import { and, eq, inArray } from "drizzle-orm";
import type { SettingsSection } from "../../protocol/settings.schema.ts";
import type { Statement } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { members, organizations, settings, tags } from "../db/schema/index.ts";
import type { Known } from "./rules.ts";

const rowOf = (organizationId: string, section: SettingsSection) =>
  and(eq(settings.organizationId, organizationId), eq(settings.section, section));

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

export type SectionRow = typeof settings.$inferSelect;
export type Standing = { row: SectionRow | undefined; timeZone: string; known: Known };

/** A section's row and what it may name, in one round trip. */
export async function standingOf(db: Database, organizationId: string, section: SettingsSection): Promise<Standing> {
  const [rows, organizationRows, tagRows, memberRows] = await db.batch([
    db.select().from(settings).where(rowOf(organizationId, section)),
    db
      .select({ timeZone: organizations.timeZone })
      .from(organizations)
      .where(eq(organizations.organizationId, organizationId)),
    db
      .select({ tagId: tags.tagId })
      .from(tags)
      .where(and(eq(tags.organizationId, organizationId), eq(tags.isActive, true))),
    db.select({ memberId: members.memberId }).from(members).where(eq(members.organizationId, organizationId)),
  ]);
  return {
    row: rows[0],
    timeZone: organizationRows[0]?.timeZone ?? "UTC",
    known: {
      tagIds: new Set(tagRows.map(({ tagId }) => tagId)),
      memberIds: new Set(memberRows.map(({ memberId }) => memberId)),
    },
  };
}

/** Writes a section's new row over the one of the version before. */
export function writeSection(db: Database, row: SectionRow): Statement {
  const { organizationId, section, ...rest } = row;
  return db
    .insert(settings)
    .values({ organizationId, section, ...rest })
    .onConflictDoUpdate({ target: [settings.organizationId, settings.section], set: rest });
}
