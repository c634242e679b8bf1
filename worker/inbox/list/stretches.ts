import type { InValue } from "@libsql/client/web";
import type { Condition } from "../visible.ts";
import { type Aspect, inDivisions, isOneOf, joined, marks } from "./conditions.ts";
import { thresholdsOf, type Wanted } from "./wanted.ts";

/**
 * One stretch of an index that is already in the list's order. `at` is what the list is sorted by, `isSilent` a stretch in
 * which that is null, which sorts as 0 does.
 */
export type Stretch = { at: string; from: string; where: Condition; isSilent?: true };

export const LAST_INBOUND = "last_inbound_at";

export type Key = [column: string, value: InValue];
/** What follows the key in every index of rooms, so that it costs no reading of rows. */
export const NARROW: readonly Aspect[] = ["statuses", "divisionIds"];
export const narrowed = ({ statuses, divisionIds }: Wanted): Condition[] => [
  ...(statuses ? [isOneOf("status", statuses)] : []),
  ...(divisionIds ? [inDivisions("division_id", divisionIds)] : []),
];

/** What more follows it where rooms are found by members, tags and sessions. */
export const NARROWER: readonly Aspect[] = [...NARROW, "integrationIds"];
export const narrower = (wanted: Wanted): Condition[] => [
  ...narrowed(wanted),
  ...(wanted.integrationIds ? [isOneOf("integration_id", wanted.integrationIds)] : []),
];

export function stretch(wanted: Wanted, table: string, index: string, keys: Key[], rest: Condition[]): Stretch {
  const all: Key[] = [["organization_id", wanted.organizationId], ...keys];
  return {
    at: LAST_INBOUND,
    from: `${table} INDEXED BY ${index}`,
    where: joined([
      ...all.map(([column, value]): Condition => ({ sql: `${column} IS ?`, args: [value] })),
      ...datesOf(wanted),
      ...rest,
    ]),
  };
}

/** Of rooms whose session has ended the customer's message is at least as old. */
export function datesOf(wanted: Wanted): Condition[] {
  const { from, clock } = wanted;
  const isExpiredOnly = wanted.sessions?.length === 1 && wanted.sessions[0] === "expired";
  const ends = isExpiredOnly ? [clock.now - thresholdsOf(clock).locked.expiredMs] : [];
  const until = Math.min(...ends, wanted.until ?? Number.POSITIVE_INFINITY);
  return [
    // Whoever has never written stands in no list but that of campaigns.
    from === null ? { sql: `${LAST_INBOUND} IS NOT NULL`, args: [] } : { sql: `${LAST_INBOUND} >= ?`, args: [from] },
    ...(Number.isFinite(until) ? [{ sql: `${LAST_INBOUND} <= ?`, args: [until] }] : []),
  ];
}

export const bySession = (wanted: Wanted, at: string, rest: Condition[]): Stretch => {
  const since = wanted.clock.now - wanted.clock.session.expiredMs;
  return {
    at,
    from: "rooms INDEXED BY rooms_by_session",
    where: joined([
      {
        sql: "organization_id = ? AND kind = ? AND session_start_at > ?",
        args: [wanted.organizationId, wanted.kind, since],
      },
      ...rest,
      ...narrower(wanted),
    ]),
  };
};

export const notAmong = (table: string, column: string, values: readonly string[]): Condition[] =>
  values.length === 0
    ? []
    : [
        {
          sql: `NOT EXISTS (SELECT 1 FROM ${table} AS q WHERE q.organization_id = p.organization_id
                  AND q.room_id = p.room_id AND q.${column} IN (${marks(values)}))`,
          args: [...values],
        },
      ];
