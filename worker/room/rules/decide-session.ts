import { sessionStart, sessionState } from "../../../protocol/session.ts";
import { accept, type Decision, type RoomCommand } from "./commands.ts";
import { isOpen, type RoomState } from "./state.ts";

const system = { type: "system" } as const;

/** SESS-2 as a timer: safe to fire twice, early or late, because it looks at the clock and at what the log already says. */
export function decideSession(state: RoomState, timer: Extract<RoomCommand, { from: "timer" }>, now: number): Decision {
  if (state.room === null || !isOpen(state.conversation)) return accept();
  const startAt = startOf(state, timer.lastSeenAt);
  const due = sessionState(startAt, now, timer.thresholds);
  if (due === "expired" && state.sessionMark !== "expired") return accept({ type: "session.expired", actor: system });
  if (due === "expiring" && state.sessionMark === "open") return accept({ type: "session.expiring", actor: system });
  return accept();
}

/** When the session timer has something to do next, ms UTC; null: nothing until the customer writes again. */
export function nextSessionDueAt(
  state: RoomState,
  timer: Extract<RoomCommand, { from: "timer" }>,
  now: number,
): number | null {
  const startAt = startOf(state, timer.lastSeenAt);
  if (startAt === null || !isOpen(state.conversation)) return null;
  const expiredAt = startAt + timer.thresholds.expiredMs;
  const expiringAt = startAt + timer.thresholds.expiringMs;
  if (state.sessionMark === "open") return Math.max(now, expiringAt);
  return state.sessionMark === "expiring" || now < expiredAt ? Math.max(now, expiredAt) : null;
}

const startOf = (state: RoomState, lastSeenAt: number | null): number | null =>
  state.room === null
    ? null
    : sessionStart({ channel: state.room.channel, lastInboundAt: state.lastInboundAt, lastSeenAt });
