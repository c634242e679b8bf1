import { z } from "zod";
import { CHANNELS, ROOM_KINDS, ROOM_STATUSES } from "./channels.ts";
import { FILE_KINDS } from "./files.ts";
import { LIMITS } from "./limits.ts";
import { SURVEY_KINDS } from "./survey.ts";

const ms = z.int().nonnegative();
const seq = z.int().positive();
const id = z.string().min(1).max(80);
const name = z.string().max(LIMITS.nameLength);
/** Members an event concerns, as they were at that moment, so that notices need no look-up (NOTIF-1). */
const memberIds = z.array(id).max(LIMITS.participantsPerRoom);

/** Who did it. A member's name is kept as it was at that moment, so that a timeline needs no look-up. */
export const actorSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("contact"), id }),
  z.object({ type: z.literal("member"), id, name }),
  z.object({ type: z.literal("bot"), id, name }),
  z.object({ type: z.literal("system") }),
]);

/** A stored file as messages name it; its bytes come by a signed link (MSG-13). `size` in bytes, pixels as shown upright. */
export const fileRefSchema = z.object({
  fileId: id,
  name: z.string().min(1).max(LIMITS.fileNameLength),
  mime: z.string().max(127),
  size: z.int().positive(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});

const choice = z.object({
  choiceId: z.string().min(1).max(200),
  title: z.string().min(1).max(80),
  description: z.string().max(200).optional(),
});

/** What a message holds. New kinds are added here; a reader shows "Unsupported message" for one it does not know (MSG-1). */
export const messageContentSchema = z.discriminatedUnion("type", [
  /** `choiceId`: what the customer chose among the buttons or rows of the message it replies to. */
  z.object({ type: z.literal("text"), text: z.string().min(1), choiceId: z.string().max(200).optional() }),
  z.object({ type: z.enum(FILE_KINDS), file: fileRefSchema, caption: z.string().min(1).optional() }),
  /** Interactive: buttons under the text, or a list that opens by `label`. Answered by a text with its `choiceId`. */
  z.object({
    type: z.literal("buttons"),
    text: z.string().min(1),
    buttons: z.array(choice).min(1).max(LIMITS.choices),
  }),
  z.object({
    type: z.literal("list"),
    text: z.string().min(1),
    label: z.string().min(1).max(40),
    sections: z
      .array(z.object({ title: z.string().max(80).optional(), rows: z.array(choice).min(1).max(LIMITS.choices) }))
      .min(1)
      .max(LIMITS.choices),
  }),
  z.object({ type: z.literal("unsupported"), rawKind: z.string().max(80) }),
]);

const localText = z.object({ en: z.string(), id: z.string() });
/** A survey as it was asked, so that a later change of settings changes nothing of it (SURVEY-1, 2). */
const surveyShape = {
  kind: z.enum(SURVEY_KINDS),
  conversationNumber: z.int().positive(),
  title: localText,
  question: localText,
  /** null: no comment is asked for. */
  comment: z.object({ question: localText, isRequired: z.boolean() }).nullable(),
  thanks: localText,
};
const surveyAnswerShape = {
  /** `seq` of the `survey.sent` it answers. */
  surveySeq: seq,
  kind: z.enum(SURVEY_KINDS),
  score: z.int().nonnegative(),
  comment: z.string().max(1000).optional(),
};

export const deliveryStatusSchema = z.enum(["queued", "sent", "delivered", "read", "failed"]);

const base = { seq, at: ms, actor: actorSchema, commandId: z.string().max(LIMITS.commandIdLength).optional() };

export const roomEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...base,
    type: z.literal("room.created"),
    organizationId: id,
    integrationId: id,
    integrationName: name,
    channel: z.enum(CHANNELS),
    kind: z.enum(ROOM_KINDS),
    contactId: id,
    externalId: z.string().max(256),
    contactName: name.nullable(),
  }),
  z.object({
    ...base,
    type: z.literal("conversation.opened"),
    number: z.int().positive(),
    origin: z.enum(["contact", "broadcast", "template"]),
    status: z.enum(["unassigned", "campaign"]),
    divisionId: id.nullable(),
  }),
  z.object({
    ...base,
    type: z.literal("message.created"),
    conversationNumber: z.int().positive(),
    direction: z.enum(["inbound", "outbound"]),
    content: messageContentSchema,
    /** `seq` of the message this one answers. */
    replyToSeq: seq.optional(),
    /** The channel's own time of the message, shown instead of `at` (MSG-12). */
    sentAt: ms.optional(),
    /** It brings the link to this `survey.sent`, where the survey cannot stand inline (SURVEY-4). */
    surveySeq: seq.optional(),
  }),
  z.object({
    ...base,
    type: z.literal("message.status"),
    messageSeq: seq,
    status: deliveryStatusSchema,
    reason: z.string().max(500).optional(),
  }),
  /** Written by a blocked contact: stored out of sight, counts for nothing, shown in place once unblocked (BLOCK-4, 5). */
  z.object({
    ...base,
    type: z.literal("message.withheld"),
    content: messageContentSchema,
    replyToSeq: seq.optional(),
    sentAt: ms.optional(),
  }),
  /** By the customer, where the channel tells of it (MSG-15). */
  z.object({ ...base, type: z.literal("message.edited"), messageSeq: seq, content: messageContentSchema }),
  z.object({ ...base, type: z.literal("message.deleted"), messageSeq: seq }),
  /** A send that waits for its time. The same `scheduleId` again replaces what was planned (BEY-5). */
  z.object({
    ...base,
    type: z.literal("message.scheduled"),
    scheduleId: id,
    content: messageContentSchema,
    dueAt: ms,
    /** A customer's message before `dueAt` cancels it. */
    cancelOnReply: z.boolean(),
  }),
  z.object({
    ...base,
    type: z.literal("message.unscheduled"),
    scheduleId: id,
    reason: z.enum(["sent", "cancelled", "answered", "resolved", "refused"]),
    /** Why it was refused, a code of `codes.ts`. */
    code: z.string().max(80).optional(),
    /** Whose send it was, so that they are told. */
    authorId: id.optional(),
  }),
  z.object({
    ...base,
    type: z.literal("note.created"),
    text: z.string().min(1).max(LIMITS.noteLength),
    mentions: memberIds.optional(),
  }),
  z.object({
    ...base,
    type: z.literal("note.updated"),
    noteSeq: seq,
    text: z.string().min(1).max(LIMITS.noteLength),
    mentions: memberIds.optional(),
    /** Those of `mentions` who were not mentioned before: they are told. */
    newMentions: memberIds.optional(),
  }),
  z.object({ ...base, type: z.literal("note.deleted"), noteSeq: seq }),
  z.object({
    ...base,
    type: z.literal("participant.joined"),
    memberId: id,
    memberName: name,
    how: z.enum(["takeover", "assigned", "allocated", "answered", "handed_over"]),
    /** Why this one, for allocations (BEY-3): one plain sentence in English. */
    explanation: z.string().max(500).optional(),
  }),
  z.object({
    ...base,
    type: z.literal("participant.left"),
    memberId: id,
    memberName: name,
    /** `idle` ASSIGN-13, `offline` BEY-4, `moved` ASSIGN-15. */
    reason: z.enum(["left", "removed", "handed_over", "deactivated", "idle", "offline", "moved"]),
    explanation: z.string().max(500).optional(),
  }),
  /** To another division; null is General (ASSIGN-15). */
  z.object({ ...base, type: z.literal("conversation.moved"), divisionId: id.nullable(), divisionName: name }),
  z.object({
    ...base,
    type: z.literal("conversation.resolved"),
    number: z.int().positive(),
    reason: z.enum(["manual", "bulk", "expired", "auto", "bot"]),
    participantIds: memberIds.optional(),
  }),
  z.object({ ...base, type: z.literal("tag.added"), tagId: id, name }),
  z.object({ ...base, type: z.literal("tag.removed"), tagId: id, name }),
  z.object({
    ...base,
    type: z.literal("contact.updated"),
    name: name.optional(),
    email: z.string().max(LIMITS.emailLength).optional(),
    phone: z.string().max(20).optional(),
    /** Said by a signed identity; what a visitor types is not (WIDGET-19). */
    isVerified: z.boolean().optional(),
    /** Told to the room because its contact was changed elsewhere; the contact itself has it already (CONTACT-2). */
    isCopy: z.literal(true).optional(),
  }),
  /** The person is known now: this room is one of that contact's from here on (WIDGET-19). */
  z.object({
    ...base,
    type: z.literal("contact.linked"),
    contactId: id,
    formerContactId: id,
    name: name.nullable(),
    /** `merged`: staff found two contacts to be one (CONTACT-5). Absent: a signed identity. */
    reason: z.literal("merged").optional(),
  }),
  /** Asked once, after the end (SURVEY-3); the answer is credited to who was in the conversation then (SURVEY-7). */
  z.object({ ...base, type: z.literal("survey.sent"), ...surveyShape, memberIds }),
  /** The newest answer to a survey counts. */
  z.object({
    ...base,
    type: z.literal("survey.answered"),
    ...surveyAnswerShape,
    conversationNumber: z.int().positive(),
    memberIds,
  }),
  z.object({
    ...base,
    type: z.literal("contact.blocked"),
    reason: z.string().max(LIMITS.blockReasonLength).optional(),
    participantIds: memberIds,
    /** Blocked in another room of the same contact, by the same actor. */
    isCopy: z.literal(true).optional(),
  }),
  z.object({
    ...base,
    type: z.literal("contact.unblocked"),
    participantIds: memberIds,
    isCopy: z.literal(true).optional(),
  }),
  /** Out of the way until then; the customer's message ends it (BEY-5). */
  z.object({ ...base, type: z.literal("room.snoozed"), until: ms }),
  z.object({
    ...base,
    type: z.literal("room.unsnoozed"),
    reason: z.enum(["due", "answered", "cancelled", "resolved"]),
    participantIds: memberIds,
  }),
  /** "Do not auto resolve", of this conversation (ROOM-22, SET-7). */
  z.object({ ...base, type: z.literal("conversation.auto_resolve_set"), isAllowed: z.boolean() }),
  /** Unread again for all staff, until somebody opens the room. */
  z.object({ ...base, type: z.literal("room.marked_unread") }),
  /** The idle rule has tried in vain: supervisors are told (ASSIGN-13). */
  z.object({ ...base, type: z.literal("idle.exhausted"), minutes: z.int().positive(), tries: z.int().positive() }),
  /** BEY-2: the session ends soon and the customer waits. */
  z.object({ ...base, type: z.literal("session.reminder"), endsAt: ms, participantIds: memberIds }),
  z.object({ ...base, type: z.literal("session.expiring") }),
  z.object({ ...base, type: z.literal("session.expired") }),
]);

