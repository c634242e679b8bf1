import type { InValue } from "@libsql/client/web";
import { LOCKED_WHEN_EXPIRED, type SessionState, type SessionThresholds } from "../../../protocol/session.ts";
import type { Condition } from "../visible.ts";
import { thresholdsOf, type Wanted } from "./wanted.ts";

/** What may have been seen to already by the way rooms are found. */
export type Aspect =
  | "statuses"
  | "divisionIds"
  | "ownerId"
  | "agentIds"
  | "tags"
  | "integrationIds"
  | "contactId"
  | "sessions"
  | "isUnresponded"
  | "isSnoozed"
  | "dates";

const NONE: Condition = { sql: "", args: [] };
export const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");
export const isOneOf = (column: string, values: readonly InValue[]): Condition =>
  values.length === 1
    ? { sql: `${column} = ?`, args: [...values] }
    : { sql: `${column} IN (${marks(values)})`, args: [...values] };

/** A null among the divisions is General. */
export function inDivisions(column: string, divisionIds: readonly (string | null)[]): Condition {
  const named = divisionIds.filter((id) => id !== null);
  if (named.length === divisionIds.length) return isOneOf(column, named);
  if (named.length === 0) return { sql: `${column} IS NULL`, args: [] };
  return { sql: `(${column} IS NULL OR ${column} IN (${marks(named)}))`, args: named };
}

/** Each aspect as a condition on what was found, `f`, and its row `r` of rooms; those that want nothing are empty. */
const ASPECTS: Record<Aspect, (wanted: Wanted) => Condition> = {
  statuses: ({ statuses }) => (statuses ? isOneOf("r.status", statuses) : NONE),
  divisionIds: ({ divisionIds }) => (divisionIds ? inDivisions("r.division_id", divisionIds) : NONE),
  ownerId: ({ organizationId, ownerId }) =>
    ownerId === null ? NONE : has(organizationId, "room_participants", "member_id", [ownerId]),
  agentIds: ({ organizationId, agentIds }) =>
    agentIds ? has(organizationId, "room_participants", "member_id", agentIds) : NONE,
  tags: ({ organizationId, tags }) => {
    if (tags === null) return NONE;
    if (tags.ids.length === 0) return { sql: "r.is_tagged = 0", args: [] };
    const { sql, args } = has(organizationId, "room_tags", "tag_id", tags.ids);
    return tags.orNone ? { sql: `(r.is_tagged = 0 OR ${sql})`, args } : { sql, args };
  },
  integrationIds: ({ integrationIds }) => (integrationIds ? isOneOf("r.integration_id", integrationIds) : NONE),
  contactId: ({ contactId }) => (contactId === null ? NONE : isOneOf("r.contact_id", [contactId])),
  sessions: (wanted) => (wanted.sessions ? inSession(wanted, wanted.sessions) : NONE),
  isUnresponded: ({ isUnresponded }) => (isUnresponded ? { sql: "r.is_unresponded = 1", args: [] } : NONE),
  isSnoozed: ({ isSnoozed, clock }) => (isSnoozed ? { sql: "r.snoozed_until > ?", args: [clock.now] } : NONE),
  dates: ({ from, until }) =>
    joined([
      from === null ? NONE : { sql: "r.last_inbound_at >= ?", args: [from] },
      until === null ? NONE : { sql: "r.last_inbound_at <= ?", args: [until] },
    ]),
};

export const conditionsBut = (wanted: Wanted, done: ReadonlySet<Aspect>): Condition =>
  joined(
    (Object.keys(ASPECTS) as Aspect[]).filter((aspect) => !done.has(aspect)).map((aspect) => ASPECTS[aspect](wanted)),
  );

export function joined(conditions: readonly Condition[]): Condition {
  const real = conditions.filter(({ sql }) => sql !== "");
  return { sql: real.map(({ sql }) => sql).join(" AND "), args: real.flatMap(({ args }) => args) };
}

/** Asked of what was found, so that rows of rooms are read only where it holds. */
const has = (organizationId: string, table: string, column: string, values: readonly string[]): Condition => ({
  sql: `EXISTS (SELECT 1 FROM ${table} AS x WHERE x.organization_id = ? AND x.room_id = f.room_id
          AND x.${column} IN (${marks(values)}))`,
  args: [organizationId, ...values],
});

/** SESS-2, 4: thresholds of the organization; where the vendor ends sessions, never later than the vendor. */
function inSession({ clock }: Wanted, sessions: readonly SessionState[]): Condition {
  const { plain, locked } = thresholdsOf(clock);
  const one = (thresholds: SessionThresholds): Condition => {
    const any = sessions.map((state) => inState(state, clock.now, thresholds));
    return { sql: `(${any.map(({ sql }) => sql).join(" OR ")})`, args: any.flatMap(({ args }) => args) };
  };
  const [ours, theirs] = [one(plain), one(locked)];
  if (plain.expiredMs === locked.expiredMs && plain.expiringMs === locked.expiringMs) return ours;
  const channels = [...LOCKED_WHEN_EXPIRED];
  return {
    sql: `CASE WHEN r.channel IN (${marks(channels)}) THEN ${theirs.sql} ELSE ${ours.sql} END`,
    args: [...channels, ...theirs.args, ...ours.args],
  };
}

function inState(state: SessionState, now: number, { expiringMs, expiredMs }: SessionThresholds): Condition {
  const [expiring, expired] = [now - expiringMs, now - expiredMs];
  if (state === "open") return { sql: "r.session_start_at > ?", args: [expiring] };
  if (state === "expired") return { sql: "(r.session_start_at IS NULL OR r.session_start_at <= ?)", args: [expired] };
  return { sql: "(r.session_start_at > ? AND r.session_start_at <= ?)", args: [expired, expiring] };
}
