import type { Notice } from "../../protocol/inbox.schema.ts";
import { maskSummary } from "../../protocol/masking.ts";
import type { Role } from "../../protocol/roles.ts";
import type { EventOf, RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { NoticeCall } from "../organization/contract.ts";

type Told = {
  kind: Notice["kind"];
  memberIds?: readonly string[] | undefined;
  roles?: Role[];
  params?: Notice["params"];
};

const JOINED = {
  assigned: "assigned",
  handed_over: "handed_over",
  allocated: "allocated",
  takeover: null,
  answered: null,
} as const satisfies Record<EventOf<"participant.joined">["how"], Notice["kind"] | null>;

/**
 * NOTIF-1: who is told of an event in the bell, decided from the event alone so that the log can be projected into it.
 * Params hold names and never what was written; `actor` is "" when nobody did it, `contact` when the customer has no name.
 */
export function noticesOf(event: RoomEvent, room: RoomSummary): NoticeCall[] {
  const told = toldOf(event);
  const { actor } = event;
  const exceptMemberId = actor.type === "member" ? actor.id : null;
  const memberIds = [...new Set(told?.memberIds ?? [])].filter((memberId) => memberId !== exceptMemberId);
  const roles = told?.roles ?? [];
  if (told === null || (memberIds.length === 0 && roles.length === 0)) return [];
  const params = {
    // The same notice goes to agents who see contacts masked (CONTACT-8).
    contact: maskSummary(room).contact.name ?? "",
    contactId: room.contact.contactId,
    channel: room.channel,
    actor: "name" in actor ? actor.name : "",
    ...told.params,
  };
  const { roomId } = room;
  const notice = { noticeId: `${roomId}:${event.seq}`, at: event.at, kind: told.kind, roomId, params };
  return [{ notice, memberIds, roles, exceptMemberId }];
}

function toldOf(event: RoomEvent): Told | null {
  switch (event.type) {
    case "participant.joined": {
      const kind = JOINED[event.how];
      return kind && { kind, memberIds: [event.memberId] };
    }
    case "conversation.resolved":
      // One notice of the job stands for all that a job or the time closed.
      return event.actor.type === "member" && event.reason !== "expired"
        ? { kind: "resolved", memberIds: event.participantIds }
        : null;
    case "contact.blocked":
    case "contact.unblocked":
      return {
        kind: event.type === "contact.blocked" ? "blocked" : "unblocked",
        memberIds: event.participantIds,
        // They were told by the room where it was done.
        roles: event.isCopy ? [] : ["admin", "supervisor"],
      };
    case "note.created":
      return { kind: "mentioned", memberIds: event.mentions };
    case "note.updated":
      return { kind: "mentioned", memberIds: event.newMentions };
    case "session.reminder":
      return { kind: "session_reminder", memberIds: event.participantIds, params: { endsAt: event.endsAt } };
    case "room.unsnoozed":
      return event.reason === "due" ? { kind: "snooze_due", memberIds: event.participantIds } : null;
    case "message.unscheduled":
      return unscheduled(event);
    case "idle.exhausted":
      return {
        kind: "idle_exhausted",
        roles: ["supervisor"],
        params: { minutes: event.minutes, tries: event.tries },
      };
    default:
      return null;
  }
}

/** Sent, and cancelled by the answer it was to be cancelled by, went as planned. */
function unscheduled({ authorId, reason, code }: EventOf<"message.unscheduled">): Told | null {
  if (authorId === undefined || reason === "sent" || reason === "answered") return null;
  return {
    kind: "schedule_failed",
    memberIds: [authorId],
    params: { reason, ...(code === undefined ? {} : { code }) },
  };
}
