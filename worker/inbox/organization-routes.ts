import { countersSchema, memberListSchema, meSchema, tagListSchema } from "../../protocol/http.schema.ts";
import { integrationListSchema } from "../../protocol/inbox.schema.ts";
import { answer, type Endpoint, endpoint } from "../http/endpoint.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { describeMe, integrationRows, memberRows, tagRows } from "./organization.ts";
import { memberIn } from "./request.ts";

const me = endpoint(
  {
    method: "GET",
    path: "/api/v1/me",
    audience: "member",
    isForEveryone: true,
    summary: "Who I am, where, and what I may do",
    answer: meSchema,
  },
  ({ c }) => describeMe(c, memberIn(c)),
);

const counters = endpoint(
  {
    method: "GET",
    path: "/api/v1/counters",
    audience: "member",
    action: "menu.inbox",
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
    isForEveryone: true,
    summary: "Active members, who may be given a room; those online first",
    answer: memberListSchema,
  },
  ({ c }) => memberRows(c.env, memberIn(c)),
);

const tags = endpoint(
  {
    method: "GET",
    path: "/api/v1/tags",
    audience: "member",
    isForEveryone: true,
    summary: "Tags that conversations may carry",
    answer: tagListSchema,
  },
  ({ c }) => tagRows(c.env, memberIn(c).organizationId),
);

const integrations = endpoint(
  {
    method: "GET",
    path: "/api/v1/integrations",
    audience: "member",
    isForEveryone: true,
    summary: "Connected accounts, for filters and forms, by name",
    answer: integrationListSchema,
  },
  ({ c }) => integrationRows(c.env, memberIn(c)),
);

export const inboxOrganizationEndpoints: Endpoint[] = [me, counters, members, tags, integrations];
