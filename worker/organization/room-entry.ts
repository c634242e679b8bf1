import type { RoomVisibility } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";

/** A former visibility of a room, in force for positions below `until`. */
export type FormerVisibility = Omit<RoomVisibility, "organizationId"> & { until: number };

/** What the organization object keeps in memory of one room: enough for counters, visibility, allocation and resume. */
export type RoomEntry = RoomVisibility & {
  roomId: string;
  version: number;
  /** Place of the newest change in the organization's feed; 0 for a room that has not changed since the rebuild. */
  position: number;
  /** When the newest change arrived here, ms UTC. */
  changedAt: number;
  laggingSince: number | null;
  kind: RoomSummary["kind"];
  isUnresponded: boolean;
  integrationId: string;
  conversationNumber: number;
  openedAt: number;
  formerParticipantIds: string[];
  /** Most recently a participant (ASSIGN-19). */
  lastAgentId: string | null;
  /** Oldest first; only what a resuming client can still ask about. */
  trail: FormerVisibility[];
};

export const isOpen = (room: { status: RoomVisibility["status"] }): boolean => room.status !== "resolved";

const sameIds = (a: string[], b: string[]): boolean => a.length === b.length && a.every((id, at) => id === b[at]);

const isSameVisibility = (a: RoomVisibility, b: RoomVisibility): boolean =>
  a.status === b.status && a.divisionId === b.divisionId && sameIds(a.participantIds, b.participantIds);

export type Placement = { position: number; changedAt: number; laggingSince: number | null; floor: number };

/** The entry that follows `before` (null: the room was unknown) once `summary` has taken `place`. */
export function nextEntry(before: RoomEntry | null, summary: RoomSummary, place: Placement): RoomEntry {
  const entry: RoomEntry = {
    roomId: summary.roomId,
    organizationId: summary.organizationId,
    status: summary.status,
    divisionId: summary.divisionId,
    participantIds: summary.participants.map((participant) => participant.memberId),
    version: summary.version,
    position: place.position,
    changedAt: place.changedAt,
    laggingSince: place.laggingSince,
    kind: summary.kind,
    isUnresponded: summary.isUnresponded,
    integrationId: summary.integrationId,
    conversationNumber: summary.conversation.number,
    openedAt: summary.conversation.openedAt,
    formerParticipantIds: summary.formerParticipantIds,
    lastAgentId: summary.lastAgentId,
    trail: [],
  };
  if (before === null) return entry;
  entry.trail = before.trail.filter((former) => former.until > place.floor);
  if (!isSameVisibility(before, entry)) {
    const { status, divisionId, participantIds } = before;
    entry.trail.push({ until: place.position, status, divisionId, participantIds });
  }
  return entry;
}

/** What was visible of the room to a client that has applied everything up to `position`. */
export function visibilityAt(entry: RoomEntry, position: number): RoomVisibility {
  const former = entry.trail.find((candidate) => candidate.until > position);
  return former === undefined ? entry : { organizationId: entry.organizationId, ...former };
}

/** Whether the room waits now in a way it did not before: since then, for that division, or in another conversation. */
export const beganToWait = (before: RoomEntry | null, entry: RoomEntry): boolean =>
  entry.status === "unassigned" &&
  (before?.status !== "unassigned" ||
    before.divisionId !== entry.divisionId ||
    before.conversationNumber !== entry.conversationNumber);
