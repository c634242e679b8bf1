import { z } from "zod";
import { LIMITS } from "./limits.ts";

/**
 * What a company decides about its webchat (WIDGET-6), what its page may know of it, and what visitors send over HTTP.
 * Times are integer milliseconds UTC.
 */
const text = (max: number) => z.string().max(max);
const id = z.string().max(80);
const colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** Characters are code points (GEN-6), of which some are two units here; the rules count them. */
const words = text(2 * LIMITS.widgetTextLength);

/** The same words in both languages of ours; a visitor reads their own (WIDGET-24). */
export const localTextSchema = z.strictObject({ en: words, id: words });
export type LocalText = z.infer<typeof localTextSchema>;

const appearanceShape = {
  /** Colours as `#rrggbb` in lower case, with the text that stands on each (WIDGET-7). */
  accent: colour,
  accentText: colour,
  agentBubble: colour,
  agentText: colour,
  visitorBubble: colour,
  visitorText: colour,
  side: z.enum(["left", "right"]),
  offsetPx: z.int().min(0).max(200),
  zIndex: z.int().min(1).max(2_147_483_647),
};

/** WIDGET-11: a name is required while the form is on. */
export const prechatSchema = z.strictObject({
  /** null: our own words in the visitor's language. */
  title: localTextSchema.nullable(),
  subtitle: localTextSchema.nullable(),
  email: z.enum(["off", "optional", "required"]),
  phone: z.enum(["off", "optional", "required"]),
});
export type Prechat = z.infer<typeof prechatSchema>;

/**
 * BEY-13: a greeting of certain pages. `path`: begins with a slash, `*` stands for anything (`/pricing*`), checked against
 * path and query. `when`: office hours and presence as WIDGET-12 has them.
 */
export const proactiveSchema = z.strictObject({
  path: text(200),
  afterSeconds: z.int().min(0).max(3600),
  when: z.enum(["always", "online", "offline"]),
  text: localTextSchema,
});
export type Proactive = z.infer<typeof proactiveSchema>;

const contentShape = {
  /** What the panel says above an empty conversation; null: our own words. */
  online: localTextSchema.nullable(),
  offline: localTextSchema.nullable(),
  /** null: no form before the first message. */
  prechat: prechatSchema.nullable(),
  /** The bubble at the launcher; null: none. `text` null: our own words. `left`: beside the launcher, else above it. */
  greeting: z.strictObject({ position: z.enum(["top", "left"]), text: localTextSchema.nullable() }).nullable(),
  proactive: z.array(proactiveSchema).max(LIMITS.proactiveGreetings),
};

/** The settings of a webchat integration, whole. */
export const webchatSettingsSchema = z.strictObject({
  /** The one origin this widget serves (WIDGET-3), for example `https://shop.example`. */
  domain: z.string().max(300),
  appearance: z.strictObject({
    ...appearanceShape,
    /** Name of the stored picture, as the upload answered; null: the company's initial. */
    logo: id.nullable(),
  }),
  ...contentShape,
  /** WIDGET-19: nobody chats here without a signed identity. */
  signedOnly: z.boolean(),
});
export type WebchatSettings = z.infer<typeof webchatSettingsSchema>;

/* ---- /api/v1/integrations: members ---- */
/** GET /api/v1/integrations/webchat and its parts. */
export const webchatIntegrationSchema = z.object({
  integrationId: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  /** Where its rooms go; null: General. */
  divisionId: z.string().nullable(),
  settings: webchatSettingsSchema,
  /** Address of the logo; null: there is none. */
  logoUrl: z.string().nullable(),
  version: z.int().positive(),
  changedBy: z.string().nullable(),
  changedAt: z.int().nullable(),
  createdAt: z.int(),
  /** The newest message of a visitor; null: none yet. */
  lastMessageAt: z.int().nullable(),
});
export const webchatListSchema = z.array(webchatIntegrationSchema);
export type WebchatIntegration = z.infer<typeof webchatIntegrationSchema>;

/** POST /api/v1/integrations/webchat (WIDGET-1). Longer texts are answered by field. */
export const newWebchatSchema = z.strictObject({ name: text(1000), domain: text(1000) });

