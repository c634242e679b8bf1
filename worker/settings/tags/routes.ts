import { type TagRow, tagRowSchema } from "../../../protocol/http.schema.ts";
import { saveTagSchema } from "../../../protocol/settings.schema.ts";
import { type Endpoint, endpoint } from "../../http/endpoint.ts";
import { changeConfig } from "../change.ts";
import { decideDeleteTag, decideSaveTag } from "./save.ts";

const SAVING = { audience: "member", action: "settings.chat", body: saveTagSchema, answer: tagRowSchema } as const;

const create = endpoint<{ name: string }, undefined, TagRow>(
  {
    ...SAVING,
    method: "POST",
    path: "/api/v1/tags",
    summary: "A new tag",
    codes: ["required", "too_long", "tag.exists", "settings.limit"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveTag(scope, body)),
);

const rename = endpoint<{ name: string; was?: string }, undefined, TagRow>(
  {
    ...SAVING,
    method: "PUT",
    path: "/api/v1/tags/:tagId",
    summary: "Rename a tag, everywhere, if it still has the name that was read",
    codes: ["not_found", "required", "too_long", "tag.exists", "conflict"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveTag(scope, body, c.req.param("tagId") ?? "")),
);

const remove = endpoint(
  {
    method: "DELETE",
    path: "/api/v1/tags/:tagId",
    audience: "member",
    action: "settings.chat",
    summary: "Take a tag from the choice; conversations that have it keep it",
    codes: ["not_found"],
  },
  ({ c }) => changeConfig(c, (scope) => decideDeleteTag(scope, c.req.param("tagId") ?? "")),
);

export const tagEndpoints: Endpoint[] = [create, rename, remove];
