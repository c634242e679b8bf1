import type { HistoryPage } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";

type Ask = (page: { before?: number; limit: number }) => Promise<HistoryPage>;

/** The whole log of a room, oldest first. */
export async function wholeLog(ask: Ask): Promise<RoomEvent[]> {
  let events: RoomEvent[] = [];
  for (;;) {
    const before = events[0]?.seq;
    const page = await ask({ limit: LIMITS.historyPage, ...(before === undefined ? {} : { before }) });
    events = [...page.events, ...events];
    if (!page.hasMore || page.events.length === 0) return events;
  }
}
