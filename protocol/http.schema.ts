import { z } from "zod";
import { supportContactSchema } from "./accounts.schema.ts";
import { CHANNELS, ROOM_KINDS } from "./channels.ts";
import { EMBED_COMPONENTS } from "./embed.ts";
import type { Counters } from "./feed-frames.schema.ts";
import { roomFilterSchema, searchRangeSchema } from "./inbox.schema.ts";
import { LIMITS } from "./limits.ts";
import { ACTIONS, type Action, ROLES } from "./roles.ts";
import {
  type RoomEvent,
  roomEventSchema,
  roomSummarySchema,
  type VisitorEvent,
  visitorEventSchema,
} from "./room-events.schema.ts";
import { SURVEY_KINDS } from "./survey.ts";

/** Bodies and answers of HTTP, by path. Times are integer milliseconds UTC. */

/** RFC 9457 with our members; the media type is application/problem+json. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.int().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
  /** Of `conflict`: what stands there now, as its GET answers it; `params.name` says who changed it (GEN-11). */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/* ---- /auth: the hosted shell, cookie session ---- */
export const signInSchema = z.strictObject({
  email: z.string().min(1).max(LIMITS.emailLength),
  password: z.string().min(1).max(1024),
});
export const switchOrganizationSchema = z.strictObject({ organizationId: z.string().max(80) });
export const changePasswordSchema = z.strictObject({ current: z.string().max(1024), next: z.string().max(1024) });

export const membershipSchema = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  memberId: z.string(),
  role: z.enum(ROLES),
});
/** GET /auth/session and POST /auth/sign-in. `csrf` goes into the header `X-Sapa-Csrf` of every unsafe /auth request. */
export const sessionInfoSchema = z.object({
  account: z.object({ accountId: z.string(), email: z.string(), name: z.string() }),
  current: membershipSchema,
  memberships: z.array(membershipSchema),
  csrf: z.string(),
  idleMs: z.int(),
});
export type Membership = z.infer<typeof membershipSchema>;
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** POST /auth/token: a short-lived bearer token for /api/v1 and the sockets. */
export const accessTokenSchema = z.object({ token: z.string(), expiresAt: z.int() });
export type AccessToken = z.infer<typeof accessTokenSchema>;

/** GET /auth/sessions */
export const liveSessionSchema = z.object({
  sessionId: z.string(),
  createdAt: z.int(),
  lastSeenAt: z.int(),
  userAgent: z.string(),
  isCurrent: z.boolean(),
});
export const liveSessionListSchema = z.array(liveSessionSchema);
export type LiveSession = z.infer<typeof liveSessionSchema>;

/* ---- /api/v1: members, bearer token ---- */
/** GET /api/v1/me */
export const meSchema = z.object({
  memberId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  organization: z.object({
    organizationId: z.string(),
    name: z.string(),
    timeZone: z.string(),
    language: z.enum(["en", "id"]),
  }),
  language: z.enum(["en", "id"]).nullable(),
  permissions: z.array(z.enum(ACTIONS as [Action, ...Action[]])),
  session: z.object({ expiringMs: z.int(), expiredMs: z.int() }),
  /** Divisions this member belongs to; General is not among them. */
  divisionIds: z.array(z.string()),
  /** May take all that the organization has with them (PRIVACY-7). */
  isOwner: z.boolean(),
  /** Admins only: when the organization will be erased, and whom to ask about it; null: it stays. */
  deletion: z.object({ at: z.int(), support: supportContactSchema.nullable() }).nullable(),
  /** Of a token for a company's portal; null in the hosted shell (EMBED-3). */
  scope: z
    .object({
      components: z.array(z.enum(EMBED_COMPONENTS)),
      contactId: z.string().nullable(),
      isReadOnly: z.boolean(),
    })
    .nullable(),
  /** Surveys that are on, for the tick of the resolve dialog (ROOM-18). `channels` null: all. */
  surveys: z.array(
    z.object({
      kind: z.enum(SURVEY_KINDS),
      mode: z.enum(["automatic", "manual"]),
      channels: z.array(z.enum(CHANNELS)).nullable(),
    }),
  ),
});
export type Me = z.infer<typeof meSchema>;

