import { LIMITS } from "../protocol/limits.ts";
import type { VisitorFrame } from "../protocol/room-frames.schema.ts";
import type { Platform } from "./types.ts";

/** Where a visitor is and what the page says of them (BEY-12). */
export type PageContext = Omit<Extract<VisitorFrame, { type: "context" }>, "type">;

export type SignalOptions = {
  platform: Platform;
  /** False if there is no connection. */
  send(frame: object): boolean;
  lastSeq(): number;
};

export interface Signals {
  applied(count: number): void;
  markRead(seq: number): void;
  setTyping(isTyping: boolean): void;
  markSeen(): void;
  setContext(context: PageContext): void;
  /** A new connection: the server may not have heard the last position. */
  up(): void;
  close(): void;
}

/** Lets "received" and "read" of the same events share one frame. */
const TOGETHER_MS = 50;

/** What a client tells without being asked: how far it is, that it types, that somebody looks. All of it is coalesced. */
export function createSignals({ platform, send, lastSeq }: SignalOptions): Signals {
  let unconfirmed = 0;
  let read = 0;
  let toldRead = 0;
  /** Local times; 0 is long ago. */
  let toldAt = 0;
  let typingAt = 0;
  let isToldTyping = false;
  let seenAt = 0;
  let context: PageContext | undefined;
  let cancelTimer: (() => void) | null = null;

  function tell(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (!send({ type: "position", last: lastSeq(), read: read > toldRead ? read : undefined })) return;
    toldRead = read;
    toldAt = platform.now();
    unconfirmed = 0;
  }

  function tellSoon(): void {
    if (unconfirmed >= LIMITS.confirmEveryEvents) tell();
    else
      cancelTimer ??= platform.setTimer(
        tell,
        Math.min(LIMITS.confirmEveryMs, Math.max(TOGETHER_MS, toldAt + LIMITS.confirmEveryMs - platform.now())),
      );
  }

  return {
    applied(count) {
      unconfirmed += count;
      tellSoon();
    },
    markRead(seq) {
      if (seq <= read) return;
      read = seq;
      tellSoon();
    },
    setTyping(isTyping) {
      const now = platform.now();
      if (isTyping ? now - typingAt < LIMITS.typingEveryMs : !isToldTyping) return;
      if (!send({ type: "typing", isTyping })) return;
      isToldTyping = isTyping;
      if (isTyping) typingAt = now;
    },
    markSeen() {
      const now = platform.now();
      if (now - seenAt >= LIMITS.seenEveryMs && send({ type: "seen" })) seenAt = now;
    },
    setContext(next) {
      context = next;
      send({ type: "context", ...next });
    },
    up() {
      if (context) send({ type: "context", ...context });
      toldRead = 0;
      if (read > 0) tellSoon();
    },
    close: () => cancelTimer?.(),
  };
}
