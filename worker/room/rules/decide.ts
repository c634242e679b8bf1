import type { Decision, RoomCommand } from "./commands.ts";
import { accept, refuse } from "./commands.ts";
import { decideContact } from "./decide-contact.ts";
import { decideMember } from "./decide-member.ts";
import { decideSession } from "./decide-session.ts";
import { isOpen, type RoomState } from "./state.ts";

/**
 * What a command does to a room: new events, or a refusal. Pure; `now` is the server's clock in ms.
 * Repeats of a command id never reach this: the log answers them.
 */
export function decide(state: RoomState, command: RoomCommand, now: number): Decision {
  switch (command.from) {
    case "contact":
      return decideContact(state, command.context, command.command, now);
    case "member":
      return decideMember(state, command, now);
    case "allocator":
      return decideAllocation(state, command.allocation);
    case "timer":
      return decideSession(state, command, now);
  }
}

/** ASSIGN-10: the organization object has chosen; the room has the last word, because only it knows who came first. */
function decideAllocation(
  state: RoomState,
  { memberId, memberName, conversationNumber, explanation }: Extract<RoomCommand, { from: "allocator" }>["allocation"],
): Decision {
  const { conversation } = state;
  if (!isOpen(conversation) || conversation.number !== conversationNumber) return refuse("room.not_open");
  if (conversation.status !== "unassigned") return refuse("assign.taken");
  if (conversation.formerParticipantIds.includes(memberId)) return refuse("assign.not_eligible");
  return accept({
    type: "participant.joined",
    actor: { type: "system" },
    memberId,
    memberName,
    how: "allocated",
    explanation,
  });
}
