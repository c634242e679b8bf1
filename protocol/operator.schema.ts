import { z } from "zod";
import { LIMITS } from "./limits.ts";

/** /operator/v1: who runs the server, by `Authorization: Bearer <SAPA_OPERATOR_KEY>`; the page /operator and the command use it alike. */
const text = z.string().max(1000);
const url = z.string().max(2048);

export const operatorOrganizationSchema = z.object({
  organizationId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  language: z.enum(["en", "id"]),
  ownerEmail: z.string().nullable(),
  /** ROLE-21; null: as many as one likes. */
  seatLimit: z.int().nullable(),
  seatsUsed: z.int(),
  /** PRIVACY-7: when it will be gone; null: it stays. */
  deletionAt: z.int().nullable(),
  createdAt: z.int(),
});
export const operatorOrganizationListSchema = z.array(operatorOrganizationSchema);
export type OperatorOrganization = z.infer<typeof operatorOrganizationSchema>;
/** POST: the owner is invited by mail, or verified if the email has an account. */
export const createOrganizationSchema = z.strictObject({
  name: text,
  timeZone: z.string().max(64),
  language: z.enum(["en", "id"]),
  owner: z.strictObject({ email: z.string().max(LIMITS.emailLength), firstName: text, lastName: text }),
  seatLimit: z.int().min(1).max(100_000).nullable(),
});
export type CreateOrganization = z.infer<typeof createOrganizationSchema>;
/** PUT /operator/v1/organizations/:organizationId */
export const saveOrganizationSchema = z.strictObject({
  name: text,
  seatLimit: z.int().min(1).max(100_000).nullable(),
});
/** POST /operator/v1/organizations/:organizationId/deletion; `name` typed as it stands. DELETE takes it back. */
export const deleteOrganizationSchema = z.strictObject({ name: text, reason: text });

/** POST /operator/v1/accounts/email (AUTH-12): both addresses are told, sessions end. */
export const changeEmailSchema = z.strictObject({
  from: z.string().max(LIMITS.emailLength),
  to: z.string().max(LIMITS.emailLength),
  reason: text,
});

/** PUT /operator/v1/support (AUTH-20); null: none is shown. */
export const supportSchema = z.strictObject({ text: z.string().max(200), url }).nullable();
export type Support = z.infer<typeof supportSchema>;

/** Applications that sign in with us (AUTH-6). `secret` is in the answer to POST only; public ones have none. */
export const applicationSchema = z.object({
  clientId: z.string(),
  name: z.string(),
  isPublic: z.boolean(),
  redirectUris: z.array(z.string()),
  postLogoutUris: z.array(z.string()),
  /** Is told when a person signs out (OpenID Connect Back-Channel Logout); null: it asks by itself. */
  backChannelLogoutUri: z.string().nullable(),
  createdAt: z.int(),
});
export type Application = z.infer<typeof applicationSchema>;
export const applicationListSchema = z.array(applicationSchema);
export const createApplicationSchema = z.strictObject({
  name: text,
  isPublic: z.boolean(),
  redirectUris: z.array(url).min(1).max(20),
  postLogoutUris: z.array(url).max(20),
  backChannelLogoutUri: url.nullable(),
});
/** PUT /operator/v1/applications/:clientId; whether it has a secret stays as it is. */
export const saveApplicationSchema = createApplicationSchema.omit({ isPublic: true });
export const createdApplicationSchema = applicationSchema.extend({ secret: z.string().nullable() });

/** Providers that people may sign in with (AUTH-18). Their way back is `/auth/providers/:providerId/callback`. */
export const providerSchema = z.object({
  providerId: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  createdAt: z.int(),
});
export type Provider = z.infer<typeof providerSchema>;
export const providerListSchema = z.array(providerSchema);
export const createProviderSchema = z.strictObject({ name: text, issuer: url, clientId: text, clientSecret: text });
