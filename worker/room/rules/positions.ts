import type { Positions } from "../../../protocol/room-frames.schema.ts";
import type { Cursors, RoomState } from "./state.ts";

/** `max(old, min(new, head))`: positions never fall and never run ahead of the log. */
const raise = (old: number, next: number | undefined, head: number): number =>
  next === undefined ? old : Math.max(old, Math.min(next, head));

/** The visitor's own progress. Whatever is read was also delivered. Returns the same object when nothing rose. */
export function moveContact(
  cursors: Cursors,
  moved: { last?: number | undefined; read?: number | undefined },
  head: number,
): Cursors {
  const contactRead = raise(cursors.contactRead, moved.read, head);
  const contactDelivered = Math.max(raise(cursors.contactDelivered, moved.last, head), contactRead);
  if (contactRead === cursors.contactRead && contactDelivered === cursors.contactDelivered) return cursors;
  return { ...cursors, contactRead, contactDelivered, revision: cursors.revision + 1 };
}

/** ROOM-28: a member who may answer has read; it counts for all staff. */
export function moveStaff(cursors: Cursors, read: number | undefined, head: number): Cursors {
  const staffRead = raise(cursors.staffRead, read, head);
  return staffRead === cursors.staffRead ? cursors : { ...cursors, staffRead, revision: cursors.revision + 1 };
}

/** WIDGET-17: taken at most once per `everyMs`. */
export function moveSeen(cursors: Cursors, now: number, everyMs: number): Cursors {
  if (cursors.lastSeenAt !== null && now - cursors.lastSeenAt < everyMs) return cursors;
  return { ...cursors, lastSeenAt: now, revision: cursors.revision + 1 };
}

/** Whoever writes has seen what stood before: an answer moves its own side's position without a frame or a row. */
export const positionsOf = (state: RoomState, cursors: Cursors): Positions => ({
  contactDelivered: Math.max(cursors.contactDelivered, state.lastInboundSeq),
  contactRead: Math.max(cursors.contactRead, state.lastInboundSeq),
  staffRead: Math.max(cursors.staffRead, state.lastStaffSeq),
});

/** BLOCK-4: to the visitor, what is withheld looks sent and neither delivered nor read, whatever the staff has opened. */
export function visitorPositionsOf(state: RoomState, cursors: Cursors): Positions {
  const positions = positionsOf(state, cursors);
  const { withheldSeq } = state;
  return withheldSeq === null ? positions : { ...positions, staffRead: Math.min(positions.staffRead, withheldSeq - 1) };
}

/**
 * Whether a move says something that the log and the positions do not say already. Clients also confirm what they wrote
 * themselves; that is neither worth a row nor anybody's news.
 */
export function isNews(state: RoomState, before: Cursors, after: Cursors): boolean {
  const [old, now] = [positionsOf(state, before), positionsOf(state, after)];
  return (
    after.lastSeenAt !== before.lastSeenAt ||
    now.contactDelivered !== old.contactDelivered ||
    now.contactRead !== old.contactRead ||
    now.staffRead !== old.staffRead
  );
}
