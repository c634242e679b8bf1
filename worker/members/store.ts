import { and, eq, ne, sql } from "drizzle-orm";
import type { MemberDetail } from "../../protocol/accounts.schema.ts";
import type { Database } from "../db/client.ts";
import { accountLinks, accounts, divisionMembers, divisions, members, organizations } from "../db/schema/index.ts";
import { stateOf } from "./rules.ts";

export type MemberRow = typeof members.$inferSelect;
export type AccountRow = Pick<typeof accounts.$inferSelect, "accountId" | "email" | "passwordHash" | "language">;

/** A membership with all that its form shows. */
export type KnownMember = {
  row: MemberRow;
  account: AccountRow;
  divisionIds: string[];
  linkExpiresAt: number | null;
};

export type Surroundings = {
  organization: { name: string; language: "en" | "id"; seatLimit: number | null };
  counts: { total: number; seats: number; activeAdmins: number };
  divisionIds: Set<string>;
  /** The membership that is asked for. */
  member: KnownMember | undefined;
  /** Whether that one's account belongs nowhere else. */
  isOnlyMembership: boolean;
  /** Who has the email that is asked for, and whether it is one of this organization's members. */
  target: (AccountRow & { isMember: boolean }) | undefined;
};

const ACCOUNT = {
  accountId: accounts.accountId,
  email: accounts.email,
  passwordHash: accounts.passwordHash,
  language: accounts.language,
};

const isHere = sql`(${members.isActive} = 1 OR (${members.pending} IS NOT NULL AND ${members.deactivatedAt} IS NULL))`;

const selectCounts = (db: Database, organizationId: string) =>
  db
    .select({
      total: sql<number>`count(*)`,
      seats: sql<number>`coalesce(sum(${members.role} <> 'admin' AND ${isHere}), 0)`,
      activeAdmins: sql<number>`coalesce(sum(${members.role} = 'admin' AND ${members.isActive} = 1), 0)`,
    })
    .from(members)
    .where(eq(members.organizationId, organizationId));

const selectOrganization = (db: Database, organizationId: string) =>
  db
    .select({ name: organizations.name, language: organizations.language, seatLimit: organizations.seatLimit })
    .from(organizations)
    .where(eq(organizations.organizationId, organizationId));

/** Everything a change of a member is decided on, in one round trip. */
export async function surroundingsOf(
  db: Database,
  organizationId: string,
  { memberId, email }: { memberId: string; email: string },
): Promise<Surroundings> {
  const own = and(eq(members.organizationId, organizationId), eq(members.memberId, memberId));
  const accountId = sql`(SELECT account_id FROM members WHERE member_id = ${memberId})`;
  const [organizationRows, counted, divisionRows, found, inDivisions, links, elsewhere, targets, taken] =
    await db.batch([
      selectOrganization(db, organizationId),
      selectCounts(db, organizationId),
      db
        .select({ divisionId: divisions.divisionId })
        .from(divisions)
        .where(eq(divisions.organizationId, organizationId)),
      db
        .select({ row: members, account: ACCOUNT })
        .from(members)
        .innerJoin(accounts, eq(accounts.accountId, members.accountId))
        .where(own),
      db
        .select({ divisionId: divisionMembers.divisionId })
        .from(divisionMembers)
        .where(and(eq(divisionMembers.organizationId, organizationId), eq(divisionMembers.memberId, memberId))),
      db.select({ expiresAt: accountLinks.expiresAt }).from(accountLinks).where(eq(accountLinks.memberId, memberId)),
      db
        .select({ count: sql<number>`count(*)` })
        .from(members)
        .where(and(eq(members.accountId, accountId), ne(members.organizationId, organizationId))),
      db.select(ACCOUNT).from(accounts).where(eq(accounts.email, email)),
      db
        .select({ memberId: members.memberId })
        .from(members)
        .where(
          and(
            eq(members.organizationId, organizationId),
            eq(members.accountId, sql`(SELECT account_id FROM accounts WHERE email = ${email})`),
          ),
        ),
    ]);
  const [one, target] = [found[0], targets[0]];
  return {
    organization: organizationRows[0] ?? { name: "", language: "en", seatLimit: null },
    counts: counted[0] ?? { total: 0, seats: 0, activeAdmins: 0 },
    divisionIds: new Set(divisionRows.map(({ divisionId }) => divisionId)),
    member: one && {
      ...one,
      divisionIds: inDivisions.map(({ divisionId }) => divisionId),
      linkExpiresAt: links[0]?.expiresAt ?? null,
    },
    isOnlyMembership: elsewhere[0]?.count === 0,
    target: target && { ...target, isMember: taken.length > 0 },
  };
}

export const toDetail = ({ row, account, divisionIds, linkExpiresAt }: KnownMember): MemberDetail => ({
  memberId: row.memberId,
  firstName: row.firstName,
  lastName: row.lastName,
  name: row.name,
  email: account.email,
  phone: row.phone,
  role: row.role,
  isOwner: row.isOwner,
  isRestricted: row.isRestricted,
  divisionIds,
  state: stateOf(row),
  linkExpiresAt,
  createdAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  version: row.version,
});

/** One membership as its form shows it; null: not of this organization. */
export async function memberDetail(
  db: Database,
  organizationId: string,
  memberId: string,
): Promise<MemberDetail | null> {
  const { member } = await surroundingsOf(db, organizationId, { memberId, email: "" });
  return member === undefined ? null : toDetail(member);
}

/** Its own batch of queries: seats beside a page of the list. */
export const seatsOf = (db: Database, organizationId: string) =>
  [selectOrganization(db, organizationId), selectCounts(db, organizationId)] as const;
