import { LIMITS } from "../protocol/limits.ts";

/** All the log needs of an event; types it does not know are kept as they are and advance the position. */
export type Sequenced = { seq: number };

/** What a client holds of a room's log. Position and events are one value, so the position is never ahead of the store. */
export type RoomLog<E extends Sequenced> = {
  /** Random id of the room's storage; null before the first answer. */
  epoch: string | null;
  /** Highest seq applied; the events end exactly there. */
  last: number;
  /** Consecutive, oldest first. */
  events: readonly E[];
  /** Arrived behind a hole, in order: not shown until the hole is filled. */
  ahead: readonly E[];
  hasOlder: boolean;
};

/** Bound of `ahead`; what lies further on is asked for again. */
const AHEAD_LIMIT = 1000;

export const emptyLog = <E extends Sequenced>(): RoomLog<E> => ({
  epoch: null,
  last: 0,
  events: [],
  ahead: [],
  hasOlder: false,
});

/** A snapshot: what was there is forgotten, events with a seq up to `after` come from history calls only. */
export const startAfter = <E extends Sequenced>(epoch: string, after: number): RoomLog<E> => ({
  ...emptyLog<E>(),
  epoch,
  last: after,
  hasOlder: after > 0,
});

/** Seq of the oldest event held; `last + 1` while there is none. */
export const firstSeq = (log: RoomLog<Sequenced>): number => log.last - log.events.length + 1;

/** Applies what follows without a hole, drops what is known, keeps the rest aside. The same log if nothing changed. */
export function applyEvents<E extends Sequenced>(log: RoomLog<E>, incoming: readonly E[]): RoomLog<E> {
  const fresh = incoming.filter((event) => event?.seq > log.last);
  if (fresh.length === 0) return log;
  const waiting = [...log.ahead, ...fresh].sort((a, b) => a.seq - b.seq);
  const applied: E[] = [];
  const ahead: E[] = [];
  let last = log.last;
  for (const event of waiting) {
    if (event.seq === last + 1) {
      applied.push(event);
      last = event.seq;
    } else if (event.seq > (ahead.at(-1)?.seq ?? last)) ahead.push(event);
  }
  return {
    ...log,
    last,
    events: applied.length > 0 ? [...log.events, ...applied] : log.events,
    ahead: ahead.slice(0, AHEAD_LIMIT),
  };
}

/** The first page of what is missing between the log and what is known to exist, as a history call; null: nothing. */
export function missingRange(log: RoomLog<Sequenced>, head = 0): { before: number; limit: number } | null {
  const end = log.ahead[0]?.seq ?? head + 1;
  const limit = Math.min(end - log.last - 1, LIMITS.historyPage);
  return limit > 0 ? { before: log.last + 1 + limit, limit } : null;
}

/** Puts an older page in front. Only what joins without a hole is taken. */
export function prependEvents<E extends Sequenced>(log: RoomLog<E>, page: readonly E[], hasMore: boolean): RoomLog<E> {
  let first = firstSeq(log);
  const older: E[] = [];
  for (const event of [...page].sort((a, b) => b.seq - a.seq)) {
    if (event.seq !== first - 1) continue;
    older.unshift(event);
    first = event.seq;
  }
  return { ...log, events: [...older, ...log.events], hasOlder: hasMore && first > 1 };
}

/** At most the newest `count` events, for keeping a log that nobody looks at; null: there is nothing to keep. */
export function newestOf<E extends Sequenced>(log: RoomLog<E>, count: number): RoomLog<E> | null {
  const events = log.events.slice(-count);
  if (log.epoch === null || events.length === 0) return null;
  return { ...log, events, ahead: [], hasOlder: log.hasOlder || events.length < log.events.length };
}
