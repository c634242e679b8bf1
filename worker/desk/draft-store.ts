import { and, desc, eq, gte, ne, sql } from "drizzle-orm";
import type { Draft } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import { type Database, writeBatch } from "../db/client.ts";
import { drafts } from "../db/schema/index.ts";
import { rawCondition, visibleRoom } from "../inbox/visible.ts";

/** An empty draft stays this long, so that an older one that comes late does not rise again. */
const EMPTY_KEPT_MS = 24 * 60 * 60_000;

type Owner = { organizationId: string; memberId: string };
type Row = typeof drafts.$inferSelect;

const ownedBy = ({ organizationId, memberId }: Owner) =>
  and(eq(drafts.organizationId, organizationId), eq(drafts.memberId, memberId));

const toDraft = ({ roomId, tab, text, replyToSeq, editedAt }: Row): Draft => ({
  roomId,
  tab,
  text,
  replyToSeq,
  editedAt,
});

/** All of a member that hold anything, newest first; through a portal's token those of its rooms (EMBED-3). */
export async function draftsOf(db: Database, member: MemberIdentity): Promise<Draft[]> {
  const rows = await db
    .select()
    .from(drafts)
    .where(
      and(
        ownedBy(member),
        ne(drafts.text, ""),
        isNarrowed(member) ? rawCondition(visibleRoom(member, "drafts")) : undefined,
      ),
    )
    .orderBy(desc(drafts.editedAt))
    .limit(LIMITS.draftsPerMember);
  return rows.map(toDraft);
}

/**
 * Keeps a draft unless a newer one stands, and answers what stands now. A browser's clock that runs ahead counts as ours,
 * or its draft would keep those of every other device out. Beyond LIMITS.draftsPerMember the oldest goes.
 */
export async function saveDraft(db: Database, owner: Owner, given: Draft, now: number): Promise<Draft> {
  const row = {
    organizationId: owner.organizationId,
    memberId: owner.memberId,
    ...given,
    editedAt: Math.min(given.editedAt, now),
  };
  const { tab, text, replyToSeq, editedAt } = row;
  const isNewer = gte(sql`excluded.edited_at`, drafts.editedAt);
  await writeBatch(db, [
    db
      .insert(drafts)
      .values(row)
      .onConflictDoUpdate({
        target: [drafts.organizationId, drafts.memberId, drafts.roomId],
        set: { tab, text, replyToSeq, editedAt },
        setWhere: isNewer,
      }),
    forgetOld(owner, now),
  ]);
  const rows = await db
    .select()
    .from(drafts)
    .where(and(ownedBy(owner), eq(drafts.roomId, given.roomId)));
  return rows[0] === undefined ? { ...given, text: "" } : toDraft(rows[0]);
}

const forgetOld = ({ organizationId, memberId }: Owner, now: number) => ({
  sql: `DELETE FROM drafts WHERE organization_id = ? AND member_id = ? AND (
          (text = '' AND edited_at < ?) OR room_id IN (
            SELECT room_id FROM drafts WHERE organization_id = ? AND member_id = ?
            ORDER BY edited_at DESC LIMIT -1 OFFSET ${LIMITS.draftsPerMember}))`,
  args: [organizationId, memberId, now - EMPTY_KEPT_MS, organizationId, memberId],
});
