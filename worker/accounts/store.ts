import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { LiveSession, Membership } from "../../protocol/http.schema.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import type { Statement } from "../db/audit.ts";
import { type Database, writeBatch } from "../db/client.ts";
import { accountLinks, accounts, divisionMembers, members, organizations, webSessions } from "../db/schema/index.ts";
import { roleSettingsOf, sectionsFrom } from "../settings/sections.ts";
import { savedSections } from "../settings/store.ts";
import { normaliseEmail } from "./email.ts";
import { endSessions } from "./end-sessions.ts";

/** Every function here is one round trip and rejects with DatabaseUnavailable when there is no usable answer. */

export type Account = {
  accountId: string;
  email: string;
  name: string;
  language: "en" | "id" | null;
  memberships: Membership[];
};

/** An account with its active memberships, oldest first; null: nobody has this email. */
export async function accountByEmail(
  db: Database,
  email: string,
): Promise<(Account & { passwordHash: string }) | null> {
  const key = normaliseEmail(email);
  const accountId = sql`(SELECT account_id FROM accounts WHERE email = ${key})`;
  const [rows, memberships] = await db.batch([
    db.select().from(accounts).where(eq(accounts.email, key)),
    selectMemberships(db, accountId),
  ]);
  return rows[0] === undefined ? null : { ...toAccount(rows[0], memberships), passwordHash: rows[0].passwordHash };
}

/** The same by id. */
export async function accountById(
  db: Database,
  accountId: string,
): Promise<(Account & { passwordHash: string }) | null> {
  const [rows, memberships] = await db.batch([
    db.select().from(accounts).where(eq(accounts.accountId, accountId)),
    selectMemberships(db, sql`${accountId}`),
  ]);
  return rows[0] === undefined ? null : { ...toAccount(rows[0], memberships), passwordHash: rows[0].passwordHash };
}

/**
 * AUTH-7: the new password, and the end of every session but the one that asked, of sign-ins that wait for their code, and
 * of links that would set another one. What applications were given ends with it, by triggers.
 */
export async function changePassword(
  db: Database,
  change: { accountId: string; passwordHash: string; now: number; keepSessionId: string | null },
  more: Statement[] = [],
): Promise<void> {
  const { accountId, passwordHash, now, keepSessionId } = change;
  await writeBatch(db, [
    db.update(accounts).set({ passwordHash, passwordChangedAt: now }).where(eq(accounts.accountId, accountId)),
    ...endSessions(db, accountId, keepSessionId),
    db.delete(accountLinks).where(and(eq(accountLinks.accountId, accountId), eq(accountLinks.kind, "reset"))),
    ...more,
  ]);
}

export async function passwordHashOf(db: Database, accountId: string): Promise<string | null> {
  const rows = await db.select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.accountId, accountId));
  return rows[0]?.hash ?? null;
}

export type WebSession = typeof webSessions.$inferSelect;

/** AUTH-7: false, and no session, if the account's password is no longer the one that was checked. */
export async function createSession(db: Database, session: WebSession, passwordHash: string): Promise<boolean> {
  const { sessionId, accountId } = session;
  const isStale = sql`NOT EXISTS (SELECT 1 FROM accounts WHERE account_id = ${accountId} AND password_hash = ${passwordHash})`;
  const [, undone] = await writeBatch(db, [
    db.insert(webSessions).values(session),
    db.delete(webSessions).where(and(eq(webSessions.sessionId, sessionId), isStale)),
    seenHere(db, sessionId, session.createdAt),
  ]);
  return undone?.rowsAffected === 0;
}

export type FoundSession = { session: WebSession; account: Account };

/** The live session of a cookie; null: unknown, or longer unused than it may be (AUTH-17). */
export async function findSession(db: Database, tokenHash: string, now: number): Promise<FoundSession | null> {
  const accountId = sql`(SELECT account_id FROM web_sessions WHERE token_hash = ${tokenHash})`;
  const [sessions, rows, memberships] = await db.batch([
    db.select().from(webSessions).where(eq(webSessions.tokenHash, tokenHash)),
    db.select().from(accounts).where(eq(accounts.accountId, accountId)),
    selectMemberships(db, accountId),
  ]);
  const [session, account] = [sessions[0], rows[0]];
  if (session === undefined || account === undefined || now - session.lastSeenAt > session.idleMs) return null;
  return { session, account: toAccount(account, memberships) };
}

