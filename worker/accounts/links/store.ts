import { and, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { AccountLinkKind } from "../../../protocol/accounts.schema.ts";
import { TIMES } from "../../../protocol/limits.ts";
import type { Statement } from "../../db/audit.ts";
import type { Database } from "../../db/client.ts";
import { accountLinks, accounts, members, organizations } from "../../db/schema/index.ts";
import { newSecretToken, secretTokenHash } from "../../http/secret-tokens.ts";
import { hasPassword } from "../passwords.ts";

const TRIES = 5;

/** Whose link it is: an account's, to set its password anew, or a membership's that waits for its person. */
export type LinkOwner =
  | { kind: "reset"; accountId: string; memberId: null }
  | { kind: Exclude<AccountLinkKind, "reset">; accountId: string; memberId: string };

export type NewLink = { token: string; expiresAt: number; statements: Statement[] };

/** A link, and the end of the one it replaces (AUTH-9). */
export function newLink(db: Database, owner: LinkOwner, now: number): NewLink {
  const token = newSecretToken();
  const expiresAt = now + (owner.kind === "reset" ? TIMES.resetLinkMs : TIMES.memberLinkMs);
  const row = { ...owner, tokenHash: secretTokenHash(token), triesLeft: TRIES, createdAt: now, expiresAt };
  return { token, expiresAt, statements: [endLinks(db, owner), db.insert(accountLinks).values(row)] };
}

const endLinks = (db: Database, owner: LinkOwner): Statement =>
  owner.memberId === null
    ? db.delete(accountLinks).where(and(eq(accountLinks.accountId, owner.accountId), eq(accountLinks.kind, "reset")))
    : endMemberLinks(db, owner.memberId);

export const endMemberLinks = (db: Database, memberId: string): Statement =>
  db.delete(accountLinks).where(eq(accountLinks.memberId, memberId));

export type FoundLink = {
  tokenHash: string;
  /** What has to be done now: who was invited and has got a password meanwhile shows that one. */
  kind: AccountLinkKind;
  accountId: string;
  email: string;
  name: string;
  passwordHash: string;
  memberId: string | null;
  organizationId: string | null;
  organizationName: string | null;
  expiresAt: number;
};

/** A link that holds; null: unknown, used, ended, or its membership waits no more. `isTried`: a try was just taken of it. */
export async function findLink(db: Database, token: string, now: number, isTried = false): Promise<FoundLink | null> {
  const tokenHash = secretTokenHash(token);
  const rows = await db
    .select({
      link: accountLinks,
      account: accounts,
      member: { name: members.name, organizationId: members.organizationId },
      organizationName: organizations.name,
    })
    .from(accountLinks)
    .innerJoin(accounts, eq(accounts.accountId, accountLinks.accountId))
    .leftJoin(members, eq(members.memberId, accountLinks.memberId))
    .leftJoin(organizations, eq(organizations.organizationId, members.organizationId))
    .where(
      and(
        eq(accountLinks.tokenHash, tokenHash),
        gt(accountLinks.expiresAt, now),
        isTried ? undefined : gt(accountLinks.triesLeft, 0),
        or(eq(accountLinks.kind, "reset"), and(isNotNull(members.pending), isNull(members.deactivatedAt))),
      ),
    );
  const row = rows[0];
  if (row === undefined) return null;
  const { link, account, member, organizationName } = row;
  return {
    tokenHash,
    kind: link.kind === "invitation" && hasPassword(account.passwordHash) ? "verification" : link.kind,
    accountId: account.accountId,
    email: account.email,
    name: member?.name ?? account.name,
    passwordHash: account.passwordHash,
    memberId: link.memberId,
    organizationId: member?.organizationId ?? null,
    organizationName,
    expiresAt: link.expiresAt,
  };
}

/** Counted before the password is checked, so that many tries at once are as limited. null: none is left. */
export async function takeLinkTry(db: Database, tokenHash: string, now: number): Promise<{ left: number } | null> {
  const rows = await db
    .update(accountLinks)
    .set({ triesLeft: sql`${accountLinks.triesLeft} - 1` })
    .where(and(eq(accountLinks.tokenHash, tokenHash), gt(accountLinks.expiresAt, now), gt(accountLinks.triesLeft, 0)))
    .returning({ left: accountLinks.triesLeft });
  return rows[0] ?? null;
}

export const endLink = (db: Database, tokenHash: string): Statement =>
  db.delete(accountLinks).where(eq(accountLinks.tokenHash, tokenHash));
