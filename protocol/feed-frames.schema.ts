import { z } from "zod";
import type { Refusal } from "./codes.ts";
import type { Job, Notice } from "./inbox.schema.ts";
import { LIMITS } from "./limits.ts";
import type { RoomSummary } from "./room-events.schema.ts";

/** Client to server on a member's one feed socket. */
export const feedClientFrameSchema = z.discriminatedUnion("type", [
  /** First frame. `epoch` and `last` name the last `rooms` frame seen, if any. */
  z.object({
    type: z.literal("hello"),
    version: z.int(),
    epoch: z.string().max(64).optional(),
    last: z.int().nonnegative().optional(),
  }),
  z.object({ type: z.literal("presence.set"), isOnline: z.boolean() }),
  z.object({ type: z.literal("renew"), token: z.string().max(LIMITS.tokenCharacters) }),
]);
export const FEED_FRAME_TYPES = ["hello", "presence.set", "renew"] as const;
export type FeedClientFrame = z.infer<typeof feedClientFrameSchema>;

/** LIST-4 and LIST-6, for this member. */
export type Counters = { messages: number; comments: number; unassigned: number };

export type MemberPresence = { memberId: string; isOnline: boolean };

/** Server to client. */
export type FeedServerFrame =
  | {
      type: "welcome";
      version: number;
      epoch: string;
      /** Position of the feed; `isComplete` false means: changes were missed, read the lists again. */
      last: number;
      isComplete: boolean;
      serverTime: number;
      counters: Counters;
      /** State of this member's online switch (ASSIGN-16, 17). */
      isOnline: boolean;
      presence: MemberPresence[];
    }
  /** Changed rooms, coalesced; `gone` rooms are no longer visible to this member. */
  | { type: "rooms"; last: number; rooms: RoomSummary[]; gone: string[]; counters: Counters }
  | { type: "presence"; presence: MemberPresence[]; isOnline: boolean }
  /** Age of the oldest change not yet in the lists; 0 when they are current. */
  | { type: "lag"; lagMs: number }
  /** New in the bell (NOTIF-1). Not resumed: whoever was away reads GET /api/v1/notices. */
  | { type: "notices"; notices: Notice[] }
  /** Read by this member, here or on another device: these, or with null all up to `at`, ms UTC. */
  | { type: "notices.read"; noticeIds: string[] | null; at: number }
  /** Settings, tags, templates, members or integrations changed: what was read of them is old. */
  | { type: "config"; version: number }
  /** What is stored of this contact changed (CONTACT-2): read it anew. Not resumed, and at most a hint. */
  | { type: "contact"; contactId: string }
  | { type: "job"; job: Job }
  | { type: "error"; refusal: Refusal & { retryable: boolean } };
