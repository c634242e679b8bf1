import type { MemberIdentity } from "../../protocol/roles.ts";
import { inDivisions } from "../inbox/list/conditions.ts";
import { type Condition, visibleRoom } from "../inbox/visible.ts";

/**
 * Whom a member works with, as a condition on rows of `contacts`; null: everybody. Who does not see every room, or holds a
 * token for some of them, sees the people of those rooms and those whose division is theirs (ROLE-16, 24; EMBED-3).
 */
export function visibleContact(member: MemberIdentity, alias: string): Condition | null {
  const conditions = [ownPerson(member, alias), ofRooms(member, alias)].filter((one) => one !== null);
  if (conditions.length === 0) return null;
  return { sql: conditions.map(({ sql }) => sql).join(" AND "), args: conditions.flatMap(({ args }) => args) };
}

/** A token for one person. It goes on to open whoever that person was merged with (CONTACT-5). */
function ownPerson({ organizationId, scope }: MemberIdentity, alias: string): Condition | null {
  if (!scope?.contactId) return null;
  return {
    sql: `${alias}.contact_id = coalesce((SELECT contact_id FROM contact_merges
            WHERE organization_id = ? AND former_id = ?), ?)`,
    args: [organizationId, scope.contactId, scope.contactId],
  };
}

function ofRooms(member: MemberIdentity, alias: string): Condition | null {
  const seen = ownRoom(member, "xr");
  if (seen === null) return null;
  const divisionIds = ownDivisions(member);
  const inOwn = divisionIds.length === 0 ? null : inDivisions(`${alias}.division_id`, divisionIds);
  const inRoom = `EXISTS (SELECT 1 FROM rooms AS xr INDEXED BY rooms_contact
    WHERE xr.organization_id = ${alias}.organization_id AND xr.contact_id = ${alias}.contact_id AND ${seen.sql})`;
  return inOwn === null
    ? { sql: inRoom, args: seen.args }
    : { sql: `(${inOwn.sql} OR ${inRoom})`, args: [...inOwn.args, ...seen.args] };
}

/** Rooms that tell whom somebody works with, also where the token opens no room itself. null: all of them. */
export const ownRoom = (member: MemberIdentity, alias: string): Condition | null =>
  visibleRoom(
    member.scope ? { ...member, scope: { ...member.scope, components: ["inbox"], contactId: null } } : member,
    alias,
  );

/** What a person is called elsewhere is not told through a token of some integrations; null: on every channel. */
export function ownChannels({ organizationId, scope }: MemberIdentity, alias: string): Condition | null {
  if (!scope?.integrationIds) return null;
  // The plus: they are found by their own ids, not among all of the organization's.
  return {
    sql: `${alias}.channel IN (SELECT channel FROM integrations
            WHERE +organization_id = ? AND integration_id IN (SELECT value FROM json_each(?)))`,
    args: [organizationId, JSON.stringify(scope.integrationIds)],
  };
}

/** Divisions whose people are the member's own; a contact of no division is nobody's for that. */
function ownDivisions({ role, divisionIds, scope }: MemberIdentity): string[] {
  if (role === "agent" || (scope?.integrationIds ?? null) !== null) return [];
  const narrowed = scope?.divisionIds ?? null;
  const own = role === "supervisor" ? divisionIds : (narrowed ?? []);
  return own.filter((id): id is string => id !== null && (narrowed?.includes(id) ?? true));
}

/** Whom a contact may be given to: null, any division. */
export const givableDivisions = (member: MemberIdentity): string[] | null =>
  ownRoom(member, "xr") === null ? null : ownDivisions(member);
