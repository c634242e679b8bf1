import type { InStatement } from "@libsql/client/web";
import { and, eq } from "drizzle-orm";
import { newId } from "../../../protocol/ids.ts";
import type { Proven } from "../../accounts/begin.ts";
import { accountByEmail } from "../../accounts/store.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { accounts, oidcLinks } from "../../db/schema/index.ts";

/** Whom a provider vouches for. `email` null: it names none, or does not say that it is verified. */
export type Vouched = { issuer: string; subject: string; email: string | null };

/** What ID tokens and user information say of a person's email. Some providers write the truth as a text. */
export function verifiedEmail(claims: Record<string, unknown>): string | null {
  const { email, email_verified: isVerified } = claims;
  return typeof email === "string" && email !== "" && (isVerified === true || isVerified === "true") ? email : null;
}

/**
 * AUTH-18: the member a provider's person is. Once matched by email the two are linked, and the person stays the same
 * whatever their email there becomes. Nobody is created. null: no active member.
 */
export async function memberFor(
  db: Database,
  { issuer, subject, email }: Vouched,
  now: number,
): Promise<Proven | null> {
  if (email === null) return null;
  const [link] = await db
    .select({ email: accounts.email })
    .from(oidcLinks)
    .innerJoin(accounts, eq(accounts.accountId, oidcLinks.accountId))
    .where(and(eq(oidcLinks.issuer, issuer), eq(oidcLinks.subject, subject)));
  const found = await accountByEmail(db, link?.email ?? email);
  const current = found?.memberships[0];
  if (found === null || current === undefined) return null;
  const { passwordHash, ...account } = found;
  const { accountId } = account;
  if (link === undefined)
    await writeBatch(db, [
      // Who has the email now is the person; whoever had it at this provider before is so no longer.
      db.delete(oidcLinks).where(and(eq(oidcLinks.accountId, accountId), eq(oidcLinks.issuer, issuer))),
      linkWhile(account, { linkId: newId("prv"), issuer, subject, createdAt: now }),
    ]);
  return { account, current, passwordHash };
}

/** Only while the account still has the email that was vouched for: a change meanwhile has just ended such links. */
const linkWhile = (
  { accountId, email }: Pick<Proven["account"], "accountId" | "email">,
  { linkId, issuer, subject, createdAt }: Omit<typeof oidcLinks.$inferInsert, "accountId">,
): InStatement => ({
  sql: `INSERT INTO oidc_links (link_id, issuer, subject, account_id, created_at)
        SELECT ?, ?, ?, account_id, ? FROM accounts WHERE account_id = ? AND email = ? ON CONFLICT DO NOTHING`,
  args: [linkId, issuer, subject, createdAt, accountId, email],
});
