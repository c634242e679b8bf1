import type { Channel } from "../../../protocol/channels.ts";
import { EXPIRED_GROUPS, type ExpiredCounts } from "../../../protocol/inbox.schema.ts";
import { canSeeRoom, type MemberIdentity } from "../../../protocol/roles.ts";
import { type SessionThresholds, sessionState, thresholdsFor } from "../../../protocol/session.ts";
import type { RoomEntry } from "../room-entry.ts";

type Group = (typeof EXPIRED_GROUPS)[number];

const GROUP_OF: Partial<Record<Channel, Group>> = {
  wa_cloud: "wa_cloud",
  // SESS-11: WhatsApp Cloud stands for every WhatsApp integration.
  wa: "wa_cloud",
  ig: "ig",
  fb: "fb",
};

export const groupOf = (channel: Channel): Group => GROUP_OF[channel] ?? "other";

/** SESS-12: what the job may close for this member. `now`: ms UTC. */
function isExpired(room: RoomEntry, member: MemberIdentity, session: SessionThresholds, now: number): boolean {
  if (room.kind !== "message" || (room.status !== "assigned" && room.status !== "unassigned")) return false;
  const clock = sessionState(room.sessionStartAt, now, thresholdsFor(room.channel, session));
  return clock === "expired" && canSeeRoom(member, room);
}

type Looked = { rooms: Iterable<RoomEntry>; member: MemberIdentity; session: SessionThresholds; now: number };

/** SESS-11: the numbers beside the ticks. */
export function expiredCounts({ rooms, member, session, now }: Looked): ExpiredCounts {
  const counts: ExpiredCounts = { assigned: noneOf(), unassigned: noneOf() };
  for (const room of rooms) {
    if (!isExpired(room, member, session, now)) continue;
    counts[room.status === "assigned" ? "assigned" : "unassigned"][groupOf(room.channel)] += 1;
  }
  return counts;
}

/** Ids of the rooms that the choice stands for, those that expired first first. */
export function expiredRooms(
  { rooms, member, session, now }: Looked,
  choice: { groups: readonly Group[]; includeUnassigned: boolean },
): string[] {
  const found: RoomEntry[] = [];
  for (const room of rooms) {
    const isChosen = choice.groups.includes(groupOf(room.channel));
    const isMeant = room.status === "assigned" || choice.includeUnassigned;
    if (isChosen && isMeant && isExpired(room, member, session, now)) found.push(room);
  }
  return found.sort((a, b) => (a.sessionStartAt ?? 0) - (b.sessionStartAt ?? 0)).map(({ roomId }) => roomId);
}

const noneOf = (): Record<Group, number> =>
  Object.fromEntries(EXPIRED_GROUPS.map((group) => [group, 0])) as Record<Group, number>;
