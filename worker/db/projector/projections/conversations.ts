import { eventIn } from "../pieces.ts";
import { flag, insert, type Projection, source, text, textOrNull } from "../projection.ts";

const OPENED_COLUMNS = [
  "organization_id",
  "room_id",
  "number",
  "origin",
  "division_id",
  "opened_seq",
  "opened_at",
] as const;

export const openedProjection: Projection = {
  sql: insert("conversations", OPENED_COLUMNS, "ON CONFLICT (organization_id, room_id, number) DO NOTHING"),
  rows: (piece) => {
    const event = eventIn(piece, "conversation.opened");
    if (event === null) return [];
    const { number, origin, divisionId, seq, at } = event;
    return [[piece.organizationId, piece.roomId, number, origin, divisionId, seq, at]];
  },
};

const RESOLVED_COLUMNS = ["organization_id", "room_id", "number", "seq", "at", "actor", "reason"] as const;

export const resolvedProjection: Projection = {
  sql: `UPDATE conversations SET resolved_seq = s.seq, resolved_at = s.at, resolved_by = s.actor, resolve_reason = s.reason
        FROM ${source(RESOLVED_COLUMNS)} AS s
        WHERE conversations.organization_id = s.organization_id AND conversations.room_id = s.room_id
          AND conversations.number = s.number`,
  rows: (piece) => {
    const event = eventIn(piece, "conversation.resolved");
    if (event === null) return [];
    const { number, seq, at, actor, reason } = event;
    return [[piece.organizationId, piece.roomId, number, seq, at, JSON.stringify(actor), reason]];
  },
};

/**
 * Joins, leaves and tags do not say their conversation: it is the newest that was opened before them. Asked of the
 * table and not of the slice, so that it holds for any part of the log.
 */
export const CONVERSATION = `(SELECT c.number FROM conversations AS c
  WHERE c.organization_id = s.organization_id AND c.room_id = s.room_id AND c.opened_seq <= s.seq
  ORDER BY c.number DESC LIMIT 1)`;

const MOVED_COLUMNS = ["organization_id", "room_id", "seq", "division_id"] as const;

/** Of several moves of one conversation the last stands; beside max() SQLite takes the other columns of that row. */
export const movedProjection: Projection = {
  sql: `UPDATE conversations SET division_id = s.division_id, division_seq = s.seq
        FROM (SELECT organization_id, room_id, ${CONVERSATION} AS number, max(seq) AS seq, division_id
          FROM ${source(MOVED_COLUMNS)} AS s GROUP BY 1, 2, 3) AS s
        WHERE conversations.organization_id = s.organization_id AND conversations.room_id = s.room_id
          AND conversations.number = s.number AND s.seq > conversations.division_seq`,
  rows: (piece) => {
    const event = eventIn(piece, "conversation.moved");
    return event === null ? [] : [[piece.organizationId, piece.roomId, event.seq, event.divisionId]];
  },
};

const JOINED_COLUMNS = [
  "organization_id",
  "room_id",
  "seq",
  "member_id",
  "member_name",
  "at",
  "how",
  "explanation",
] as const;

export const joinedProjection: Projection = {
  sql: `INSERT INTO conversation_participants
          (organization_id, room_id, joined_seq, conversation_number, member_id, member_name, joined_at, how, explanation)
        SELECT organization_id, room_id, seq, ${CONVERSATION}, member_id, member_name, at, how, explanation
        FROM ${source(JOINED_COLUMNS)} AS s WHERE ${CONVERSATION} IS NOT NULL
        ON CONFLICT (organization_id, room_id, joined_seq) DO NOTHING`,
  rows: (piece) => {
    const event = eventIn(piece, "participant.joined");
    if (event === null) return [];
    const { seq, memberId, memberName, at, how, explanation } = event;
    return [[piece.organizationId, piece.roomId, seq, memberId, text(memberName), at, how, textOrNull(explanation)]];
  },
};

