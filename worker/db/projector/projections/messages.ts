import type { Actor, MessageContent } from "../../../../protocol/room-events.schema.ts";
import { ID_SALTS } from "../../message-ids.ts";
import { type EventPiece, eventIn, type Piece } from "../pieces.ts";
import { type Cell, flag, insert, type Projection, source, text, textOrNull } from "../projection.ts";
import { CONVERSATION } from "./conversations.ts";

const EVENT_COLUMNS = ["organization_id", "room_id", "seq", "at", "type", "body"] as const;

export const eventsProjection: Projection = {
  sql: insert("events", EVENT_COLUMNS, "ON CONFLICT (organization_id, room_id, seq) DO NOTHING"),
  rows: (piece) => {
    if (piece.type !== "event") return [];
    const { organizationId, roomId, event } = piece;
    return [[organizationId, roomId, event.seq, event.at, event.type, JSON.stringify(event)]];
  },
};

const MESSAGE_COLUMNS = [
  "organization_id",
  "room_id",
  "seq",
  "conversation_number",
  "at",
  "sent_at",
  "direction",
  "author_type",
  "author_id",
  "author_name",
  "content_type",
  "text",
  "file_name",
  "reply_to_seq",
  "is_withheld",
] as const;
const AT = MESSAGE_COLUMNS.indexOf("at");
const SELECTED = MESSAGE_COLUMNS.map((column) =>
  column === "conversation_number" ? `CASE WHEN is_withheld THEN ${CONVERSATION} ELSE conversation_number END` : column,
);

/**
 * The id is made here, from the time and a number that differs in each try: what makes repeats harmless is
 * (room, seq), and should two messages ever get one id, the next try gives them others. Runs after the conversations.
 */
export const messagesProjection: Projection = {
  sql: `INSERT INTO messages (id, ${MESSAGE_COLUMNS.join(", ")})
        SELECT at * ${ID_SALTS} + salt, ${SELECTED.join(", ")} FROM ${source([...MESSAGE_COLUMNS, "salt"])} AS s WHERE true
        ON CONFLICT (organization_id, room_id, seq) DO NOTHING`,
  rows: (piece) => {
    const created = eventIn(piece, "message.created");
    if (created !== null) return [messageRow(piece, created, created.conversationNumber, created.direction)];
    const withheld = eventIn(piece, "message.withheld");
    return withheld === null ? [] : [messageRow(piece, withheld, null, "inbound")];
  },
  arrange: (rows) => {
    // The search index writes a segment of its own for every rowid that is lower than the one before.
    const ordered = rows.toSorted((a, b) => Number(a[AT]) - Number(b[AT]));
    const first = Math.floor(Math.random() * (ID_SALTS - rows.length));
    return ordered.map((row, index) => [...row, first + index]);
  },
};

type Message = Extract<EventPiece["event"], { type: "message.created" | "message.withheld" }>;

function messageRow(piece: Piece, event: Message, conversationNumber: number | null, direction: string): Cell[] {
  const { actor, content } = event;
  return [
    piece.organizationId,
    piece.roomId,
    event.seq,
    conversationNumber,
    event.at,
    event.sentAt ?? null,
    direction,
    actor.type,
    "id" in actor ? actor.id : null,
    nameOf(actor),
    content.type,
    textOf(content),
    fileNameOf(content),
    event.replyToSeq ?? null,
    flag(event.type === "message.withheld"),
  ];
}

export const nameOf = (actor: Actor): string | null => ("name" in actor ? text(actor.name) : null);
const fileNameOf = (content: MessageContent): string | null => ("file" in content ? text(content.file.name) : null);
function textOf(content: MessageContent): string | null {
  if ("text" in content) return text(content.text);
  return "caption" in content ? textOrNull(content.caption) : null;
}

/** BLOCK-5: what was written until then may be found from now on. */
export const unblockedProjection: Projection = {
  sql: `UPDATE messages SET is_withheld = 0 FROM ${source(["organization_id", "room_id", "seq"])} AS s
        WHERE messages.organization_id = s.organization_id AND messages.room_id = s.room_id
          AND messages.seq < s.seq AND messages.is_withheld = 1`,
  rows: (piece) => {
    const event = eventIn(piece, "contact.unblocked");
    return event === null ? [] : [[piece.organizationId, piece.roomId, event.seq]];
  },
};

const CHANGED_COLUMNS = [
  "organization_id",
  "room_id",
  "message_seq",
  "seq",
  "content_type",
  "text",
  "file_name",
  "is_deleted",
] as const;

/** Edits and deletions: the newest stands. Beside max() SQLite takes the other columns of that row. */
export const changedProjection: Projection = {
  sql: `UPDATE messages SET content_type = coalesce(s.content_type, messages.content_type), text = s.text,
          file_name = s.file_name, is_deleted = s.is_deleted, changed_seq = s.seq
        FROM (SELECT *, max(seq) FROM ${source(CHANGED_COLUMNS)} GROUP BY organization_id, room_id, message_seq) AS s
        WHERE messages.organization_id = s.organization_id AND messages.room_id = s.room_id
          AND messages.seq = s.message_seq AND s.seq > messages.changed_seq`,
  rows: (piece) => {
    const deleted = eventIn(piece, "message.deleted");
    if (deleted !== null)
      return [[piece.organizationId, piece.roomId, deleted.messageSeq, deleted.seq, null, null, null, 1]];
    const edited = eventIn(piece, "message.edited");
    if (edited === null) return [];
    const { messageSeq, seq, content } = edited;
    const cells = [content.type, textOf(content), fileNameOf(content), 0];
    return [[piece.organizationId, piece.roomId, messageSeq, seq, ...cells]];
  },
};

const DELIVERY_COLUMNS = ["organization_id", "room_id", "message_seq", "seq", "status", "reason"] as const;

/** The room decides which status may follow which; here the one with the highest seq stands. */
export const deliveriesProjection: Projection = {
  sql: `UPDATE messages SET delivery_status = s.status, delivery_reason = s.reason, delivery_seq = s.seq
        FROM (SELECT *, max(seq) FROM ${source(DELIVERY_COLUMNS)} GROUP BY organization_id, room_id, message_seq) AS s
        WHERE messages.organization_id = s.organization_id AND messages.room_id = s.room_id
          AND messages.seq = s.message_seq AND s.seq > coalesce(messages.delivery_seq, 0)`,
  rows: (piece) => {
    const event = eventIn(piece, "message.status");
    if (event === null) return [];
    const { messageSeq, seq, status, reason } = event;
    return [[piece.organizationId, piece.roomId, messageSeq, seq, status, textOrNull(reason)]];
  },
};

const FILE_COLUMNS = ["organization_id", "file_id", "room_id", "seq", "kind", "name", "mime", "size", "at"] as const;

/** Also of messages that nobody sees now, or that go out in three months: the bytes are kept all the same. */
export const filesProjection: Projection = {
  sql: insert("files", FILE_COLUMNS, "ON CONFLICT (organization_id, file_id) DO NOTHING"),
  rows: (piece) => {
    const event = MESSAGE_EVENTS.map((type) => eventIn(piece, type)).find((found) => found !== null);
    if (!event || !("file" in event.content)) return [];
    const { organizationId, roomId } = piece;
    const { fileId, name, mime, size } = event.content.file;
    return [[organizationId, fileId, roomId, event.seq, event.content.type, text(name), text(mime), size, event.at]];
  },
};
const MESSAGE_EVENTS = ["message.created", "message.withheld", "message.edited", "message.scheduled"] as const;
