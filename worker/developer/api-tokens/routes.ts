import {
  type ApiToken,
  apiTokenListSchema,
  type CreateApiToken,
  type CreatedApiToken,
  createApiTokenSchema,
  createdApiTokenSchema,
} from "../../../protocol/embed.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { changeConfig } from "../../settings/change.ts";
import { forgetApiToken } from "./guard.ts";
import { decideCreateApiToken, decideRevokeApiToken, newApiTokenSecret } from "./save.ts";
import { apiTokensOf } from "./store.ts";

const MANAGE = { audience: "member", action: "developer.manage" } as const;

const list = endpoint<undefined, undefined, ApiToken[]>(
  {
    ...MANAGE,
    method: "GET",
    path: "/api/v1/api-tokens",
    summary: "API tokens, newest first; revoked and ended ones stay for the record",
    answer: apiTokenListSchema,
  },
  async ({ c }) => {
    const { organizationId } = c.get("member").member;
    return answer(await apiTokensOf(databaseFor(c.env, organizationId), organizationId));
  },
);

const create = endpoint<CreateApiToken, undefined, CreatedApiToken>(
  {
    ...MANAGE,
    method: "POST",
    path: "/api/v1/api-tokens",
    summary: "A new API token; its secret stands in this answer and never again",
    body: createApiTokenSchema,
    outOfRange: "settings.invalid",
    answer: createdApiTokenSchema,
    codes: ["required", "too_long", "settings.invalid", "settings.limit"],
  },
  ({ c, body }) => {
    const secret = newApiTokenSecret();
    return changeConfig(c, (scope) => decideCreateApiToken(scope, body, secret));
  },
);

const revoke = endpoint(
  {
    ...MANAGE,
    method: "DELETE",
    path: "/api/v1/api-tokens/:apiTokenId",
    summary: "Revoke an API token; the embed tokens made with it end within seconds",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const revoked = await changeConfig(c, (scope) => decideRevokeApiToken(scope, c.req.param("apiTokenId") ?? ""));
    if (!revoked.ok) return revoked;
    forgetApiToken(revoked.value.secretHash);
    return answer(undefined);
  },
);

export const apiTokenEndpoints: Endpoint[] = [list, create, revoke];
