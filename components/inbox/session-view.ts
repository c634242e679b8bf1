import {
  DEFAULT_SESSION,
  type SessionState,
  type SessionThresholds,
  sessionLeftMs,
  sessionStart,
  sessionState,
  thresholdsFor,
} from "../../protocol/session.ts";
import { COUNTED_MS } from "../controllers/session-clock.ts";
import type { Localizer } from "../strings/localizer.ts";

export type SessionView = {
  state: SessionState;
  /** Part of the time that is left, 0..100, for the ring. */
  percentLeft: number;
  /** "Open" */
  word: string;
  /** "Open · 7 h left" */
  sentence: string;
  startAt: number | null;
  endAt: number | null;
};

/** SESS-3: how the clock of a room looks at `now`. */
export function sessionView(
  room: { channel: string; lastInboundAt: number | null; lastSeenAt: number | null },
  now: number,
  text: Localizer,
  organization: SessionThresholds = DEFAULT_SESSION,
): SessionView {
  const thresholds = thresholdsFor(room.channel, organization);
  const startAt = sessionStart(room);
  const state = sessionState(startAt, now, thresholds);
  const leftMs = sessionLeftMs(startAt, now, thresholds);
  const word = text.t(`session.${state}`);
  return {
    state,
    percentLeft: Math.min(100, Math.max(0, (leftMs / thresholds.expiredMs) * 100)),
    word,
    sentence: sentenceFor(state, startAt, leftMs, word, text),
    startAt,
    endAt: startAt === null ? null : startAt + thresholds.expiredMs,
  };
}

function sentenceFor(
  state: SessionState,
  startAt: number | null,
  leftMs: number,
  word: string,
  text: Localizer,
): string {
  if (startAt === null) return text.t("session.none");
  if (state === "expired") return text.t("session.over");
  return text.t("session.left", { state: word, time: leftWords(leftMs, text) });
}

/** "7 h", "12 min"; in the last ten minutes "9:59", to the second. */
function leftWords(leftMs: number, text: Localizer): string {
  if (leftMs > COUNTED_MS) return text.duration(leftMs);
  const seconds = Math.ceil(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
