import { z } from "zod";
import { EMBED_COMPONENTS } from "./embed.ts";
import { LIMITS } from "./limits.ts";

/** API tokens, embed tokens and their check (EMBED, SET-9). The open API writes names with underscores. */
export const API_TOKEN_KINDS = ["user", "bot"] as const;
/** What an API token may be used for; each later part of the open API adds its own. */
export const API_TOKEN_SCOPES = ["embed"] as const;

/** GET /api/v1/api-tokens, newest first; revoked and ended ones stay for the record. */
export const apiTokenSchema = z.object({
  apiTokenId: z.string(),
  name: z.string(),
  kind: z.enum(API_TOKEN_KINDS),
  scopes: z.array(z.enum(API_TOKEN_SCOPES)),
  /** The last four characters, to tell tokens apart. */
  ending: z.string(),
  createdAt: z.int(),
  /** The name of who made it. */
  createdBy: z.string(),
  expiresAt: z.int().nullable(),
  lastUsedAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});
export const apiTokenListSchema = z.array(apiTokenSchema);
export type ApiToken = z.infer<typeof apiTokenSchema>;
/** POST /api/v1/api-tokens; `expiresAt` null: until it is revoked. */
export const createApiTokenSchema = z.strictObject({
  name: z.string().max(1000),
  kind: z.enum(API_TOKEN_KINDS),
  scopes: z.array(z.enum(API_TOKEN_SCOPES)).max(20),
  expiresAt: z.int().nullable(),
});
export type CreateApiToken = z.infer<typeof createApiTokenSchema>;
/** `secret` is shown here and never again. */
export const createdApiTokenSchema = apiTokenSchema.extend({ secret: z.string() });
export type CreatedApiToken = z.infer<typeof createdApiTokenSchema>;

/** POST /api/open/v1/embed_tokens, `Authorization: Bearer <API token>` (EMBED-2). `lifetime` in seconds. */
export const embedTokenRequestSchema = z.strictObject({
  /** Id or email of an active member. */
  member: z.string().min(1).max(254),
  components: z.array(z.enum(EMBED_COMPONENTS)).min(1).max(EMBED_COMPONENTS.length),
  origin: z.string().max(1000),
  /** Absent: all the member sees. */
  integrations: z.array(z.string().max(80)).min(1).max(100).optional(),
  /** Ids; `general` stands for rooms without a division. */
  divisions: z.array(z.string().max(80)).min(1).max(200).optional(),
  /** Rooms of this contact only (BEY-22). */
  contact: z.string().max(80).optional(),
  read_only: z.boolean().default(false),
  lifetime: z.int().min(60).max(3600).default(900),
});
export type EmbedTokenRequest = z.infer<typeof embedTokenRequestSchema>;
/** Also what `tokenProvider` may give as it stands: `expires_at` and `expiresAt` are the same, ms UTC. */
export const embedTokenSchema = z.object({ token: z.string(), expiresAt: z.int(), expires_at: z.int() });
export type EmbedToken = z.infer<typeof embedTokenSchema>;

/**
 * POST /api/v1/embed-check: why a token works or does not (EMBED-12). The token is somebody's: it is read and forgotten,
 * and only one of the own organization is told about.
 */
export const checkEmbedTokenSchema = z.strictObject({ token: z.string().max(LIMITS.tokenCharacters) });
export const EMBED_FINDINGS = [
  "ok",
  "malformed",
  "foreign",
  "expired",
  "origin_not_allowed",
  "member_inactive",
  "api_token_revoked",
] as const;
export const embedCheckSchema = z.object({
  finding: z.enum(EMBED_FINDINGS),
  origin: z.string().nullable(),
  memberName: z.string().nullable(),
  components: z.array(z.enum(EMBED_COMPONENTS)),
  isReadOnly: z.boolean(),
  expiresAt: z.int().nullable(),
});
export type EmbedCheck = z.infer<typeof embedCheckSchema>;
