import { sessionState } from "../../../protocol/session.ts";
import { accept, type Decision, type EventDraft, type RoomCommand, SYSTEM } from "./commands.ts";
import { unsnoozing } from "./ending.ts";
import { startOf, thresholdsIn } from "./session.ts";
import { isOpen, participantIdsOf, type RoomState } from "./state.ts";
import { isUnresponded } from "./waiting.ts";

/** The clock as a room knows it. `lastSeenAt`: the webchat visitor's, ms UTC. */
export type Clock = Omit<Extract<RoomCommand, { from: "timer" }>, "from">;

/**
 * What the clock alone does to a room. Safe to fire twice, early or late, because it looks at the time and at what the
 * log already says.
 */
export function decideTime(state: RoomState, clock: Clock, now: number): Decision {
  if (state.room === null || !isOpen(state.conversation)) return accept();
  const isSlept = state.snoozed !== null && state.snoozed.until <= now;
  return accept(
    ...(isSlept ? unsnoozing(state, SYSTEM, "due") : []),
    ...reminding(state, clock, now),
    ...marking(state, clock, now),
  );
}

/** When something is due next, ms UTC, maybe in the past; null: nothing until somebody acts. */
export function nextDueAt(state: RoomState, clock: Clock): number | null {
  if (!isOpen(state.conversation)) return null;
  const times = [
    state.snoozed?.until,
    ...state.schedule.map(({ dueAt }) => dueAt),
    reminderOf(state, clock)?.dueAt,
    markDueAt(state, clock),
  ].filter((at) => at !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}

/** SESS-2. */
function marking(state: RoomState, clock: Clock, now: number): EventDraft[] {
  const mark = sessionState(startOf(state, clock.lastSeenAt), now, thresholdsIn(state, clock.policy.session));
  if (mark === "expired" && state.sessionMark !== "expired") return [{ type: "session.expired", actor: SYSTEM }];
  if (mark === "expiring" && state.sessionMark === "open") return [{ type: "session.expiring", actor: SYSTEM }];
  return [];
}

function markDueAt(state: RoomState, { lastSeenAt, policy }: Clock): number | undefined {
  const startAt = startOf(state, lastSeenAt);
  if (startAt === null || state.sessionMark === "expired") return undefined;
  const { expiringMs, expiredMs } = thresholdsIn(state, policy.session);
  return startAt + (state.sessionMark === "open" ? expiringMs : expiredMs);
}

/** BEY-2: once per customer's message, while it waits and somebody takes part who can be reminded. */
function reminding(state: RoomState, clock: Clock, now: number): EventDraft[] {
  const reminder = reminderOf(state, clock);
  if (reminder === undefined || now < reminder.dueAt || now >= reminder.endsAt) return [];
  const participantIds = participantIdsOf(state.conversation);
  return [{ type: "session.reminder", actor: SYSTEM, endsAt: reminder.endsAt, participantIds }];
}

function reminderOf(state: RoomState, { lastSeenAt, policy }: Clock): { dueAt: number; endsAt: number } | undefined {
  const startAt = startOf(state, lastSeenAt);
  const { expiredMs } = thresholdsIn(state, policy.session);
  const { remindBeforeMs } = policy;
  if (startAt === null || remindBeforeMs === null || remindBeforeMs >= expiredMs) return undefined;
  const isWanted = isUnresponded(state) && state.conversation?.status === "assigned";
  if (!isWanted || state.remindedSeq === state.lastInboundSeq || state.sessionMark === "expired") return undefined;
  return { dueAt: startAt + expiredMs - remindBeforeMs, endsAt: startAt + expiredMs };
}
