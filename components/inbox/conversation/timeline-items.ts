import type { Outgoing } from "../../../client/types.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MessageContent, RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Positions } from "../../../protocol/room-frames.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { Scheduled } from "./message-facts.ts";
import type { SystemLine } from "./system-lines.ts";
import type { Delivery } from "./ticks.ts";

/** Bubbles of one author within this time stand together. */
export const GROUP_MS = 3 * 60_000;

/** `text` null: the message is further back than what is loaded. */
export type Quote = { seq: number; author: string | null; text: string | null };

export type Bubble = {
  /** The same before and after the server has it, so that the element on screen stays. */
  key: string;
  seq: number | null;
  at: number;
  content: MessageContent;
  quote: Quote | null;
  /** Ours only. */
  delivery: Delivery | null;
  /** Set while it is not in the log: the command and why it waits or failed. */
  outgoing: Outgoing<MemberCommand> | null;
  /** MSG-15 */
  editedAt: number | null;
  isDeleted: boolean;
  /** BLOCK-5: written while the contact was blocked. */
  isWithheld: boolean;
  /** Ids of its choices that the customer has chosen (MSG-1). */
  chosen: ReadonlySet<string>;
};

export type Author = {
  side: "theirs" | "ours";
  authorId: string;
  authorName: string;
  authorInitials: string;
  hue: number;
  isBot: boolean;
};
export type Group = Author & { kind: "group"; key: string; bubbles: Bubble[] };

export type NoteItem = {
  kind: "note";
  key: string;
  seq: number | null;
  at: number;
  authorName: string;
  text: string;
  /** Ids of the members it speaks to. */
  mentions: readonly string[];
  editedAt: number | null;
  /** ROOM-25: the author or an admin. */
  mayChange: boolean;
  outgoing: Outgoing<MemberCommand> | null;
};

export type TimelineItem =
  | Group
  | NoteItem
  | { kind: "day"; key: string; at: number }
  | { kind: "line"; key: string; seq: number; at: number; line: SystemLine }
  | { kind: "unread"; key: string }
  | {
      kind: "scheduled";
      key: string;
      scheduled: Scheduled;
      authorName: string;
      /** Whoever planned it, or an admin. */
      mayChange: boolean;
      /** On its way to the server: planned, changed or cancelled. */
      isPending: boolean;
    };

export type TimelineInput = {
  events: readonly RoomEvent[];
  outgoing: readonly Outgoing<MemberCommand>[];
  positions: Positions;
  summary: RoomSummary | null;
  viewer: { memberId: string; name: string; role?: string };
  /** The unread line stands before the first customer message after this seq; null: no line. */
  unreadAfterSeq: number | null;
  text: Localizer;
  /** BEY-5: sends that wait, found further back than `events`. */
  scheduledBefore?: readonly Scheduled[];
  /** The events end before the newest: nothing that stands at the end belongs here. */
  isDetached?: boolean;
};
