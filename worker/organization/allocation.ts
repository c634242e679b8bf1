import { canSeeRoom, type RoleSettings } from "../../protocol/roles.ts";
import type { MemberConfig } from "./contract.ts";

/** A room that waits for someone, as far as the choice depends on it. */
export type WaitingRoom = {
  roomId: string;
  organizationId: string;
  divisionId: string | null;
  openedAt: number;
  /** Who left this conversation: never allocated to it again (ASSIGN-4). */
  formerParticipantIds: string[];
};

/** One member as the choice sees them. */
export type Candidate = {
  member: MemberConfig;
  isOnline: boolean;
  /** Assigned unresolved rooms, with those just given. */
  openRooms: number;
  /** ms UTC; null: never. */
  lastAllocatedAt: number | null;
};

export type Choice = { memberId: string; memberName: string; explanation: string };

const SHOWN_SKIPS = 6;
const EXPLANATION_LENGTH = 500;

/** Oldest waiting first; the id decides between equals, so that the order is the same on every run. */
export const byWaiting = (a: WaitingRoom, b: WaitingRoom): number =>
  a.openedAt - b.openedAt || (a.roomId < b.roomId ? -1 : Number(a.roomId > b.roomId));

/** Why ASSIGN-9 rules this member out for the room; null: eligible. Admins are not even mentioned. */
function obstacle(room: WaitingRoom, candidate: Candidate): string | null {
  const { member } = candidate;
  if (!candidate.isOnline) return "offline";
  if (room.divisionId !== null && !member.divisionIds.includes(room.divisionId)) return "in another division";
  if (!wouldSee(member, room)) return "restricted to other divisions";
  if (room.formerParticipantIds.includes(member.memberId)) return "left this conversation";
  return null;
}

const NO_SETTINGS: RoleSettings = {
  agentCanTakeOver: false,
  agentCanAssign: false,
  agentCanBroadcast: false,
  contactMasking: false,
};

/** A restricted supervisor sees no General room, not even one that was given to them: giving it would hide it. */
function wouldSee(member: MemberConfig, room: WaitingRoom): boolean {
  const { organizationId, divisionId } = room;
  const identity = { ...member, organizationId, settings: NO_SETTINGS };
  return canSeeRoom(identity, { organizationId, divisionId, status: "assigned", participantIds: [member.memberId] });
}

const isStaff = ({ member }: Candidate): boolean =>
  member.isActive && (member.role === "supervisor" || member.role === "agent");

/** ASSIGN-10: fewest open rooms, then last allocation longest ago (never comes first), then member id. */
const byTurn = (a: Candidate, b: Candidate): number =>
  a.openRooms - b.openRooms ||
  (a.lastAllocatedAt ?? -1) - (b.lastAllocatedAt ?? -1) ||
  (a.member.memberId < b.member.memberId ? -1 : 1);

/** ASSIGN-9 and 10: who gets the room, and in one sentence why; null while nobody is eligible. */
export function choose(room: WaitingRoom, candidates: Candidate[]): Choice | null {
  const staff = candidates.filter(isStaff);
  const eligible = staff.filter((candidate) => obstacle(room, candidate) === null).sort(byTurn);
  const [first, ...others] = eligible;
  if (first === undefined) return null;
  const skipped = [
    ...others.map((other) => `${other.member.name} ${reasonBehind(first, other)}`),
    ...staff.flatMap((other) => {
      const reason = obstacle(room, other);
      return reason === null ? [] : [`${other.member.name} ${reason}`];
    }),
  ];
  return { memberId: first.member.memberId, memberName: first.member.name, explanation: explain(first, skipped) };
}

/** ASSIGN-19: whoever had this customer last, if eligible now; null: the ordinary choice decides. */
export function chooseReturning(room: WaitingRoom, candidates: Candidate[], lastAgentId: string): Choice | null {
  const last = candidates.find((candidate) => isStaff(candidate) && candidate.member.memberId === lastAgentId);
  if (last === undefined || obstacle(room, last) !== null) return null;
  const { memberId, name } = last.member;
  return { memberId, memberName: name, explanation: "Had this customer's last conversation" };
}

function reasonBehind(first: Candidate, other: Candidate): string {
  if (other.openRooms > first.openRooms) return `has ${other.openRooms}`;
  const isLater = (other.lastAllocatedAt ?? -1) > (first.lastAllocatedAt ?? -1);
  return isLater ? "was given a room later" : "comes later in order";
}

function explain(first: Candidate, skipped: string[]): string {
  const chosen = `Fewest open rooms: ${first.openRooms}`;
  if (skipped.length === 0) return chosen;
  const shown = skipped.slice(0, SHOWN_SKIPS).join(", ");
  const rest = skipped.length - SHOWN_SKIPS;
  return `${chosen}; skipped: ${shown}${rest > 0 ? ` and ${rest} more` : ""}`.slice(0, EXPLANATION_LENGTH);
}
