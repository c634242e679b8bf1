import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Scheduled } from "../conversation/message-facts.ts";

/** What the box is used for instead of a new message: something that exists is being changed. Its text is no draft. */
export type ComposerTask =
  | { kind: "note"; noteSeq: number; text: string }
  | { kind: "scheduled"; scheduled: Scheduled; text: string };

export const taskOfScheduled = (scheduled: Scheduled): ComposerTask | null =>
  scheduled.content.type === "text" ? { kind: "scheduled", scheduled, text: scheduled.content.text } : null;

/** What finishing the task asks of the room. */
export function commandOfTask(task: ComposerTask, text: string, mentions: string[]): MemberCommand {
  if (task.kind === "note")
    return { type: "note.edit", noteSeq: task.noteSeq, text, ...(mentions.length > 0 ? { mentions } : {}) };
  return scheduling(task, text, task.scheduled.dueAt, task.scheduled.cancelOnReply);
}

/** A text that is already planned keeps its id, so that this changes it. */
export function scheduling(
  task: ComposerTask | null,
  text: string,
  dueAt: number,
  cancelOnReply: boolean,
): MemberCommand {
  const scheduleId = task?.kind === "scheduled" ? task.scheduled.scheduleId : crypto.randomUUID();
  return { type: "message.schedule", scheduleId, content: { type: "text", text }, dueAt, cancelOnReply };
}
