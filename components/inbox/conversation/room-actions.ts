import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { may, type Viewer } from "../viewer.ts";

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
  const takesPart = room.participants.some(({ memberId }) => memberId === viewer.memberId);
  const mayAct = isOpen && !viewer.isReadOnly && (viewer.role !== "agent" || takesPart);
  const assign = !mayAct ? "no" : may(viewer, "room.assign") ? "yes" : "blocked";
  return {
    take: room.status === "unassigned" && !takesPart && may(viewer, "room.take"),
    assign,
    handOver: takesPart ? assign : "no",
    leave: isOpen && takesPart && !viewer.isReadOnly,
    resolve: mayAct && may(viewer, "room.resolve"),
  };
}
