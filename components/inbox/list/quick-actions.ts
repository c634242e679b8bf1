import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { roomActions } from "../conversation/room-actions.ts";
import type { Viewer } from "../viewer.ts";
import type { QuickAction } from "./room-row.ts";

/** What a row offers under the pointer: what the room's own header would. */
export function quickActionsFor(room: RoomSummary, viewer: Viewer): QuickAction[] {
  const offered = roomActions(room, viewer);
  return (["take", "resolve"] as const).filter((action) => offered[action]);
}

/** What a quick action makes of a room, to show it before the server has answered. */
export function afterQuickAction(
  room: RoomSummary,
  action: QuickAction,
  viewer: Pick<Viewer, "memberId" | "name">,
): Partial<RoomSummary> {
  if (action === "resolve") return { status: "resolved", isUnresponded: false, snoozedUntil: null, scheduledCount: 0 };
  return { status: "assigned", participants: [...room.participants, { memberId: viewer.memberId, name: viewer.name }] };
}
