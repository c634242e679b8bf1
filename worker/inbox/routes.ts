import { refusal } from "../../protocol/codes.ts";
import { memberCommandSchema } from "../../protocol/commands.schema.ts";
import {
  commandAcceptedSchema,
  countersSchema,
  historyPageSchema,
  historyQuerySchema,
  memberListSchema,
  meSchema,
  messageHitPageSchema,
  roomListPageSchema,
  roomListQuerySchema,
  searchQuerySchema,
  tagListSchema,
} from "../../protocol/http.schema.ts";
import { isRoomId } from "../../protocol/ids.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { roomSummarySchema } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import { type Database, databaseFor } from "../db/client.ts";
import { memberOf, setMember } from "../http/authenticate.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import type { MemberCaller } from "../http/identity.ts";
import { organizationConfig } from "../http/members.ts";
import { callObject, organizationOf, roomOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";
import { openSocket } from "../http/upgrade.ts";
import { sendCommand } from "./commands.ts";
import { memberHistory } from "./history.ts";
import type { ListClock } from "./list/wanted.ts";
import { describeMe, memberRows, tagRows } from "./organization.ts";
import { listRooms, searchMessages } from "./store.ts";

const SOCKET_CODES = ["unauthenticated", "token_expired", "forbidden", "too_many_sockets", "version_too_old"] as const;
/** What a socket may: 5 messages a second, 30 at once; 20 commands a second. */
const MESSAGES = { name: "member.message", max: LIMITS.memberMessagesBurst, windowMs: 6_000 };
const COMMANDS = { name: "member.command", max: 120, windowMs: 6_000 };
const SEARCH_CHARACTERS_MIN = 2;

const memberIn = (c: AppContext): MemberIdentity => c.get("member").member;
const dbOf = (c: AppContext): Database => databaseFor(c.env, memberIn(c).organizationId);

/** While the organization gives no answer, sessions last as long as they do without settings. */
async function clockOf(c: AppContext): Promise<ListClock> {
  const config = await organizationConfig(c.env, memberIn(c).organizationId);
  return { now: Date.now(), session: config?.session ?? DEFAULT_SESSION };
}

/** undefined for anything that is not a room id: such a name must never make an object. */
const roomIdIn = (c: AppContext): string | undefined => {
  const roomId = c.req.param("roomId") ?? "";
  return isRoomId(roomId) ? roomId : undefined;
};

const me = endpoint(
  {
    method: "GET",
    path: "/api/v1/me",
    audience: "member",
    summary: "Who I am, where, and what I may do",
    answer: meSchema,
  },
  ({ c }) => describeMe(c, memberIn(c)),
);

const rooms = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms",
    audience: "member",
    summary: "A page of the rooms this member sees",
    query: roomListQuerySchema,
    answer: roomListPageSchema,
    codes: ["bad_request"],
  },
  async ({ c, query }) => {
    const { organizationId } = memberIn(c);
    const clock = await clockOf(c);
    const [page, lag] = await Promise.all([
      listRooms(dbOf(c), memberIn(c), query, clock),
      callObject(() => organizationOf(c.env, organizationId).lagMs()),
    ]);
    if (page === null) return refuse(refusal("bad_request", { fields: BAD_CURSOR }));
    return answer({ ...page, lagMs: lag.ok ? lag.value : 0 });
  },
);
const BAD_CURSOR = [{ pointer: "/cursor", code: "bad_request" as const }];

const room = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId",
    audience: "member",
    summary: "One room as its list row",
    answer: roomSummarySchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const roomId = roomIdIn(c);
    if (roomId === undefined) return refuse(refusal("not_found"));
    const called = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
    if (!called.ok) return called;
    return called.value === null ? refuse(refusal("not_found")) : answer(called.value);
  },
);

const events = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId/events",
    audience: "member",
    summary: "A page of the room's log, oldest first; the newest page without `before`",
    query: historyQuerySchema,
    answer: historyPageSchema,
    codes: ["not_found"],
  },
  async ({ c, query }) => {
    const roomId = roomIdIn(c);
    return roomId === undefined ? refuse(refusal("not_found")) : memberHistory(c.env, c.get("member"), roomId, query);
  },
);

