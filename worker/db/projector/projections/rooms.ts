import { flag, insert, type Projection, source } from "../projection.ts";

const ROOM_COLUMNS = [
  "organization_id",
  "room_id",
  "version",
  "head_seq",
  "integration_id",
  "channel",
  "kind",
  "status",
  "division_id",
  "contact_id",
  "conversation_number",
  "is_unresponded",
  "unread_count",
  "first_inbound_at",
  "last_inbound_at",
  "last_seen_at",
  "last_activity_at",
  "created_at",
  "summary",
] as const;
const REPLACED = ROOM_COLUMNS.slice(2).map((column) => `${column} = excluded.${column}`);

export const roomsProjection: Projection = {
  sql: insert(
    "rooms",
    ROOM_COLUMNS,
    `ON CONFLICT (organization_id, room_id) DO UPDATE SET ${REPLACED.join(", ")} WHERE excluded.version > rooms.version`,
  ),
  rows: (piece) => {
    if (piece.type !== "summary") return [];
    const { organizationId, roomId, summary } = piece;
    return [
      [
        organizationId,
        roomId,
        summary.version,
        summary.headSeq,
        summary.integrationId,
        summary.channel,
        summary.kind,
        summary.status,
        summary.divisionId,
        summary.contact.contactId,
        summary.conversation.number,
        flag(summary.isUnresponded),
        summary.unreadCount,
        summary.firstInboundAt,
        summary.lastInboundAt,
        summary.lastSeenAt,
        summary.lastActivityAt,
        summary.createdAt,
        JSON.stringify(summary),
      ],
    ];
  },
};

const PARTICIPANT_COLUMNS = [
  "organization_id",
  "room_id",
  "member_id",
  "version",
  "kind",
  "status",
  "is_unresponded",
  "last_inbound_at",
] as const;
const PARTICIPANT_REPLACED = PARTICIPANT_COLUMNS.slice(3).map((column) => `${column} = excluded.${column}`);

/** Only those of the summary that `rooms` holds now: a late older one must not bring back who has left. */
export const participantsProjection: Projection = {
  sql: `INSERT INTO room_participants (${PARTICIPANT_COLUMNS.join(", ")})
        SELECT ${PARTICIPANT_COLUMNS.join(", ")} FROM ${source(PARTICIPANT_COLUMNS)} AS s
        WHERE s.version = (SELECT version FROM rooms WHERE organization_id = s.organization_id AND room_id = s.room_id)
        ON CONFLICT (organization_id, room_id, member_id) DO UPDATE SET ${PARTICIPANT_REPLACED.join(", ")}`,
  rows: (piece) => {
    if (piece.type !== "summary") return [];
    const { organizationId, roomId, summary } = piece;
    const { version, kind, status, isUnresponded, lastInboundAt } = summary;
    return summary.participants.map(({ memberId }) => [
      organizationId,
      roomId,
      memberId,
      version,
      kind,
      status,
      flag(isUnresponded),
      lastInboundAt,
    ]);
  },
};

/** Whoever is not in the newest summary kept an older version, and goes. Runs after the projection above. */
export const leaversProjection: Projection = {
  sql: `DELETE FROM room_participants
        WHERE (organization_id, room_id) IN ${source(["organization_id", "room_id"])}
          AND version < (SELECT r.version FROM rooms AS r
            WHERE r.organization_id = room_participants.organization_id AND r.room_id = room_participants.room_id)`,
  rows: (piece) => (piece.type === "summary" ? [[piece.organizationId, piece.roomId]] : []),
};
