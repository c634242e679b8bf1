import type { RoomKind } from "../../../protocol/channels.ts";
import type { RoomListQuery } from "../../../protocol/http.schema.ts";
import type { RoomFilter } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { sessionStart } from "../../../protocol/session.ts";
import {
  filterFor,
  filterQuery,
  followsClock,
  matchesFilter,
  NO_FILTER,
  parseFilter,
  sessionOf,
} from "../filter/room-filter.ts";
import type { Viewer } from "../viewer.ts";

export const STATUS_CHOICES = [
  "all",
  "unassigned",
  "assigned",
  "resolved",
] as const satisfies readonly RoomListQuery["status"][];
export type StatusChoice = (typeof STATUS_CHOICES)[number];
export const SORT_CHOICES = ["newest", "oldest", "expires"] as const satisfies readonly RoomListQuery["sort"][];
export type SortChoice = (typeof SORT_CHOICES)[number];

/** What the list shows: what stands in the address. */
export type Choice = { kind: RoomKind; status: StatusChoice; sort: SortChoice; filter: RoomFilter };

export const DEFAULT_CHOICE: Choice = { kind: "message", status: "all", sort: "newest", filter: NO_FILTER };
export const choiceKey = ({ kind, status, sort, filter }: Choice): string =>
  `${kind}.${status}.${sort}.${filterQuery(filter)}`;

type Sorted = Pick<RoomSummary, "roomId" | "channel" | "lastInboundAt" | "lastSeenAt">;

/** LIST-1: by the newest customer message; BEY-2: by the beginning of the session, which is the order of their ends. */
export const sortTime = (room: Sorted, sort: SortChoice): number =>
  (sort === "expires" ? sessionStart(room) : room.lastInboundAt) ?? 0;

/** Negative when `a` stands before `b`. Equal times are told apart by id, in the direction of the order. */
export function compareRooms(a: Sorted, b: Sorted, sort: SortChoice): number {
  const later = sortTime(b, sort) - sortTime(a, sort) || (a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : 0);
  return sort === "newest" ? later : -later;
}

/** LIST-9..13, SEARCH-6..9, BEY-2: does this room, which the viewer may see, stand in this choice? */
export function isInChoice(
  room: RoomSummary,
  choice: Choice,
  viewer: Pick<Viewer, "role" | "memberId" | "session">,
  now: number,
): boolean {
  if (room.kind !== choice.kind || !isListed(room, choice, viewer)) return false;
  const clock = { now, session: viewer.session };
  if (choice.sort === "expires" && sessionOf(room, clock) === "expired") return false;
  return choice.filter === NO_FILTER || matchesFilter(room, filterFor(choice.filter, viewer), clock);
}

/** Silent rooms of a campaign stand nowhere but under their own filter (SEARCH-8). */
function isListed(room: RoomSummary, choice: Choice, viewer: Pick<Viewer, "role" | "memberId">): boolean {
  if (room.lastInboundAt === null && !choice.filter.campaign) return false;
  if (choice.status !== "all") return room.status === choice.status;
  return viewer.role !== "agent" || room.participants.some(({ memberId }) => memberId === viewer.memberId);
}

/** Does the clock alone let rooms of this choice come and go (SEARCH-10)? */
export const choiceFollowsClock = ({ sort, filter }: Choice): boolean => sort === "expires" || followsClock(filter);

/** LIST-13: agents have Unassigned only while takeover is on. */
export const statusChoicesFor = (viewer: Pick<Viewer, "role" | "permissions">): StatusChoice[] =>
  STATUS_CHOICES.filter((status) => status !== "unassigned" || viewer.permissions.has("room.take"));

/** Properties as a host may have set them; unknown values fall back to the default (EMBED-6). */
export function choiceFrom(
  wish: { kind: string; status: string; sort: string; filter: string },
  viewer: Pick<Viewer, "role" | "permissions"> | null,
): Choice {
  const statuses = viewer ? statusChoicesFor(viewer) : STATUS_CHOICES;
  return {
    kind: wish.kind === "comment" ? "comment" : DEFAULT_CHOICE.kind,
    status: statuses.find((status) => status === wish.status) ?? DEFAULT_CHOICE.status,
    sort: SORT_CHOICES.find((sort) => sort === wish.sort) ?? DEFAULT_CHOICE.sort,
    filter: parseFilter(wish.filter),
  };
}

/** The question to the server that gives the rooms of this choice. */
export const listQuery = (choice: Choice, viewer: Pick<Viewer, "role" | "memberId">): Partial<RoomListQuery> => ({
  kind: choice.kind,
  status: choice.status,
  sort: choice.sort,
  ...filterFor(choice.filter, viewer),
});
