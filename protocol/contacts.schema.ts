import { z } from "zod";
import { CHANNELS } from "./channels.ts";
import { LIMITS } from "./limits.ts";
import { roomSummarySchema } from "./room-events.schema.ts";

/** People (CONTACT): /api/v1/contacts. What masking hides is masked by the server (CONTACT-8). */
const text = z.string().max(1000);
const id = z.string().max(80);
const fieldValue = z.union([z.string().max(1000), z.number()]);

export const contactIdentitySchema = z.object({
  channel: z.enum(CHANNELS),
  externalId: z.string(),
  createdAt: z.int(),
});
export type ContactIdentity = z.infer<typeof contactIdentitySchema>;

export const contactRowSchema = z.object({
  contactId: z.string(),
  /** null: LIST-18 names the visitor. */
  name: z.string().nullable(),
  channels: z.array(z.enum(CHANNELS)),
  /** Phone number, else the account on the channel. */
  account: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  divisionId: z.string().nullable(),
  isBlocked: z.boolean(),
  isVerified: z.boolean(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type ContactRow = z.infer<typeof contactRowSchema>;

/** GET /api/v1/contacts. `q`: words of the name, beginnings of email or phone. Newest change first. */
export const contactQuerySchema = z.object({
  q: z.string().max(LIMITS.searchTextLength).default(""),
  channel: z.enum(CHANNELS).optional(),
  divisionId: id.optional(),
  /** Made at or after, and before; ms UTC. */
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  sort: z.enum(["updated", "name"]).default("updated"),
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type ContactQuery = z.infer<typeof contactQuerySchema>;
export const contactPageSchema = z.object({ contacts: z.array(contactRowSchema), nextCursor: z.string().nullable() });
export type ContactPage = z.infer<typeof contactPageSchema>;

/** GET /api/v1/contacts/:contactId (CONTACT-2). `rooms` are those that the caller may see. */
export const contactDetailSchema = contactRowSchema.extend({
  company: z.string().nullable(),
  isOptedOut: z.boolean(),
  fields: z.record(z.string(), fieldValue),
  identities: z.array(contactIdentitySchema),
  tags: z.array(z.object({ tagId: z.string(), name: z.string() })),
  rooms: z.array(roomSummarySchema),
  hasMoreRooms: z.boolean(),
  version: z.int().positive(),
});
export type ContactDetail = z.infer<typeof contactDetailSchema>;

const profile = {
  name: text,
  email: text.nullable(),
  phone: text.nullable(),
  company: text.nullable(),
  divisionId: id.nullable(),
  fields: z.record(z.string().max(80), fieldValue.nullable()),
};
/** PUT /api/v1/contacts/:contactId */
export const saveContactSchema = z.strictObject({ ...profile, isOptedOut: z.boolean(), version: z.int().positive() });
export type SaveContact = z.infer<typeof saveContactSchema>;
/** POST /api/v1/contacts (CONTACT-3): a person nobody has written with yet. `contact.exists` names the other in `params.contactId`. */
export const createContactSchema = z.strictObject(profile);
export type CreateContact = z.infer<typeof createContactSchema>;

/** POST /api/v1/contacts/:contactId/merge: the addressed contact survives; `keep` says whose value stays, per field (CONTACT-5). */
export const mergeContactSchema = z.strictObject({
  otherId: id,
  keep: z.record(z.string().max(80), z.enum(["this", "other"])),
  versions: z.strictObject({ this: z.int().positive(), other: z.int().positive() }),
});
export type MergeContact = z.infer<typeof mergeContactSchema>;

/** POST /api/v1/contacts/:contactId/erase: the name typed as it stands; one without a name types its account (PRIVACY-6). */
export const eraseContactSchema = z.strictObject({ name: text });

/** Settings section `contact-fields` (CONTACT-6), in the order shown. Made ones are never taken away, only hidden. */
export const CONTACT_FIELD_TYPES = ["text", "number", "date", "choice"] as const;
export const contactFieldSchema = z.strictObject({
  fieldId: z.string().max(80),
  label: z.string().max(60),
  type: z.enum(CONTACT_FIELD_TYPES),
  /** Of a choice only. */
  options: z.array(z.string().max(60)).max(50),
  isRequired: z.boolean(),
  isHidden: z.boolean(),
});
export type ContactField = z.infer<typeof contactFieldSchema>;

/** GET /api/v1/contact-fields: the section's value for whoever works with contacts. */
export const contactFieldListSchema = z.array(contactFieldSchema);

/**
 * GET and PUT /api/v1/rooms/:roomId/contact: what the room panel shows besides name, email and phone, for whoever sees the
 * room (ROLE-16). Without hidden fields and
 * their values.
 */
export const roomContactSchema = z.object({
  contactId: z.string(),
  company: z.string().nullable(),
  divisionId: z.string().nullable(),
  fields: z.record(z.string(), fieldValue),
  definitions: z.array(contactFieldSchema),
  version: z.int().positive(),
});
export type RoomContact = z.infer<typeof roomContactSchema>;
export const saveRoomContactSchema = z.strictObject({
  company: profile.company,
  fields: profile.fields,
  version: z.int().positive(),
});
export type SaveRoomContact = z.infer<typeof saveRoomContactSchema>;
