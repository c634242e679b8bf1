import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomState } from "./state.ts";

const HOUR_MS = 3_600_000;
const MAX = LIMITS.visitorUpdatesPerHour;

/** A stranger who changes their mind without end must not fill the log. `at`: when they last did, ms UTC. */
export const withUpdate = ({ visitorUpdates }: RoomState, at: number): Pick<RoomState, "visitorUpdates"> => ({
  visitorUpdates: [...visitorUpdates, at].slice(-MAX),
});

/** Milliseconds until the visitor may change something again; 0 if now. */
export const updateWaitMs = ({ visitorUpdates }: RoomState, now: number): number =>
  Math.max(0, (visitorUpdates.at(-MAX) ?? Number.NEGATIVE_INFINITY) + HOUR_MS - now);
