import { z } from "zod";
import { CHANNELS, ROOM_KINDS } from "./channels.ts";
import { LIMITS } from "./limits.ts";
import { isTimeZone } from "./office-hours.ts";
import { fileRefSchema } from "./room-events.schema.ts";
import { SESSION_STATES } from "./session.ts";
import { SURVEY_KINDS } from "./survey.ts";

/** What stands around the inbox: filters, bulk work, jobs, drafts, notices, files. Times are integer milliseconds UTC. */
const id = z.string().min(1).max(80);
/** In a query: ids with commas between them. */
const ids = z
  .string()
  .max(4000)
  .transform((list) => list.split(",").filter((one) => one !== ""))
  .pipe(z.array(id).max(50));
const idsOf = <T extends readonly [string, ...string[]]>(known: T) => ids.pipe(z.array(z.enum(known)));
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** SEARCH-6..9: fields combine with AND, values of one field with OR. All are optional. */
export const roomFilterSchema = z.object({
  sessions: idsOf(SESSION_STATES).optional(),
  agentIds: ids.optional(),
  /** `none` stands for untagged. */
  tagIds: ids.optional(),
  integrationIds: ids.optional(),
  /** `general` stands for General. */
  divisionIds: ids.optional(),
  unresponded: flag.optional(),
  campaign: flag.optional(),
  snoozed: flag.optional(),
  /** Newest customer message within, both ends included. */
  from: z.coerce.number().int().nonnegative().optional(),
  until: z.coerce.number().int().nonnegative().optional(),
});
export type RoomFilter = z.infer<typeof roomFilterSchema>;

