import type { Actor, EventOf } from "../../../protocol/room-events.schema.ts";
import type { EventDraft } from "./commands.ts";
import { type ConversationState, participantIdsOf, type RoomState, type ScheduledSend } from "./state.ts";

type UnscheduleReason = EventOf<"message.unscheduled">["reason"];

/** What ends along with something else, so that no way of ending leaves anything behind. */

export const unscheduling = (
  { scheduleId, author }: ScheduledSend,
  actor: Actor,
  reason: UnscheduleReason,
  code?: string,
): EventDraft => ({
  type: "message.unscheduled",
  actor,
  scheduleId,
  reason,
  ...(code === undefined ? {} : { code }),
  authorId: author.memberId,
});

/** Whoever snoozed the room is told of its return, also if they take no part. */
export function unsnoozing(state: RoomState, actor: Actor, reason: EventOf<"room.unsnoozed">["reason"]): EventDraft[] {
  if (state.snoozed === null) return [];
  const { memberId } = state.snoozed;
  const participantIds = new Set([...participantIdsOf(state.conversation), ...(memberId === null ? [] : [memberId])]);
  return [{ type: "room.unsnoozed", actor, reason, participantIds: [...participantIds] }];
}

/** ROOM-11: the conversation closes, whoever or whatever closes it. */
export const resolving = (
  state: RoomState,
  conversation: ConversationState,
  actor: Actor,
  reason: EventOf<"conversation.resolved">["reason"],
): EventDraft[] => [
  ...state.schedule.map((planned) => unscheduling(planned, actor, "resolved")),
  ...unsnoozing(state, actor, "resolved"),
  {
    type: "conversation.resolved",
    actor,
    number: conversation.number,
    reason,
    participantIds: participantIdsOf(conversation),
  },
];

/** BEY-5: what the customer's message ends. */
export const answering = (state: RoomState, actor: Actor): EventDraft[] => [
  ...state.schedule
    .filter(({ cancelOnReply }) => cancelOnReply)
    .map((planned) => unscheduling(planned, actor, "answered")),
  ...unsnoozing(state, actor, "answered"),
];
