import type { Decision, RoomCommand } from "./commands.ts";
import { decideContact } from "./decide-contact.ts";
import { decideAllocation, decideGreeting, decideScheduled } from "./decide-machine.ts";
import { decideMember } from "./decide-member.ts";
import { decideOrganization } from "./decide-organization.ts";
import { decideTime } from "./decide-time.ts";
import type { RoomState } from "./state.ts";

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
    case "organization":
      return decideOrganization(state, command, now);
    case "timer":
      return decideTime(state, command, now);
    case "schedule":
      return decideScheduled(state, command, now);
    case "greeter":
      return decideGreeting(state, command, now);
  }
}
