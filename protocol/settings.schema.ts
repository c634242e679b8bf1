import { z } from "zod";
import { CHANNELS } from "./channels.ts";
import { contactFieldSchema } from "./contacts.schema.ts";
import { LIMITS } from "./limits.ts";
import { localTextSchema } from "./webchat.schema.ts";

/**
 * What an organization decides for itself, in sections that are read, saved and versioned one by one (SET, ASSIGN-5,
 * 12, 13; SESS-4; CONTACT-8). Shapes only: rules that span fields are checked by the server and answered by field.
 */
const text = (max: number) => z.string().max(max);
const minutes = (max: number) => z.int().min(1).max(max);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const span = z.strictObject({ from: clockTime, to: clockTime });
const week = z.tuple([
  z.array(span).max(3),
  z.array(span).max(3),
  z.array(span).max(3),
  z.array(span).max(3),
  z.array(span).max(3),
  z.array(span).max(3),
  z.array(span).max(3),
]);

/** `channels` null: all. `onSince` is the server's: switching on counts from then (SET-7). */
const autoResolveRule = z.strictObject({
  isOn: z.boolean(),
  channels: z.array(z.enum(CHANNELS)).min(1).nullable(),
  inactivityMs: z.int().positive(),
  tagId: z.string().max(80).nullable(),
  onSince: z.int().nonnegative().nullable(),
});

const survey = z.strictObject({
  isOn: z.boolean(),
  /** null: all that can be asked. */
  channels: z.array(z.enum(CHANNELS)).min(1).nullable(),
  /** `manual`: only when who resolves asks for it (ROOM-18). */
  mode: z.enum(["automatic", "manual"]),
  title: localTextSchema,
  question: localTextSchema,
  comment: z.strictObject({ question: localTextSchema, isRequired: z.boolean() }).nullable(),
  thanks: localTextSchema,
});

export const SETTINGS_SCHEMAS = {
  /** Days from Monday to Sunday. An empty week is always closed (SET-2). */
  "office-hours": z.strictObject({
    timeZone: text(64),
    week,
    holidays: z.array(z.strictObject({ date, name: text(60) })).max(366),
  }),
  "auto-responder": z.strictObject({
    inHours: z.strictObject({ isOn: z.boolean(), text: text(LIMITS.frameBytes) }),
    outsideHours: z.strictObject({ isOn: z.boolean(), text: text(LIMITS.frameBytes) }),
  }),
  "auto-resolve": z.strictObject({ message: autoResolveRule, comment: autoResolveRule }),
  allocation: z.strictObject({
    agentCanTakeOver: z.boolean(),
    agentCanAssign: z.boolean(),
    autoAllocation: z.boolean(),
    /** Address of the custom allocation; null: off. Never together with `autoAllocation`. */
    customUrl: text(2048).nullable(),
  }),
  broadcast: z.strictObject({ agentCanBroadcast: z.boolean() }),
  /** Rules in order; the first that names member and channel counts. `memberIds`, `channels` null: all (ASSIGN-12). */
  workload: z.strictObject({
    rules: z
      .array(
        z.strictObject({
          memberIds: z.array(z.string().max(80)).min(1).max(500).nullable(),
          channels: z.array(z.enum(CHANNELS)).min(1).nullable(),
          limit: z.int().min(1).max(500),
        }),
      )
      .max(50),
  }),
  /** Minutes without an answer until the room moves on; `offlineMinutes` null: rooms of absent agents stay (BEY-4). */
  idle: z.strictObject({
    isOn: z.boolean(),
    minutes: minutes(1440),
    offlineMinutes: minutes(1440).nullable(),
  }),
  /** SURVEY-1. */
  surveys: z.strictObject({ csat: survey, ces: survey, nps: survey }),
  masking: z.strictObject({ contactMasking: z.boolean() }),
  /** Origins of portals that elements may run on, scheme and host each (EMBED-4). */
  embedding: z.strictObject({ origins: z.array(text(1000)).max(50) }),
  /** AUTH-16. */
  "sign-in": z.strictObject({ codeByEmail: z.boolean() }),
  /** CONTACT-6. */
  "contact-fields": z.strictObject({ fields: z.array(contactFieldSchema).max(30) }),
  /** Milliseconds, whole or half hours (SESS-4); `remindBeforeMs` null: no reminder (BEY-2). */
  sessions: z.strictObject({
    expiringMs: z.int().positive(),
    expiredMs: z.int().positive(),
    remindBeforeMs: z.int().positive().nullable(),
    /** How long a web session may be unused (AUTH-17). */
    webIdleMs: z.int().positive(),
  }),
} as const;

