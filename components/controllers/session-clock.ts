import type { ReactiveController, ReactiveControllerHost } from "lit";
import { DEFAULT_SESSION, type SessionThresholds, sessionStart, thresholdsFor } from "../../protocol/session.ts";

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** From here on the seconds are counted. */
export const COUNTED_MS = 10 * MINUTE_MS;
/** Longer timers than this overflow in browsers. */
const LONGEST_MS = 12 * 3_600_000;

type Clocked = { channel: string; lastInboundAt: number | null; lastSeenAt: number | null };
type Told = { room: Clocked | null; thresholds?: SessionThresholds; now: () => number };

/** Milliseconds until what a session clock shows is something else; null: never. */
export function nextTickMs(startAt: number | null, now: number, thresholds: SessionThresholds): number | null {
  if (startAt === null) return null;
  const leftMs = startAt + thresholds.expiredMs - now;
  if (leftMs <= 0) return null;
  const step = leftMs <= COUNTED_MS ? SECOND_MS : MINUTE_MS;
  const untilWords = leftMs % step || step;
  const untilExpiring = startAt + thresholds.expiringMs - now;
  return untilExpiring > 0 ? Math.min(untilWords, untilExpiring) : untilWords;
}

/** SESS-3, 10: renders its host in the very moment a session passes a boundary, and every second near its end. */
export class SessionClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #told: () => Told;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, told: () => Told) {
    this.#host = host;
    this.#told = told;
    host.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const { room, thresholds = DEFAULT_SESSION, now } = this.#told();
    const waitMs = room ? nextTickMs(sessionStart(room), now(), thresholdsFor(room.channel, thresholds)) : null;
    if (waitMs === null) return;
    // One millisecond behind the boundary, because timers may fire a little early.
    this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.min(LONGEST_MS, waitMs + 1));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
