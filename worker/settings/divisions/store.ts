import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Role } from "../../../protocol/roles.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import type { Statement } from "../../db/audit.ts";
import type { Database } from "../../db/client.ts";
import { divisionMembers, divisions, integrations, members } from "../../db/schema/index.ts";

export type DivisionRow = typeof divisions.$inferSelect;
export type DivisionMember = { divisionId: string; memberId: string; role: Role };

/** `agentIds` are its active agents; a supervisor stands apart. */
export const toDivision = (row: DivisionRow, agentIds: string[]): Division => ({
  divisionId: row.divisionId,
  name: row.name,
  supervisorId: row.supervisorId,
  agentIds,
  integrationIds: row.integrationIds,
  version: row.version,
});

const selectMembers = (db: Database, organizationId: string) =>
  db
    .select({ divisionId: divisionMembers.divisionId, memberId: members.memberId, role: members.role })
    .from(divisionMembers)
    .innerJoin(members, eq(members.memberId, divisionMembers.memberId))
    .where(and(eq(divisionMembers.organizationId, organizationId), eq(members.isActive, true)))
    .orderBy(asc(members.name), asc(members.memberId));

/** All of an organization, by name. General is no row. */
export async function divisionsOf(db: Database, organizationId: string): Promise<Division[]> {
  const [rows, memberRows] = await db.batch([
    db.select().from(divisions).where(eq(divisions.organizationId, organizationId)).orderBy(asc(divisions.nameFolded)),
    selectMembers(db, organizationId),
  ]);
  const membersOf = Map.groupBy(memberRows, (one) => one.divisionId);
  return rows.map((row) => toDivision(row, agentIdsIn(membersOf.get(row.divisionId) ?? [])));
}

export const agentIdsIn = (inDivision: DivisionMember[]): string[] =>
  inDivision.filter(({ role }) => role === "agent").map(({ memberId }) => memberId);

export type Standing = {
  row: DivisionRow | undefined;
  /** Active members of this division. */
  inDivision: DivisionMember[];
  isTaken: boolean;
  count: number;
  roles: Map<string, Role>;
  integrationIds: Set<string>;
};

/** Everything a saved division is checked against, in one round trip. */
export async function standingOf(
  db: Database,
  organizationId: string,
  { divisionId, nameFolded }: { divisionId: string; nameFolded: string },
): Promise<Standing> {
  const ours = eq(divisions.organizationId, organizationId);
  const [rows, memberRows, taken, counted, active, integrationRows] = await db.batch([
    db
      .select()
      .from(divisions)
      .where(and(ours, eq(divisions.divisionId, divisionId))),
    selectMembers(db, organizationId),
    db
      .select({ divisionId: divisions.divisionId })
      .from(divisions)
      .where(and(ours, eq(divisions.nameFolded, nameFolded), ne(divisions.divisionId, divisionId))),
    db.select({ count: sql<number>`count(*)` }).from(divisions).where(ours),
    db
      .select({ memberId: members.memberId, role: members.role })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.isActive, true))),
    db
      .select({ integrationId: integrations.integrationId })
      .from(integrations)
      .where(eq(integrations.organizationId, organizationId)),
  ]);
  return {
    row: rows[0],
    inDivision: memberRows.filter((one) => one.divisionId === divisionId),
    isTaken: taken.length > 0,
    count: counted[0]?.count ?? 0,
    roles: new Map(active.map(({ memberId, role }) => [memberId, role])),
    integrationIds: new Set(integrationRows.map((one) => one.integrationId)),
  };
}

/** Writes the row and who joins and leaves. */
export function writeDivision(
  db: Database,
  row: DivisionRow,
  { joining, leaving }: { joining: string[]; leaving: string[] },
): Statement[] {
  const { organizationId, divisionId, ...rest } = row;
  const rows = joining.map((memberId) => ({ organizationId, divisionId, memberId }));
  return [
    db.insert(divisions).values(row).onConflictDoUpdate({ target: divisions.divisionId, set: rest }),
    ...(leaving.length > 0
      ? [db.delete(divisionMembers).where(and(inDivision(row), inArray(divisionMembers.memberId, leaving)))]
      : []),
    ...(rows.length > 0 ? [db.insert(divisionMembers).values(rows).onConflictDoNothing()] : []),
  ];
}

/** Deletes a division; channels that led into it lead to General. Its rooms follow when the organization hears of it. */
export const deleteDivision = (db: Database, row: DivisionRow): Statement[] => [
  db
    .update(integrations)
    .set({ divisionId: null })
    .where(and(eq(integrations.organizationId, row.organizationId), eq(integrations.divisionId, row.divisionId))),
  db.delete(divisionMembers).where(inDivision(row)),
  db
    .delete(divisions)
    .where(and(eq(divisions.organizationId, row.organizationId), eq(divisions.divisionId, row.divisionId))),
];

const inDivision = ({ organizationId, divisionId }: DivisionRow) =>
  and(eq(divisionMembers.organizationId, organizationId), eq(divisionMembers.divisionId, divisionId));
