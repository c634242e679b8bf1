import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION, type SessionThresholds, sessionLeftMs, sessionState } from "../../../protocol/session.ts";
import { foldSummary } from "../conversation/fold-summary.ts";

/** BEY-17: how a room stood right after one of its events. Pure: made from the log alone. */
export type Moment = {
  seq: number;
  at: number;
  status: RoomSummary["status"] | null;
  conversationNumber: number | null;
  /** Since the present conversation was opened, ms. */
  sinceOpeningMs: number | null;
  agents: string[];
  tags: string[];
  messageCount: number;
  session: ReturnType<typeof sessionState> | null;
  sessionLeftMs: number;
  /** How long the customer had been waiting for an answer by then, ms. */
  waitingMs: number | null;
  isBlocked: boolean;
  snoozedUntil: number | null;
};

/** A room before its first event, as far as a replay asks. */
const unborn = (room: RoomSummary): RoomSummary => ({
  ...room,
  headSeq: 0,
  status: "unassigned",
  participants: [],
  formerParticipantIds: [],
  tags: [],
  isUnresponded: false,
  waitingSince: null,
  isBlocked: false,
  snoozedUntil: null,
  mayAutoResolve: true,
  unreadCount: 0,
  firstInboundAt: null,
  lastInboundAt: null,
  lastSeenAt: null,
  conversation: { ...room.conversation, number: 1, messageCount: 0, resolvedAt: null, resolvedBy: null },
});

/** One moment an event, oldest first. `room` only says what never changes in it. */
export function momentsOf(
  room: RoomSummary,
  events: readonly RoomEvent[],
  thresholds: SessionThresholds = DEFAULT_SESSION,
): Moment[] {
  let state = unborn(room);
  let isOpened = false;
  return events.map((event) => {
    state = foldSummary({ ...state, headSeq: event.seq - 1 }, [event]);
    isOpened ||= event.type === "conversation.opened";
    const { at } = event;
    const isOver = state.status === "resolved";
    return {
      seq: event.seq,
      at,
      status: isOpened ? state.status : null,
      conversationNumber: isOpened ? state.conversation.number : null,
      sinceOpeningMs: isOpened && !isOver ? at - state.conversation.openedAt : null,
      agents: state.participants.map(({ name }) => name),
      tags: state.tags.map(({ name }) => name),
      messageCount: state.conversation.messageCount,
      session: state.lastInboundAt === null ? null : sessionState(state.lastInboundAt, at, thresholds),
      sessionLeftMs: sessionLeftMs(state.lastInboundAt, at, thresholds),
      waitingMs: state.waitingSince === null || isOver ? null : at - state.waitingSince,
      isBlocked: state.isBlocked,
      snoozedUntil: state.snoozedUntil,
    };
  });
}

const PLAYED_MIN_MS = 250;
const PLAYED_MAX_MS = 1_500;

/** How long a moment stays on screen at speed 1: longer silences are told, not waited for. */
export const pauseAfter = (moments: readonly Moment[], index: number, speed: number): number => {
  const gapMs = (moments[index + 1]?.at ?? 0) - (moments[index]?.at ?? 0);
  const shown = Math.min(PLAYED_MAX_MS, Math.max(PLAYED_MIN_MS, gapMs / 20));
  return shown / speed;
};
