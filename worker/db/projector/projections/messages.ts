import type { Actor, EventOf, MessageContent } from "../../../../protocol/room-events.schema.ts";
import { eventIn, type Piece } from "../pieces.ts";
import { type Cell, insert, type Projection, source, text, textOrNull } from "../projection.ts";

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
  "reply_to_seq",
] as const;
const AT = MESSAGE_COLUMNS.indexOf("at");

/** Low bits of a message's id; the milliseconds stand above them. */
export const ID_SALT_BITS = 20;
const SALTS = 2 ** ID_SALT_BITS;

/**
 * The id is made here, from the time and a number that differs in each try: what makes repeats harmless is
 * (room, seq), and should two messages ever get one id, the next try gives them others.
 */
export const messagesProjection: Projection = {
  sql: `INSERT INTO messages (id, ${MESSAGE_COLUMNS.join(", ")})
        SELECT at * ${SALTS} + salt, ${MESSAGE_COLUMNS.join(", ")} FROM ${source([...MESSAGE_COLUMNS, "salt"])} WHERE true
        ON CONFLICT (organization_id, room_id, seq) DO NOTHING`,
  rows: (piece) => {
    const event = eventIn(piece, "message.created");
    return event === null ? [] : [messageRow(piece, event)];
  },
  arrange: (rows) => {
    // The search index writes a segment of its own for every rowid that is lower than the one before.
    const ordered = rows.toSorted((a, b) => Number(a[AT]) - Number(b[AT]));
    const first = Math.floor(Math.random() * (SALTS - rows.length));
    return ordered.map((row, index) => [...row, first + index]);
  },
};

function messageRow(piece: Piece, event: EventOf<"message.created">): Cell[] {
  const { actor, content } = event;
  return [
    piece.organizationId,
    piece.roomId,
    event.seq,
    event.conversationNumber,
    event.at,
    event.sentAt ?? null,
    event.direction,
    actor.type,
    "id" in actor ? actor.id : null,
    nameOf(actor),
    content.type,
    textOf(content),
    event.replyToSeq ?? null,
  ];
}

const nameOf = (actor: Actor): string | null => ("name" in actor ? text(actor.name) : null);
const textOf = (content: MessageContent): string | null => (content.type === "text" ? text(content.text) : null);

const DELIVERY_COLUMNS = ["organization_id", "room_id", "message_seq", "seq", "status", "reason"] as const;

/** The room decides which status may follow which; here the one with the highest seq stands. */
export const deliveriesProjection: Projection = {
  sql: `UPDATE messages SET delivery_status = s.status, delivery_reason = s.reason, delivery_seq = s.seq
        FROM ${source(DELIVERY_COLUMNS)} AS s
        WHERE messages.organization_id = s.organization_id AND messages.room_id = s.room_id
          AND messages.seq = s.message_seq AND s.seq > coalesce(messages.delivery_seq, 0)`,
  rows: (piece) => {
    const event = eventIn(piece, "message.status");
    if (event === null) return [];
    const { messageSeq, seq, status, reason } = event;
    return [[piece.organizationId, piece.roomId, messageSeq, seq, status, textOrNull(reason)]];
  },
  // Of several rows for one message an UPDATE would take any.
  arrange: (rows) => {
    const newest = new Map<string, Cell[]>();
    for (const row of rows) {
      const key = `${row[0]} ${row[1]} ${row[2]}`;
      if (Number(row[3]) > Number(newest.get(key)?.[3] ?? 0)) newest.set(key, row);
    }
    return [...newest.values()];
  },
};

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