/** GET /api/v1/rooms */
export const roomListQuerySchema = z.object({
  kind: z.enum(ROOM_KINDS).default("message"),
  status: z.enum(["all", "unassigned", "assigned", "resolved"]).default("all"),
  /** `expires`: live sessions, the one that ends first on top (BEY-2). */
  sort: z.enum(["newest", "oldest", "expires"]).default("newest"),
  ...roomFilterSchema.shape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type RoomListQuery = z.infer<typeof roomListQuerySchema>;
/** While `nextCursor` is not null there may be more, also after a page that is short or empty: ask on. */
export const roomListPageSchema = z.object({
  rooms: z.array(roomSummarySchema),
  nextCursor: z.string().nullable(),
  lagMs: z.int(),
});
export type RoomListPage = z.infer<typeof roomListPageSchema>;

/**
 * GET /api/v1/rooms/:roomId/events and GET /widget/v1/events; `before` absent means the newest page. Seqs have no gaps: the
 * surroundings of a message are the page before its seq plus half a page, however far back it lies (SEARCH-3).
 */
export const historyQuerySchema = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.historyPage).default(LIMITS.snapshotEvents),
});
export const historyPageSchema = z.object({ events: z.array(roomEventSchema), hasMore: z.boolean() });
export const visitorHistoryPageSchema = z.object({ events: z.array(visitorEventSchema), hasMore: z.boolean() });
export type HistoryPage<E extends RoomEvent | VisitorEvent = RoomEvent> = { events: E[]; hasMore: boolean };

/** POST /api/v1/rooms/:roomId/commands and POST /widget/v1/commands; the id stands in the header Idempotency-Key. */
export const commandAcceptedSchema = z.object({ id: z.string(), seq: z.int(), isRepeat: z.boolean() });
export type CommandAccepted = z.infer<typeof commandAcceptedSchema>;

/** GET /api/v1/counters */
export const countersSchema = z.object({
  messages: z.int(),
  comments: z.int(),
  unassigned: z.int(),
}) satisfies z.ZodType<Counters>;
export type CountersAnswer = Counters;

/** GET /api/v1/members: who may be given a room. */
export const memberRowSchema = z.object({
  memberId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  isOnline: z.boolean(),
  /** Rooms assigned and not resolved. */
  openRooms: z.int(),
  /** ASSIGN-12, in order: `capOn` of workload.ts finds the one that counts for a channel. A room beyond it draws a warning. */
  limits: z.array(z.object({ channels: z.array(z.enum(CHANNELS)).nullable(), limit: z.int(), openRooms: z.int() })),
});
export const memberListSchema = z.array(memberRowSchema);
export type MemberRow = z.infer<typeof memberRowSchema>;
/** GET /api/v1/tags */
export const tagRowSchema = z.object({ tagId: z.string(), name: z.string() });
export const tagListSchema = z.array(tagRowSchema);
export type TagRow = z.infer<typeof tagRowSchema>;

/** GET /api/v1/search/messages, and GET /api/v1/search/rooms, which answers as the list does. */
export const searchQuerySchema = z.object({
  q: z.string().max(LIMITS.searchTextLength),
  ...searchRangeSchema.shape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type SearchQuery = Pick<z.infer<typeof searchQuerySchema>, "q"> & Partial<z.infer<typeof searchQuerySchema>>;
export const messageHitSchema = z.object({
  roomId: z.string(),
  seq: z.int(),
  at: z.int(),
  text: z.string(),
  direction: z.enum(["inbound", "outbound"]),
  authorName: z.string().nullable(),
  contactId: z.string(),
  contactName: z.string().nullable(),
  channel: z.enum(CHANNELS),
  /** Name of the file the words were found in, if it was there. */
  fileName: z.string().nullable(),
});
export type MessageHit = z.infer<typeof messageHitSchema>;
export const messageHitPageSchema = z.object({ hits: z.array(messageHitSchema), nextCursor: z.string().nullable() });
export type MessageHitPage = z.infer<typeof messageHitPageSchema>;
