import { refusal } from "../../protocol/codes.ts";
import { memberCommandSchema } from "../../protocol/commands.schema.ts";
import {
  commandAcceptedSchema,
  historyPageSchema,
  historyQuerySchema,
  roomListPageSchema,
  roomListQuerySchema,
} from "../../protocol/http.schema.ts";
import { bulkResultSchema, bulkSchema, roomHistorySchema } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { roomSummarySchema } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { organizationConfig } from "../http/members.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { DESK_RATE, overRate } from "../http/rate.ts";
import { bulkWork } from "./bulk.ts";
import { sendCommand } from "./commands.ts";
import { memberHistory } from "./history.ts";
import type { ListClock } from "./list/wanted.ts";
import { inboxOrganizationEndpoints } from "./organization-routes.ts";
import { badCursor, dbOf, lagOf, memberIn, roomIdIn } from "./request.ts";
import { roomHistory } from "./room-history.ts";
import { searchEndpoints } from "./search/routes.ts";
import { socketEndpoints } from "./socket-routes.ts";
import { listRooms } from "./store.ts";
import { transcriptEndpoints } from "./transcript/routes.ts";

/** What a socket may: 5 messages a second, 30 at once; 20 commands a second. */
const MESSAGES = { name: "member.message", max: LIMITS.memberMessagesBurst, windowMs: 6_000 };
const COMMANDS = { name: "member.command", max: 120, windowMs: 6_000 };
/** Ten a second, which no scrolling reaches: a page is far larger than the question. */
const PAGES = { name: "member.events", max: 120, windowMs: 12_000 };
/** Each is up to 100 commands. */
const BULKS = { name: "member.bulk", max: 20, windowMs: 60_000 };

/** While the organization gives no answer, sessions last as long as they do without settings. */
async function clockOf(c: AppContext): Promise<ListClock> {
  const config = await organizationConfig(c.env, memberIn(c).organizationId);
  return { now: Date.now(), session: config?.session ?? DEFAULT_SESSION };
}

const rooms = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "A page of the rooms this member sees",
    query: roomListQuerySchema,
    answer: roomListPageSchema,
    codes: ["bad_request"],
  },
  async ({ c, query }) => {
    const clock = await clockOf(c);
    const [page, lagMs] = await Promise.all([listRooms(dbOf(c), memberIn(c), query, clock), lagOf(c)]);
    return page === null ? refuse(badCursor()) : answer({ ...page, lagMs });
  },
);

const room = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId",
    audience: "member",
    action: "menu.inbox",
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
    action: "menu.inbox",
    rate: PAGES,
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
    action: "menu.inbox",
    summary: "A command to the room, the same as over the socket",
    headers: ["Idempotency-Key"],
    body: memberCommandSchema,
    answer: commandAcceptedSchema,
    codes: [
      "not_found",
      "id_conflict",
      "required",
      "too_long",
      "msg.too_long",
      "msg.file_gone",
      "msg.schedule_time",
      "msg.schedule_gone",
      "msg.schedule_limit",
      "note.gone",
      "session.expired",
      "room.resolved",
      "room.campaign",
      "room.not_open",
      "room.tags",
      "assign.taken",
      "assign.not_member",
      "assign.not_eligible",
      "block.active",
      "block.not_blocked",
      "block.room_resolved",
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

const history = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId/history",
    audience: "member",
    action: "room.history",
    rate: DESK_RATE,
    summary: "The room's conversations, newest first, and the contact's other rooms that this member sees",
    answer: roomHistorySchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const roomId = roomIdIn(c);
    return roomId === undefined ? refuse(refusal("not_found")) : roomHistory(c, roomId);
  },
);

const bulk = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/bulk",
    audience: "member",
    action: "room.bulk",
    summary: "Assign, resolve or block many rooms; those where it is not allowed are named with the reason",
    headers: ["Idempotency-Key"],
    body: bulkSchema,
    answer: bulkResultSchema,
    codes: ["bulk.too_many", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, BULKS, [memberIn(c).organizationId, memberIn(c).memberId]);
    return tooMany === undefined ? bulkWork(c, body) : refuse(tooMany);
  },
);

export const inboxEndpoints: Endpoint[] = [
  ...inboxOrganizationEndpoints,
  ...searchEndpoints,
  rooms,
  bulk,
  room,
  events,
  history,
  command,
  ...transcriptEndpoints,
  ...socketEndpoints,
];
