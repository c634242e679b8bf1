import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { sessionLeftMs, sessionStart, sessionState, thresholdsFor } from "../../../protocol/session.ts";
import { COUNTED_MS, nextTickMs } from "../../controllers/session-clock.ts";
import { type FilterClock, nextChangeAt } from "../filter/room-filter.ts";

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** What the session clock of a row shows: the same words as long as it shows the same. */
export function clockTick(room: RoomSummary, { now, session }: FilterClock): string {
  const thresholds = thresholdsFor(room.channel, session);
  const startAt = sessionStart(room);
  const leftMs = sessionLeftMs(startAt, now, thresholds);
  const step = leftMs <= COUNTED_MS ? SECOND_MS : MINUTE_MS;
  return `${sessionState(startAt, now, thresholds)} ${Math.ceil(leftMs / step)} ${step}`;
}

/** Milliseconds until the clock alone changes what a row shows; Infinity: never. */
export function msToChange(room: RoomSummary, clock: FilterClock): number {
  const tickMs = nextTickMs(sessionStart(room), clock.now, thresholdsFor(room.channel, clock.session));
  // One millisecond behind, because timers may fire a little early.
  return Math.min(tickMs ?? Number.POSITIVE_INFINITY, nextChangeAt(room, clock) - clock.now) + 1;
}
