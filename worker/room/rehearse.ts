import type { Refusal } from "../../protocol/codes.ts";
import { fingerprintOf, isImmediate, plainCommand, prepareCommand } from "./calls.ts";
import type { RehearsedCall, RoomContext } from "./contract.ts";
import type { Call } from "./core.ts";
import { participantOf } from "./peer.ts";
import type { Room } from "./room.ts";

/** A generated past through the ordinary way: the same decisions, each at its own time, in one transaction. */
export async function rehearse(room: Room, context: RoomContext, rehearsed: RehearsedCall[]) {
  const core = room.open(context);
  const calls: Call[] = [];
  const refused: { id: string; refusal: Refusal }[] = [];
  for (const step of rehearsed) {
    const { id, at } = step;
    if ("bot" in step) {
      const command = { from: "bot", bot: step.bot, content: step.content, policy: room.policy.held } as const;
      calls.push({ participant: `bot:${step.bot.botId}`, id, fingerprint: "", command, at });
      continue;
    }
    const { caller, command } = step;
    const resolved = isImmediate(command, context.channel, room.policy)
      ? plainCommand(caller, command, context, room.policy)
      : await prepareCommand(caller, command, { ...room.surroundings(context), now: at });
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
  // Nobody answers by itself what was said in a past that is made up.
  core.markGreeted(core.state.conversation?.number ?? 0);
  room.recorded(events);
  return { headSeq: core.state.headSeq, refused };
}
