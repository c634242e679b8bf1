import type { InStatement } from "@libsql/client/web";
import { and, desc, eq, gte, inArray, isNull, lt, lte, or } from "drizzle-orm";
import type { Notice, NoticePage } from "../../protocol/inbox.schema.ts";
import { TIMES } from "../../protocol/limits.ts";
import { isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import { type Database, writeBatch } from "../db/client.ts";
import { notices } from "../db/schema/index.ts";
import { decodeCursor, encodeCursor } from "../inbox/cursor.ts";
import { rawCondition, visibleRoom } from "../inbox/visible.ts";
import type { NoticeCall } from "../organization/contract.ts";

/** GEN-8: beyond this the bell says "99+", so counting on would be for nothing. */
const COUNTED_MAX = 100;
const SWEPT_MAX = 1_000;
const CURSOR = [/^\d{1,16}$/, /^[\w:.-]{1,200}$/] as const;

/** Whose bell it is. */
type Owner = MemberIdentity;
type PageQuery = { unreadOnly: boolean; cursor?: string | undefined; limit: number };

/** Through a portal's token that shows less than the role: of those rooms alone (EMBED-3). */
const ownedBy = (member: Owner) =>
  and(
    eq(notices.organizationId, member.organizationId),
    eq(notices.memberId, member.memberId),
    isNarrowed(member) ? rawCondition(visibleRoom(member, "notices")) : undefined,
  );

/** A page of the last 7 days, newest first, and how many are unread, 100 standing for more. null: no cursor of ours. */
export async function noticePage(
  db: Database,
  owner: Owner,
  query: PageQuery,
  now: number,
): Promise<NoticePage | null> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, CURSOR);
  if (query.cursor !== undefined && after === null) return null;
  const isKept = and(ownedBy(owner), gte(notices.at, now - TIMES.noticesKeptMs));
  const [rows, unreadRows] = await db.batch([
    db
      .select()
      .from(notices)
      .where(
        and(isKept, query.unreadOnly ? isNull(notices.readAt) : undefined, after === null ? undefined : isBelow(after)),
      )
      .orderBy(desc(notices.at), desc(notices.noticeId))
      .limit(query.limit + 1),
    db
      .select({ noticeId: notices.noticeId })
      .from(notices)
      .where(and(isKept, isNull(notices.readAt)))
      .limit(COUNTED_MAX),
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    notices: page.map(toNotice),
    unread: unreadRows.length,
    nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor(last.at, last.noticeId) : null,
  };
}

function isBelow([at, noticeId]: string[]) {
  const time = Number(at);
  return and(
    lte(notices.at, time),
    or(lt(notices.at, time), and(eq(notices.at, time), lt(notices.noticeId, noticeId ?? ""))),
  );
}

const toNotice = (row: typeof notices.$inferSelect): Notice => ({
  noticeId: row.noticeId,
  at: row.at,
  kind: row.kind as Notice["kind"],
  roomId: row.roomId,
  params: row.params,
  isRead: row.readAt !== null,
});

/** Marks these as read, or all up to now. Ids of others' notices and unknown ones change nothing. */
export async function readNotices(db: Database, owner: Owner, noticeIds: string[] | null, now: number): Promise<void> {
  const meant = noticeIds === null ? lte(notices.at, now) : inArray(notices.noticeId, noticeIds);
  await writeBatch(db, [
    db
      .update(notices)
      .set({ readAt: now })
      .where(and(ownedBy(owner), meant, isNull(notices.readAt))),
  ]);
}

/**
 * Puts notices into the bells of those they are for: named members and active ones of the roles, but not who did it.
 * A restricted supervisor is told as one of a role only of rooms of the own divisions (ROLE-24). Once each, however
 * often it runs: the projection of a room replays.
 */
export const insertNotices = (organizationId: string, calls: readonly NoticeCall[]): InStatement => ({
  sql: `
    INSERT INTO notices (organization_id, member_id, notice_id, at, kind, room_id, params)
    SELECT m.organization_id, m.member_id, c.value ->> '$.notice.noticeId', c.value ->> '$.notice.at',
           c.value ->> '$.notice.kind', c.value ->> '$.notice.roomId', c.value -> '$.notice.params'
    FROM json_each(?) AS c CROSS JOIN members AS m
    WHERE m.organization_id = ? AND m.is_active = 1 AND m.member_id IS NOT c.value ->> '$.exceptMemberId'
      AND (m.member_id IN (SELECT value FROM json_each(c.value, '$.memberIds'))
        OR (m.role IN (SELECT value FROM json_each(c.value, '$.roles'))
          AND (m.is_restricted = 0 OR m.role <> 'supervisor' OR EXISTS (
            SELECT 1 FROM rooms AS r JOIN division_members AS d
              ON d.organization_id = r.organization_id AND d.division_id = r.division_id AND d.member_id = m.member_id
            WHERE r.organization_id = m.organization_id AND r.room_id = c.value ->> '$.notice.roomId'))))
    ON CONFLICT (organization_id, member_id, notice_id) DO NOTHING`,
  args: [JSON.stringify(calls), organizationId],
});

/** Deletes what is older than 7 days in one small batch; what is left over goes in the next run. */
export async function sweepNotices(db: Database, now: number): Promise<void> {
  await writeBatch(db, [
    {
      sql: `DELETE FROM notices WHERE (organization_id, member_id, notice_id) IN (
              SELECT organization_id, member_id, notice_id FROM notices INDEXED BY notices_at
              WHERE at < ? LIMIT ${SWEPT_MAX})`,
      args: [now - TIMES.noticesKeptMs],
    },
  ]);
}
