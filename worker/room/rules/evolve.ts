import type { EventOf, RoomEvent } from "../../../protocol/room-events.schema.ts";
import { contactLinked, contactUpdated } from "./evolve-contact.ts";
import { inConversation, joined, left, opened, resolved } from "./evolve-conversation.ts";
import { messageChanged, messageCreated, messageWithheld, scheduled, unscheduled } from "./evolve-message.ts";
import { surveyAnswered, surveySent } from "./evolve-survey.ts";
import { emptyRoom, NOTES, type RoomState } from "./state.ts";

/** Folds one event into the state. Total: an event of an unknown type only moves the head. */
export function evolve(state: RoomState, event: RoomEvent): RoomState {
  return { ...applyEvent(state, event), headSeq: event.seq };
}

/** The state after a whole log; the same for any way of cutting it into pieces. */
export const replay = (events: Iterable<RoomEvent>, from: RoomState = emptyRoom): RoomState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};

function applyEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "room.created":
      return created(state, event);
    case "conversation.opened":
      return opened(state, event);
    case "conversation.moved":
      return inConversation(state, () => ({ divisionId: event.divisionId }));
    case "conversation.auto_resolve_set":
      return inConversation(state, () => ({ mayAutoResolve: event.isAllowed }));
    case "conversation.resolved":
      return resolved(state, event);
    case "message.created":
      return messageCreated(state, event);
    case "message.withheld":
      return messageWithheld(state, event);
    case "message.edited":
      return messageChanged(state, event.messageSeq, event.content);
    case "message.deleted":
      return messageChanged(state, event.messageSeq, null);
    case "message.scheduled":
      return scheduled(state, event);
    case "message.unscheduled":
      return unscheduled(state, event);
    case "participant.joined":
      return joined(state, event);
    case "participant.left":
      return left(state, event);
    case "tag.added":
      return inConversation(state, ({ tags }) => ({
        tags: [...tags.filter((tag) => tag.tagId !== event.tagId), { tagId: event.tagId, name: event.name }],
      }));
    case "tag.removed":
      return inConversation(state, ({ tags }) => ({ tags: tags.filter((tag) => tag.tagId !== event.tagId) }));
    case "note.created":
    case "note.updated":
    case "note.deleted":
      return { ...state, notes: notesAfter(state.notes, event) };
    case "contact.updated":
      return contactUpdated(state, event);
    case "contact.linked":
      return contactLinked(state, event);
    case "survey.sent":
      return surveySent(state, event);
    case "survey.answered":
      return surveyAnswered(state, event);
    case "contact.blocked":
      return { ...state, isBlocked: true, withheldSeq: null, greeting: null };
    case "contact.unblocked":
      return { ...state, isBlocked: false, withheldSeq: null };
    case "room.snoozed":
      return {
        ...state,
        snoozed: { until: event.until, memberId: event.actor.type === "member" ? event.actor.id : null },
      };
    case "room.unsnoozed":
      return { ...state, snoozed: null };
    case "room.marked_unread":
      return { ...state, markedUnreadSeq: event.seq };
    case "idle.exhausted":
      return { ...state, idleToldSince: state.waitingSince };
    case "session.reminder":
      return { ...state, remindedSeq: state.lastInboundSeq };
    case "session.expiring":
      return { ...state, sessionMark: "expiring" };
    case "session.expired":
      return { ...state, sessionMark: "expired" };
    default:
      return state;
  }
}

function created(state: RoomState, event: EventOf<"room.created">): RoomState {
  const { organizationId, integrationId, integrationName, channel, kind, contactId, externalId } = event;
  return {
    ...state,
    room: { organizationId, integrationId, integrationName, channel, kind, contactId, externalId, createdAt: event.at },
    contact: { ...state.contact, name: event.contactName },
    lastActivityAt: event.at,
  };
}

function notesAfter(
  notes: RoomState["notes"],
  event: EventOf<"note.created"> | EventOf<"note.updated"> | EventOf<"note.deleted">,
): RoomState["notes"] {
  if (event.type === "note.deleted") return notes.filter(({ seq }) => seq !== event.noteSeq);
  const mentions = event.mentions ?? [];
  if (event.type === "note.updated")
    // Whoever was mentioned once is not told again, even if the mention was gone in between.
    return notes.map((note) =>
      note.seq === event.noteSeq ? { ...note, mentions: [...new Set([...note.mentions, ...mentions])] } : note,
    );
  const authorId = event.actor.type === "member" ? event.actor.id : "";
  return [...notes, { seq: event.seq, authorId, mentions }].slice(-NOTES);
}
