import type { InValue } from "@libsql/client/web";
import { LOOK_THROUGH, type Paged, type Position } from "../look-through.ts";
import { conditionsBut } from "./conditions.ts";
import { driverOf } from "./drivers.ts";
import type { Stretch } from "./stretches.ts";
import type { Wanted } from "./wanted.ts";

/**
 * The list of LIST-9..13 and SEARCH-6..9. Its rooms are found in stretches of indexes that stand in its order, and SQLite
 * merges them: a page costs its own rows and no sorting, wherever in the list it lies. What the stretches do not see to
 * is checked on the rooms they bring, so many at a time that every answer comes soon.
 */
export function listPlan(wanted: Wanted, lookThrough = LOOK_THROUGH): Paged {
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
  return (after: Position | null, limit: number): { sql: string; args: InValue[] } => {
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
