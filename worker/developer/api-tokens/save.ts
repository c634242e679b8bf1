import { checkApiToken } from "../../../protocol/api-token-rules.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { CreateApiToken, CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import { newId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { newSecretToken } from "../../http/secret-tokens.ts";
import type { ChangeScope, Decision } from "../../settings/change.ts";
import { badForm } from "../../settings/rules.ts";
import { apiTokenHash } from "./guard.ts";
import { type ApiTokenRow, apiTokenById, holdingCount, insertApiToken, revokeApiToken, toApiToken } from "./store.ts";

const ENDING_LENGTH = 4;

export const newApiTokenSecret = (): string => newSecretToken("sapa_");

function faultsOf({ name, scopes, expiresAt }: CreateApiToken, now: number): BadField[] {
  return [
    ...checkApiToken({ name: name.trim(), scopes }),
    ...(expiresAt !== null && expiresAt <= now ? [{ pointer: "/expiresAt", code: "settings.invalid" as const }] : []),
  ];
}

/** SET-9: `secret` is told once, here; what is kept opens nothing. */
export async function decideCreateApiToken(
  { db, organizationId, member, now }: ChangeScope,
  given: CreateApiToken,
  secret: string,
): Promise<Decision<CreatedApiToken>> {
  const bad = badForm(faultsOf(given, now));
  if (bad !== null) return { ok: false, refusal: bad };
  if ((await holdingCount(db, organizationId, now)) >= LIMITS.apiTokens)
    return { ok: false, refusal: refusal("settings.limit", { params: { limit: LIMITS.apiTokens } }) };
  const { kind, expiresAt } = given;
  const row: ApiTokenRow = {
    apiTokenId: newId("apt"),
    organizationId,
    name: given.name.trim(),
    kind,
    scopes: [...new Set(given.scopes)],
    secretHash: apiTokenHash(secret),
    ending: secret.slice(-ENDING_LENGTH),
    createdAt: now,
    createdBy: member.memberId,
    createdByName: member.name,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  const { name, scopes, ending } = row;
  const audit = {
    action: "api_token.create",
    target: row.apiTokenId,
    changes: { name, kind, scopes, ending, expiresAt },
  };
  const value = { ...toApiToken(row), secret };
  return { ok: true, status: 201, value, change: { statements: [insertApiToken(db, row)], audit } };
}

/** Ends it and every token made with it (EMBED-11). One that was revoked stays so. */
export async function decideRevokeApiToken(
  { db, organizationId, now }: ChangeScope,
  apiTokenId: string,
): Promise<Decision<ApiTokenRow>> {
  const row = await apiTokenById(db, organizationId, apiTokenId);
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  if (row.revokedAt !== null) return { ok: true, value: row };
  const { name, ending } = row;
  const audit = { action: "api_token.revoke", target: apiTokenId, changes: { name, ending } };
  return { ok: true, value: row, change: { statements: [revokeApiToken(db, row, now)], audit } };
}
