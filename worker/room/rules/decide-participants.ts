import { LIMITS } from "../../../protocol/limits.ts";
import { canSeeRoom } from "../../../protocol/roles.ts";
import type { EventOf, Participant } from "../../../protocol/room-events.schema.ts";
import { accept, type Decision, type DivisionTarget, type EventDraft, refuse, type Target } from "./commands.ts";
import { actorOf, type MemberRequest, type Seen, visibilityOf } from "./seen.ts";
import { isOpen, isParticipant, type RoomState } from "./state.ts";

type How = EventOf<"participant.joined">["how"];
type LeaveReason = EventOf<"participant.left">["reason"];

export const joinedAs = (seen: Seen, target: Pick<Target, "memberId" | "name">, how: How): EventDraft => ({
  type: "participant.joined",
  actor: actorOf(seen),
  memberId: target.memberId,
  memberName: target.name,
  how,
});

const closedRefusal = (seen: Seen): Decision | null => {
  if (isOpen(seen.conversation)) return null;
  return refuse(seen.conversation.status === "resolved" ? "room.resolved" : "room.not_open");
};

/** ASSIGN-7: the first taker wins; the other learns who it was. */
export function take(seen: Seen): Decision {
  const closed = closedRefusal(seen);
  if (closed) return closed;
  const { conversation, request } = seen;
  if (isParticipant(conversation, request.member.memberId)) return accept();
  const holder = conversation.participants[0];
  if (holder) return refuse("assign.taken", { params: { name: holder.name } });
  return accept(joinedAs(seen, request.member, "takeover"));
}

/**
 * ASSIGN-7 for an agent, from whose sight a room goes as soon as somebody else has taken it: whoever would see it if
 * nobody had learns who was first. null: it was never theirs to take.
 */
export function takenBefore({ room, conversation }: RoomState, { member, command }: MemberRequest): Decision | null {
  const holder = conversation?.participants[0];
  if (command.type !== "room.take" || room === null || !conversation || !holder || !isOpen(conversation)) return null;
  const untaken = { ...visibilityOf(room, conversation), status: "unassigned" as const, participantIds: [] };
  return canSeeRoom(member, untaken) ? refuse("assign.taken", { params: { name: holder.name } }) : null;
}

/** ASSIGN-3: adds a member and keeps the others. */
export function assign(seen: Seen, how: "assigned" | "handed_over"): Decision {
  const closed = closedRefusal(seen);
  if (closed) return closed;
  const { target } = seen.request;
  if (target === undefined || !mayBeGiven(seen, target)) return refuse("assign.not_eligible");
  if (isParticipant(seen.conversation, target.memberId)) return accept();
  if (seen.conversation.participants.length >= LIMITS.participantsPerRoom) return refuse("assign.not_eligible");
  return accept(joinedAs(seen, target, how));
}

/** ASSIGN-3: add and leave in one action. */
export function handOver(seen: Seen): Decision {
  const given = assign(seen, "handed_over");
  const { member, target } = seen.request;
  if (!given.ok || target?.memberId === member.memberId || !isParticipant(seen.conversation, member.memberId))
    return given;
  return accept(...given.events, leaving(seen, member, "handed_over"));
}

export function leave(seen: Seen): Decision {
  const { member } = seen.request;
  const closed = closedRefusal(seen);
  if (closed) return closed;
  if (!isParticipant(seen.conversation, member.memberId)) return refuse("assign.not_member");
  return accept(leaving(seen, member, "left"));
}

export function removeParticipant(seen: Seen, memberId: string): Decision {
  const closed = closedRefusal(seen);
  if (closed) return closed;
  const present = seen.conversation.participants.find((participant) => participant.memberId === memberId);
  if (present === undefined) return refuse("assign.not_member");
  return accept(leaving(seen, present, memberId === seen.request.member.memberId ? "left" : "removed"));
}

const leaving = (seen: Seen, { memberId, name }: Participant, reason: LeaveReason): EventDraft => ({
  type: "participant.left",
  actor: actorOf(seen),
  memberId,
  memberName: name,
  reason,
});

/** ASSIGN-15: to a division that takes this channel, or to General (null), where everybody is. */
export function move(seen: Seen, divisionId: string | null): Decision {
  const closed = closedRefusal(seen);
  if (closed) return closed;
  const { conversation, request, state } = seen;
  const { division } = request;
  if (conversation.divisionId === divisionId) return accept();
  if (divisionId === null)
    return accept({ type: "conversation.moved", actor: actorOf(seen), divisionId, divisionName: GENERAL });
  if (division === undefined) return refuse("not_found");
  if (division.integrationIds !== null && !division.integrationIds.includes(state.room?.integrationId ?? ""))
    return refuse("assign.not_eligible");
  const strangers = conversation.participants.filter(({ memberId }) => !isIn(division, memberId));
  return accept(
    { type: "conversation.moved", actor: actorOf(seen), divisionId, divisionName: division.name },
    ...strangers.map((participant) => leaving(seen, participant, "moved")),
  );
}

/** The division that is no row; screens show it in the reader's language. */
export const GENERAL = "General";

const isIn = ({ memberIds, supervisorId }: DivisionTarget, memberId: string): boolean =>
  supervisorId === memberId || memberIds.includes(memberId);

/** Only active members who would see the room once it is theirs; a restricted supervisor needs the division. */
function mayBeGiven({ state, conversation, request }: Seen, target: Target): boolean {
  if (!target.isActive || state.room === null) return false;
  const { organizationId } = state.room;
  const identity = { ...target, organizationId, settings: request.member.settings };
  const inDivision = conversation.divisionId === null || target.divisionIds.includes(conversation.divisionId);
  if (target.role === "agent" && !inDivision) return false;
  const given = { ...visibilityOf(state.room, conversation), status: "assigned" as const };
  return canSeeRoom(identity, { ...given, participantIds: [target.memberId] });
}