/** What stands in the log of a room, as members see it. */
export type RoomEvent = z.infer<typeof roomEventSchema>;
export type RoomEventType = RoomEvent["type"];
export type Actor = z.infer<typeof actorSchema>;
export type MessageContent = z.infer<typeof messageContentSchema>;
export type FileRef = z.infer<typeof fileRefSchema>;
export type FileContent = Extract<MessageContent, { file: FileRef }>;
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;
export type EventOf<T extends RoomEventType> = Extract<RoomEvent, { type: T }>;

/**
 * What a visitor sees of an event: an allowlist. Anything else keeps its place in the order as `hidden`,
 * so that a visitor's `seq` has no gap and tells nothing (WIDGET-24).
 */
const visitorActorSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("contact") }),
  z.object({ type: z.literal("member"), name }),
  z.object({ type: z.literal("bot"), name }),
  z.object({ type: z.literal("system") }),
]);
const visitorBase = { seq, at: ms, actor: visitorActorSchema };

export const visitorEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...visitorBase,
    type: z.literal("message.created"),
    commandId: z.string().max(LIMITS.commandIdLength).optional(),
    direction: z.enum(["inbound", "outbound"]),
    content: messageContentSchema,
    replyToSeq: seq.optional(),
  }),
  z.object({ ...visitorBase, type: z.literal("conversation.opened"), number: z.int().positive() }),
  z.object({ ...visitorBase, type: z.literal("conversation.resolved"), number: z.int().positive() }),
  z.object({ ...visitorBase, type: z.literal("survey.sent"), ...surveyShape }),
  z.object({ ...visitorBase, type: z.literal("survey.answered"), ...surveyAnswerShape }),
  z.object({ ...visitorBase, type: z.literal("participant.joined"), memberName: name }),
  z.object({ ...visitorBase, type: z.literal("participant.left"), memberName: name }),
  z.object({ seq, type: z.literal("hidden") }),
]);
export type VisitorEvent = z.infer<typeof visitorEventSchema>;

