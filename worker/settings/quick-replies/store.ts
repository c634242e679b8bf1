import { and, asc, eq, ne, sql } from "drizzle-orm";
import { LIMITS } from "../../../protocol/limits.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import type { Database } from "../../db/client.ts";
import { quickReplies } from "../../db/schema/index.ts";

export type QuickReplyRow = typeof quickReplies.$inferSelect;

export const toQuickReply = ({ quickReplyId, command, text, version }: QuickReplyRow): QuickReply => ({
  quickReplyId,
  command,
  text,
  version,
});

/** All of an organization, by command. */
export async function quickRepliesOf(db: Database, organizationId: string): Promise<QuickReply[]> {
  const rows = await db
    .select()
    .from(quickReplies)
    .where(eq(quickReplies.organizationId, organizationId))
    .orderBy(asc(quickReplies.commandFolded))
    .limit(LIMITS.quickReplies);
  return rows.map(toQuickReply);
}

/** The row that is meant, if there is one, whether another one has the command, and how many there are. */
export async function standingOf(
  db: Database,
  organizationId: string,
  { quickReplyId, commandFolded }: { quickReplyId: string; commandFolded: string },
): Promise<{ row: QuickReplyRow | undefined; isTaken: boolean; count: number }> {
  const ours = eq(quickReplies.organizationId, organizationId);
  const [rows, taken, counted] = await db.batch([
    db
      .select()
      .from(quickReplies)
      .where(and(ours, eq(quickReplies.quickReplyId, quickReplyId))),
    db
      .select({ quickReplyId: quickReplies.quickReplyId })
      .from(quickReplies)
      .where(and(ours, eq(quickReplies.commandFolded, commandFolded), ne(quickReplies.quickReplyId, quickReplyId))),
    db.select({ count: sql<number>`count(*)` }).from(quickReplies).where(ours),
  ]);
  return { row: rows[0], isTaken: taken.length > 0, count: counted[0]?.count ?? 0 };
}

export const insertQuickReply = (db: Database, row: QuickReplyRow) => db.insert(quickReplies).values(row);

const one = ({ organizationId, quickReplyId }: Pick<QuickReplyRow, "organizationId" | "quickReplyId">) =>
  and(eq(quickReplies.organizationId, organizationId), eq(quickReplies.quickReplyId, quickReplyId));

export const updateQuickReply = (db: Database, row: QuickReplyRow) => db.update(quickReplies).set(row).where(one(row));

export const deleteQuickReply = (db: Database, row: QuickReplyRow) => db.delete(quickReplies).where(one(row));
