import type { RoomListQuery } from "../../protocol/http.schema.ts";
import { canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";

const isVisible = (member: MemberIdentity, room: RoomSummary): boolean =>
  canSeeRoom(member, { ...room, participantIds: room.participants.map((one) => one.memberId) });

/** LIST-9..13 written the plain way, over all rooms in memory: what a list must equal, as room ids in order. */
export function expectedList(
  member: MemberIdentity,
  rooms: RoomSummary[],
  query: Pick<RoomListQuery, "kind" | "status" | "sort">,
): string[] {
  const sign = query.sort === "newest" ? -1 : 1;
  return rooms
    .filter((room) => room.kind === query.kind && room.lastInboundAt !== null && isVisible(member, room))
    .filter((room) => query.status === "all" || room.status === query.status)
    .filter((room) => query.status !== "all" || member.role !== "agent" || isOwn(member, room))
    .toSorted((a, b) => sign * (Number(a.lastInboundAt) - Number(b.lastInboundAt) || (a.roomId < b.roomId ? -1 : 1)))
    .map((room) => room.roomId);
}

/** LIST-4 and LIST-6, likewise. */
export function expectedCounters(member: MemberIdentity, rooms: RoomSummary[]) {
  const seen = rooms.filter((room) => isVisible(member, room));
  const unresponded = (kind: string) => seen.filter((room) => room.kind === kind && room.isUnresponded).length;
  return {
    messages: unresponded("message"),
    comments: unresponded("comment"),
    unassigned: seen.filter((room) => room.status === "unassigned").length,
  };
}

const isOwn = (member: MemberIdentity, room: RoomSummary): boolean =>
  room.participants.some((one) => one.memberId === member.memberId);
