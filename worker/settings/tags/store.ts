import { and, eq, ne, sql } from "drizzle-orm";
import type { Settings } from "../../../protocol/settings.schema.ts";
import type { Database } from "../../db/client.ts";
import { settings, tags } from "../../db/schema/index.ts";
import type { SectionRow } from "../store.ts";

export type TagRecord = typeof tags.$inferSelect;

/** The tag that is meant, if it can still be given, whether another one has the name, and how many there are. */
export async function standingOf(
  db: Database,
  organizationId: string,
  { tagId, nameFolded }: { tagId: string; nameFolded: string },
): Promise<{ row: TagRecord | undefined; isTaken: boolean; count: number }> {
  const ours = and(eq(tags.organizationId, organizationId), eq(tags.isActive, true));
  const [rows, taken, counted] = await db.batch([
    db
      .select()
      .from(tags)
      .where(and(ours, eq(tags.tagId, tagId))),
    db
      .select({ tagId: tags.tagId })
      .from(tags)
      .where(and(ours, eq(tags.nameFolded, nameFolded), ne(tags.tagId, tagId))),
    db.select({ count: sql<number>`count(*)` }).from(tags).where(ours),
  ]);
  return { row: rows[0], isTaken: taken.length > 0, count: counted[0]?.count ?? 0 };
}

/** The saved rule that closes quiet rooms, which may give a tag (SET-7). */
export async function autoResolveRow(db: Database, organizationId: string): Promise<SectionRow | undefined> {
  const rows = await db
    .select()
    .from(settings)
    .where(and(eq(settings.organizationId, organizationId), eq(settings.section, "auto-resolve")));
  return rows[0];
}

/** undefined: the rule does not give this tag. */
export function withoutTag(value: unknown, tagId: string): Settings["auto-resolve"] | undefined {
  const { message, comment } = value as Settings["auto-resolve"];
  if (message.tagId !== tagId && comment.tagId !== tagId) return undefined;
  const cleared = (rule: typeof message) => ({ ...rule, tagId: rule.tagId === tagId ? null : rule.tagId });
  return { message: cleared(message), comment: cleared(comment) };
}

export const insertTag = (db: Database, row: TagRecord) => db.insert(tags).values(row);

const one = ({ organizationId, tagId }: Pick<TagRecord, "organizationId" | "tagId">) =>
  and(eq(tags.organizationId, organizationId), eq(tags.tagId, tagId));

export const updateTag = (db: Database, row: TagRecord) => db.update(tags).set(row).where(one(row));
