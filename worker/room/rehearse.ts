import type { Refusal } from "../../protocol/codes.ts";
import { fingerprintOf, needsLookup, plainCommand, resolveCommand } from "./calls.ts";
import type { RehearsedCall, RoomContext } from "./contract.ts";
import type { Call } from "./core.ts";
import { participantOf } from "./peer.ts";
import type { Room } from "./room.ts";

/** A generated past through the ordinary way: the same decisions, each at its own time, in one transaction. */
export async function rehearse(room: Room, context: RoomContext, rehearsed: RehearsedCall[]) {
  const core = room.open(context);
  const calls: Call[] = [];
  const refused: { id: string; refusal: Refusal }[] = [];
  for (const { caller, id, command, at } of rehearsed) {
    const resolved = needsLookup(command)
      ? await resolveCommand(caller, command, room.organization(context.organizationId))
      : plainCommand(caller, command, context);
    if ("code" in resolved) refused.push({ id, refusal: resolved });
    else
      calls.push({
        participant: participantOf(caller),
        id,
        fingerprint: fingerprintOf(command),
        command: resolved,
        at,
      });
  }
  const { answers, events } = core.execute(calls);
  for (const answer of answers) if (!answer.ok) refused.push({ id: answer.id, refusal: answer.refusal });
  room.recorded(events);
  return { headSeq: core.state.headSeq, refused };
}
