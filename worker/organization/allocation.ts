import { canSeeRoom, type RoleSettings } from "../../protocol/roles.ts";
import type { MemberConfig } from "./contract.ts";

/** A room that waits for someone, as far as the choice depends on it. */
export type WaitingRoom = {
  roomId: string;
  organizationId: string;
  divisionId: string | null;
  openedAt: number;
  /** Since when its customer waits for an answer; null: they do not. */
  waitingSince: number | null;
  /** Who left this conversation: never allocated to it again (ASSIGN-4). */
  formerParticipantIds: string[];
};

/** One member as the choice sees them, for rooms of one channel. */
export type Candidate = {
  member: MemberConfig;
  isOnline: boolean;
  /** ms UTC; null: is there, or never was. */
  offlineSince: number | null;
  /** Assigned unresolved rooms, with those just given. */
  openRooms: number;
  /** The workload limit that counts for this channel, and how much of it is used (ASSIGN-12); null: none. */
  cap: { used: number; limit: number } | null;
  /** ms UTC; null: never. */
  lastAllocatedAt: number | null;
};

export type Choice = { memberId: string; memberName: string; explanation: string };

const SHOWN_SKIPS = 6;
const EXPLANATION_LENGTH = 500;
const MINUTE_MS = 60_000;

/**
 * Whose customer waits longest first, then those where nobody waits for an answer; the id decides between equals, so that
 * the order is the same on every run.
 */
export const byWaiting = (a: WaitingRoom, b: WaitingRoom): number =>
  (a.waitingSince ?? Number.MAX_SAFE_INTEGER) - (b.waitingSince ?? Number.MAX_SAFE_INTEGER) ||
  a.openedAt - b.openedAt ||
  (a.roomId < b.roomId ? -1 : Number(a.roomId > b.roomId));

const isFull = ({ cap }: Candidate): boolean => cap !== null && cap.used >= cap.limit;

/** Why ASSIGN-9 rules this member out for the room; null: eligible. Admins are not even mentioned. */
function obstacle(room: WaitingRoom, candidate: Candidate, now: number): string | null {
  const { member, cap } = candidate;
  if (!candidate.isOnline) return offlineFor(candidate.offlineSince, now);
  if (room.divisionId !== null && !member.divisionIds.includes(room.divisionId)) return "in another division";
  if (!wouldSee(member, room)) return "restricted to other divisions";
  if (room.formerParticipantIds.includes(member.memberId)) return "left this conversation";
  return isFull(candidate) ? `at cap ${cap?.used}/${cap?.limit}` : null;
}

function offlineFor(since: number | null, now: number): string {
  if (since === null) return "offline";
  return `offline ${durationText(now - since)}`;
}

/** BEY-3: "2 min", "3 h", "4 d", rounded down. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60 / 24)} d`;
}

const NO_SETTINGS: RoleSettings = {
  agentCanTakeOver: false,
  agentCanAssign: false,
  agentCanBroadcast: false,
  contactMasking: false,
};

/** A restricted supervisor sees no General room, not even one that was given to them: giving it would hide it. */
function wouldSee(member: MemberConfig, room: WaitingRoom): boolean {
  const identity = { ...member, organizationId: room.organizationId, settings: NO_SETTINGS };
  const participantIds = [member.memberId];
  // The last two matter to a token's scope alone, and a member as such has none.
  return canSeeRoom(identity, { ...room, status: "assigned", participantIds, integrationId: "", contactId: "" });
}

const isStaff = ({ member }: Candidate): boolean =>
  member.isActive && (member.role === "supervisor" || member.role === "agent");

/** ASSIGN-9. The candidates must have been counted for the room's channel. */
export const isEligible = (room: WaitingRoom, candidate: Candidate): boolean =>
  isStaff(candidate) && obstacle(room, candidate, 0) === null;

/** ASSIGN-10: fewest open rooms, then last allocation longest ago (never comes first), then member id. */
const byTurn = (a: Candidate, b: Candidate): number =>
  a.openRooms - b.openRooms ||
  (a.lastAllocatedAt ?? -1) - (b.lastAllocatedAt ?? -1) ||
  (a.member.memberId < b.member.memberId ? -1 : 1);

/** ASSIGN-9 and 10: who gets the room, and in one sentence why; null while nobody is eligible. `now`: ms UTC. */
export function choose(room: WaitingRoom, candidates: Candidate[], now: number): Choice | null {
  const staff = candidates.filter(isStaff);
  const eligible = staff.filter((candidate) => isEligible(room, candidate)).sort(byTurn);
  const [first, ...others] = eligible;
  if (first === undefined) return null;
  const skipped = [
    ...others.map((other) => `${other.member.name} ${reasonBehind(first, other)}`),
    ...staff.flatMap((other) => {
      const reason = obstacle(room, other, now);
      return reason === null ? [] : [`${other.member.name} ${reason}`];
    }),
  ];
  return { memberId: first.member.memberId, memberName: first.member.name, explanation: explain(first, skipped) };
}

/** ASSIGN-19: whoever had this customer last, if eligible now; null: the ordinary choice decides. */
export const chooseReturning = (room: WaitingRoom, candidates: Candidate[], lastAgentId: string): Choice | null =>
  chooseNamed(room, candidates, lastAgentId, "Had this customer's last conversation");

/** Somebody in particular, if eligible now. */
export function chooseNamed(
  room: WaitingRoom,
  candidates: Candidate[],
  memberId: string,
  explanation: string,
): Choice | null {
  const named = candidates.find(({ member }) => member.memberId === memberId);
  if (named === undefined || !isEligible(room, named)) return null;
  return { memberId, memberName: named.member.name, explanation };
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
