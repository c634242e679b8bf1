import type { FileLinks } from "../../../client/file-links.ts";
import type { Channel } from "../../../protocol/channels.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { Scheduled } from "./message-facts.ts";
import type { Bubble, NoteItem } from "./timeline-items.ts";

/** What the things in a timeline need to know and may cause. */
export type BubbleContext = {
  text: Localizer;
  now: number;
  channel: Channel | undefined;
  /** Sending is delayed because the connection is away. */
  isOffline: boolean;
  /** Where files are; null as long as the room is not known. */
  links: FileLinks | null;
  /** What a member is called, as far as it is known. */
  nameOf: (memberId: string) => string | undefined;
  onFailed: (id: string, fate: "retry" | "discard") => void;
  /** A message that the channel could not deliver is to be sent once more. */
  onSendAgain: (bubble: Bubble) => void;
  onCopy: (text: string) => void;
  onGoTo: (seq: number) => void;
  onNote: (note: NoteItem, what: "edit" | "delete") => void;
  /** Nothing can be changed or tried again, as in a replay. */
  isReadOnly?: boolean;
  onScheduled: (scheduled: Scheduled, what: "edit" | "cancel") => void;
};
