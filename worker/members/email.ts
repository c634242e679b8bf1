import { eq, sql } from "drizzle-orm";
import { newId } from "../../protocol/ids.ts";
import { emailChanged } from "../accounts/email-mail.ts";
import { endSessions } from "../accounts/end-sessions.ts";
import { NO_PASSWORD } from "../accounts/passwords.ts";
import type { Statement } from "../db/audit.ts";
import { accounts } from "../db/schema/index.ts";
import { invite, pendingFor } from "./invite.ts";
import type { MemberScope } from "./scope.ts";
import { endResets, endSessionsHere, forgetAccount } from "./statements.ts";
import type { AccountRow, KnownMember, MemberRow, Surroundings } from "./store.ts";

/** How a membership stands under another email; `first` goes before its row is written, `last` after it. */
export type Moved = {
  row: MemberRow;
  account: AccountRow;
  linkExpiresAt: number | null;
  first: Statement[];
  last: Statement[];
  mailIds: string[];
};

/** ROLE-10, AUTH-14. The email is nobody's of this organization. */
export async function moveEmail(
  scope: MemberScope,
  member: KnownMember,
  next: MemberRow,
  email: string,
  around: Surroundings,
): Promise<Moved> {
  // An account that has not agreed to be here is not ours to change.
  const isOurs = around.isOnlyMembership && pendingNow(member) !== "verification";
  if (around.target === undefined && isOurs) return renameAccount(scope, member, next, email, around);
  const account = around.target ?? { accountId: newId("acc"), email, passwordHash: NO_PASSWORD, language: null };
  const made = around.target === undefined ? [newAccount(scope, next, account)] : [];
  const row = {
    ...next,
    accountId: account.accountId,
    isActive: false,
    pending: pendingFor(account),
    activatedAt: next.isActive ? (next.activatedAt ?? scope.now) : next.activatedAt,
  };
  const invitation = await invite({ ...scope, organization: around.organization }, row, account);
  return {
    row,
    account,
    linkExpiresAt: invitation.expiresAt,
    first: made,
    last: [...endSessionsHere(scope.db, next), ...invitation.statements, forgetAccount(scope.db, next.accountId)],
    mailIds: invitation.mailIds,
  };
}

/** What the person has yet to do, as it is now: who was invited may have got a password elsewhere. */
const pendingNow = ({ row, account }: KnownMember) => (row.pending === null ? null : pendingFor(account));

export const newAccount = (
  { db, now }: Pick<MemberScope, "db" | "now">,
  { name, firstName, lastName, phone }: Pick<MemberRow, "name" | "firstName" | "lastName" | "phone">,
  { accountId, email, passwordHash }: AccountRow,
): Statement =>
  db.insert(accounts).values({
    ...{ accountId, email, passwordHash, name, firstName, lastName, phone },
    createdAt: now,
    passwordChangedAt: now,
  });

/** The account's own email: both addresses are told, and every session ends. An invitation goes out anew instead. */
async function renameAccount(
  scope: MemberScope,
  member: KnownMember,
  next: MemberRow,
  email: string,
  { organization }: Surroundings,
): Promise<Moved> {
  const { db, env, now } = scope;
  const account = { ...member.account, email };
  const { accountId } = account;
  const first: Statement[] = [
    db
      .update(accounts)
      .set({ email: unlessElsewhere(next, email), emailVerifiedAt: null })
      .where(eq(accounts.accountId, accountId)),
    ...endSessions(db, accountId),
    endResets(db, accountId),
  ];
  if (member.row.pending !== null) {
    const invitation = await invite({ ...scope, organization }, next, account);
    const { expiresAt, statements, mailIds } = invitation;
    return { row: next, account, linkExpiresAt: expiresAt, first, last: statements, mailIds };
  }
  const language = account.language ?? organization.language;
  const change = { accountId, from: member.account.email, to: email, reason: null, language };
  const mail = await emailChanged(env, db, change, now);
  return { row: next, account, linkExpiresAt: null, first, last: mail.statements, mailIds: mail.mailIds };
}

/**
 * The email, or, if the account has become somebody's of another organization meanwhile, nothing: then the column
 * refuses it and with it the whole batch, and what to do is decided anew.
 */
const unlessElsewhere = ({ accountId, organizationId }: MemberRow, email: string) =>
  sql`CASE WHEN EXISTS (SELECT 1 FROM members WHERE account_id = ${accountId} AND organization_id <> ${organizationId})
    THEN NULL ELSE ${email} END`;
