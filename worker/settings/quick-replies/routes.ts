import {
  type QuickReply,
  quickReplyListSchema,
  quickReplySchema,
  saveQuickReplySchema,
} from "../../../protocol/settings.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { changeConfig } from "../change.ts";
import { decideDeleteQuickReply, decideSaveQuickReply } from "./save.ts";
import { quickRepliesOf } from "./store.ts";

const list = endpoint(
  {
    method: "GET",
    path: "/api/v1/quick-replies",
    audience: "member",
    isForEveryone: true,
    summary: "Templates that all staff may use, by command",
    answer: quickReplyListSchema,
  },
  async ({ c }) => {
    const { organizationId } = c.get("member").member;
    return answer(await quickRepliesOf(databaseFor(c.env, organizationId), organizationId));
  },
);

const SAVING = {
  audience: "member",
  action: "settings.chat",
  body: saveQuickReplySchema,
  answer: quickReplySchema,
} as const;

const create = endpoint<{ command: string; text: string }, undefined, QuickReply>(
  {
    ...SAVING,
    method: "POST",
    path: "/api/v1/quick-replies",
    summary: "A new template",
    codes: ["required", "too_long", "quick.title", "settings.limit"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveQuickReply(scope, body)),
);

const change = endpoint<{ command: string; text: string; version?: number }, undefined, QuickReply>(
  {
    ...SAVING,
    method: "PUT",
    path: "/api/v1/quick-replies/:quickReplyId",
    summary: "Change a template, if it is still the version that was read",
    codes: ["not_found", "required", "too_long", "quick.title", "conflict"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveQuickReply(scope, body, c.req.param("quickReplyId") ?? "")),
);

const remove = endpoint(
  {
    method: "DELETE",
    path: "/api/v1/quick-replies/:quickReplyId",
    audience: "member",
    action: "settings.chat",
    summary: "Delete a template",
    codes: ["not_found"],
  },
  ({ c }) => changeConfig(c, (scope) => decideDeleteQuickReply(scope, c.req.param("quickReplyId") ?? "")),
);

export const quickReplyEndpoints: Endpoint[] = [list, create, change, remove];
