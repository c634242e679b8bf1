import { TIMES } from "../protocol/limits.ts";
import type { Platform } from "./types.ts";

export interface Heartbeat {
  start(): void;
  stop(): void;
  /** Anything came from the other side. */
  heard(): void;
  /** Asks at once whether the other side is still there, and waits 5 s only. */
  probe(): void;
}

/** Pings every 25 s; two without an answer mean that the connection is dead, whatever the socket says. */
export function createHeartbeat(platform: Platform, ping: () => void, onDead: () => void): Heartbeat {
  let unanswered = 0;
  let isProbing = false;
  let dueAt = 0;
  let cancelTimer = (): void => {};

  function schedule(delayMs: number): void {
    dueAt = platform.now() + delayMs;
    cancelTimer();
    cancelTimer = platform.setTimer(tick, delayMs);
  }

  function tick(): void {
    // The page has slept: what was not answered in that time says nothing.
    if (platform.now() - dueAt > TIMES.probeLimitMs) {
      isProbing = false;
      probe();
    } else if (unanswered >= (isProbing ? 1 : 2)) onDead();
    else {
      isProbing = false;
      unanswered++;
      schedule(TIMES.pingEveryMs);
      ping();
    }
  }

  function probe(): void {
    if (isProbing) return;
    isProbing = true;
    unanswered = 1;
    schedule(TIMES.probeLimitMs);
    ping();
  }

  return {
    start() {
      unanswered = 0;
      isProbing = false;
      schedule(TIMES.pingEveryMs);
    },
    stop: () => cancelTimer(),
    heard() {
      unanswered = 0;
    },
    probe,
  };
}
