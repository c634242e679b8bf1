import type { BadField } from "../../../protocol/form-rules.ts";
import type { Role } from "../../../protocol/roles.ts";
import { checkDivision } from "../../../protocol/settings-rules.ts";

export type GivenDivision = {
  name: string;
  supervisorId: string | null;
  agentIds: string[];
  integrationIds: string[] | null;
};
/** `roles`: those of the active members. */
export type Around = { isTaken: boolean; roles: ReadonlyMap<string, Role>; integrationIds: ReadonlySet<string> };

/** General is built in: it has no row, and no other division may be taken for it. Folded. */
const BUILT_IN = ["general", "umum"];

/** ASSIGN-20. Names compare without regard to case; people must be there and have the role they are named for. */
export function divisionFaults(given: GivenDivision, nameFolded: string, around: Around): BadField[] {
  const own = checkDivision(given);
  if (own.length > 0) return own;
  const invalid = (pointer: string, isFine: boolean): BadField[] =>
    isFine ? [] : [{ pointer, code: "settings.invalid" }];
  const isFree = !around.isTaken && !BUILT_IN.includes(nameFolded);
  return [
    ...(isFree ? [] : [{ pointer: "/name", code: "division.exists" as const }]),
    ...invalid("/supervisorId", around.roles.get(given.supervisorId ?? "") === "supervisor"),
    ...given.agentIds.flatMap((id, at) => invalid(`/agentIds/${at}`, around.roles.get(id) === "agent")),
    ...(given.integrationIds ?? []).flatMap((id, at) =>
      invalid(`/integrationIds/${at}`, around.integrationIds.has(id)),
    ),
  ];
}

/**
 * Who joins and who leaves. Agents and the one supervisor are as the form has them; further supervisors, who are put in
 * where members are edited, stay (ROLE-18).
 */
export function membersToMove(
  given: Pick<GivenDivision, "supervisorId" | "agentIds">,
  before: { supervisorId: string | null; inDivision: { memberId: string; role: Role }[] },
): { joining: string[]; leaving: string[] } {
  const wanted = new Set([...given.agentIds, ...(given.supervisorId === null ? [] : [given.supervisorId])]);
  const present = new Set(before.inDivision.map(({ memberId }) => memberId));
  const isOurs = ({ memberId, role }: { memberId: string; role: Role }): boolean =>
    role === "agent" || memberId === before.supervisorId;
  return {
    joining: [...wanted].filter((memberId) => !present.has(memberId)),
    leaving: before.inDivision
      .filter((one) => isOurs(one) && !wanted.has(one.memberId))
      .map(({ memberId }) => memberId),
  };
}
