import type { RoomCommand } from "./commands.ts";
import { type ConversationState, participantIdsOf, type RoomState } from "./state.ts";

export type MemberRequest = Extract<RoomCommand, { from: "member" }>;
export type MemberCommandOf<T extends MemberRequest["command"]["type"]> = Extract<
  MemberRequest["command"],
  { type: T }
>;
/** A request that was found to concern a room this member may see. */
export type Seen = { state: RoomState; conversation: ConversationState; request: MemberRequest; now: number };

export const visibilityOf = (room: NonNullable<RoomState["room"]>, conversation: ConversationState) => ({
  organizationId: room.organizationId,
  integrationId: room.integrationId,
  contactId: room.contactId,
  status: conversation.status,
  divisionId: conversation.divisionId,
  participantIds: participantIdsOf(conversation),
});

export const actorOf = ({ request }: Seen) =>
  ({ type: "member", id: request.member.memberId, name: request.member.name }) as const;
