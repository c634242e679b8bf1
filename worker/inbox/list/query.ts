import type { InStatement, InValue } from "@libsql/client/web";
import { conditionsBut } from "./conditions.ts";
import { driverOf } from "./drivers.ts";
import type { Stretch } from "./stretches.ts";
import type { Wanted } from "./wanted.ts";

/** Where the page before ended. `at` is what the list is sorted by. */
export type ListPosition = { at: number; roomId: string };

/** How many rooms that stand in the list's order one round trip looks through for those that are wanted. */
export const LOOK_THROUGH = 20_000;

export type ListPlan = {
  /** Rows `at`, `room_id`, `summary`. */
  page(after: ListPosition | null, limit: number): InStatement;
  /** Row `at`, `room_id`: how far `page` has looked, none if to the end. null: it always looks as far as it needs. */
  farthest: ((after: ListPosition | null) => InStatement) | null;
};

/**
 * The list of LIST-9..13 and SEARCH-6..9. Its rooms are found in stretches of indexes that stand in its order, and SQLite
 * merges them: a page costs its own rows and no sorting, wherever in the list it lies. What the stretches do not see to
 * is checked on the rooms they bring, so many at a time that every answer comes soon.
 */
export function listPlan(wanted: Wanted, lookThrough = LOOK_THROUGH): ListPlan {
  const { stretches, done } = driverOf(wanted);
  const rest = conditionsBut(wanted, done);
  const merged = mergedIn(wanted, stretches);
  const isWhole = rest.sql === "";
  return {
    page: (after, limit) => {
      const found = merged(after, isWhole ? limit : lookThrough);
      return {
        sql: `SELECT f.at, f.room_id, r.summary FROM (${found.sql}) AS f
              CROSS JOIN rooms AS r ON r.organization_id = ? AND r.room_id = f.room_id
              ${isWhole ? "" : `WHERE ${rest.sql}`} LIMIT ?`,
        args: [...found.args, wanted.organizationId, ...rest.args, limit],
      };
    },
    farthest: isWhole
      ? null
      : (after) => {
          const found = merged(after, lookThrough);
          return { sql: `SELECT at, room_id FROM (${found.sql}) LIMIT 1 OFFSET ${lookThrough - 1}`, args: found.args };
        },
  };
}

function mergedIn({ sort }: Wanted, stretches: readonly Stretch[]) {
  const direction = sort === "newest" ? "DESC" : "ASC";
  const isBeyond = `${sort === "newest" ? "<" : ">"} (?, ?)`;
  return (after: ListPosition | null, limit: number): { sql: string; args: InValue[] } => {
    const position = after === null ? [] : [after.at, after.roomId];
    const selects = stretches.map(({ at, from, where, isSilent }) => {
      const beyond = after === null ? "" : `AND (${isSilent ? 0 : at}, room_id) ${isBeyond}`;
      return `SELECT ${at} AS at, room_id FROM ${from} WHERE ${where.sql} ${beyond}`;
    });
    return {
      sql: `${selects.join(" UNION ALL ")} ORDER BY at ${direction}, room_id ${direction} LIMIT ?`,
      args: [...stretches.flatMap(({ where }) => [...where.args, ...position]), limit],
    };
  };
}
