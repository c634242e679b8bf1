import type { AuditRow } from "../../protocol/audit.schema.ts";
import { CSV_START, csvLine } from "../http/csv.ts";

const COLUMNS = [
  "number",
  "time",
  "actor_type",
  "actor_id",
  "actor_name",
  "action",
  "target",
  "target_name",
  "result",
  "address",
  "changes",
];

export const csvHead = (): string => `${CSV_START}${csvLine(COLUMNS)}`;

export const csvRow = ({ number, at, actor, action, target, targetName, result, address, changes }: AuditRow): string =>
  csvLine([
    number,
    new Date(at).toISOString(),
    actor.type,
    actor.id,
    actor.name,
    action,
    target,
    targetName,
    result,
    address,
    changes === null ? "" : JSON.stringify(changes),
  ]);
