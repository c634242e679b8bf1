import {
  DEFAULT_SESSION,
  LOCKED_WHEN_EXPIRED,
  type SessionThresholds,
  sessionStart,
  sessionState,
  thresholdsFor,
} from "../../../protocol/session.ts";
import type { RoomState } from "./state.ts";

/** When this room's session clock started, ms UTC; null: the customer never wrote (SESS-1). */
export const startOf = (state: RoomState, lastSeenAt: number | null): number | null =>
  state.room === null
    ? null
    : sessionStart({ channel: state.room.channel, lastInboundAt: state.lastInboundAt, lastSeenAt });

export const thresholdsIn = (state: RoomState, thresholds: SessionThresholds): SessionThresholds =>
  thresholdsFor(state.room?.channel ?? "", thresholds);

/** SESS-9: free text is shut by the end of the session, for people and machines alike. */
export function isLocked(state: RoomState, thresholds: SessionThresholds = DEFAULT_SESSION, now: number): boolean {
  if (state.room === null || !LOCKED_WHEN_EXPIRED.has(state.room.channel)) return false;
  return sessionState(startOf(state, null), now, thresholdsIn(state, thresholds)) === "expired";
}
