import type { Participant } from "../../../protocol/room-events.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";

/** ASSIGN-15: who no longer takes part once the conversation is in this division; null is General, which covers everyone. */
export function leavingBy(division: Division | null, participants: readonly Participant[]): string[] {
  if (!division) return [];
  const belongs = new Set([division.supervisorId, ...division.agentIds]);
  return participants.filter(({ memberId }) => !belongs.has(memberId)).map(({ name }) => name);
}