/** POST /api/v1/rooms/bulk (LIST-16). Repeating it under the same Idempotency-Key does nothing twice. */
export const bulkSchema = z.strictObject({
  action: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("assign"), memberId: id }),
    z.strictObject({ type: z.literal("resolve") }),
    z.strictObject({ type: z.literal("block"), reason: z.string().max(LIMITS.frameBytes).optional() }),
  ]),
  roomIds: z.array(id).min(1).max(1000),
});
export type BulkRequest = z.infer<typeof bulkSchema>;
export const bulkResultSchema = z.object({
  done: z.array(z.string()),
  skipped: z.array(z.object({ roomId: z.string(), contactName: z.string().nullable(), code: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

/** POST /api/v1/rooms/next: takes the unassigned room whose customer has waited longest; null: none waits (ASSIGN-6, 7). */
export const nextRoomSchema = z.object({ roomId: z.string().nullable() });

/** SESS-11. `other` stands for every channel beside the first three. */
export const EXPIRED_GROUPS = ["wa_cloud", "ig", "fb", "other"] as const;
export const resolveExpiredSchema = z.strictObject({
  groups: z.array(z.enum(EXPIRED_GROUPS)).max(4),
  includeUnassigned: z.boolean(),
});
export type ResolveExpired = z.infer<typeof resolveExpiredSchema>;
/** GET /api/v1/rooms/resolve-expired: numbers to show beside the ticks. */
export const expiredCountsSchema = z.object({
  assigned: z.record(z.enum(EXPIRED_GROUPS), z.int()),
  unassigned: z.record(z.enum(EXPIRED_GROUPS), z.int()),
});
export type ExpiredCounts = z.infer<typeof expiredCountsSchema>;

/** SESS-13: what the dialog and the bell show of a job. */
export const jobSchema = z.object({
  jobId: z.string(),
  kind: z.enum(["resolve_expired"]),
  state: z.enum(["running", "finished", "failed"]),
  byMemberId: z.string(),
  byName: z.string(),
  startedAt: z.int(),
  finishedAt: z.int().nullable(),
  total: z.int(),
  done: z.int(),
  skipped: z.int(),
});
export type Job = z.infer<typeof jobSchema>;

/**
 * Drafts of this member, the same on every device (BEY-8): GET /api/v1/drafts (newest first), PUT /api/v1/drafts/:roomId,
 * answered with what stands now. An empty text deletes; it is answered as one with an empty text.
 */
export const saveDraftSchema = z.strictObject({
  text: z.string().max(LIMITS.frameBytes),
  tab: z.enum(["reply", "note"]),
  replyToSeq: z.int().positive().nullable(),
  /** The browser's time of the last key press; an older draft never replaces a newer one. */
  editedAt: z.int().nonnegative(),
});
export const draftSchema = saveDraftSchema.extend({ roomId: z.string() });
export const draftListSchema = z.array(draftSchema);
export type Draft = z.infer<typeof draftSchema>;

/** BEY-6: /api/v1/saved-filters. `query` is the address part of the filter, without `?`. */
export const savedFilterSchema = z.object({
  filterId: z.string(),
  name: z.string(),
  query: z.string(),
  isShared: z.boolean(),
  isOwn: z.boolean(),
});
export const savedFilterListSchema = z.array(savedFilterSchema);
export type SavedFilter = z.infer<typeof savedFilterSchema>;
export const saveFilterSchema = z.strictObject({
  name: z.string().max(1000),
  query: z.string().max(2000),
  isShared: z.boolean(),
});
export type SaveFilter = z.infer<typeof saveFilterSchema>;

/** NOTIF-1: what the bell tells. */
export const NOTICE_KINDS = [
  "assigned",
  "handed_over",
  "allocated",
  "resolved",
  "blocked",
  "unblocked",
  "mentioned",
  "session_reminder",
  "snooze_due",
  "schedule_failed",
  "idle_exhausted",
  "job_finished",
] as const;
export const noticeSchema = z.object({
  /** For notices of a room `<roomId>:<seq>`, so that the same one never stands twice. */
  noticeId: z.string(),
  at: z.int(),
  kind: z.enum(NOTICE_KINDS),
  roomId: z.string().nullable(),
  /** For the sentence: contact, actor, numbers. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  isRead: z.boolean(),
});
export type Notice = z.infer<typeof noticeSchema>;
/** GET /api/v1/notices, newest first, of the last 7 days. */
export const noticePageSchema = z.object({
  notices: z.array(noticeSchema),
  unread: z.int(),
  nextCursor: z.string().nullable(),
});
export type NoticePage = z.infer<typeof noticePageSchema>;
export const noticeQuerySchema = z.object({
  unreadOnly: flag.default(false),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
/** POST /api/v1/notices/read: these, or all that are older than now. */
export const readNoticesSchema = z.strictObject({ noticeIds: z.array(z.string().max(200)).max(200).nullable() });

/**
 * POST /api/v1/rooms/:roomId/files?name=… and /widget/v1/files?name=…: the bytes as body. Answered with what a message
 * needs; nothing is sent by it (MSG-6, 13).
 */
export const uploadQuerySchema = z.object({ name: z.string().min(1).max(1000) });
export const uploadedSchema = z.object({
  kind: z.enum(["image", "video", "audio", "document"]),
  file: fileRefSchema,
  ticket: z.string(),
});
export type Uploaded = z.infer<typeof uploadedSchema>;
/** POST /api/v1/rooms/:roomId/files/links and /widget/v1/files/links: addresses that live TIMES.fileLinkMs. */
export const fileLinksSchema = z.strictObject({ fileIds: z.array(id).min(1).max(LIMITS.fileLinksPerCall) });
export const fileLinkListSchema = z.array(
  z.object({ fileId: z.string(), url: z.string(), downloadUrl: z.string(), endsAt: z.int() }),
);
export type FileLink = z.infer<typeof fileLinkListSchema>[number];

/** GET /api/v1/search/rooms (SEARCH-1) beside the words of the query. */
export const SEARCH_DAYS = 90;
export const SEARCH_YEARS_MAX = 2;
export const searchRangeSchema = z.object({
  from: z.coerce.number().int().nonnegative().optional(),
  until: z.coerce.number().int().nonnegative().optional(),
});

/** GET /api/v1/integrations: for filters and the division form. */
export const integrationRowSchema = z.object({
  integrationId: z.string(),
  name: z.string(),
  channel: z.enum(CHANNELS),
  isEnabled: z.boolean(),
});
export const integrationListSchema = z.array(integrationRowSchema);
export type IntegrationRow = z.infer<typeof integrationRowSchema>;

/**
 * BEY-18: GET /api/v1/rooms/:roomId/transcript and /widget/v1/transcript, answered with text/plain. Without a language the
 * browser's, then the company's; without a zone the company's.
 */
export const transcriptQuerySchema = z.object({
  language: z.enum(["en", "id"]).optional(),
  timeZone: z.string().max(64).refine(isTimeZone).optional(),
});
export type TranscriptQuery = z.infer<typeof transcriptQuerySchema>;

/** GET /api/v1/rooms/:roomId/history (ROOM-24): episodes of this room, then the contact's other rooms. */
export const roomHistorySchema = z.object({
  conversations: z.array(
    z.object({
      number: z.int(),
      openedAt: z.int(),
      openedSeq: z.int(),
      resolvedAt: z.int().nullable(),
      agents: z.array(z.string()),
      tags: z.array(z.string()),
      /** What was asked after it; `score` null: not answered (SURVEY-7). */
      surveys: z.array(
        z.object({ kind: z.enum(SURVEY_KINDS), score: z.int().nullable(), comment: z.string().nullable() }),
      ),
    }),
  ),
  rooms: z.array(
    z.object({
      roomId: z.string(),
      kind: z.enum(ROOM_KINDS),
      channel: z.enum(CHANNELS),
      integrationName: z.string(),
      status: z.string(),
      lastActivityAt: z.int(),
    }),
  ),
});
export type RoomHistory = z.infer<typeof roomHistorySchema>;
