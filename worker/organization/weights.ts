import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { RoomVisibility } from "../../protocol/roles.ts";
import type { RoomEntry } from "./room-entry.ts";

/** What badges read of a room. */
export type Counted = RoomVisibility & Pick<RoomEntry, "kind" | "isUnresponded" | "isBlocked">;

/** LIST-3: only an unassigned or assigned room can be unresponded, and none of a blocked contact. null: it counts nowhere. */
export function weightOf(room: Counted): Counters | null {
  const isUnresponded =
    room.isUnresponded && !room.isBlocked && (room.status === "unassigned" || room.status === "assigned");
  const isUnassigned = room.status === "unassigned";
  if (!isUnresponded && !isUnassigned) return null;
  return {
    messages: isUnresponded && room.kind === "message" ? 1 : 0,
    comments: isUnresponded && room.kind === "comment" ? 1 : 0,
    unassigned: isUnassigned ? 1 : 0,
  };
}
