import type { HistoryPage } from "../../protocol/http.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";

/** A stretch of a room's log that was loaded apart from its live end, around something far back (SEARCH-3). */
export type Span = { events: readonly RoomEvent[]; hasOlder: boolean };

/** What the timeline shows: the live end, or a span, or both once they have met. */
export type Shown = {
  events: readonly RoomEvent[];
  hasOlder: boolean;
  /** The newest events are not among them. */
  isDetached: boolean;
};

export const PAGE = LIMITS.snapshotEvents;

/** `seq` has no gaps, so that the surroundings of any event are one page that ends half a page behind it. */
export const pageAround = (seq: number): { before: number; limit: number } => ({
  before: seq + PAGE / 2 + 1,
  limit: PAGE,
});

/** The page right behind a span, never further than where the live end begins. */
export function pageAfter(span: Span, liveFirst: number): { before: number; limit: number } {
  const last = lastSeq(span);
  const before = Math.min(last + PAGE + 1, liveFirst);
  return { before, limit: before - last - 1 };
}

export const lastSeq = (span: Pick<Span, "events">): number => span.events.at(-1)?.seq ?? 0;
export const firstSeq = (span: Pick<Span, "events">): number => span.events[0]?.seq ?? 0;
export const holds = (events: readonly RoomEvent[], seq: number): boolean =>
  seq >= (events[0]?.seq ?? Number.POSITIVE_INFINITY) && seq <= (events.at(-1)?.seq ?? 0);

export function shownOf(span: Span | null, live: Span): Shown {
  if (!span || span.events.length === 0) return { ...live, isDetached: false };
  const liveFirst = firstSeq(live);
  if (live.events.length === 0 || lastSeq(span) + 1 < liveFirst) return { ...span, isDetached: true };
  const before = span.events.filter(({ seq }) => seq < liveFirst);
  return { events: [...before, ...live.events], hasOlder: span.hasOlder, isDetached: false };
}

/** Only what joins without a hole is taken. */
export const prepended = (span: Span, page: HistoryPage): Span => ({
  events: [...page.events.filter(({ seq }) => seq < firstSeq(span)), ...span.events],
  hasOlder: page.hasMore,
});

export const appended = (span: Span, page: HistoryPage): Span => ({
  ...span,
  events: [...span.events, ...page.events.filter(({ seq }) => seq > lastSeq(span))],
});