export type SettingsSection = keyof typeof SETTINGS_SCHEMAS;
export const SETTINGS_SECTIONS = Object.keys(SETTINGS_SCHEMAS) as SettingsSection[];
export type Settings = { [S in SettingsSection]: z.infer<(typeof SETTINGS_SCHEMAS)[S]> };

/** GET /api/v1/settings/:section and the answer to PUT. `version` 0: never saved, defaults. */
export const settingsAnswerSchema = z.object({
  section: z.enum(SETTINGS_SECTIONS as [SettingsSection, ...SettingsSection[]]),
  value: z.unknown(),
  version: z.int().nonnegative(),
  /** Name of whoever saved it last; null: nobody has, or it came with the organization. */
  changedBy: z.string().nullable(),
  changedAt: z.int().nullable(),
});
export type SettingsAnswer<S extends SettingsSection = SettingsSection> = Omit<
  z.infer<typeof settingsAnswerSchema>,
  "section" | "value"
> & { section: S; value: Settings[S] };
/** PUT /api/v1/settings/:section. `version` as read; another one meanwhile: 409 `conflict` with `params.name` (GEN-11). */
export const saveSettingsSchema = z.strictObject({ version: z.int().nonnegative(), value: z.unknown() });

/** GET /api/v1/settings/allocation/secret: what the own allocation checks our signature with (ASSIGN-14, API-20). */
export const allocationSecretSchema = z.object({ secret: z.string() });

/** SET-3: /api/v1/quick-replies. `command` without the slash. */
export const quickReplySchema = z.object({
  quickReplyId: z.string(),
  command: z.string(),
  text: z.string(),
  version: z.int().positive(),
});
export const quickReplyListSchema = z.array(quickReplySchema);
export type QuickReply = z.infer<typeof quickReplySchema>;
export const saveQuickReplySchema = z.strictObject({
  command: text(1000),
  text: text(LIMITS.frameBytes),
  /** As read; absent when it is new. */
  version: z.int().positive().optional(),
});
export type SaveQuickReply = z.infer<typeof saveQuickReplySchema>;

/** SET-4: POST /api/v1/tags, PUT /api/v1/tags/:tagId. `was`: the name as read; another one meanwhile is a `conflict`. */
export const saveTagSchema = z.strictObject({ name: text(1000), was: text(1000).optional() });

/** ASSIGN-20: /api/v1/divisions. `integrationIds` null: all channels. General is no row. */
export const divisionSchema = z.object({
  divisionId: z.string(),
  name: z.string(),
  supervisorId: z.string().nullable(),
  agentIds: z.array(z.string()),
  integrationIds: z.array(z.string()).nullable(),
  version: z.int().positive(),
});
export const divisionListSchema = z.array(divisionSchema);
export type Division = z.infer<typeof divisionSchema>;
export const saveDivisionSchema = z.strictObject({
  name: text(1000),
  supervisorId: z.string().max(80).nullable(),
  agentIds: z.array(z.string().max(80)).max(500),
  integrationIds: z.array(z.string().max(80)).max(200).nullable(),
  version: z.int().positive().optional(),
});
export type SaveDivision = z.infer<typeof saveDivisionSchema>;
