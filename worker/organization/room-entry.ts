import type { RoomVisibility } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { sessionStart } from "../../protocol/session.ts";

/** A former visibility of a room, in force for positions below `until`. */
export type FormerVisibility = Omit<RoomVisibility, "organizationId" | "integrationId"> & { until: number };

/** What the newest summary alone says. */
type RoomFacts = Pick<
  RoomSummary,
  | "roomId"
  | "version"
  | "kind"
  | "channel"
  | "integrationId"
  | "isUnresponded"
  | "isBlocked"
  | "waitingSince"
  | "snoozedUntil"
  | "scheduledCount"
  | "mayAutoResolve"
  | "formerParticipantIds"
  /** Most recently a participant (ASSIGN-19). */
  | "lastAgentId"
> & {
  conversationNumber: number;
  openedAt: number;
  lastMessage: Pick<NonNullable<RoomSummary["lastMessage"]>, "seq" | "at" | "authorType"> | null;
  /** When the session's clock started; null: the customer never wrote. */
  sessionStartAt: number | null;
};

/**
 * What the organization object keeps in memory of one room: enough for counters, visibility, allocation, the rules over
 * time and resume.
 */
export type RoomEntry = RoomVisibility &
  RoomFacts & {
    /** Place of the newest change in the organization's feed; 0 for a room that has not changed since the rebuild. */
    position: number;
    /** When the newest change arrived here, ms UTC. */
    changedAt: number;
    laggingSince: number | null;
    /** When somebody last came to this conversation, as seen here; 0: nobody did. */
    joinedAt: number;
    /** Tries of the idle rule that found nobody, counted from `since` on (ASSIGN-13). */
    idle: { since: number; tries: number } | null;
    /** Oldest first; only what a resuming client can still ask about. */
    trail: FormerVisibility[];
  };

/** The state that BLOCK-3 and BEY-5 leave to be given: blocked and snoozed rooms are nobody's next. */
export const isWaiting = (room: Pick<RoomEntry, "status" | "isBlocked" | "snoozedUntil">): boolean =>
  room.status === "unassigned" && !room.isBlocked && room.snoozedUntil === null;

export const isOpen = (room: { status: RoomVisibility["status"] }): boolean => room.status !== "resolved";

const sameIds = (a: string[], b: string[]): boolean => a.length === b.length && a.every((id, at) => id === b[at]);

const isSameVisibility = (a: RoomVisibility, b: RoomVisibility): boolean =>
  a.status === b.status &&
  a.divisionId === b.divisionId &&
  a.contactId === b.contactId &&
  sameIds(a.participantIds, b.participantIds);

export type Placement = { position: number; changedAt: number; laggingSince: number | null; floor: number };

/** The entry that follows `before` (null: the room was unknown) once `summary` has taken `place`. */
export function nextEntry(before: RoomEntry | null, summary: RoomSummary, place: Placement): RoomEntry {
  const entry: RoomEntry = {
    ...factsOf(summary),
    organizationId: summary.organizationId,
    status: summary.status,
    divisionId: summary.divisionId,
    contactId: summary.contact.contactId,
    participantIds: summary.participants.map((participant) => participant.memberId),
    position: place.position,
    changedAt: place.changedAt,
    laggingSince: place.laggingSince,
    joinedAt: joinedAt(before, summary, place.changedAt),
    idle: before?.idle ?? null,
    trail: [],
  };
  if (before === null) return entry;
  entry.trail = before.trail.filter((former) => former.until > place.floor);
  if (!isSameVisibility(before, entry)) {
    const { status, divisionId, contactId, participantIds } = before;
    entry.trail.push({ until: place.position, status, divisionId, contactId, participantIds });
  }
  return entry;
}

function factsOf(summary: RoomSummary): RoomFacts {
  const { conversation, lastMessage } = summary;
  return {
    roomId: summary.roomId,
    version: summary.version,
    kind: summary.kind,
    channel: summary.channel,
    integrationId: summary.integrationId,
    isUnresponded: summary.isUnresponded,
    isBlocked: summary.isBlocked,
    waitingSince: summary.waitingSince,
    snoozedUntil: summary.snoozedUntil,
    scheduledCount: summary.scheduledCount,
    mayAutoResolve: summary.mayAutoResolve,
    formerParticipantIds: summary.formerParticipantIds,
    lastAgentId: summary.lastAgentId,
    conversationNumber: conversation.number,
    openedAt: conversation.openedAt,
    lastMessage: lastMessage && { seq: lastMessage.seq, at: lastMessage.at, authorType: lastMessage.authorType },
    sessionStartAt: sessionStart(summary),
  };
}

/** Of a room that is new here, its summary knows only when it was first assigned. */
function joinedAt(before: RoomEntry | null, { conversation, participants }: RoomSummary, now: number): number {
  if (before === null) return conversation.firstAssignedAt ?? 0;
  if (before.conversationNumber !== conversation.number) return participants.length > 0 ? now : 0;
  return participants.some(({ memberId }) => !before.participantIds.includes(memberId)) ? now : before.joinedAt;
}

/** What was visible of the room to a client that has applied everything up to `position`. */
export function visibilityAt(entry: RoomEntry, position: number): RoomVisibility {
  const former = entry.trail.find((candidate) => candidate.until > position);
  const { organizationId, integrationId } = entry;
  return former === undefined ? entry : { organizationId, integrationId, ...former };
}

/** Whether the room waits now in a way it did not before: since then, for that division, or in another conversation. */
export const beganToWait = (before: RoomEntry | null, entry: RoomEntry): boolean =>
  isWaiting(entry) &&
  (before === null ||
    !isWaiting(before) ||
    before.divisionId !== entry.divisionId ||
    before.conversationNumber !== entry.conversationNumber);
