import { refusal } from "../../protocol/codes.ts";
import { isRoomId } from "../../protocol/ids.ts";
import {
  draftListSchema,
  draftSchema,
  saveDraftSchema,
  savedFilterListSchema,
  savedFilterSchema,
  saveFilterSchema,
} from "../../protocol/inbox.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { DESK_RATE, overRate } from "../http/rate.ts";
import { draftsOf, saveDraft } from "./draft-store.ts";
import { filtersOf } from "./filter-store.ts";
import { removeFilter, saveFilter } from "./filters.ts";

/** Two a second for a long time, which no typing reaches: browsers save when a person pauses. */
const DRAFTS = { name: "member.draft", max: 120, windowMs: 60_000 };

const memberIn = (c: AppContext): MemberIdentity => c.get("member").member;
const dbOf = (c: AppContext): Database => databaseFor(c.env, memberIn(c).organizationId);

const drafts = endpoint(
  {
    method: "GET",
    path: "/api/v1/drafts",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "What this member has begun to write, newest first",
    answer: draftListSchema,
  },
  async ({ c }) => answer(await draftsOf(dbOf(c), memberIn(c))),
);

const draft = endpoint(
  {
    method: "PUT",
    path: "/api/v1/drafts/:roomId",
    audience: "member",
    action: "room.reply",
    summary: "Keep a draft unless a newer one stands; an empty text deletes it. Answers what stands now",
    body: saveDraftSchema,
    answer: draftSchema,
    codes: ["not_found", "rate_limited"],
  },
  async ({ c, body }) => {
    const roomId = c.req.param("roomId") ?? "";
    const member = memberIn(c);
    if (!isRoomId(roomId)) return refuse(refusal("not_found"));
    const tooMany = overRate(c, DRAFTS, [member.organizationId, member.memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    // The room itself says whether it is there for this member; libSQL may not know a new one yet.
    const room = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
    if (!room.ok) return room;
    if (room.value === null) return refuse(refusal("not_found"));
    return answer(await saveDraft(dbOf(c), member, { ...body, roomId }, Date.now()));
  },
);

const filters = endpoint(
  {
    method: "GET",
    path: "/api/v1/saved-filters",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "Own filters by name, then those that others share",
    answer: savedFilterListSchema,
  },
  async ({ c }) => answer(await filtersOf(dbOf(c), memberIn(c))),
);

const FILTER = {
  audience: "member",
  action: "menu.inbox",
  rate: DESK_RATE,
  body: saveFilterSchema,
  answer: savedFilterSchema,
} as const;

const createFilter = endpoint(
  {
    ...FILTER,
    method: "POST",
    path: "/api/v1/saved-filters",
    summary: "Keep a filter of the inbox under a name",
    codes: ["required", "too_long", "filter.exists", "settings.limit"],
  },
  ({ c, body }) => saveFilter(dbOf(c), memberIn(c), body, Date.now()),
);

const changeFilter = endpoint(
  {
    ...FILTER,
    method: "PUT",
    path: "/api/v1/saved-filters/:filterId",
    summary: "Change an own filter",
    codes: ["not_found", "required", "too_long", "filter.exists"],
  },
  ({ c, body }) => saveFilter(dbOf(c), memberIn(c), body, Date.now(), c.req.param("filterId") ?? ""),
);

const deleteFilter = endpoint(
  {
    method: "DELETE",
    path: "/api/v1/saved-filters/:filterId",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "Delete an own filter; who keeps the chat's settings, also one that others share",
    codes: ["not_found"],
  },
  ({ c }) => removeFilter(dbOf(c), memberIn(c), c.req.param("filterId") ?? ""),
);

export const deskEndpoints: Endpoint[] = [drafts, draft, filters, createFilter, changeFilter, deleteFilter];