/** The first joining of a conversation made it assigned (ASSIGN-1). Runs after the joins. */
export const firstAssignedProjection: Projection = {
  sql: `UPDATE conversations SET first_assigned_at = (SELECT min(p.joined_at) FROM conversation_participants AS p
          WHERE p.organization_id = conversations.organization_id AND p.room_id = conversations.room_id
            AND p.conversation_number = conversations.number)
        FROM (SELECT organization_id, room_id, ${CONVERSATION} AS number
          FROM ${source(["organization_id", "room_id", "seq"])} AS s) AS j
        WHERE conversations.organization_id = j.organization_id AND conversations.room_id = j.room_id
          AND conversations.number = j.number AND conversations.first_assigned_at IS NULL`,
  rows: (piece) => {
    const event = eventIn(piece, "participant.joined");
    return event === null ? [] : [[piece.organizationId, piece.roomId, event.seq]];
  },
};

/** WIDGET-13: when a member first answered, of whatever order the answers come in. */
export const firstRepliedProjection: Projection = {
  sql: `UPDATE conversations SET first_replied_at = s.at
        FROM (SELECT organization_id, room_id, number, min(at) AS at
          FROM ${source(["organization_id", "room_id", "number", "at"])} GROUP BY 1, 2, 3) AS s
        WHERE conversations.organization_id = s.organization_id AND conversations.room_id = s.room_id
          AND conversations.number = s.number AND s.at < coalesce(conversations.first_replied_at, s.at + 1)`,
  rows: (piece) => {
    const event = eventIn(piece, "message.created");
    if (event === null || event.actor.type !== "member" || event.direction !== "outbound") return [];
    return [[piece.organizationId, piece.roomId, event.conversationNumber, event.at]];
  },
};

const LEFT_COLUMNS = ["organization_id", "room_id", "member_id", "seq", "at", "reason"] as const;

/** A leave ends the newest joining of that member before it. */
export const leftProjection: Projection = {
  sql: `UPDATE conversation_participants AS p SET left_seq = s.seq, left_at = s.at, left_reason = s.reason
        FROM ${source(LEFT_COLUMNS)} AS s
        WHERE p.organization_id = s.organization_id AND p.room_id = s.room_id AND p.joined_seq = (
          SELECT max(q.joined_seq) FROM conversation_participants AS q
          WHERE q.organization_id = s.organization_id AND q.room_id = s.room_id
            AND q.member_id = s.member_id AND q.joined_seq < s.seq)`,
  rows: (piece) => {
    const event = eventIn(piece, "participant.left");
    if (event === null) return [];
    return [[piece.organizationId, piece.roomId, event.memberId, event.seq, event.at, event.reason]];
  },
};

const TAG_COLUMNS = ["organization_id", "room_id", "tag_id", "name", "is_present", "seq", "at"] as const;

export const tagsProjection: Projection = {
  sql: `INSERT INTO conversation_tags
          (organization_id, room_id, conversation_number, tag_id, name, is_present, changed_seq, changed_at)
        SELECT organization_id, room_id, ${CONVERSATION}, tag_id, name, is_present, seq, at
        FROM ${source(TAG_COLUMNS)} AS s WHERE ${CONVERSATION} IS NOT NULL
        ON CONFLICT (organization_id, room_id, conversation_number, tag_id) DO UPDATE SET
          name = excluded.name, is_present = excluded.is_present,
          changed_seq = excluded.changed_seq, changed_at = excluded.changed_at
        WHERE excluded.changed_seq > conversation_tags.changed_seq`,
  rows: (piece) => {
    const added = eventIn(piece, "tag.added");
    const event = added ?? eventIn(piece, "tag.removed");
    if (event === null) return [];
    const { tagId, name, seq, at } = event;
    return [[piece.organizationId, piece.roomId, tagId, text(name), flag(added !== null), seq, at]];
  },
};
