import { LIMITS } from "../../../protocol/limits.ts";
import { type Action, can, canSeeRoom } from "../../../protocol/roles.ts";
import { accept, type Decision, refuse } from "./commands.ts";
import { assign, handOver, leave, removeParticipant, take } from "./decide-participants.ts";
import { decideReply } from "./decide-reply.ts";
import { actorOf, type MemberRequest, type Seen, visibilityOf } from "./seen.ts";
import { isOpen, isParticipant, type RoomState } from "./state.ts";
import { checkText } from "./text.ts";

/** ROLE-3, 6, 7: sight first, then the right, then the rule of the command itself. */
export function decideMember(state: RoomState, request: MemberRequest, now: number): Decision {
  const { room, conversation } = state;
  if (room === null || conversation === null) return refuse("not_found");
  if (!canSeeRoom(request.member, visibilityOf(room, conversation))) return refuse("not_found");
  const seen: Seen = { state, conversation, request, now };
  return refusedRight(seen) ?? dispatch(seen);
}

const NEEDS: Record<MemberRequest["command"]["type"], Action> = {
  "message.send": "room.reply",
  "note.add": "room.note",
  "room.take": "room.take",
  "room.assign": "room.assign",
  "room.hand_over": "room.assign",
  "room.leave": "room.reply",
  "room.remove_participant": "room.assign",
  "conversation.resolve": "room.resolve",
  "tag.add": "room.tag",
  "tag.remove": "room.tag",
  "contact.update": "room.reply",
};

function refusedRight({ conversation, request }: Seen): Decision | null {
  const { member, command } = request;
  if (!can(member.role, NEEDS[command.type], member.settings)) return refuse("forbidden");
  // ROLE-6: an agent acts in rooms assigned to them; taking the room is the way in.
  const mustTakePart = member.role === "agent" && command.type !== "room.take";
  return mustTakePart && !isParticipant(conversation, member.memberId) ? refuse("forbidden") : null;
}

function dispatch(seen: Seen): Decision {
  const { command } = seen.request;
  switch (command.type) {
    case "message.send":
      return decideReply(seen, command);
    case "note.add":
      return note(seen, command.text);
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
    case "conversation.resolve":
      return resolve(seen);
    case "tag.add":
    case "tag.remove":
      return tag(seen, command.type);
    case "contact.update":
      return updateContact(seen, command);
  }
}

function note(seen: Seen, text: string): Decision {
  const bad = checkText(text, LIMITS.noteLength);
  return bad ? { ok: false, refusal: bad } : accept({ type: "note.created", actor: actorOf(seen), text });
}

/** ROOM-11, ROOM-18. */
function resolve(seen: Seen): Decision {
  const { conversation } = seen;
  if (conversation.status === "resolved") return refuse("room.resolved");
  if (!isOpen(conversation)) return refuse("room.not_open");
  return accept({ type: "conversation.resolved", actor: actorOf(seen), number: conversation.number, reason: "manual" });
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

function updateContact(seen: Seen, command: Extract<MemberRequest["command"], { type: "contact.update" }>): Decision {
  const { name, email, phone } = command;
  if (name !== undefined && name.trim() === "")
    return refuse("required", { fields: [{ pointer: "/name", code: "required" }] });
  const changes = {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(email === undefined ? {} : { email: email.trim() }),
    ...(phone === undefined ? {} : { phone: phone.trim() }),
  };
  if (Object.keys(changes).length === 0) return accept();
  return accept({ type: "contact.updated", actor: actorOf(seen), ...changes });
}
