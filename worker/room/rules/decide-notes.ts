import { LIMITS } from "../../../protocol/limits.ts";
import { canSeeRoom } from "../../../protocol/roles.ts";
import { accept, type Decision, refuse } from "./commands.ts";
import { checkText } from "./content.ts";
import { actorOf, type MemberCommandOf, type Seen, visibilityOf } from "./seen.ts";
import type { RoomState } from "./state.ts";

/** ROOM-25: notes are for the staff; only their author or an admin changes them. */

export function addNote(seen: Seen, { text }: MemberCommandOf<"note.add">): Decision {
  const bad = checkText(text, LIMITS.noteLength);
  return bad
    ? { ok: false, refusal: bad }
    : accept({ type: "note.created", actor: actorOf(seen), text, ...mentionsOf(seen) });
}

export function editNote(seen: Seen, { noteSeq, text }: MemberCommandOf<"note.edit">): Decision {
  const note = changeable(seen, noteSeq);
  if ("ok" in note) return note;
  const bad = checkText(text, LIMITS.noteLength);
  if (bad) return { ok: false, refusal: bad };
  const { mentions } = mentionsOf(seen);
  const newMentions = mentions?.filter((memberId) => !note.mentions.includes(memberId)) ?? [];
  return accept({
    type: "note.updated",
    actor: actorOf(seen),
    noteSeq,
    text,
    ...(mentions === undefined ? {} : { mentions }),
    ...(newMentions.length === 0 ? {} : { newMentions }),
  });
}

export function deleteNote(seen: Seen, noteSeq: number): Decision {
  const note = changeable(seen, noteSeq);
  return "ok" in note ? note : accept({ type: "note.deleted", actor: actorOf(seen), noteSeq });
}

function changeable({ state, request: { member } }: Seen, noteSeq: number): RoomState["notes"][number] | Decision {
  const note = state.notes.find(({ seq }) => seq === noteSeq);
  if (note === undefined) return refuse("note.gone");
  return member.role === "admin" || note.authorId === member.memberId ? note : refuse("forbidden");
}

/** ROLE-3: whoever may not see the room is not told of it either. */
function mentionsOf({ state: { room }, conversation, request }: Seen): { mentions?: string[] } {
  if (room === null) return {};
  const { organizationId } = room;
  const { settings } = request.member;
  const told = (request.mentioned ?? []).filter((target) =>
    canSeeRoom({ ...target, organizationId, settings }, visibilityOf(room, conversation)),
  );
  return told.length === 0 ? {} : { mentions: [...new Set(told.map(({ memberId }) => memberId))] };
}
