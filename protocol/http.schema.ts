import { z } from "zod";
import { CHANNELS, ROOM_KINDS } from "./channels.ts";
import { LIMITS } from "./limits.ts";
import { ROLES, type Action } from "./roles.ts";
import type { Counters } from "./feed-frames.schema.ts";
import type { RoomEvent, RoomSummary, VisitorEvent } from "./room-events.schema.ts";

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
});
export type Problem = z.infer<typeof problemSchema>;

/* ---- /auth: the hosted shell, cookie session ---- */
export const signInSchema = z.strictObject({ email: z.string().min(1).max(LIMITS.emailLength), password: z.string().min(1).max(1024) });
export const switchOrganizationSchema = z.strictObject({ organizationId: z.string().max(80) });
export const changePasswordSchema = z.strictObject({ current: z.string().max(1024), next: z.string().max(1024) });

export const membershipSchema = z.object({ organizationId: z.string(), organizationName: z.string(), memberId: z.string(), role: z.enum(ROLES) });
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
export type LiveSession = z.infer<typeof liveSessionSchema>;

/* ---- /api/v1: members, bearer token ---- */
/** GET /api/v1/me */
export type Me = {
  memberId: string;
  name: string;
  email: string;
  role: (typeof ROLES)[number];
  organization: { organizationId: string; name: string; timeZone: string; language: "en" | "id" };
  language: "en" | "id" | null;
  permissions: Action[];
  session: { expiringMs: number; expiredMs: number };
};

/** GET /api/v1/rooms */
export const roomListQuerySchema = z.object({
  kind: z.enum(ROOM_KINDS).default("message"),
  status: z.enum(["all", "unassigned", "assigned", "resolved"]).default("all"),
  sort: z.enum(["newest", "oldest"]).default("newest"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type RoomListQuery = z.infer<typeof roomListQuerySchema>;
export type RoomListPage = { rooms: RoomSummary[]; nextCursor: string | null; lagMs: number };

/** GET /api/v1/rooms/:roomId/events and GET /widget/v1/events; `before` absent means the newest page. */
export const historyQuerySchema = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.historyPage).default(LIMITS.snapshotEvents),
});
export type HistoryPage<E extends RoomEvent | VisitorEvent = RoomEvent> = { events: E[]; hasMore: boolean };

/** POST /api/v1/rooms/:roomId/commands and POST /widget/v1/commands; the id stands in the header Idempotency-Key. */
export type CommandAccepted = { id: string; seq: number; isRepeat: boolean };

/** GET /api/v1/counters */
export type CountersAnswer = Counters;

/** GET /api/v1/members: who may be given a room. */
export type MemberRow = { memberId: string; name: string; role: (typeof ROLES)[number]; isOnline: boolean };
/** GET /api/v1/tags */
export type TagRow = { tagId: string; name: string };

/** GET /api/v1/search/messages */
export const searchQuerySchema = z.object({
  q: z.string().max(LIMITS.searchTextLength),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type MessageHit = {
  roomId: string;
  seq: number;
  at: number;
  text: string;
  direction: "inbound" | "outbound";
  authorName: string | null;
  contactName: string | null;
  channel: (typeof CHANNELS)[number];
};
export type MessageHitPage = { hits: MessageHit[]; nextCursor: string | null };

/* ---- /widget/v1: visitors ---- */
/** GET /widget/v1/config?widget=…: what the page may know before anybody acts. Nothing is stored. */
export type WidgetConfig = {
  widgetId: string;
  name: string;
  organizationName: string;
  language: "en" | "id";
  isOnline: boolean;
  appearance: { accent: string; accentText: string; side: "left" | "right"; offsetPx: number; zIndex: number };
  greeting: { en: string; id: string } | null;
};
/** POST /widget/v1/visitors: a new visitor, made when somebody first writes. */
export const newVisitorSchema = z.strictObject({ widgetId: z.string().max(80) });
/** POST /widget/v1/visitors/renew: the refresh token rotates; the former one stays good for a minute. */
export const renewVisitorSchema = z.strictObject({ widgetId: z.string().max(80), refreshToken: z.string().max(512) });
export type VisitorSession = { visitorId: string; roomId: string; accessToken: string; expiresAt: number; refreshToken: string };
