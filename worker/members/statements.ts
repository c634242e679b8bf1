import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Statement } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import {
  accountLinks,
  accounts,
  divisionMembers,
  divisions,
  members,
  signInCodes,
  webSessions,
} from "../db/schema/index.ts";
import type { MemberRow } from "./store.ts";

/** The row, and the divisions it is in; a division that it no longer belongs to as a supervisor has none. */
export function writeMember(db: Database, row: MemberRow, divisionIds: readonly string[]): Statement[] {
  const { organizationId, memberId } = row;
  const leads = and(eq(divisions.organizationId, organizationId), eq(divisions.supervisorId, memberId));
  const kept = row.role === "supervisor" ? divisionIds : [];
  // These two change without the form.
  const { tokenEpoch: _epoch, lastSeenAt: _seen, ...saved } = row;
  const rows = divisionIds.map((divisionId) => ({ organizationId, divisionId, memberId }));
  return [
    db.insert(members).values(row).onConflictDoUpdate({ target: members.memberId, set: saved }),
    leaveDivisions(db, row),
    ...(rows.length > 0 ? [db.insert(divisionMembers).values(rows)] : []),
    db
      .update(divisions)
      .set({ supervisorId: null, version: sql`${divisions.version} + 1` })
      .where(and(leads, kept.length > 0 ? notInArray(divisions.divisionId, [...kept]) : undefined)),
  ];
}

const leaveDivisions = (db: Database, { organizationId, memberId }: MemberRow): Statement =>
  db
    .delete(divisionMembers)
    .where(and(eq(divisionMembers.organizationId, organizationId), eq(divisionMembers.memberId, memberId)));

/** ROLE-22: what the account has open in this organization ends; elsewhere it goes on. */
export const endSessionsHere = (db: Database, { organizationId, accountId, memberId }: MemberRow): Statement[] => [
  db
    .update(members)
    .set({ tokenEpoch: sql`${members.tokenEpoch} + 1` })
    .where(eq(members.memberId, memberId)),
  db
    .delete(webSessions)
    .where(and(eq(webSessions.accountId, accountId), eq(webSessions.organizationId, organizationId))),
  db
    .delete(signInCodes)
    .where(and(eq(signInCodes.accountId, accountId), eq(signInCodes.organizationId, organizationId))),
];

/** Links that were mailed to an address that is the account's no longer. */
export const endResets = (db: Database, accountId: string): Statement =>
  db.delete(accountLinks).where(and(eq(accountLinks.accountId, accountId), eq(accountLinks.kind, "reset")));

/** Somebody who was invited and never came leaves nothing behind. */
export const forgetMember = (db: Database, row: MemberRow): Statement[] => [
  ...writeMember(db, { ...row, role: "agent" }, []),
  db.delete(members).where(eq(members.memberId, row.memberId)),
  forgetAccount(db, row.accountId),
];

/** Deletes an account that was made for an invitation and belongs nowhere any more. */
export function forgetAccount(db: Database, accountId: string): Statement {
  const unused = ["members", "account_links", "web_sessions", "sign_in_codes", "oidc_grants", "oidc_links"].map(
    (table) => sql`NOT EXISTS (SELECT 1 FROM ${sql.raw(table)} WHERE account_id = ${accountId})`,
  );
  return db.delete(accounts).where(and(eq(accounts.accountId, accountId), eq(accounts.passwordHash, ""), ...unused));
}
