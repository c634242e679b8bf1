import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { may, mayIn, takesPart, type Viewer } from "../viewer.ts";

/** ROOM-22: which actions stand in the header. `blocked` is shown, but off, with the reason (ASSIGN-8). */
export type RoomActions = {
  take: boolean;
  assign: "yes" | "no" | "blocked";
  handOver: "yes" | "no" | "blocked";
  leave: boolean;
  resolve: boolean;
};

export function roomActions(room: RoomSummary, viewer: Viewer): RoomActions {
  const isOpen = room.status === "unassigned" || room.status === "assigned";
  const isIn = takesPart(viewer, room);
  const mayAct = isOpen && !viewer.isReadOnly && (viewer.role !== "agent" || isIn);
  const assign = !mayAct ? "no" : may(viewer, "room.assign") ? "yes" : "blocked";
  return {
    take: room.status === "unassigned" && !isIn && may(viewer, "room.take"),
    assign,
    handOver: isIn ? assign : "no",
    leave: isOpen && isIn && !viewer.isReadOnly,
    resolve: isOpen && mayIn(viewer, "room.resolve", room),
  };
}
