import { durationText } from "../allocation.ts";
import { divisionFor } from "../config-views.ts";
import type { MemberConfig, OrganizationConfig } from "../contract.ts";
import { isOpen, type RoomEntry } from "../room-entry.ts";

/** What time alone asks of a room, and when, ms UTC. */
export type Duty = { dueAt: number } & (
  | { kind: "general"; divisionId: string }
  | { kind: "release"; memberId: string; reason: "deactivated" | "offline"; explanation: string }
  | { kind: "move"; since: number; minutes: number; tries: number }
  | { kind: "exhausted"; since: number; minutes: number; tries: number }
  | { kind: "resolve"; lastMessageSeq: number; tagId: string | null }
);

export type DutySurroundings = {
  config: OrganizationConfig;
  presence: {
    isOnline(memberId: string): boolean;
    /** ms UTC; null: is there, or never was. */
    offlineSince(memberId: string): number | null;
  };
};

/** ASSIGN-13: the room stays after this many tries that found nobody. */
export const IDLE_TRIES = 3;
const MINUTE_MS = 60_000;

/** What is due for this room, the first first, maybe in the past; empty: nothing until something changes. `now`: ms UTC. */
export function dutiesOf(room: RoomEntry, around: DutySurroundings, now: number): Duty[] {
  if (!isOpen(room)) return [];
  const duties = [
    divisionDuty(room, around),
    deactivatedDuty(room, around),
    offlineDuty(room, around, now),
    idleDuty(room, around),
    resolveDuty(room, around),
  ];
  return duties.filter((duty) => duty !== null).sort((a, b) => a.dueAt - b.dueAt);
}

/** ASSIGN-15, 20: no open room stands in a division that is no more, and none waits in one that does not take its channel. */
function divisionDuty({ divisionId, integrationId, status }: RoomEntry, { config }: DutySurroundings): Duty | null {
  if (divisionId === null) return null;
  const isKnown = config.divisions.some((division) => division.divisionId === divisionId);
  const isMisplaced = status === "unassigned" && divisionFor(config, divisionId, integrationId) === null;
  return isKnown && !isMisplaced ? null : { kind: "general", dueAt: 0, divisionId };
}

const participantsOf = (room: RoomEntry, config: OrganizationConfig): MemberConfig[] =>
  room.status === "assigned" ? config.members.filter(({ memberId }) => room.participantIds.includes(memberId)) : [];

/** ROLE-22, ASSIGN-4. A member that the copy does not know yet is a new one. */
function deactivatedDuty(room: RoomEntry, { config }: DutySurroundings): Duty | null {
  const gone = participantsOf(room, config).find(({ isActive }) => !isActive);
  return gone === undefined
    ? null
    : { kind: "release", dueAt: 0, memberId: gone.memberId, reason: "deactivated", explanation: "No longer active" };
}

/**
 * BEY-4: while one of several is there, or an admin, who has no switch, somebody has the room. Time counts from when the
 * last of them went, came to the room or wrote in it, because whoever writes is there whatever the switch says.
 */
function offlineDuty(room: RoomEntry, { config, presence }: DutySurroundings, now: number): Duty | null {
  const { offlineMinutes } = config.sections.idle;
  const participants = participantsOf(room, config);
  const [first] = participants;
  if (offlineMinutes === null || first === undefined || participants.length < room.participantIds.length) return null;
  if (participants.some(({ role, memberId }) => role === "admin" || presence.isOnline(memberId))) return null;
  const wroteAt = room.lastMessage?.authorType === "member" ? room.lastMessage.at : 0;
  const wentAt = participants.map(({ memberId }) => presence.offlineSince(memberId) ?? 0);
  const since = Math.max(room.joinedAt, wroteAt, ...wentAt);
  const { memberId } = first;
  const offlineSince = presence.offlineSince(memberId);
  const explanation =
    offlineSince === null ? "Offline" : `Offline for ${durationText(Math.max(0, now - offlineSince))}`;
  return { kind: "release", dueAt: since + offlineMinutes * MINUTE_MS, memberId, reason: "offline", explanation };
}

/** ASSIGN-13: from the customer's message, or from when somebody came after it, because each has their N minutes. */
function idleDuty(room: RoomEntry, { config }: DutySurroundings): Duty | null {
  const { isOn, minutes } = config.sections.idle;
  const { waitingSince } = room;
  const isIdle = room.status === "assigned" && !room.isBlocked && room.snoozedUntil === null;
  if (!isOn || !isIdle || waitingSince === null) return null;
  const since = Math.max(waitingSince, room.joinedAt);
  const tries = room.idle?.since === since ? room.idle.tries : 0;
  if (tries > IDLE_TRIES) return null;
  if (tries === IDLE_TRIES) return { kind: "exhausted", dueAt: 0, since, minutes, tries };
  return { kind: "move", dueAt: since + (tries + 1) * minutes * MINUTE_MS, since, minutes, tries };
}

/** SET-7. Whoever snoozed the room or planned an answer wants it open. */
function resolveDuty(room: RoomEntry, { config }: DutySurroundings): Duty | null {
  const rule = config.sections["auto-resolve"][room.kind];
  const { lastMessage } = room;
  const isMeant = rule.isOn && (rule.channels?.includes(room.channel) ?? true) && room.status !== "campaign";
  const isPutOff = room.snoozedUntil !== null || room.scheduledCount > 0 || !room.mayAutoResolve;
  if (!isMeant || isPutOff || lastMessage?.authorType !== "member") return null;
  const since = Math.max(lastMessage.at, rule.onSince ?? 0);
  return {
    kind: "resolve",
    dueAt: since + rule.inactivityMs,
    lastMessageSeq: lastMessage.seq,
    tagId: rule.tagId,
  };
}
