import type { Scheduled } from "../conversation/message-facts.ts";

/** What the box is used for instead of a new message: something that exists is being changed. Its text is no draft. */
export type ComposerTask =
  | { kind: "note"; noteSeq: number; text: string }
  | { kind: "scheduled"; scheduled: Scheduled; text: string };

export const taskOfScheduled = (scheduled: Scheduled): ComposerTask | null =>
  scheduled.content.type === "text" ? { kind: "scheduled", scheduled, text: scheduled.content.text } : null;
