import type { Refusal } from "../protocol/codes.ts";
import { CLOSE, TIMES } from "../protocol/limits.ts";

/** What a close code asks of the client. */
export type AfterClose =
  /** `mustRenew`: with a fresh token. `mustForget`: without a position, so that a snapshot comes. `mustWait`: as long as we were told. */
  | { kind: "reconnect"; mustRenew?: boolean; mustForget?: boolean; mustWait?: boolean }
  /** `mustClear`: what this client holds may not be shown any more. */
  | { kind: "end"; refusal: Refusal; mustClear: boolean };

/** `hasForgotten`: a protocol error led to a snapshot already, and here is the next one. */
export function afterClose(code: number, hasForgotten: boolean): AfterClose {
  switch (code) {
    case CLOSE.tokenEnded:
      return { kind: "reconnect", mustRenew: true };
    case CLOSE.forbidden:
      return { kind: "end", refusal: { code: "forbidden" }, mustClear: true };
    case CLOSE.versionTooOld:
      return { kind: "end", refusal: { code: "version_too_old" }, mustClear: false };
    case CLOSE.rateLimited:
      return { kind: "reconnect", mustWait: true };
    case CLOSE.protocolError:
      return hasForgotten
        ? { kind: "end", refusal: { code: "bad_request" }, mustClear: false }
        : { kind: "reconnect", mustForget: true };
    // Cut, restart, deploy, too slow, and whatever a newer server may say: resume.
    default:
      return { kind: "reconnect" };
  }
}

const GROWTH = 1.6;

/**
 * Full jitter between nothing and a bound that grows from 0.5 s to 30 s, slowly enough that an outage of some seconds is
 * over for everybody soon after it ends. A connection that was up and was cut may
 * have been cut together with thousands of others, so the first attempt spreads over 5 s at least.
 */
export function reconnectDelayMs(attempt: number, wasCut: boolean, random: number): number {
  const bound = Math.min(TIMES.reconnectMaxMs, TIMES.reconnectMinMs * GROWTH ** attempt);
  return random * Math.max(bound, wasCut ? TIMES.restartJitterMs : 0);
}

/** Milliseconds a rate limit asks for: the close reason as a number, or the `error` frame before it. */
export function waitAskedMs(reason: string, fromErrorFrame: number): number {
  const fromReason = Number.parseInt(reason, 10);
  return Math.max(fromReason || 0, fromErrorFrame) || TIMES.restartJitterMs;
}
