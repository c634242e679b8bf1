import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { takesPart, type Viewer } from "../inbox/viewer.ts";

/** What is worth a pop-up: a message in a room of one's own, or a room that waits for somebody (NOTIF-2). */
export type Alert = { kind: "message" | "waiting"; room: RoomSummary; seq: number };

/** As much of a room's former state as the rule needs. */
export type Known = { seq: number; isWaiting: boolean; conversationNumber: number };

export const knownOf = (room: RoomSummary): Known => ({
  seq: room.lastMessage?.seq ?? 0,
  isWaiting: isWaiting(room),
  conversationNumber: room.conversation.number,
});

const isWaiting = (room: RoomSummary): boolean => room.status === "unassigned" && !room.isBlocked;

/**
 * The alert that a change of a room calls for, or null. `before` is undefined for a room that was not heard of yet: then
 * only what happened after `since` (ms, server's clock) is new.
 */
export function alertFor(room: RoomSummary, before: Known | undefined, viewer: Viewer, since: number): Alert | null {
  const message = room.lastMessage;
  if (message === null || message.direction !== "inbound" || room.isBlocked) return null;
  const isNewMessage = before === undefined ? message.at >= since : message.seq > before.seq;
  if (room.status === "assigned")
    return isNewMessage && takesPart(viewer, room) ? { kind: "message", room, seq: message.seq } : null;
  if (!isWaiting(room)) return null;
  const hasBegunToWait =
    before === undefined ? isNewMessage : !before.isWaiting || before.conversationNumber !== room.conversation.number;
  return hasBegunToWait ? { kind: "waiting", room, seq: message.seq } : null;
}

/** A pop-up has served once somebody answered, resolved or blocked. */
export const isSettled = (room: RoomSummary): boolean => !room.isUnresponded;
