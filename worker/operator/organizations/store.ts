import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { OperatorOrganization } from "../../../protocol/operator.schema.ts";
import type { Database } from "../../db/client.ts";
import { accounts, members, organizations } from "../../db/schema/index.ts";

/** Organizations with their owners and seats in use (ROLE-21), by name. One of them with an id. */
export function listOrganizations(db: Database, organizationId?: string): Promise<OperatorOrganization[]> {
  const isHere = eq(members.organizationId, organizations.organizationId);
  const owner = db
    .select({ email: accounts.email })
    .from(members)
    .innerJoin(accounts, eq(accounts.accountId, members.accountId))
    .where(and(isHere, eq(members.isOwner, true)))
    .limit(1);
  const seats = db
    .select({ n: sql`count(*)` })
    .from(members)
    .where(
      and(
        isHere,
        sql`${members.role} <> 'admin'`,
        isNull(members.deactivatedAt),
        or(eq(members.isActive, true), isNotNull(members.pending)),
      ),
    );
  return db
    .select({
      organizationId: organizations.organizationId,
      name: organizations.name,
      timeZone: organizations.timeZone,
      language: organizations.language,
      ownerEmail: sql<string | null>`(${owner})`,
      seatLimit: organizations.seatLimit,
      seatsUsed: sql<number>`(${seats})`,
      deletionAt: organizations.deletionAt,
      createdAt: organizations.createdAt,
    })
    .from(organizations)
    .where(organizationId === undefined ? undefined : eq(organizations.organizationId, organizationId))
    .orderBy(asc(sql`lower(${organizations.name})`), asc(organizations.organizationId));
}