/** Moves the idle clock, never backwards. Call at most once a minute per session. */
export async function touchSession(db: Database, sessionId: string, now: number): Promise<void> {
  await writeBatch(db, [
    db
      .update(webSessions)
      .set({ lastSeenAt: now })
      .where(and(eq(webSessions.sessionId, sessionId), lt(webSessions.lastSeenAt, now))),
    seenHere(db, sessionId, now),
  ]);
}

/** The session's member was here, in the organization it works in. */
const seenHere = (db: Database, sessionId: string, now: number): Statement => {
  const of = (column: string) => sql`(SELECT ${sql.raw(column)} FROM web_sessions WHERE session_id = ${sessionId})`;
  return db
    .update(members)
    .set({ lastSeenAt: now })
    .where(and(eq(members.accountId, of("account_id")), eq(members.organizationId, of("organization_id"))));
};

/** AUTH-5: the session goes on in another organization, whose idle time holds from now on. */
export async function switchOrganization(
  db: Database,
  sessionId: string,
  change: Pick<typeof webSessions.$inferInsert, "organizationId" | "idleMs" | "csrf">,
): Promise<void> {
  await writeBatch(db, [db.update(webSessions).set(change).where(eq(webSessions.sessionId, sessionId))]);
}

/** False: this account has no such session. */
export async function deleteSession(db: Database, accountId: string, sessionId: string): Promise<boolean> {
  const mine = and(eq(webSessions.accountId, accountId), eq(webSessions.sessionId, sessionId));
  const [deleted] = await writeBatch(db, [db.delete(webSessions).where(mine)]);
  return deleted?.rowsAffected === 1;
}

/** Live sessions, last used first; `isCurrent` marks the one that asks. */
export async function listSessions(
  db: Database,
  accountId: string,
  currentId: string,
  now: number,
): Promise<LiveSession[]> {
  const isLive = gt(sql`${webSessions.lastSeenAt} + ${webSessions.idleMs}`, now);
  const rows = await db
    .select()
    .from(webSessions)
    .where(and(eq(webSessions.accountId, accountId), isLive))
    .orderBy(desc(webSessions.lastSeenAt));
  return rows.map(({ sessionId, createdAt, lastSeenAt, userAgent }) => ({
    sessionId,
    createdAt,
    lastSeenAt,
    userAgent,
    isCurrent: sessionId === currentId,
  }));
}

/** What tokens and visibility are made of; null: no active member of this organization. */
export async function memberIdentity(
  db: Database,
  organizationId: string,
  memberId: string,
): Promise<MemberIdentity | null> {
  const [rows, divisionRows, saved] = await db.batch([
    db
      .select({ member: members })
      .from(members)
      .where(
        and(eq(members.memberId, memberId), eq(members.organizationId, organizationId), eq(members.isActive, true)),
      ),
    db
      .select({ divisionId: divisionMembers.divisionId })
      .from(divisionMembers)
      .where(and(eq(divisionMembers.organizationId, organizationId), eq(divisionMembers.memberId, memberId))),
    savedSections(db, organizationId, ["allocation", "broadcast", "masking"]),
  ]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    organizationId,
    memberId,
    name: row.member.name,
    role: row.member.role,
    divisionIds: divisionRows.map((one) => one.divisionId),
    isRestricted: row.member.isRestricted,
    settings: roleSettingsOf(sectionsFrom(saved, "UTC")),
    ...(row.member.tokenEpoch > 0 && { tokenEpoch: row.member.tokenEpoch }),
  };
}

export type MemberDetails = { memberId: string; name: string; role: Role; isActive: boolean; email: string };

/** Members of an organization by name, inactive ones too. */
export function membersOf(db: Database, organizationId: string): Promise<MemberDetails[]> {
  return db
    .select({
      memberId: members.memberId,
      name: members.name,
      role: members.role,
      isActive: members.isActive,
      email: accounts.email,
    })
    .from(members)
    .innerJoin(accounts, eq(accounts.accountId, members.accountId))
    .where(eq(members.organizationId, organizationId))
    .orderBy(asc(members.name));
}

const selectMemberships = (db: Database, accountId: ReturnType<typeof sql>) =>
  db
    .select({
      organizationId: members.organizationId,
      organizationName: organizations.name,
      memberId: members.memberId,
      role: members.role,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.organizationId, members.organizationId))
    .where(and(eq(members.accountId, accountId), eq(members.isActive, true)))
    .orderBy(asc(members.createdAt), asc(members.memberId));

const toAccount = (row: typeof accounts.$inferSelect, memberships: Membership[]): Account => ({
  accountId: row.accountId,
  email: row.email,
  name: row.name,
  language: row.language,
  memberships,
});
