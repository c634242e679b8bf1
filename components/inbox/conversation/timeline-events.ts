import type { Scheduled } from "./message-facts.ts";
import type { NoteItem } from "./timeline-items.ts";

/** Between the timeline and its conversation. */

export class ReplyToEvent extends Event {
  readonly seq: number;
  constructor(seq: number) {
    super("reply-to");
    this.seq = seq;
  }
}

export class NoteEvent extends Event {
  readonly note: Pick<NoteItem, "seq" | "text">;
  readonly what: "edit" | "delete";
  constructor(note: Pick<NoteItem, "seq" | "text">, what: "edit" | "delete") {
    super("note");
    this.note = note;
    this.what = what;
  }
}

export class ScheduledEvent extends Event {
  readonly scheduled: Scheduled;
  readonly what: "edit" | "cancel";
  constructor(scheduled: Scheduled, what: "edit" | "cancel") {
    super("scheduled");
    this.scheduled = scheduled;
    this.what = what;
  }
}
