import { z } from "zod";
import { LIMITS } from "./limits.ts";

const memberId = z.string().min(1).max(80);
const tagId = z.string().min(1).max(80);

/** Scope of uniqueness is (room, participant, id): not connection, token, tab or device. */
export const commandIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What may be sent. Length by characters is a rule of the room (MSG-5), so that its refusal can say so. */
export const sendContentSchema = z.strictObject({
  type: z.literal("text"),
  text: z.string().max(LIMITS.frameBytes),
});

const send = z.strictObject({
  type: z.literal("message.send"),
  content: sendContentSchema,
  replyToSeq: z.int().positive().optional(),
});

export const visitorCommandSchema = z.discriminatedUnion("type", [send]);

export const memberCommandSchema = z.discriminatedUnion("type", [
  send,
  z.strictObject({ type: z.literal("note.add"), text: z.string().max(LIMITS.frameBytes) }),
  z.strictObject({ type: z.literal("room.take") }),
  z.strictObject({ type: z.literal("room.assign"), memberId }),
  z.strictObject({ type: z.literal("room.hand_over"), memberId }),
  z.strictObject({ type: z.literal("room.leave") }),
  z.strictObject({ type: z.literal("room.remove_participant"), memberId }),
  z.strictObject({ type: z.literal("conversation.resolve") }),
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
