import { and, eq } from "drizzle-orm";
import { normaliseEmail } from "../../accounts/email.ts";
import type { Database } from "../../db/client.ts";
import { accounts, contactMerges, contacts, members } from "../../db/schema/index.ts";

/** The member of this organization whom an id or an email names, active or not. */
export async function memberIdOf(db: Database, organizationId: string, named: string): Promise<string | undefined> {
  const own = eq(members.organizationId, organizationId);
  const rows = named.includes("@")
    ? await db
        .select({ memberId: members.memberId })
        .from(accounts)
        .innerJoin(members, and(eq(members.accountId, accounts.accountId), own))
        .where(eq(accounts.email, normaliseEmail(named)))
    : await db
        .select({ memberId: members.memberId })
        .from(members)
        .where(and(eq(members.memberId, named), own));
  return rows[0]?.memberId;
}

/** The contact as it is called now, also if it was merged into another one; undefined: there is none. */
export async function contactNow(db: Database, organizationId: string, contactId: string): Promise<string | undefined> {
  const [standing, merged] = await db.batch([
    db
      .select({ contactId: contacts.contactId })
      .from(contacts)
      .where(and(eq(contacts.organizationId, organizationId), eq(contacts.contactId, contactId))),
    db
      .select({ contactId: contactMerges.contactId })
      .from(contactMerges)
      .where(and(eq(contactMerges.organizationId, organizationId), eq(contactMerges.formerId, contactId))),
  ]);
  return merged[0]?.contactId ?? standing[0]?.contactId;
}
