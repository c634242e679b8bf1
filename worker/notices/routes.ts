import { refusal } from "../../protocol/codes.ts";
import { noticePageSchema, noticeQuerySchema, readNoticesSchema } from "../../protocol/inbox.schema.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { noticePage, readNotices } from "./store.ts";

const dbOf = (c: AppContext): Database => databaseFor(c.env, c.get("member").member.organizationId);

const list = endpoint(
  {
    method: "GET",
    path: "/api/v1/notices",
    audience: "member",
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
    summary: "Mark notices as read: these, or with null all that there are now",
    body: readNoticesSchema,
  },
  async ({ c, body }) => {
    await readNotices(dbOf(c), c.get("member").member, body.noticeIds, Date.now());
    return answer(undefined);
  },
);

export const noticeEndpoints: Endpoint[] = [list, read];
