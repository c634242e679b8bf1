import type { RoomKind } from "../../../protocol/channels.ts";
import type { RoomListQuery } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Viewer } from "../viewer.ts";

export const STATUS_CHOICES = [
  "all",
  "unassigned",
  "assigned",
  "resolved",
] as const satisfies readonly RoomListQuery["status"][];
export type StatusChoice = (typeof STATUS_CHOICES)[number];
export const SORT_CHOICES = ["newest", "oldest"] as const satisfies readonly RoomListQuery["sort"][];
export type SortChoice = (typeof SORT_CHOICES)[number];

/** What the list shows: the same three things that stand in the address. */
export type Choice = { kind: RoomKind; status: StatusChoice; sort: SortChoice };

export const DEFAULT_CHOICE: Choice = { kind: "message", status: "all", sort: "newest" };
export const choiceKey = (choice: Choice): string => `${choice.kind}.${choice.status}.${choice.sort}`;

/** Position of a room in every list: LIST-1, by the newest customer message. */
export type SortKey = { at: number; roomId: string };
export const sortKeyOf = (room: RoomSummary): SortKey => ({ at: room.lastInboundAt ?? 0, roomId: room.roomId });

/** Negative when `a` stands before `b`. */
export function compareKeys(a: SortKey, b: SortKey, sort: SortChoice): number {
  const newestFirst = b.at - a.at || (a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : 0);
  return sort === "newest" ? newestFirst : -newestFirst;
}

/** LIST-9..13: does this room, which the viewer may see, stand in this choice? */
export function isInChoice(room: RoomSummary, choice: Choice, viewer: Pick<Viewer, "role" | "memberId">): boolean {
  if (room.kind !== choice.kind || room.lastInboundAt === null) return false;
  if (choice.status !== "all") return room.status === choice.status;
  return viewer.role !== "agent" || room.participants.some(({ memberId }) => memberId === viewer.memberId);
}

/** LIST-13: agents have Unassigned only while takeover is on. */
export const statusChoicesFor = (viewer: Pick<Viewer, "role" | "permissions">): StatusChoice[] =>
  STATUS_CHOICES.filter((status) => status !== "unassigned" || viewer.permissions.has("room.take"));

/** Properties as a host may have set them; unknown values fall back to the default (EMBED-6). */
export function choiceFrom(
  wish: { kind: string; status: string; sort: string },
  viewer: Pick<Viewer, "role" | "permissions"> | null,
): Choice {
  const statuses = viewer ? statusChoicesFor(viewer) : STATUS_CHOICES;
  return {
    kind: wish.kind === "comment" ? "comment" : DEFAULT_CHOICE.kind,
    status: statuses.find((status) => status === wish.status) ?? DEFAULT_CHOICE.status,
    sort: SORT_CHOICES.find((sort) => sort === wish.sort) ?? DEFAULT_CHOICE.sort,
  };
}
