import { seesMasked } from "../../protocol/masking.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";

/** Everything that decides what a member sees, as text. Another text means: what the client knows is void. */
export function audienceOf(member: MemberIdentity): string {
  const { memberId, role, isRestricted, settings, scope = null } = member;
  const divisionIds = [...member.divisionIds].sort();
  const base = [memberId, role, isRestricted, settings.agentCanTakeOver, divisionIds, seesMasked(member)];
  if (scope === null) return JSON.stringify(base);
  // Which API token made it does not count: another one may make the next.
  const { apiTokenId: _, origin: __, ...cut } = scope;
  return JSON.stringify([...base, cut]);
}
