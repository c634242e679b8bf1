import type { EventOf, MessageContent, RoomEvent } from "../../../protocol/room-events.schema.ts";

type NoteEdit = { at: number; text: string; mentions: readonly string[] };

/** What later events say about an earlier one. All maps are by the seq of the message or note they speak of. */
export type MessageFacts = {
  /** MSG-15: what the customer made of a message. */
  edits: ReadonlyMap<number, { at: number; content: MessageContent }>;
  deletions: ReadonlyMap<number, number>;
  noteEdits: ReadonlyMap<number, NoteEdit>;
  noteDeletions: ReadonlySet<number>;
  /** What customers chose of a message with choices. */
  choices: ReadonlyMap<number, ReadonlySet<string>>;
  /** BLOCK-5: messages withheld before this seq have been revealed by an unblocking. */
  revealedBefore: number;
};

export function messageFacts(events: readonly RoomEvent[], isBlocked: boolean): MessageFacts {
  const edits = new Map<number, { at: number; content: MessageContent }>();
  const deletions = new Map<number, number>();
  const noteEdits = new Map<number, NoteEdit>();
  const noteDeletions = new Set<number>();
  const choices = new Map<number, Set<string>>();
  let revealedBefore = 0;
  for (const event of events) {
    if (event.type === "message.edited") edits.set(event.messageSeq, { at: event.at, content: event.content });
    else if (event.type === "message.deleted") deletions.set(event.messageSeq, event.at);
    else if (event.type === "note.updated")
      noteEdits.set(event.noteSeq, { at: event.at, text: event.text, mentions: event.mentions ?? [] });
    else if (event.type === "note.deleted") noteDeletions.add(event.noteSeq);
    else if (event.type === "message.created") noteChoice(event, choices);
    else if (event.type === "contact.unblocked") revealedBefore = event.seq;
  }
  return {
    edits,
    deletions,
    noteEdits,
    noteDeletions,
    choices,
    revealedBefore: isBlocked ? revealedBefore : Number.POSITIVE_INFINITY,
  };
}

function noteChoice({ content, replyToSeq }: EventOf<"message.created">, choices: Map<number, Set<string>>): void {
  if (content.type !== "text" || content.choiceId === undefined || replyToSeq === undefined) return;
  const before = choices.get(replyToSeq);
  if (before) before.add(content.choiceId);
  else choices.set(replyToSeq, new Set([content.choiceId]));
}

export type Scheduled = Pick<
  EventOf<"message.scheduled">,
  "seq" | "at" | "actor" | "scheduleId" | "content" | "dueAt" | "cancelOnReply"
>;

/** BEY-5: sends that wait for their time, the next one first. */
export function scheduledOf(events: readonly RoomEvent[]): Scheduled[] {
  const waiting = new Map<string, Scheduled>();
  for (const event of events) {
    if (event.type === "message.scheduled") waiting.set(event.scheduleId, event);
    else if (event.type === "message.unscheduled") waiting.delete(event.scheduleId);
  }
  return [...waiting.values()].sort((a, b) => a.dueAt - b.dueAt || a.seq - b.seq);
}

export type NoteView = {
  seq: number;
  at: number;
  authorId: string;
  authorName: string | null;
  text: string;
  /** Ids of the members it speaks to. */
  mentions: readonly string[];
  editedAt: number | null;
};

/** ROOM-25: the notes as they are now, oldest first. `events` may be any stretch of the log. */
export function notesOf(events: readonly RoomEvent[], facts: MessageFacts = messageFacts(events, false)): NoteView[] {
  return events.flatMap((event) =>
    event.type === "note.created" && !facts.noteDeletions.has(event.seq) ? [noteView(event, facts)] : [],
  );
}

export function noteView(event: EventOf<"note.created">, facts: MessageFacts): NoteView {
  const edit = facts.noteEdits.get(event.seq);
  const { actor } = event;
  return {
    seq: event.seq,
    at: event.at,
    authorId: "id" in actor ? actor.id : "",
    authorName: "name" in actor ? actor.name : null,
    text: edit?.text ?? event.text,
    mentions: edit?.mentions ?? event.mentions ?? [],
    editedAt: edit?.at ?? null,
  };
}
