import { and, eq, inArray } from "drizzle-orm";
import type { MemberPage, MemberQuery } from "../../protocol/accounts.schema.ts";
import type { Database } from "../db/client.ts";
import { foldText } from "../db/fold.ts";
import { accountLinks, accounts, divisionMembers, members } from "../db/schema/index.ts";
import { decodeCursor, encodeCursor } from "../inbox/cursor.ts";
import { stateOf } from "./rules.ts";
import { seatsOf, toDetail } from "./store.ts";

/**
 * A page by name. All members of an organization, at most `LIMITS.membersPerOrganization` short rows, are sorted and
 * searched here, because only here names are folded; details are read for the page alone. null: no cursor of ours.
 */
export async function memberPage(db: Database, organizationId: string, query: MemberQuery): Promise<MemberPage | null> {
  const after = query.cursor === undefined ? "" : afterOf(query.cursor);
  if (after === null) return null;
  const [rows, organizationRows, counted] = await db.batch([
    db
      .select({
        memberId: members.memberId,
        name: members.name,
        email: accounts.email,
        role: members.role,
        isActive: members.isActive,
        pending: members.pending,
        deactivatedAt: members.deactivatedAt,
      })
      .from(members)
      .innerJoin(accounts, eq(accounts.accountId, members.accountId))
      .where(eq(members.organizationId, organizationId)),
    ...seatsOf(db, organizationId),
  ]);
  const words = foldText(query.q);
  const wanted = rows
    .filter((row) => query.role === undefined || row.role === query.role)
    .filter((row) => query.state === undefined || stateOf(row) === query.state)
    .filter((row) => foldText(row.name).includes(words) || row.email.includes(words))
    .sort((a, b) => compare(foldText(a.name), foldText(b.name)) || compare(a.memberId, b.memberId));
  const from = after === "" ? 0 : wanted.findIndex(({ memberId }) => memberId === after) + 1;
  const page = wanted.slice(from, from + query.limit).map(({ memberId }) => memberId);
  const isLast = from + query.limit >= wanted.length;
  return {
    members: page.length === 0 ? [] : await details(db, organizationId, page),
    nextCursor: isLast ? null : encodeCursor(page.at(-1) ?? ""),
    seats: { used: counted[0]?.seats ?? 0, limit: organizationRows[0]?.seatLimit ?? null },
  };
}

const afterOf = (cursor: string): string | null => decodeCursor(cursor, [/^mem_[0-9a-f]{32}$/])?.[0] ?? null;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function details(db: Database, organizationId: string, memberIds: string[]): Promise<MemberPage["members"]> {
  const [rows, divisionRows, links] = await db.batch([
    db
      .select({
        row: members,
        account: {
          accountId: accounts.accountId,
          email: accounts.email,
          passwordHash: accounts.passwordHash,
          language: accounts.language,
        },
      })
      .from(members)
      .innerJoin(accounts, eq(accounts.accountId, members.accountId))
      .where(and(eq(members.organizationId, organizationId), inArray(members.memberId, memberIds))),
    db
      .select()
      .from(divisionMembers)
      .where(and(eq(divisionMembers.organizationId, organizationId), inArray(divisionMembers.memberId, memberIds))),
    db.select().from(accountLinks).where(inArray(accountLinks.memberId, memberIds)),
  ]);
  return memberIds.flatMap((memberId) => {
    const found = rows.find(({ row }) => row.memberId === memberId);
    if (found === undefined) return [];
    const divisionIds = divisionRows.filter((one) => one.memberId === memberId).map(({ divisionId }) => divisionId);
    const linkExpiresAt = links.find((one) => one.memberId === memberId)?.expiresAt ?? null;
    return [toDetail({ ...found, divisionIds, linkExpiresAt })];
  });
}
