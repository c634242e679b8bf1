import type { Draft } from "../../protocol/inbox.schema.ts";

export type DraftMode = "reply" | "note";

/** What was typed and not sent in one room, as this browser keeps it. Pure values: every change makes a new one. */
export type DraftRecord = {
  reply: string;
  note: string;
  /** The one that was typed in last; it is the one other devices get. */
  tab: DraftMode;
  replyToSeq: number | null;
  /** Time of the last key press, ms by the server's clock; 0: never. */
  editedAt: number;
  /** `editedAt` of what the server is known to have; 0: nothing. */
  storedAt: number;
};

export const NO_DRAFT: DraftRecord = { reply: "", note: "", tab: "reply", replyToSeq: null, editedAt: 0, storedAt: 0 };

export const isEmpty = ({ reply, note }: DraftRecord): boolean => reply.trim() === "" && note.trim() === "";
export const isUnstored = ({ editedAt, storedAt }: DraftRecord): boolean => editedAt > storedAt;

/** `editedAt` always grows, so that two key presses of one millisecond, or a clock set back, lose nothing. */
export const typed = (record: DraftRecord, mode: DraftMode, text: string, now: number): DraftRecord => ({
  ...record,
  [mode]: text,
  tab: text === "" && record[other(mode)] !== "" ? other(mode) : mode,
  editedAt: Math.max(now, record.editedAt + 1),
});

export const quoted = (record: DraftRecord, replyToSeq: number | null, now: number): DraftRecord => ({
  ...record,
  replyToSeq,
  editedAt: Math.max(now, record.editedAt + 1),
});

const other = (mode: DraftMode): DraftMode => (mode === "reply" ? "note" : "reply");

/** What the server is told; one text per room, the one typed in last. */
export const toServer = (roomId: string, { reply, note, tab, replyToSeq, editedAt }: DraftRecord): Draft => ({
  roomId,
  text: tab === "reply" ? reply : note,
  tab,
  replyToSeq: tab === "reply" ? replyToSeq : null,
  editedAt,
});

/**
 * BEY-8: of what is not stored yet and what is, the newest wins; without anything unstored the server is right. The text
 * in the other tab was never told to anybody else and stays.
 */
export function fromServer(record: DraftRecord, draft: Omit<Draft, "roomId">): DraftRecord {
  if (isUnstored(record) && draft.editedAt < record.editedAt) return record;
  return {
    ...record,
    [draft.tab]: draft.text,
    tab: draft.tab,
    replyToSeq: draft.tab === "reply" ? draft.replyToSeq : record.replyToSeq,
    editedAt: draft.editedAt,
    storedAt: draft.editedAt,
  };
}

/** The server has none any more: it was sent or emptied elsewhere, unless it was changed here since. */
export const goneFromServer = (record: DraftRecord): DraftRecord =>
  record.storedAt === 0 || isUnstored(record) ? record : { ...record, [record.tab]: "", replyToSeq: null, storedAt: 0 };

export function readRecord(text: string | null): DraftRecord {
  if (text === null) return NO_DRAFT;
  try {
    const found = JSON.parse(text) as Partial<DraftRecord>;
    const { reply, note, tab, replyToSeq, editedAt, storedAt } = { ...NO_DRAFT, ...found };
    const isSound = typeof reply === "string" && typeof note === "string" && typeof editedAt === "number";
    return isSound ? { reply, note, tab: tab === "note" ? "note" : "reply", replyToSeq, editedAt, storedAt } : NO_DRAFT;
  } catch {
    return NO_DRAFT;
  }
}
