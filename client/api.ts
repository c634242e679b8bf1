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
  SearchQuery,
  TagRow,
} from "../protocol/http.schema.ts";
import type {
  BulkRequest,
  BulkResult,
  Draft,
  ExpiredCounts,
  FileLink,
  IntegrationRow,
  Job,
  NoticePage,
  ResolveExpired,
  RoomHistory,
  SavedFilter,
  SaveFilter,
  TranscriptQuery,
} from "../protocol/inbox.schema.ts";
import type { RoomSummary } from "../protocol/room-events.schema.ts";
import type { Division, QuickReply } from "../protocol/settings.schema.ts";
import { type ApiOptions, apiCall, type Cancel, fileCall, idempotent, pathOf, withQuery } from "./api-call.ts";

export type { ApiOptions } from "./api-call.ts";
export { ProblemError } from "./http.ts";

/** What the inbox asks of /api/v1. Every call rejects with ProblemError, SignInNeeded, or what `fetch` rejects with. */
export interface Api {
  me(cancel?: Cancel): Promise<Me>;
  rooms(query?: Partial<RoomListQuery>, cancel?: Cancel): Promise<RoomListPage>;
  room(roomId: string, cancel?: Cancel): Promise<RoomSummary>;
  /** Newest page, or the page before `before`; as seqs have no gaps, that also is how any stretch is reached. */
  events(roomId: string, page?: { before?: number; limit?: number }, cancel?: Cancel): Promise<HistoryPage>;
  /** Episodes of the room and the contact's other rooms (ROOM-24). */
  history(roomId: string, cancel?: Cancel): Promise<RoomHistory>;
  /** The conversation as a text file, without what is for staff only (BEY-18). */
  transcript(roomId: string, query: TranscriptQuery): Promise<Blob>;
  /** `id` from newCommandId(); the same id twice is the same command. */
  command(roomId: string, id: string, command: MemberCommand): Promise<CommandAccepted>;
  /** At most 100 rooms; the same id twice does nothing twice. */
  bulk(id: string, request: BulkRequest): Promise<BulkResult>;
  /** Get New Chat; null: nobody waits. */
  nextRoom(id: string): Promise<{ roomId: string | null }>;
  expiredCounts(cancel?: Cancel): Promise<ExpiredCounts>;
  resolveExpired(choice: ResolveExpired): Promise<Job>;
  currentJob(cancel?: Cancel): Promise<Job | null>;
  counters(cancel?: Cancel): Promise<CountersAnswer>;
  /** Who may be given a room. */
  members(cancel?: Cancel): Promise<MemberRow[]>;
  tags(cancel?: Cancel): Promise<TagRow[]>;
  integrations(cancel?: Cancel): Promise<IntegrationRow[]>;
  divisions(cancel?: Cancel): Promise<Division[]>;
  quickReplies(cancel?: Cancel): Promise<QuickReply[]>;
  /** SEARCH-2. */
  searchMessages(query: SearchQuery, cancel?: Cancel): Promise<MessageHitPage>;
  /** SEARCH-1. */
  searchRooms(query: SearchQuery, cancel?: Cancel): Promise<RoomListPage>;
  /** Addresses of a room's files, in no order. */
  fileLinks(roomId: string, fileIds: readonly string[], cancel?: Cancel): Promise<FileLink[]>;
  drafts(cancel?: Cancel): Promise<Draft[]>;
  /** An empty text deletes. */
  saveDraft(draft: Draft, cancel?: Cancel): Promise<void>;
  savedFilters(cancel?: Cancel): Promise<SavedFilter[]>;
  saveFilter(filter: SaveFilter): Promise<SavedFilter>;
  deleteFilter(filterId: string): Promise<void>;
  notices(
    query?: { unreadOnly?: boolean; cursor?: string | undefined; limit?: number },
    cancel?: Cancel,
  ): Promise<NoticePage>;
  /** null: all that there are. */
  readNotices(noticeIds: readonly string[] | null): Promise<void>;
}

export function createApi(options: ApiOptions): Api {
  const call = apiCall(options);
  const file = fileCall(options);
  const get =
    <T>(path: string) =>
    (cancel?: Cancel): Promise<T> =>
      call(path, cancel);
  const room = (roomId: string, ...rest: string[]): string => pathOf("rooms", roomId, ...rest);

  return {
    me: get("/me"),
    rooms: (query = {}, cancel) => call(withQuery("/rooms", query), cancel),
    room: (roomId, cancel) => call(room(roomId), cancel),
    events: (roomId, page = {}, cancel) => call(withQuery(room(roomId, "events"), page), cancel),
    history: (roomId, cancel) => call(room(roomId, "history"), cancel),
    transcript: (roomId, query) => file(withQuery(room(roomId, "transcript"), query)),
    command: (roomId, id, body) =>
      call(room(roomId, "commands"), { method: "POST", headers: idempotent(id), body, keepalive: true }),
    bulk: (id, body) => call("/rooms/bulk", { method: "POST", headers: idempotent(id), body }),
    nextRoom: (id) => call("/rooms/next", { method: "POST", headers: idempotent(id) }),
    expiredCounts: get("/rooms/resolve-expired"),
    resolveExpired: (body) => call("/rooms/resolve-expired", { method: "POST", body }),
    currentJob: get("/jobs/current"),
    counters: get("/counters"),
    members: get("/members"),
    tags: get("/tags"),
    integrations: get("/integrations"),
    divisions: get("/divisions"),
    quickReplies: get("/quick-replies"),
    searchMessages: (query, cancel) => call(withQuery("/search/messages", query), cancel),
    searchRooms: (query, cancel) => call(withQuery("/search/rooms", query), cancel),
    fileLinks: (roomId, fileIds, cancel) =>
      call(room(roomId, "files", "links"), { ...cancel, method: "POST", body: { fileIds } }),
    drafts: get("/drafts"),
    saveDraft: ({ roomId, ...body }, cancel) => call(pathOf("drafts", roomId), { ...cancel, method: "PUT", body }),
    savedFilters: get("/saved-filters"),
    saveFilter: (body) => call("/saved-filters", { method: "POST", body }),
    deleteFilter: (filterId) => call(pathOf("saved-filters", filterId), { method: "DELETE" }),
    notices: (query = {}, cancel) => call(withQuery("/notices", query), cancel),
    readNotices: (noticeIds) => call("/notices/read", { method: "POST", body: { noticeIds } }),
  };
}