const command = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/:roomId/commands",
    audience: "member",
    summary: "A command to the room, the same as over the socket",
    headers: ["Idempotency-Key"],
    body: memberCommandSchema,
    answer: commandAcceptedSchema,
    codes: [
      "not_found",
      "id_conflict",
      "msg.too_long",
      "session.expired",
      "room.resolved",
      "room.campaign",
      "room.not_open",
      "room.tags",
      "assign.taken",
      "assign.not_member",
      "assign.not_eligible",
      "rate_limited",
      "room_backlog_full",
    ],
  },
  async ({ c, body }) => {
    const roomId = roomIdIn(c);
    if (roomId === undefined) return refuse(refusal("not_found"));
    const place = [memberIn(c).organizationId, memberIn(c).memberId];
    const tooMany =
      overRate(c, COMMANDS, place) ?? (body.type === "message.send" ? overRate(c, MESSAGES, place) : undefined);
    return tooMany === undefined ? sendCommand(c, c.get("member"), roomId, body) : refuse(tooMany);
  },
);

const memberSocket = (
  c: AppContext,
  object: (caller: MemberCaller) => { fetch(request: Request): Promise<Response> } | undefined,
) =>
  openSocket<MemberCaller>(c, {
    identify: (token) => memberOf(c, token),
    wrongOrigin: "forbidden",
    admit: async (caller) => {
      setMember(c, caller);
      return undefined;
    },
    object,
  });

const roomSocket = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId/socket",
    audience: "anyone",
    summary: "The room's socket; the token is the second subprotocol entry",
    isSocket: true,
    codes: [...SOCKET_CODES, "not_found"],
  },
  async ({ c }) => {
    const roomId = roomIdIn(c);
    return memberSocket(c, () => (roomId === undefined ? undefined : roomOf(c.env, roomId)));
  },
);

const feedSocket = endpoint(
  {
    method: "GET",
    path: "/api/v1/feed/socket",
    audience: "anyone",
    summary: "The member's one feed: changed rooms, counters, presence",
    isSocket: true,
    codes: [...SOCKET_CODES],
  },
  ({ c }) => memberSocket(c, (caller) => organizationOf(c.env, caller.member.organizationId)),
);

const counters = endpoint(
  {
    method: "GET",
    path: "/api/v1/counters",
    audience: "member",
    summary: "Badges of the tabs and of the browser tab",
    answer: countersSchema,
  },
  async ({ c }) => {
    const member = memberIn(c);
    const called = await callObject(() => organizationOf(c.env, member.organizationId).counters(member));
    return called.ok ? answer(called.value) : called;
  },
);

const members = endpoint(
  {
    method: "GET",
    path: "/api/v1/members",
    audience: "member",
    summary: "Active members, who may be given a room; those online first",
    answer: memberListSchema,
  },
  ({ c }) => memberRows(c.env, memberIn(c).organizationId),
);

const tags = endpoint(
  {
    method: "GET",
    path: "/api/v1/tags",
    audience: "member",
    summary: "Tags that conversations may carry",
    answer: tagListSchema,
  },
  ({ c }) => tagRows(c.env, memberIn(c).organizationId),
);

const search = endpoint(
  {
    method: "GET",
    path: "/api/v1/search/messages",
    audience: "member",
    summary: "Messages of rooms this member sees whose text contains the words, newest first",
    query: searchQuerySchema,
    answer: messageHitPageSchema,
    codes: ["search.short", "bad_request"],
  },
  async ({ c, query }) => {
    if ([...query.q.trim()].length < SEARCH_CHARACTERS_MIN)
      return refuse(refusal("search.short", { fields: [{ pointer: "/q", code: "search.short" }] }));
    const page = await searchMessages(dbOf(c), memberIn(c), query);
    return page === null ? refuse(refusal("bad_request", { fields: BAD_CURSOR })) : answer(page);
  },
);

export const inboxEndpoints: Endpoint[] = [
  me,
  rooms,
  room,
  events,
  command,
  roomSocket,
  feedSocket,
  counters,
  members,
  tags,
  search,
];
