import type { Decision, RoomCommand } from "./commands.ts";
import { refuse } from "./commands.ts";
import { decideContact } from "./decide-contact.ts";
import { decideAllocation, decideBot, decideGreeting, decideScheduled } from "./decide-machine.ts";
import { decideMember } from "./decide-member.ts";
import { decideOrganization } from "./decide-organization.ts";
import { decideIdentity, decideLink } from "./decide-profile.ts";
import { decideStanding } from "./decide-standing.ts";
import { answerSurvey, linkSurvey } from "./decide-survey.ts";
import { decideTime } from "./decide-time.ts";
import type { RoomState } from "./state.ts";

/**
 * What a command does to a room: new events, or a refusal. Pure; `now` is the server's clock in ms.
 * Repeats of a command id never reach this: the log answers them.
 */
export function decide(state: RoomState, command: RoomCommand, now: number): Decision {
  switch (command.from) {
    case "contact":
      return decideContact(state, command, now);
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
    case "bot":
      return decideBot(state, command, now);
    case "standing":
      return decideStanding(state, command.context, command.contact);
    case "identity":
      return decideIdentity(state, command.context, command.known);
    case "link":
      return decideLink(state, command.context, command);
    case "survey_page":
      return state.isBlocked ? refuse("survey.ended") : answerSurvey(state, command, now);
    case "survey_link":
      return linkSurvey(state, command, now);
  }
}
