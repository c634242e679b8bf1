import { refusal } from "../../../protocol/codes.ts";
import { newId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { foldText } from "../../db/fold.ts";
import type { ChangeScope, Decision } from "../change.ts";
import { changedBy } from "../changed-by.ts";
import { changedFields } from "../changes.ts";
import { badForm } from "../rules.ts";
import { divisionFaults, type GivenDivision, membersToMove } from "./rules.ts";
import {
  agentIdsIn,
  type DivisionRow,
  deleteDivision,
  type Standing,
  standingOf,
  toDivision,
  writeDivision,
} from "./store.ts";

type Given = GivenDivision & { version?: number };

/** ASSIGN-20: a new division without `divisionId`, else the changed one. */
export async function decideSaveDivision(
  scope: ChangeScope,
  raw: Given,
  divisionId?: string,
): Promise<Decision<Division>> {
  const given = normalised(raw);
  const nameFolded = foldText(given.name);
  const standing = await standingOf(scope.db, scope.organizationId, { divisionId: divisionId ?? "", nameFolded });
  const bad = badForm(divisionFaults(given, nameFolded, standing));
  if (bad !== null) return { ok: false, refusal: bad };
  if (divisionId !== undefined) return change(scope, given, nameFolded, standing);
  if (standing.count >= LIMITS.divisions)
    return { ok: false, refusal: refusal("settings.limit", { params: { limit: LIMITS.divisions } }) };
  const { name, supervisorId, integrationIds } = given;
  const { organizationId, now } = scope;
  const row = { divisionId: newId("div"), organizationId, name, nameFolded, supervisorId, integrationIds };
  return written(scope, { ...row, version: 1, createdAt: now }, given, { action: "division.create" });
}

const normalised = ({ name, agentIds, integrationIds, ...rest }: Given): Given => ({
  ...rest,
  name: name.trim(),
  agentIds: [...new Set(agentIds)],
  integrationIds: integrationIds && [...new Set(integrationIds)],
});

async function change(
  scope: ChangeScope,
  given: Given,
  nameFolded: string,
  { row, inDivision }: Standing,
): Promise<Decision<Division>> {
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  const current = toDivision(row, agentIdsIn(inDivision));
  const changes = changedFields(comparable(current), comparable(given));
  if (Object.keys(changes).length === 0) return { ok: true, value: current };
  if (given.version !== row.version) {
    const name = await changedBy(scope.db, scope.organizationId, row.divisionId);
    return { ok: false, refusal: refusal("conflict", { params: { name }, current }) };
  }
  const { name, supervisorId, integrationIds } = given;
  const next = { ...row, name, nameFolded, supervisorId, integrationIds, version: row.version + 1 };
  const before = { supervisorId: row.supervisorId, inDivision };
  return written(scope, next, given, { action: "division.edit", changes }, before);
}

/** What a form holds, in an order that does not count. */
const comparable = ({ name, supervisorId, agentIds, integrationIds }: GivenDivision): GivenDivision => ({
  name,
  supervisorId,
  agentIds: agentIds.toSorted(),
  integrationIds: integrationIds?.toSorted() ?? null,
});

function written(
  { db }: ChangeScope,
  row: DivisionRow,
  given: Given,
  audit: { action: string; changes?: Record<string, unknown> },
  before: Parameters<typeof membersToMove>[1] = { supervisorId: null, inDivision: [] },
): Decision<Division> {
  const changes = audit.changes ?? { name: row.name };
  return {
    ok: true,
    status: row.version === 1 ? 201 : 200,
    value: toDivision(row, given.agentIds),
    change: {
      statements: writeDivision(db, row, membersToMove(given, before)),
      audit: { action: audit.action, target: row.divisionId, changes },
    },
  };
}

export async function decideDeleteDivision(
  { db, organizationId }: ChangeScope,
  divisionId: string,
): Promise<Decision<undefined>> {
  const { row } = await standingOf(db, organizationId, { divisionId, nameFolded: "" });
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  const audit = { action: "division.delete", target: divisionId, changes: { name: row.name } };
  return { ok: true, value: undefined, change: { statements: deleteDivision(db, row), audit } };
}
