import { checkReachable } from "../../../protocol/contact-rules.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { maskContact, seesMasked } from "../../../protocol/masking.ts";
import { type Action, allows, canSeeRoom } from "../../../protocol/roles.ts";
import { accept, type Decision, refuse } from "./commands.ts";
import { block, unblock } from "./decide-block.ts";
import { addNote, deleteNote, editNote } from "./decide-notes.ts";
import { assign, handOver, leave, move, removeParticipant, take, takenBefore } from "./decide-participants.ts";
import { decideReply } from "./decide-reply.ts";
import { schedule, snooze, unschedule, unsnooze } from "./decide-schedule.ts";
import { asking } from "./decide-survey.ts";
import { resolving } from "./ending.ts";
import { actorOf, type MemberCommandOf, type MemberRequest, type Seen, visibilityOf } from "./seen.ts";
import { isOpen, isParticipant, type RoomState } from "./state.ts";

/** ROLE-3, 6, 7: sight first, then the right, then the rule of the command itself. */
export function decideMember(state: RoomState, request: MemberRequest, now: number): Decision {
  const { room, conversation } = state;
  if (room === null || conversation === null) return refuse("not_found");
  if (!canSeeRoom(request.member, visibilityOf(room, conversation)))
    return takenBefore(state, request) ?? refuse("not_found");
  const seen: Seen = { state, conversation, request, now };
  return refusedRight(seen) ?? dispatch(seen);
}

const NEEDS: Record<MemberRequest["command"]["type"], Action> = {
  "message.send": "room.reply",
  "message.schedule": "room.reply",
  "message.unschedule": "room.reply",
  "note.add": "room.note",
  "note.edit": "room.note",
  "note.delete": "room.note",
  "room.take": "room.take",
  "room.assign": "room.assign",
  "room.hand_over": "room.assign",
  "room.leave": "room.reply",
  "room.remove_participant": "room.assign",
  "room.move": "room.assign",
  "room.snooze": "room.reply",
  "room.unsnooze": "room.reply",
  "room.mark_unread": "room.reply",
  "conversation.set_auto_resolve": "room.resolve",
  "conversation.resolve": "room.resolve",
  "contact.block": "room.block",
  "contact.unblock": "room.block",
  "tag.add": "room.tag",
  "tag.remove": "room.tag",
  "contact.update": "room.reply",
};

function refusedRight({ conversation, request }: Seen): Decision | null {
  const { member, command } = request;
  if (!allows(member, NEEDS[command.type])) return refuse("forbidden");
  // ROLE-6: an agent acts in rooms assigned to them; taking the room is the way in.
  const mustTakePart = member.role === "agent" && command.type !== "room.take";
  return mustTakePart && !isParticipant(conversation, member.memberId) ? refuse("forbidden") : null;
}

function dispatch(seen: Seen): Decision {
  const { command } = seen.request;
  switch (command.type) {
    case "message.send":
      return decideReply(seen, command);
    case "message.schedule":
      return schedule(seen, command);
    case "message.unschedule":
      return unschedule(seen, command.scheduleId);
    case "note.add":
      return addNote(seen, command);
    case "note.edit":
      return editNote(seen, command);
    case "note.delete":
      return deleteNote(seen, command.noteSeq);
    case "room.take":
      return take(seen);
    case "room.assign":
      return assign(seen, "assigned");
    case "room.hand_over":
      return handOver(seen);
    case "room.leave":
      return leave(seen);
    case "room.remove_participant":
      return removeParticipant(seen, command.memberId);
    case "room.move":
      return move(seen, command.divisionId);
    case "room.snooze":
      return snooze(seen, command.until);
    case "room.unsnooze":
      return unsnooze(seen);
    case "room.mark_unread":
      return markUnread(seen);
    case "conversation.set_auto_resolve":
      return setAutoResolve(seen, command.isAllowed);
    case "conversation.resolve":
      return resolve(seen, command.survey);
    case "contact.block":
      return block(seen, command.reason);
    case "contact.unblock":
      return unblock(seen);
    case "tag.add":
    case "tag.remove":
      return tag(seen, command.type);
    case "contact.update":
      return updateContact(seen, command);
  }
}

/** ROOM-11, ROOM-18. */
function resolve(seen: Seen, isSurveyWanted = false): Decision {
  const { state, conversation, request, now } = seen;
  if (conversation.status === "resolved") return refuse("room.resolved");
  if (!isOpen(conversation)) return refuse("room.not_open");
  const reason = request.isBulk ? "bulk" : "manual";
  const { surveys, session } = request;
  return accept(
    ...resolving(state, conversation, actorOf(seen), reason),
    ...asking(state, conversation, { reason, surveys, session, isByHand: isSurveyWanted }, now),
  );
}

const markUnread = (seen: Seen): Decision =>
  seen.state.markedUnreadSeq === seen.state.headSeq
    ? accept()
    : accept({ type: "room.marked_unread", actor: actorOf(seen) });

function setAutoResolve(seen: Seen, isAllowed: boolean): Decision {
  const { conversation } = seen;
  if (!isOpen(conversation)) return refuse(conversation.status === "resolved" ? "room.resolved" : "room.not_open");
  if (conversation.mayAutoResolve === isAllowed) return accept();
  return accept({ type: "conversation.auto_resolve_set", actor: actorOf(seen), isAllowed });
}

/** ROOM-26: tags belong to the conversation. */
function tag(seen: Seen, type: "tag.add" | "tag.remove"): Decision {
  const { conversation, request } = seen;
  if (request.tag === undefined) return refuse("not_found");
  const isThere = conversation.tags.some((present) => present.tagId === request.tag?.tagId);
  if (isThere === (type === "tag.add")) return accept();
  if (type === "tag.add" && conversation.tags.length >= LIMITS.tagsPerConversation) return refuse("room.tags");
  return accept({ type: type === "tag.add" ? "tag.added" : "tag.removed", actor: actorOf(seen), ...request.tag });
}

function updateContact(seen: Seen, command: MemberCommandOf<"contact.update">): Decision {
  const { state, request } = seen;
  if (command.name !== undefined && command.name.trim() === "")
    return refuse("required", { fields: [{ pointer: "/name", code: "required" }] });
  const changes: { name?: string; email?: string; phone?: string } = {};
  for (const field of ["name", "email", "phone"] as const) {
    const value = command[field]?.trim();
    const known = state.contact[field] ?? "";
    // CONTACT-8: a form that was filled with what an agent sees must not put the mask in place of the number, not even when
    // the number was changed or masking switched off meanwhile. Anybody else may call a person what looks like one.
    const mayBeMask = field !== "name" || seesMasked(request.member);
    const isMask = mayBeMask && !!value && value === maskContact(value);
    if (value !== undefined && value !== known && !isMask) changes[field] = value;
  }
  const [bad] = checkReachable(changes);
  if (bad) return refuse(bad.code, { fields: [bad] });
  return Object.keys(changes).length === 0
    ? accept()
    : accept({ type: "contact.updated", actor: actorOf(seen), ...changes });
}
