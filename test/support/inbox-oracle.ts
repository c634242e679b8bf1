import type { RoomListQuery } from "../../protocol/http.schema.ts";
import { canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { sessionStart, sessionState, thresholdsFor } from "../../protocol/session.ts";
import type { ListClock } from "../../worker/inbox/list/wanted.ts";

export type ListAsk = Omit<RoomListQuery, "cursor" | "limit">;

const isVisible = (member: MemberIdentity, room: RoomSummary): boolean =>
  canSeeRoom(member, {
    ...room,
    contactId: room.contact.contactId,
    participantIds: room.participants.map((one) => one.memberId),
  });

/** LIST-9..13 and SEARCH-6..9 written the plain way, over all rooms in memory: what a list must equal, as room ids in order. */
export function expectedList(member: MemberIdentity, rooms: RoomSummary[], query: ListAsk, clock: ListClock): string[] {
  const sign = query.sort === "newest" ? -1 : 1;
  const timeOf = (room: RoomSummary): number =>
    (query.sort === "expires" ? sessionStart(room) : room.lastInboundAt) ?? 0;
  return rooms
    .filter((room) => room.kind === query.kind && isVisible(member, room))
    .filter((room) => room.lastInboundAt !== null || query.campaign === true)
    .filter((room) => query.status === "all" || room.status === query.status)
    .filter((room) => query.status !== "all" || member.role !== "agent" || isOwn(member, room))
    .filter((room) => matches(room, query, clock))
    .toSorted((a, b) => sign * (timeOf(a) - timeOf(b) || (a.roomId < b.roomId ? -1 : 1)))
    .map((room) => room.roomId);
}

function matches(room: RoomSummary, query: ListAsk, { now, session }: ListClock): boolean {
  const state = sessionState(sessionStart(room), now, thresholdsFor(room.channel, session));
  const at = room.lastInboundAt ?? 0;
  const tags = room.tags.length === 0 ? ["none"] : room.tags.map((tag) => tag.tagId);
  const agents = room.participants.map((one) => one.memberId);
  const among = (wanted: readonly string[] | undefined, had: string[]) =>
    !wanted?.length || had.some((one) => wanted.includes(one));
  return (
    (query.sort !== "expires" || state !== "expired") &&
    among(query.sessions, [state]) &&
    among(query.agentIds, agents) &&
    among(query.tagIds, tags) &&
    among(query.integrationIds, [room.integrationId]) &&
    among(query.divisionIds, [room.divisionId ?? "general"]) &&
    (!query.unresponded || room.isUnresponded) &&
    (!query.campaign || room.status === "campaign") &&
    (!query.snoozed || (room.snoozedUntil ?? 0) > now) &&
    at >= (query.from ?? 0) &&
    at <= (query.until ?? Number.POSITIVE_INFINITY)
  );
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
