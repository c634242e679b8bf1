import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { messageHitPageSchema, roomListPageSchema, searchQuerySchema } from "../../../protocol/http.schema.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { SEARCH_RATE } from "../../http/rate.ts";
import { badCursor, dbOf, lagOf, memberIn } from "../request.ts";
import { searchMessages, searchRooms } from "../store.ts";
import { type SearchRange, searchRange } from "./range.ts";

const CHARACTERS_MIN = 2;
const CODES = ["search.short", "search.too_old", "bad_request"] as const;

type Query = { q: string; from?: number | undefined; until?: number | undefined };

/** SEARCH-4, 5. */
function rangeOf({ q, from, until }: Query): SearchRange | Refusal {
  if ([...q.trim()].length >= CHARACTERS_MIN) return searchRange({ from, until }, Date.now());
  return refusal("search.short", { fields: [{ pointer: "/q", code: "search.short" }] });
}

const messages = endpoint(
  {
    method: "GET",
    path: "/api/v1/search/messages",
    audience: "member",
    action: "menu.inbox",
    rate: SEARCH_RATE,
    summary: "Messages of rooms this member sees whose text or file name has the words, newest first",
    query: searchQuerySchema,
    answer: messageHitPageSchema,
    codes: [...CODES],
  },
  async ({ c, query }) => {
    const range = rangeOf(query);
    if ("code" in range) return refuse(range);
    const page = await searchMessages(dbOf(c), memberIn(c), query, range);
    return page === null ? refuse(badCursor()) : answer(page);
  },
);

const rooms = endpoint(
  {
    method: "GET",
    path: "/api/v1/search/rooms",
    audience: "member",
    action: "menu.inbox",
    rate: SEARCH_RATE,
    summary: "Rooms this member sees whose contact's name, number, email or account has the words, last active first",
    query: searchQuerySchema,
    answer: roomListPageSchema,
    codes: [...CODES],
  },
  async ({ c, query }) => {
    const range = rangeOf(query);
    if ("code" in range) return refuse(range);
    const [page, lagMs] = await Promise.all([searchRooms(dbOf(c), memberIn(c), query, range), lagOf(c)]);
    return page === null ? refuse(badCursor()) : answer({ ...page, lagMs });
  },
);

export const searchEndpoints: Endpoint[] = [messages, rooms];
