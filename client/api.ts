import type { MemberCommand } from "../protocol/commands.schema.ts";
import type {
  CommandAccepted,
  CountersAnswer,
  HistoryPage,
  Me,
  MemberRow,
  MessageHitPage,
  RoomListPage,
  RoomListQuery,
  TagRow,
} from "../protocol/http.schema.ts";
import type { RoomSummary } from "../protocol/room-events.schema.ts";
import { type RequestOptions, requestJson } from "./http.ts";
import type { TokenSource } from "./types.ts";

export { ProblemError } from "./http.ts";

export type ApiOptions = {
  /** Address of the server, `""` for the page's own origin. */
  baseUrl: string;
  tokens: TokenSource;
  fetch?: typeof fetch;
};

type Query = Record<string, string | number | undefined>;
type Cancel = { signal?: AbortSignal };

/** All of /api/v1. Every call rejects with ProblemError, SignInNeeded, or what `fetch` rejects with. */
export interface Api {
  me(cancel?: Cancel): Promise<Me>;
  rooms(query?: Partial<RoomListQuery>, cancel?: Cancel): Promise<RoomListPage>;
  room(roomId: string, cancel?: Cancel): Promise<RoomSummary>;
  /** Newest page, or the page before `before`. */
  events(roomId: string, page?: { before?: number; limit?: number }, cancel?: Cancel): Promise<HistoryPage>;
  /** `id` from newCommandId(); the same id twice is the same command. */
  command(roomId: string, id: string, command: MemberCommand): Promise<CommandAccepted>;
  counters(cancel?: Cancel): Promise<CountersAnswer>;
  /** Who may be given a room. */
  members(cancel?: Cancel): Promise<MemberRow[]>;
  tags(cancel?: Cancel): Promise<TagRow[]>;
  searchMessages(query: { q: string; cursor?: string; limit?: number }, cancel?: Cancel): Promise<MessageHitPage>;
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

export function createApi(options: ApiOptions): Api {
  const doFetch: typeof fetch = options.fetch ?? ((...request) => fetch(...request));
  const call = <T>(path: string, request?: RequestOptions): Promise<T> =>
    requestJson<T>(doFetch, options.tokens, `${options.baseUrl}/api/v1${path}`, request);
  const roomPath = (roomId: string): string => `/rooms/${encodeURIComponent(roomId)}`;

  return {
    me: (cancel) => call("/me", cancel),
    rooms: (query = {}, cancel) => call(withQuery("/rooms", query), cancel),
    room: (roomId, cancel) => call(roomPath(roomId), cancel),
    events: (roomId, page = {}, cancel) => call(withQuery(`${roomPath(roomId)}/events`, page), cancel),
    command: (roomId, id, command) =>
      call(`${roomPath(roomId)}/commands`, { method: "POST", headers: { "idempotency-key": id }, body: command }),
    counters: (cancel) => call("/counters", cancel),
    members: (cancel) => call("/members", cancel),
    tags: (cancel) => call("/tags", cancel),
    searchMessages: (query, cancel) => call(withQuery("/search/messages", query), cancel),
  };
}
