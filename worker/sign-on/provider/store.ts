import { and, eq, gt, gte, isNull, sql } from "drizzle-orm";
import { type Database, writeBatch } from "../../db/client.ts";
import {
  accounts,
  members,
  oidcApplications,
  oidcCodes,
  oidcGrants,
  organizations,
  webSessions,
} from "../../db/schema/index.ts";
import { CODE_MS, GRANT_MS } from "./issuer.ts";
import type { Person } from "./rules.ts";

export type Application = typeof oidcApplications.$inferSelect;

export async function applicationOf(db: Database, clientId: string): Promise<Application | null> {
  const rows = await db.select().from(oidcApplications).where(eq(oidcApplications.clientId, clientId));
  return rows[0] ?? null;
}

export type NewCode = Omit<typeof oidcCodes.$inferInsert, "expiresAt" | "usedAt"> & {
  accountId: string;
  sessionId: string;
};

/** A code and the grant it stands for, which nobody holds before the code is redeemed. */
export async function addCode(db: Database, code: NewCode, now: number): Promise<void> {
  const { accountId, sessionId, ...row } = code;
  const { grantId, clientId, scope } = row;
  const expiresAt = now + CODE_MS;
  await writeBatch(db, [
    db.insert(oidcGrants).values({ grantId, accountId, sessionId, clientId, scope, createdAt: now, expiresAt }),
    db.insert(oidcCodes).values({ ...row, expiresAt }),
  ]);
}

/** Whether this session has signed in to the application before. */
export async function hasGrant(db: Database, sessionId: string, clientId: string): Promise<boolean> {
  const ofSession = and(eq(oidcGrants.sessionId, sessionId), eq(oidcGrants.clientId, clientId));
  return (await db.select({ id: oidcGrants.grantId }).from(oidcGrants).where(ofSession).limit(1)).length > 0;
}

export type Code = typeof oidcCodes.$inferSelect;

/** Takes a code for good. `again`: it was taken before, and what it gave has ended now (RFC 6749 §4.1.2). */
export async function takeCode(db: Database, codeHash: string, now: number): Promise<Code | "again" | null> {
  const [code] = await db.select().from(oidcCodes).where(eq(oidcCodes.codeHash, codeHash));
  if (code === undefined) return null;
  const isUntaken = and(eq(oidcCodes.codeHash, codeHash), isNull(oidcCodes.usedAt));
  const [taken] = await writeBatch(db, [db.update(oidcCodes).set({ usedAt: now }).where(isUntaken)]);
  if (taken?.rowsAffected === 1) return code;
  await endGrant(db, code.grantId);
  return "again";
}

export async function endGrant(db: Database, grantId: string): Promise<void> {
  await writeBatch(db, [db.delete(oidcGrants).where(eq(oidcGrants.grantId, grantId))]);
}

export type LiveGrant = {
  grantId: string;
  clientId: string;
  scope: string;
  sessionId: string;
  signedInAt: number;
  refreshHash: string | null;
  person: Person;
};

/** A grant whose session, account and membership still are; null: ended, by whatever way (AUTH-6, 7). */
export async function liveGrant(db: Database, grantId: string, now: number): Promise<LiveGrant | null> {
  const accountId = sql`(SELECT account_id FROM oidc_grants WHERE grant_id = ${grantId})`;
  const [rows, memberships] = await db.batch([
    db
      .select({ grant: oidcGrants, account: accounts, signedInAt: webSessions.createdAt })
      .from(oidcGrants)
      .innerJoin(webSessions, eq(webSessions.sessionId, oidcGrants.sessionId))
      .innerJoin(accounts, eq(accounts.accountId, oidcGrants.accountId))
      .innerJoin(oidcApplications, eq(oidcApplications.clientId, oidcGrants.clientId))
      .where(
        and(
          eq(oidcGrants.grantId, grantId),
          gt(oidcGrants.expiresAt, now),
          gte(sql`${webSessions.lastSeenAt} + ${webSessions.idleMs}`, now),
        ),
      ),
    db
      .select({ id: members.organizationId, name: organizations.name, role: members.role })
      .from(members)
      .innerJoin(organizations, eq(organizations.organizationId, members.organizationId))
      .where(and(eq(members.accountId, accountId), eq(members.isActive, true))),
  ]);
  const row = rows[0];
  if (row === undefined || memberships.length === 0) return null;
  const { accountId: id, email, name, firstName, lastName, language } = row.account;
  const { clientId, scope, sessionId, refreshHash } = row.grant;
  const isEmailVerified = row.account.emailVerifiedAt !== null;
  const person = {
    accountId: id,
    email,
    isEmailVerified,
    name,
    firstName,
    lastName,
    language,
    organizations: memberships,
  };
  return { grantId, clientId, scope, sessionId, refreshHash, signedInAt: row.signedInAt, person };
}

/** The code was redeemed: the grant lives, with a first refresh token if one was asked for. False: it ended meanwhile. */
export async function openGrant(
  db: Database,
  grantId: string,
  refreshHash: string | null,
  now: number,
): Promise<boolean> {
  const [opened] = await writeBatch(db, [
    db
      .update(oidcGrants)
      .set({ refreshHash, expiresAt: now + GRANT_MS })
      .where(eq(oidcGrants.grantId, grantId)),
  ]);
  return opened?.rowsAffected === 1;
}

/** Puts a new refresh token in the place of the one that was shown. False: that one is not the one that holds. */
export async function rotate(db: Database, grantId: string, shown: string, next: string): Promise<boolean> {
  const holds = and(eq(oidcGrants.grantId, grantId), eq(oidcGrants.refreshHash, shown));
  const [rotated] = await writeBatch(db, [db.update(oidcGrants).set({ refreshHash: next }).where(holds)]);
  return rotated?.rowsAffected === 1;
}

/** Deletes codes and grants that have ended. */
export async function sweepSignOn(db: Database, now: number): Promise<void> {
  await writeBatch(db, [
    { sql: "DELETE FROM oidc_codes WHERE expires_at <= ?", args: [now - 10 * CODE_MS] },
    { sql: "DELETE FROM oidc_grants WHERE expires_at <= ?", args: [now] },
    { sql: "DELETE FROM oidc_keys WHERE expires_at <= ?", args: [now] },
  ]);
}
