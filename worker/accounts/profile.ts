import { and, eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { accounts, members, organizations } from "../db/schema/index.ts";

export type Profile = { email: string; language: "en" | "id" | null; isOwner: boolean; deletionAt: number | null };

/** What a member's account knows of its person, and when their organization will be erased; null: no active member of this organization. */
export async function profileOf(db: Database, organizationId: string, memberId: string): Promise<Profile | null> {
  const rows = await db
    .select({
      email: accounts.email,
      language: accounts.language,
      isOwner: members.isOwner,
      deletionAt: organizations.deletionAt,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.organizationId, members.organizationId))
    .innerJoin(accounts, eq(accounts.accountId, members.accountId))
    .where(and(eq(members.organizationId, organizationId), eq(members.memberId, memberId), eq(members.isActive, true)));
  return rows[0] ?? null;
}
