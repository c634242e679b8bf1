import { refusal } from "../../../protocol/codes.ts";
import {
  checkEmbedTokenSchema,
  type EmbedCheck,
  type EmbedToken,
  type EmbedTokenRequest,
  embedCheckSchema,
  embedTokenRequestSchema,
  embedTokenSchema,
} from "../../../protocol/embed.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { organizationConfig } from "../../http/members.ts";
import { explainMemberToken } from "../../http/tokens.ts";
import { checkEmbedToken } from "./check.ts";
import { mintEmbedToken } from "./mint.ts";

const CHECKS = { name: "member.embedCheck", max: 60, windowMs: 60_000 };

const mint = endpoint<EmbedTokenRequest, undefined, EmbedToken>(
  {
    method: "POST",
    path: "/api/open/v1/embed_tokens",
    audience: "apiToken",
    summary: "A short-lived token for one member on your own pages, to be handed to the element's tokenProvider",
    body: embedTokenRequestSchema,
    answer: embedTokenSchema,
    codes: ["embed.origin", "embed.member", "embed.scope", "too_long", "rate_limited"],
  },
  async ({ c, body }) => {
    const apiToken = c.get("apiToken");
    if (apiToken.kind !== "user" || !apiToken.scopes.includes("embed")) return refuse(refusal("forbidden"));
    const { organizationId } = apiToken;
    const config = await organizationConfig(c.env, organizationId);
    if (!config) return refuse(refusal("unavailable", { retryAfterMs: 1_000 }));
    const db = databaseFor(c.env, organizationId);
    const minted = await mintEmbedToken({ db, secret: c.env.SAPA_SECRET, config, apiToken, now: Date.now() }, body);
    return minted.ok ? answer(minted.value, 201) : minted;
  },
);

const check = endpoint<{ token: string }, undefined, EmbedCheck>(
  {
    method: "POST",
    path: "/api/v1/embed-check",
    audience: "member",
    action: "developer.manage",
    rate: CHECKS,
    isReading: true,
    summary: "Why an embed token of this organization works or does not; the token is read and forgotten",
    body: checkEmbedTokenSchema,
    answer: embedCheckSchema,
    codes: ["too_long", "unavailable"],
  },
  async ({ c, body }) => {
    const { organizationId } = c.get("member").member;
    const config = await organizationConfig(c.env, organizationId);
    if (!config) return refuse(refusal("unavailable"));
    return answer(checkEmbedToken(config, await explainMemberToken(c.env.SAPA_SECRET, body.token.trim()), Date.now()));
  },
);

export const embedEndpoints: Endpoint[] = [mint, check];