const participantSchema = z.object({ memberId: id, name });
const tagSchema = z.object({ tagId: id, name });

/** One room as a list row needs it: what the feed carries, lists return and libSQL projects. Merged by `version`. */
export const roomSummarySchema = z.object({
  roomId: id,
  organizationId: id,
  integrationId: id,
  integrationName: name,
  channel: z.enum(CHANNELS),
  kind: z.enum(ROOM_KINDS),
  /** Grows with every change; a reader keeps the highest it has seen. */
  version: z.int().nonnegative(),
  headSeq: z.int().nonnegative(),
  contact: z.object({
    contactId: id,
    externalId: z.string(),
    name: name.nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    /** false: told by the visitor or the page, by nobody who knows (WIDGET-11, 19). Absent: not of webchat. */
    isVerified: z.boolean().optional(),
  }),
  status: z.enum(ROOM_STATUSES),
  divisionId: id.nullable(),
  conversation: z.object({
    number: z.int().positive(),
    origin: z.enum(["contact", "broadcast", "template"]),
    openedAt: ms,
    firstAssignedAt: ms.nullable(),
    resolvedAt: ms.nullable(),
    resolvedBy: actorSchema.nullable(),
    messageCount: z.int().nonnegative(),
  }),
  participants: z.array(participantSchema),
  /** Who left this conversation; never allocated to it again (ASSIGN-4). */
  formerParticipantIds: z.array(id),
  /** Most recently a participant before this conversation, for ROOM-14 and ASSIGN-19. */
  lastAgentId: id.nullable(),
  tags: z.array(tagSchema),
  isUnresponded: z.boolean(),
  /** Time of the oldest customer message that no member has answered; null: none waits (ASSIGN-6, 13). */
  waitingSince: ms.nullable(),
  isBlocked: z.boolean(),
  snoozedUntil: ms.nullable(),
  /** Sends that wait for their time. */
  scheduledCount: z.int().nonnegative(),
  /** false: "Do not auto resolve" is set. */
  mayAutoResolve: z.boolean(),
  unreadCount: z.int().nonnegative(),
  lastMessage: z
    .object({
      seq,
      at: ms,
      direction: z.enum(["inbound", "outbound"]),
      authorType: z.enum(["contact", "member", "bot", "system"]),
      authorName: name.nullable(),
      contentType: z.string(),
      /** At most 160 characters. */
      preview: z.string(),
    })
    .nullable(),
  firstInboundAt: ms.nullable(),
  lastInboundAt: ms.nullable(),
  lastSeenAt: ms.nullable(),
  lastActivityAt: ms,
  createdAt: ms,
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;
export type Participant = z.infer<typeof participantSchema>;
export type TagRef = z.infer<typeof tagSchema>;