/** PUT /api/v1/integrations/webchat/:integrationId. `version` as read; another one meanwhile is a `conflict` (GEN-11). */
export const saveWebchatSchema = z.strictObject({
  name: text(1000),
  isEnabled: z.boolean(),
  divisionId: id.nullable(),
  settings: webchatSettingsSchema,
  version: z.int().positive(),
});
export type SaveWebchat = z.infer<typeof saveWebchatSchema>;
/** PUT /api/v1/integrations/webchat/:integrationId/switch, the list's ON/OFF (WIDGET-6). */
export const switchWebchatSchema = z.strictObject({ isEnabled: z.boolean() });
/** POST /api/v1/integrations/webchat/:integrationId/logo: the picture's bytes. */
export const logoSchema = z.object({ logo: z.string(), logoUrl: z.string() });
/** GET and POST (a new one) /api/v1/integrations/webchat/:integrationId/identity-secret, admins only, both audited. */
export const identitySecretSchema = z.object({ secret: z.string(), createdAt: z.int() });

/* ---- /widget/v1: visitors ----
 * Every address but the socket's carries `?widget=<id>`, because a preflight has neither body nor token and still must be answered for
 * that widget's one origin. Elsewhere: 403 `widget.origin`, with the right origin as `params.expected` if there is such
 * a widget (WIDGET-8).
 */
/** GET /widget/v1/config?widget=…: what the page may know before anybody acts. Nothing is stored. */
export const widgetConfigSchema = z.object({
  widgetId: z.string(),
  name: z.string(),
  organizationName: z.string(),
  language: z.enum(["en", "id"]),
  /** WIDGET-12: in office hours, and someone who serves the widget is there. */
  isOnline: z.boolean(),
  appearance: z.object({ ...appearanceShape, logoUrl: z.string().nullable() }),
  ...contentShape,
  signedOnly: z.boolean(),
  /** Median until the first answer by staff, of the last 7 days, in whole minutes of at least 1; null: too few to say. */
  replyMinutes: z.int().positive().nullable(),
  /** When the office opens next, while it is closed; null: it is open, or never opens. */
  opensAt: z.int().nullable(),
  /** First names of who answers, those who are there first, at most 3. */
  team: z.array(z.object({ name: z.string(), isOnline: z.boolean() })).max(3),
});
export type WidgetConfig = z.infer<typeof widgetConfigSchema>;

/** What a visitor, or the site in their name, says about them. Unverified: it never leads to another's history (WIDGET-19). */
export const visitorProfileSchema = z.strictObject({
  name: text(LIMITS.nameLength).optional(),
  email: text(LIMITS.emailLength).optional(),
  phone: text(40).optional(),
});
export type VisitorProfile = z.infer<typeof visitorProfileSchema>;

/** BEY-20: `seed` as `widget.challenge` gave it in its `params`, and the number that answers it. */
const proofSchema = z.strictObject({ seed: text(300), nonce: z.int().nonnegative() });

/**
 * POST /widget/v1/visitors: a new visitor, made when somebody first writes. Suspicious ones are first asked for a proof of
 * work: 403 `widget.challenge` with `params.seed` and `params.bits`; the SHA-256 of `${seed}.${nonce}` must begin with so
 * many zero bits.
 */
export const newVisitorSchema = z.strictObject({
  widgetId: id,
  profile: visitorProfileSchema.optional(),
  proof: proofSchema.optional(),
});
/** POST /widget/v1/visitors/renew: the refresh token rotates; the former one stays good until the new one is used. */
export const renewVisitorSchema = z.strictObject({ widgetId: id, refreshToken: text(512) });
/**
 * POST /widget/v1/visitors/identify (WIDGET-19): `token` is the site's JWT. `refreshToken`: of the anonymous visitor this person
 * was in this browser until now; their room becomes one of the contact's. The answer has no refresh token: such a session
 * lives in memory and is renewed with another JWT, so that nothing of it outlives a log-out.
 */
export const identifyVisitorSchema = z.strictObject({
  widgetId: id,
  token: text(4096),
  refreshToken: text(512).optional(),
});
export const visitorSessionSchema = z.object({
  visitorId: z.string(),
  roomId: z.string(),
  accessToken: z.string(),
  expiresAt: z.int(),
  /** null: of a signed identity. */
  refreshToken: z.string().nullable(),
});
export type VisitorSession = z.infer<typeof visitorSessionSchema>;
