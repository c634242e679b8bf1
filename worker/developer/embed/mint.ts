import { type Code, type Refusal, refusal } from "../../../protocol/codes.ts";
import type { EmbedToken, EmbedTokenRequest } from "../../../protocol/embed.schema.ts";
import type { TokenScope } from "../../../protocol/embed.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { Database } from "../../db/client.ts";
import type { ApiTokenCaller } from "../../http/identity.ts";
import { signMemberToken } from "../../http/tokens.ts";
import type { OrganizationConfig } from "../../organization/contract.ts";
import { identityIn } from "../../organization/members.ts";
import { contactNow, memberIdOf } from "./store.ts";

const GENERAL = "general";

export type MintSurroundings = {
  db: Database;
  secret: string;
  config: OrganizationConfig;
  apiToken: ApiTokenCaller;
  now: number;
};

type Minted = { ok: true; value: EmbedToken } | { ok: false; refusal: Refusal };

const fault = (code: Code, field: string, params?: Refusal["params"]): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refusal(code, { fields: [{ pointer: `/${field}`, code }], ...(params && { params }) }),
});

/** EMBED-2..4: a member's token, cut to what was asked for, for pages of one origin. */
export async function mintEmbedToken(around: MintSurroundings, asked: EmbedTokenRequest): Promise<Minted> {
  const { db, config, apiToken } = around;
  const { organizationId } = config;
  const checked = checkDomain(asked.origin);
  const origin = checked.ok ? checked.domain : null;
  if (origin === null || !config.sections.embedding.origins.includes(origin))
    return fault("embed.origin", "origin", { origin: asked.origin.slice(0, 300) });
  const unknown = unknownIn(asked, config);
  if (unknown !== null) return fault("embed.scope", unknown);
  const [memberId, contactId] = await Promise.all([
    memberIdOf(db, organizationId, asked.member),
    asked.contact === undefined ? null : contactNow(db, organizationId, asked.contact),
  ]);
  if (contactId === undefined) return fault("embed.scope", "contact");
  const { apiTokenId } = apiToken;
  const scope: TokenScope = { apiTokenId, origin, ...cutOf(asked), contactId };
  const member = memberId === undefined ? null : identityIn(config, { memberId, scope });
  if (member === null) return fault("embed.member", "member");
  return sign(around, member, origin, asked.lifetime * 1000);
}

const cutOf = ({ components, integrations, divisions, read_only }: EmbedTokenRequest) => ({
  components: [...new Set(components)],
  integrationIds: integrations ? [...new Set(integrations)] : null,
  divisionIds: divisions ? [...new Set(divisions)].map((id) => (id === GENERAL ? null : id)) : null,
  isReadOnly: read_only,
});

/** The field that names what is not of this organization; null: none does. */
function unknownIn({ integrations = [], divisions = [] }: EmbedTokenRequest, config: OrganizationConfig) {
  const integrationIds = new Set(config.integrations.map(({ integrationId }) => integrationId));
  const divisionIds = new Set([GENERAL, ...config.divisions.map(({ divisionId }) => divisionId)]);
  if (integrations.some((id) => !integrationIds.has(id))) return "integrations";
  return divisions.some((id) => !divisionIds.has(id)) ? "divisions" : null;
}

/** It never outlives the API token it was made with. */
async function sign(
  { secret, config, apiToken, now }: MintSurroundings,
  member: MemberIdentity,
  origin: string,
  wantedMs: number,
): Promise<Minted> {
  const endsAt = config.apiTokens?.find(({ apiTokenId }) => apiTokenId === apiToken.apiTokenId)?.expiresAt;
  const lifeMs = Math.min(wantedMs, (endsAt ?? Number.POSITIVE_INFINITY) - now);
  const { token, expiresAt } = await signMemberToken(secret, { member, origin }, now, lifeMs);
  // It travels in headers; whoever needs so many names makes a division of them, or leaves the list away.
  if (token.length > LIMITS.tokenCharacters)
    return fault("too_long", member.scope?.divisionIds ? "divisions" : "integrations", { max: LIMITS.tokenCharacters });
  return { ok: true, value: { token, expiresAt, expires_at: expiresAt } };
}
