import { sessionStart } from "../../../../protocol/session.ts";
import { insertOf } from "../living.ts";
import { flag, type Projection, source } from "../projection.ts";

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
  "session_start_at",
  "waiting_since",
  "is_blocked",
  "snoozed_until",
  "is_tagged",
  "last_activity_at",
  "created_at",
  "summary",
] as const;
const REPLACED = ROOM_COLUMNS.slice(2).map((column) => `${column} = excluded.${column}`);

export const roomsProjection: Projection = {
  sql: insertOf(
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
        sessionStart(summary),
        summary.waitingSince,
        flag(summary.isBlocked),
        summary.snoozedUntil,
        flag(summary.tags.length > 0),
        summary.lastActivityAt,
        summary.createdAt,
        JSON.stringify(summary),
      ],
    ];
  },
};

/** Rows of a room's newest summary that are read by what they hang on: what is not in it any more goes. */
function belongings(table: string, columns: readonly string[], key: string, rows: Projection["rows"]): Projection[] {
  const replaced = columns.filter((column) => !["organization_id", "room_id", key].includes(column));
  return [
    {
      // Only those of the summary that `rooms` holds now: a late older one must not bring back who has left.
      sql: `INSERT INTO ${table} (${columns.join(", ")})
            SELECT ${columns.join(", ")} FROM ${source(columns)} AS s
            WHERE s.version = (SELECT version FROM rooms WHERE organization_id = s.organization_id AND room_id = s.room_id)
            ON CONFLICT (organization_id, room_id, ${key}) DO UPDATE SET
              ${replaced.map((column) => `${column} = excluded.${column}`).join(", ")}`,
      rows,
    },
    {
      sql: `DELETE FROM ${table}
            WHERE (organization_id, room_id) IN ${source(["organization_id", "room_id"])}
              AND version < (SELECT r.version FROM rooms AS r
                WHERE r.organization_id = ${table}.organization_id AND r.room_id = ${table}.room_id)`,
      rows: (piece) => (piece.type === "summary" && piece.drops ? [[piece.organizationId, piece.roomId]] : []),
    },
  ];
}

const PARTICIPANT_COLUMNS = [
  "organization_id",
  "room_id",
  "member_id",
  "version",
  "kind",
  "status",
  "is_unresponded",
  "division_id",
  "integration_id",
  "last_inbound_at",
] as const;

export const participantProjections = belongings("room_participants", PARTICIPANT_COLUMNS, "member_id", (piece) => {
  if (piece.type !== "summary") return [];
  const { organizationId, roomId, summary } = piece;
  const { version, kind, status, isUnresponded, divisionId, integrationId, lastInboundAt } = summary;
  return summary.participants.map(({ memberId }) => [
    organizationId,
    roomId,
    memberId,
    version,
    kind,
    status,
    flag(isUnresponded),
    divisionId,
    integrationId,
    lastInboundAt,
  ]);
});

const TAG_COLUMNS = [
  "organization_id",
  "room_id",
  "tag_id",
  "version",
  "kind",
  "status",
  "division_id",
  "integration_id",
  "last_inbound_at",
] as const;

export const tagProjections = belongings("room_tags", TAG_COLUMNS, "tag_id", (piece) => {
  if (piece.type !== "summary") return [];
  const { organizationId, roomId, summary } = piece;
  const { version, kind, status, divisionId, integrationId, lastInboundAt } = summary;
  return summary.tags.map(({ tagId }) => [
    organizationId,
    roomId,
    tagId,
    version,
    kind,
    status,
    divisionId,
    integrationId,
    lastInboundAt,
  ]);
});
