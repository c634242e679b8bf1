import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { audit, members } from "../db/schema/index.ts";

/** How far back the audit log is searched; what was changed before that is no news to whoever has a form open. */
const REACH = 500;

/** Who changed a thing last, as the audit log has it; "" if that is long ago. */
export async function changedBy(db: Database, organizationId: string, target: string): Promise<string> {
  const newest = sql`(SELECT coalesce(max(number), 0) FROM audit WHERE organization_id = ${organizationId})`;
  const rows = await db
    .select({ name: members.name })
    .from(audit)
    .innerJoin(members, and(eq(members.memberId, audit.actorId), eq(members.organizationId, organizationId)))
    .where(
      and(
        eq(audit.organizationId, organizationId),
        sql`${audit.number} > ${newest} - ${REACH}`,
        eq(audit.target, target),
      ),
    )
    .orderBy(desc(audit.number))
    .limit(1);
  return rows[0]?.name ?? "";
}
