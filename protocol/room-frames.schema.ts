import { z } from "zod";
import type { Refusal } from "./codes.ts";
import { commandIdSchema, memberCommandSchema, visitorCommandSchema } from "./commands.schema.ts";
import { LIMITS } from "./limits.ts";
import type { RoomEvent, RoomSummary, VisitorEvent } from "./room-events.schema.ts";

const seq = z.int().nonnegative();

/** First frame of every room socket. `epoch` and `last` name the position of the client, if it has one. */
const hello = z.object({
  type: z.literal("hello"),
  version: z.int(),
  epoch: z.string().max(64).optional(),
  last: seq.optional(),
});

/** `read`: highest seq seen by a person; `last`: highest seq applied and stored (confirms flow control, means delivered). */
const position = z.object({ type: z.literal("position"), last: seq.optional(), read: seq.optional() });
const typing = z.object({ type: z.literal("typing"), isTyping: z.boolean() });
/** Webchat only: the panel is open on a visible page (WIDGET-17). */
const seen = z.object({ type: z.literal("seen") });
/**
 * BEY-12, webchat only: where the visitor is and what the page says of them. Shown to staff, kept as the last known, in no
 * log and no search. Addresses without fragment and without the values of their query.
 */
const context = z.object({
  type: z.literal("context"),
  page: z.object({
    url: z.string().max(LIMITS.pageAddressLength),
    title: z.string().max(200),
    referrer: z.string().max(LIMITS.pageAddressLength),
  }),
  attributes: z
    .record(z.string().max(40), z.union([z.string().max(LIMITS.attributeLength), z.number(), z.boolean()]))
    .refine((given) => Object.keys(given).length <= LIMITS.visitorAttributes),
});
/** Asks for events `from..to`, both included, after a jump; or the page before `before`. Answered by `history` with the same `ref`. */
const history = z.object({
  type: z.literal("history"),
  ref: z.string().max(64),
  before: z.int().positive(),
  limit: z.int().min(1).max(LIMITS.historyPage),
});
/** A fresh token for the same identity, before the old one ends. */
const renew = z.object({ type: z.literal("renew"), token: z.string().max(LIMITS.tokenCharacters) });

const command = <T extends z.ZodType>(body: T) =>
  z.object({ type: z.literal("command"), id: commandIdSchema, command: body });

export const visitorFrameSchema = z.discriminatedUnion("type", [
  hello,
  position,
  typing,
  seen,
  context,
  history,
  renew,
  command(visitorCommandSchema),
]);
export const memberFrameSchema = z.discriminatedUnion("type", [
  hello,
  position,
  typing,
  history,
  renew,
  command(memberCommandSchema),
]);

/** Frame types a server knows; any other type is from a newer peer and is ignored. */
export const ROOM_FRAME_TYPES = [
  "hello",
  "position",
  "typing",
  "seen",
  "context",
  "history",
  "renew",
  "command",
] as const;

export type VisitorFrame = z.infer<typeof visitorFrameSchema>;
export type MemberFrame = z.infer<typeof memberFrameSchema>;

/** What staff see of a visitor beside the messages. `at`: when it was last told; `isHere`: a panel of theirs is connected. */
export type VisitorContext = Omit<z.infer<typeof context>, "type"> & { at: number; isHere: boolean };

/** Read and delivered positions: one integer per side, never falling. Ticks of webchat messages follow from these (MSG-8). */
export type Positions = { contactDelivered: number; contactRead: number; staffRead: number };

/** Answer to `hello`. `resume` sends everything after `last`; `snapshot` means: forget what you have, a marked gap lies before `floor`. */
export type ResumedFrame = {
  type: "resumed";
  mode: "resume" | "snapshot";
  version: number;
  epoch: string;
  /** Highest seq of the room. */
  head: number;
  /** Lowest seq this object can still give; older events come from history calls. */
  floor: number;
  /** In mode snapshot: events with a seq up to this one are not sent now. */
  after: number;
  serverTime: number;
  positions: Positions;
  /** Members only. */
  summary?: RoomSummary;
};

export type TypingActor = { type: "contact" } | { type: "member"; memberId?: string; name: string };

/** Server to client. E is RoomEvent for members and VisitorEvent for visitors. */
export type RoomServerFrame<E extends RoomEvent | VisitorEvent = RoomEvent> =
  | ResumedFrame
  | { type: "events"; events: E[] }
  /** All that was missed has been sent. */
  | { type: "live"; head: number }
  | { type: "ack"; acks: { id: string; seq: number; isRepeat: boolean }[] }
  | { type: "refused"; id: string; refusal: Refusal & { retryable: boolean } }
  | { type: "history"; ref: string; events: E[]; hasMore: boolean }
  | { type: "positions"; positions: Positions }
  | { type: "typing"; actor: TypingActor; isTyping: boolean }
  /** BEY-12, for members only; after `resumed` and at every change. */
  | { type: "visitor"; context: VisitorContext | null }
  /** Members who have the room open, for members only. */
  | { type: "lookers"; lookers: { memberId: string; name: string }[] }
  | { type: "error"; refusal: Refusal & { retryable: boolean } };
