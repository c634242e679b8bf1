import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { visitorProfileSchema } from "./webchat.schema.ts";

const memberId = z.string().min(1).max(80);
const tagId = z.string().min(1).max(80);

/** Scope of uniqueness is (room, participant, id): not connection, token, tab or device. */
export const commandIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What may be sent. Length by characters is a rule of the room (MSG-5), so that its refusal can say so. */
export const sendContentSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string().max(LIMITS.frameBytes) }),
  /** An uploaded file: the ticket that the upload was answered with. It holds for one room and TIMES.fileTicketMs. */
  z.strictObject({
    type: z.literal("file"),
    ticket: z.string().max(4096),
    caption: z.string().max(LIMITS.frameBytes).optional(),
  }),
]);

const scheduleId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const ms = z.int().nonnegative();
const mentions = z.array(memberId).max(20).optional();

const send = z.strictObject({
  type: z.literal("message.send"),
  content: sendContentSchema,
  replyToSeq: z.int().positive().optional(),
});

export const visitorCommandSchema = z.discriminatedUnion("type", [
  send,
  /** One of the buttons or rows of a message; sent as a text that replies to it. */
  z.strictObject({
    type: z.literal("choice.pick"),
    messageSeq: z.int().positive(),
    choiceId: z.string().min(1).max(200),
  }),
  /** SURVEY-6: opens no conversation and moves no session. Again within SURVEY_LIMITS.changeMs: changes the answer. */
  z.strictObject({
    type: z.literal("survey.answer"),
    surveySeq: z.int().positive(),
    score: z.int().nonnegative(),
    comment: z.string().max(LIMITS.frameBytes).optional(),
  }),
  /** What the visitor or the page says of them; kept as unverified and never over what staff or a signed identity said. */
  z.strictObject({ type: z.literal("profile.update"), ...visitorProfileSchema.shape }),
]);

export const memberCommandSchema = z.discriminatedUnion("type", [
  send,
  /** Sends later; the same `scheduleId` changes what was planned (BEY-5). */
  z.strictObject({
    type: z.literal("message.schedule"),
    scheduleId,
    content: sendContentSchema,
    dueAt: ms,
    cancelOnReply: z.boolean(),
  }),
  z.strictObject({ type: z.literal("message.unschedule"), scheduleId }),
  z.strictObject({ type: z.literal("note.add"), text: z.string().max(LIMITS.frameBytes), mentions }),
  z.strictObject({
    type: z.literal("note.edit"),
    noteSeq: z.int().positive(),
    text: z.string().max(LIMITS.frameBytes),
    mentions,
  }),
  z.strictObject({ type: z.literal("note.delete"), noteSeq: z.int().positive() }),
  z.strictObject({ type: z.literal("room.take") }),
  z.strictObject({ type: z.literal("room.assign"), memberId }),
  z.strictObject({ type: z.literal("room.hand_over"), memberId }),
  z.strictObject({ type: z.literal("room.leave") }),
  z.strictObject({ type: z.literal("room.remove_participant"), memberId }),
  z.strictObject({ type: z.literal("room.move"), divisionId: z.string().min(1).max(80).nullable() }),
  z.strictObject({ type: z.literal("room.snooze"), until: ms }),
  z.strictObject({ type: z.literal("room.unsnooze") }),
  z.strictObject({ type: z.literal("room.mark_unread") }),
  z.strictObject({ type: z.literal("conversation.set_auto_resolve"), isAllowed: z.boolean() }),
  /** `survey`: send those that are set to manual too (ROOM-18). */
  z.strictObject({ type: z.literal("conversation.resolve"), survey: z.boolean().optional() }),
  z.strictObject({ type: z.literal("contact.block"), reason: z.string().max(LIMITS.frameBytes).optional() }),
  z.strictObject({ type: z.literal("contact.unblock") }),
  z.strictObject({ type: z.literal("tag.add"), tagId }),
  z.strictObject({ type: z.literal("tag.remove"), tagId }),
  z.strictObject({
    type: z.literal("contact.update"),
    name: z.string().max(LIMITS.nameLength).optional(),
    email: z.string().max(LIMITS.emailLength).optional(),
    phone: z.string().max(20).optional(),
  }),
]);

export type VisitorCommand = z.infer<typeof visitorCommandSchema>;
export type MemberCommand = z.infer<typeof memberCommandSchema>;
export type Command = VisitorCommand | MemberCommand;

/** The answer to a command, the same over socket and HTTP. `seq` is that of the command's last event. */
export type CommandAnswer =
  | { ok: true; id: string; seq: number; isRepeat: boolean }
  | { ok: false; id: string; refusal: import("./codes.ts").Refusal };
