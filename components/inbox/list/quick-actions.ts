import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { roomActions } from "../conversation/room-actions.ts";
import type { Viewer } from "../viewer.ts";
import type { QuickAction } from "./room-row.ts";

/** What a row offers under the pointer: what the room's own header would. */
export function quickActionsFor(room: RoomSummary, viewer: Viewer): QuickAction[] {
  const offered = roomActions(room, viewer);
  return (["take", "resolve"] as const).filter((action) => offered[action]);
}
