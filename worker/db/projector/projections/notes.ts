import { eventIn } from "../pieces.ts";
import { flag, insert, type Projection, source, text } from "../projection.ts";
import { nameOf } from "./messages.ts";

const NOTE_COLUMNS = ["organization_id", "room_id", "seq", "at", "author_id", "author_name", "text"] as const;

export const notesProjection: Projection = {
  sql: insert("notes", NOTE_COLUMNS, "ON CONFLICT (organization_id, room_id, seq) DO NOTHING"),
  rows: (piece) => {
    const event = eventIn(piece, "note.created");
    if (event === null) return [];
    const { seq, at, actor } = event;
    const authorId = "id" in actor ? actor.id : null;
    return [[piece.organizationId, piece.roomId, seq, at, authorId, nameOf(actor), text(event.text)]];
  },
};

const CHANGED_COLUMNS = ["organization_id", "room_id", "note_seq", "seq", "text", "is_deleted"] as const;

/** A deleted note keeps its row without its text. Beside max() SQLite takes the other columns of the newest change. */
export const noteChangesProjection: Projection = {
  sql: `UPDATE notes SET text = s.text, is_deleted = s.is_deleted, changed_seq = s.seq
        FROM (SELECT *, max(seq) FROM ${source(CHANGED_COLUMNS)} GROUP BY organization_id, room_id, note_seq) AS s
        WHERE notes.organization_id = s.organization_id AND notes.room_id = s.room_id
          AND notes.seq = s.note_seq AND s.seq > notes.changed_seq`,
  rows: (piece) => {
    const updated = eventIn(piece, "note.updated");
    const event = updated ?? eventIn(piece, "note.deleted");
    if (event === null) return [];
    const cells = [updated === null ? "" : text(updated.text), flag(updated === null)];
    return [[piece.organizationId, piece.roomId, event.noteSeq, event.seq, ...cells]];
  },
};
