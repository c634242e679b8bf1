import { refusal } from "../../protocol/codes.ts";
import { noticePageSchema, noticeQuerySchema, readNoticesSchema } from "../../protocol/inbox.schema.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { organizationOf } from "../http/objects.ts";
import { DESK_RATE } from "../http/rate.ts";
import { logBug } from "../http/request-log.ts";
import { noticePage, readNotices } from "./store.ts";

const dbOf = (c: AppContext): Database => databaseFor(c.env, c.get("member").member.organizationId);

const list = endpoint(
  {
    method: "GET",
    path: "/api/v1/notices",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "The bell: a page of the last 7 days, newest first; 100 unread stand for more",
    query: noticeQuerySchema,
    answer: noticePageSchema,
    codes: ["bad_request"],
  },
  async ({ c, query }) => {
    const page = await noticePage(dbOf(c), c.get("member").member, query, Date.now());
    if (page !== null) return answer(page);
    return refuse(refusal("bad_request", { fields: [{ pointer: "/cursor", code: "bad_request" }] }));
  },
);

const read = endpoint(
  {
    method: "POST",
    path: "/api/v1/notices/read",
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    summary: "Mark notices as read: these, or with null all that there are now",
    body: readNoticesSchema,
  },
  async ({ c, body }) => {
    const { member } = c.get("member");
    const at = Date.now();
    await readNotices(dbOf(c), member, body.noticeIds, at);
    const told = organizationOf(c.env, member.organizationId).noticesRead({ memberId: member.memberId, ...body, at });
    // Nobody waits for it: a device that is not told reads the bell anew when somebody looks at it.
    c.executionCtx.waitUntil(told.catch((error) => logBug(c.get("requestId"), error)));
    return answer(undefined);
  },
);

export const noticeEndpoints: Endpoint[] = [list, read];
