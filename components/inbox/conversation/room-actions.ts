import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { may, mayIn, takesPart, type Viewer } from "../viewer.ts";

/** ROOM-22: which actions stand in the header. `blocked` is shown, but off, with the reason (ASSIGN-8). */
export type RoomActions = {
  take: boolean;
  assign: "yes" | "no" | "blocked";
  handOver: "yes" | "no" | "blocked";
  leave: boolean;
  resolve: boolean;
  /** BLOCK-1, 2: only in message rooms that are unassigned or assigned. */
  block: boolean;
  move: boolean;
  snooze: boolean;
  markUnread: boolean;
  autoResolve: boolean;
  transcript: boolean;
  /** BEY-17: for those who look after others. */
  replay: boolean;
};

export function roomActions(room: RoomSummary, viewer: Viewer): RoomActions {
  const isOpen = room.status === "unassigned" || room.status === "assigned";
  const isIn = takesPart(viewer, room);
  const mayAct = isOpen && !viewer.isReadOnly && (viewer.role !== "agent" || isIn);
  const mayReply = mayIn(viewer, "room.reply", room);
  const assign = !mayAct ? "no" : may(viewer, "room.assign") ? "yes" : "blocked";
  return {
    take: room.status === "unassigned" && !isIn && may(viewer, "room.take"),
    assign,
    handOver: isIn ? assign : "no",
    leave: isOpen && isIn && !viewer.isReadOnly,
    resolve: isOpen && mayIn(viewer, "room.resolve", room),
    block: isOpen && room.kind === "message" && !room.isBlocked && mayIn(viewer, "room.block", room),
    move: mayAct && assign === "yes",
    snooze: isOpen && mayReply,
    markUnread: mayReply && room.lastInboundAt !== null,
    autoResolve: isOpen && mayIn(viewer, "room.resolve", room),
    transcript: !viewer.isReadOnly,
    replay: !viewer.isReadOnly && viewer.role !== "agent",
  };
}
