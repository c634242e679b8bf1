import type { HistoryPage } from "../../../protocol/http.schema.ts";
import type { Draft, RoomHistory } from "../../../protocol/inbox.schema.ts";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";

type Rooms = {
  rooms: ReadonlyMap<string, RoomSummary>;
  logs: ReadonlyMap<string, RoomEvent[]>;
  drafts: Map<string, Draft>;
  histories: ReadonlyMap<string, RoomHistory>;
};

/** What one room and the drafts answer over HTTP; undefined: not asked here. */
export function answerOfRoom(
  { rooms, logs, drafts, histories }: Rooms,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): unknown {
  const [, area, id = "", what] = path.split("/");
  if (area === "drafts" && method === "PUT") {
    const draft = { ...(body as Omit<Draft, "roomId">), roomId: id };
    const before = drafts.get(id);
    if (before && before.editedAt > draft.editedAt) return before;
    if (draft.text === "") drafts.delete(id);
    else drafts.set(id, draft);
    return draft;
  }
  if (area !== "rooms" || !rooms.has(id)) return undefined;
  if (what === undefined) return rooms.get(id);
  if (what === "events") return pageOf(logs.get(id) ?? [], query);
  if (what === "history") return histories.get(id) ?? { conversations: [], rooms: [] };
  return undefined;
}

function pageOf(log: readonly RoomEvent[], query: URLSearchParams): HistoryPage {
  const end = Math.min(log.length, Number(query.get("before") ?? log.length + 1) - 1);
  const from = Math.max(0, end - Number(query.get("limit") ?? 50));
  return { events: log.slice(from, end), hasMore: from > 0 };
}
