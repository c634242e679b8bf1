import type { InValue } from "@libsql/client/web";
import { type SQL, sql } from "drizzle-orm";
import type { MemberIdentity } from "../../protocol/roles.ts";

/** A condition and its arguments, in order. */
export type Condition = { sql: string; args: InValue[] };

/**
 * ROLE-3 for SQL, the same rule as `canSeeRoom`. `divisionIds` null: whatever the division; a null among them stands
 * for General.
 */
export type Sight =
  | { scope: "rooms"; divisionIds: (string | null)[] | null }
  /** Rooms the member takes part in, and those waiting unassigned in these divisions. */
  | { scope: "own"; memberId: string; waitingDivisionIds: (string | null)[] };

export function sightOf(member: MemberIdentity): Sight {
  const { role, memberId, divisionIds, isRestricted, settings } = member;
  if (role === "agent") {
    return { scope: "own", memberId, waitingDivisionIds: settings.agentCanTakeOver ? [null, ...divisionIds] : [] };
  }
  return { scope: "rooms", divisionIds: role === "supervisor" && isRestricted ? divisionIds : null };
}

/** What a portal's token leaves of that (EMBED-3). null: whatever it is; `none`: no room at all. */
export type Cut = {
  integrationIds: readonly string[] | null;
  divisionIds: readonly (string | null)[] | null;
  contactId: string | null;
};
const UNCUT: Cut = { integrationIds: null, divisionIds: null, contactId: null };

export function cutOf({ scope }: Pick<MemberIdentity, "scope">): Cut | "none" {
  if (!scope) return UNCUT;
  const { components, integrationIds, divisionIds, contactId } = scope;
  const seesRooms = components.includes("inbox") || components.includes("contact-rooms");
  return seesRooms ? { integrationIds, divisionIds, contactId } : "none";
}

/** Whether a portal's token is for this integration too. */
export const hasIntegration = ({ scope }: Pick<MemberIdentity, "scope">, integrationId: string): boolean =>
  scope?.integrationIds?.includes(integrationId) ?? true;

/** A condition in the words of the query builder; null: always true. */
export function rawCondition(condition: Condition | null): SQL | undefined {
  if (condition === null) return undefined;
  const parts = condition.sql.split("?").map((part) => sql.raw(part));
  return sql.join(parts.flatMap((part, at) => (at === 0 ? [part] : [sql`${condition.args[at - 1]}`, part])));
}

const NOTHING: Condition = { sql: "false", args: [] };

/**
 * The rule as a condition on any row with an organization and a room, for queries that find their rooms in another way.
 * null: every room. An agent is told by two small indexes, without reading the room itself.
 */
export function visibleRoom(member: MemberIdentity, alias: string): Condition | null {
  const cut = cutOf(member);
  if (cut === "none") return NOTHING;
  const both = [byRole(member, alias), byCut(cut, alias)].filter((one) => one !== null);
  return both.length === 0
    ? null
    : { sql: both.map(({ sql }) => sql).join(" AND "), args: both.flatMap(({ args }) => args) };
}

const same = (other: string, alias: string): string =>
  `${other}.organization_id = ${alias}.organization_id AND ${other}.room_id = ${alias}.room_id`;

const anyOf = (column: string, values: readonly InValue[]): string =>
  `(${values.map(() => `${column} IS ?`).join(" OR ") || "false"})`;

function byRole(member: MemberIdentity, alias: string): Condition | null {
  const sight = sightOf(member);
  const inRoom = (divisionIds: (string | null)[], index: string, rest: string): Condition => ({
    sql: `EXISTS (SELECT 1 FROM rooms AS vr ${index} WHERE ${same("vr", alias)} ${rest}
            AND ${anyOf("vr.division_id", divisionIds)})`,
    args: divisionIds,
  });
  if (sight.scope === "rooms") return sight.divisionIds === null ? null : inRoom(sight.divisionIds, "", "");
  // Most rooms are resolved: the index of the others says so at once.
  const isWaiting = "AND vr.status <> 'resolved' AND vr.status = 'unassigned'";
  const waiting = inRoom(sight.waitingDivisionIds, "INDEXED BY rooms_unresolved", isWaiting);
  return {
    sql: `(EXISTS (SELECT 1 FROM room_participants AS vp WHERE ${same("vp", alias)} AND vp.member_id = ?) OR ${waiting.sql})`,
    args: [sight.memberId, ...waiting.args],
  };
}

function byCut({ integrationIds, divisionIds, contactId }: Cut, alias: string): Condition | null {
  const parts = [
    ...(integrationIds === null ? [] : [{ column: "integration_id", values: integrationIds }]),
    ...(divisionIds === null ? [] : [{ column: "division_id", values: divisionIds }]),
    ...(contactId === null ? [] : [{ column: "contact_id", values: [contactId] }]),
  ];
  if (parts.length === 0) return null;
  return {
    sql: `EXISTS (SELECT 1 FROM rooms AS vs WHERE ${same("vs", alias)}
            ${parts.map(({ column, values }) => `AND ${anyOf(`vs.${column}`, values)}`).join(" ")})`,
    args: parts.flatMap(({ values }) => [...values]),
  };
}
