import type { InStatement, InValue } from "@libsql/client/web";
import type { AuditQuery } from "../../protocol/audit.schema.ts";

export type AuditFilter = Omit<AuditQuery, "limit" | "before">;

/** Of what only begins like an action, so many entries are looked through at a time. */
export const LOOK_THROUGH = 10_000;

type Part = { sql: string; args: InValue[] };

/** The narrowest way to the entries that are wanted; what it does not see to is asked of each. */
function wayOf({ target, actorId, action }: AuditFilter): { index: string; key: Part | null } {
  const key = (column: string, value: string): Part => ({ sql: `AND ${column} = ?`, args: [value] });
  if (target !== undefined) return { index: "INDEXED BY audit_target", key: key("target", target) };
  if (actorId !== undefined) return { index: "INDEXED BY audit_actor", key: key("actor_id", actorId) };
  if (action !== undefined && !action.endsWith("."))
    return { index: "INDEXED BY audit_action", key: key("action", action) };
  return { index: "", key: null };
}

function restOf({ actorId, action, target, from, to }: AuditFilter): Part {
  const parts: Part[] = [];
  const add = (sql: string, ...args: InValue[]): void => void parts.push({ sql: `AND ${sql}`, args });
  if (target !== undefined) add("a.target = ?", target);
  if (actorId !== undefined) add("a.actor_id = ?", actorId);
  // A dot at the end: all that begin so. `/` follows the dot in the order of characters.
  if (action?.endsWith(".")) add("a.action >= ? AND a.action < ?", action, `${action.slice(0, -1)}/`);
  else if (action !== undefined) add("a.action = ?", action);
  if (from !== undefined) add("a.at >= ?", from);
  if (to !== undefined) add("a.at <= ?", to);
  return { sql: parts.map(({ sql }) => sql).join(" "), args: parts.flatMap(({ args }) => args) };
}

/** Entries of a stretch of time lie between its first and its last number, though not all in between are of it. */
function spanOf({ from, to }: AuditFilter, organizationId: string): Part {
  if (from === undefined && to === undefined) return { sql: "", args: [] };
  const edge = (which: "min" | "max") => `(SELECT ${which}(number) FROM audit INDEXED BY audit_at
    WHERE organization_id = ? AND at BETWEEN ? AND ?)`;
  const args = [organizationId, from ?? 0, to ?? Number.MAX_SAFE_INTEGER];
  return { sql: `AND number BETWEEN ${edge("min")} AND ${edge("max")}`, args: [...args, ...args] };
}

type Ask = { organizationId: string; filter: AuditFilter; before: number | null; limit: number };

/** `looked`: numbers in order, of which the page is what fits. */
function lookedAt({ organizationId, filter, before }: Omit<Ask, "limit">, lookThrough: number): Part {
  const { index, key } = wayOf(filter);
  const span = spanOf(filter, organizationId);
  return {
    sql: `SELECT number FROM audit ${index} WHERE organization_id = ? ${key?.sql ?? ""} AND number < ? ${span.sql}
          ORDER BY number DESC LIMIT ${lookThrough}`,
    args: [organizationId, ...(key?.args ?? []), before ?? Number.MAX_SAFE_INTEGER, ...span.args],
  };
}

/** Whole entries, newest first, of those that one round trip looks through. */
export function pageStatement(ask: Ask, lookThrough = LOOK_THROUGH): InStatement {
  const looked = lookedAt(ask, lookThrough);
  const rest = restOf(ask.filter);
  return {
    sql: `SELECT a.* FROM (${looked.sql}) AS f CROSS JOIN audit AS a ON a.organization_id = ? AND a.number = f.number
          WHERE true ${rest.sql} LIMIT ?`,
    args: [...looked.args, ask.organizationId, ...rest.args, ask.limit],
  };
}

/** How far that was; no row: to the end. */
export function farthestStatement(ask: Omit<Ask, "limit">, lookThrough = LOOK_THROUGH): InStatement {
  const looked = lookedAt(ask, lookThrough);
  return { sql: `SELECT number FROM (${looked.sql}) LIMIT 1 OFFSET ${lookThrough - 1}`, args: looked.args };
}
