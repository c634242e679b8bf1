import { LIMITS } from "../../../protocol/limits.ts";
import { sessionState } from "../../../protocol/session.ts";
import type { OrganizationCommand } from "../contract.ts";
import { accept, type Decision, type RoomCommand, refuse, SYSTEM } from "./commands.ts";
import { GENERAL } from "./decide-participants.ts";
import { asking } from "./decide-survey.ts";
import { resolving } from "./ending.ts";
import { startOf, thresholdsIn } from "./session.ts";
import { type ConversationState, isOpen, type OpenConversation, type RoomState } from "./state.ts";
import { isUnresponded } from "./waiting.ts";

type Request = Extract<RoomCommand, { from: "organization" }>;
type CommandOf<T extends OrganizationCommand["type"]> = Extract<OrganizationCommand, { type: T }>;

/**
 * What the organization asks for, decided anew on what the room knows: what has changed since the organization looked is
 * refused with the reason, and a repeat changes nothing.
 */
export function decideOrganization(state: RoomState, request: Request, now: number): Decision {
  const { command } = request;
  const { conversation } = state;
  if (conversation === null) return refuse("not_found");
  if (command.type === "fall_to_general") return fallToGeneral(conversation, command);
  if (!isOpen(conversation)) return refuse(conversation.status === "resolved" ? "room.resolved" : "room.campaign");
  if ("conversationNumber" in command && command.conversationNumber !== conversation.number)
    return refuse("room.not_open");
  switch (command.type) {
    case "release":
      return release(state, conversation, command);
    case "idle_exhausted":
      return idleExhausted(state, command);
    case "resolve_expired":
      return resolveExpired(state, conversation, request, command, now);
    case "auto_resolve":
      return autoResolve(state, conversation, request, command, now);
  }
}

/** ASSIGN-4, 13; BEY-4. Whoever has answered by now is not idle. */
function release(state: RoomState, conversation: OpenConversation, command: CommandOf<"release">): Decision {
  const { memberId, reason, explanation } = command;
  const present = conversation.participants.find((participant) => participant.memberId === memberId);
  if (present === undefined) return refuse("assign.not_member");
  if (reason === "idle" && !isUnresponded(state)) return refuse("conflict");
  const memberName = present.name;
  return accept({ type: "participant.left", actor: SYSTEM, memberId, memberName, reason, explanation });
}

function idleExhausted(state: RoomState, command: CommandOf<"idle_exhausted">): Decision {
  const { waitingSince, minutes, tries } = command;
  if (!isUnresponded(state) || state.waitingSince !== waitingSince) return refuse("conflict");
  return state.idleToldSince === waitingSince
    ? accept()
    : accept({ type: "idle.exhausted", actor: SYSTEM, minutes, tries });
}

/** SESS-12, 13: by the room's own clock, so that whoever has written meanwhile stays. */
function resolveExpired(
  state: RoomState,
  conversation: OpenConversation,
  { lastSeenAt, session }: Request,
  { by, includeUnassigned }: CommandOf<"resolve_expired">,
  now: number,
): Decision {
  if (state.room?.kind !== "message") return refuse("room.not_open");
  if (conversation.status === "unassigned" && !includeUnassigned) return refuse("room.not_open");
  const clock = sessionState(startOf(state, lastSeenAt), now, thresholdsIn(state, session));
  return clock === "expired" ? accept(...resolving(state, conversation, by, "expired")) : refuse("conflict");
}

/** SET-7: only after staff's last word, and not what somebody has put off or planned. */
function autoResolve(
  state: RoomState,
  conversation: OpenConversation,
  { surveys, session }: Request,
  command: CommandOf<"auto_resolve">,
  now: number,
): Decision {
  const { lastMessage } = state;
  const isLastWord = lastMessage?.seq === command.lastMessageSeq && lastMessage.authorType === "member";
  const isPutOff = state.snoozed !== null || state.schedule.length > 0;
  if (!isLastWord || !conversation.mayAutoResolve || isPutOff) return refuse("conflict");
  const closing = [
    ...resolving(state, conversation, SYSTEM, "auto"),
    ...asking(state, conversation, { reason: "auto", surveys, session, isByHand: false }, now),
  ];
  const { tag } = command;
  const canTag =
    tag !== null &&
    conversation.tags.length < LIMITS.tagsPerConversation &&
    conversation.tags.every(({ tagId }) => tagId !== tag.tagId);
  return canTag ? accept({ type: "tag.added", actor: SYSTEM, ...tag }, ...closing) : accept(...closing);
}

/** ASSIGN-20: in any status, so that no room stands in a division that is no more. */
const fallToGeneral = (conversation: ConversationState, { divisionId }: CommandOf<"fall_to_general">): Decision =>
  conversation.divisionId === divisionId
    ? accept({ type: "conversation.moved", actor: SYSTEM, divisionId: null, divisionName: GENERAL })
    : accept();
