import { noticesOf } from "../../../notices/rules.ts";
import { type Cell, type Projection, source } from "../projection.ts";

const COLUMNS = [
  "organization_id",
  "notice_id",
  "at",
  "kind",
  "room_id",
  "params",
  "member_ids",
  "roles",
  "except_member_id",
  "division_id",
] as const;
const NOTICE = ["organization_id", "notice_id", "at", "kind", "room_id", "params"]
  .map((name) => `s.${name}`)
  .join(", ");

/**
 * NOTIF-1: a row in the bell of each active member who is told. Roles become members here, because only the database
 * knows them; a restricted supervisor is told of rooms of the own divisions alone (ROLE-24).
 */
export const noticesProjection: Projection = {
  sql: `INSERT INTO notices (organization_id, notice_id, at, kind, room_id, params, member_id)
        SELECT ${NOTICE}, m.member_id FROM ${source(COLUMNS)} AS s, json_each(s.member_ids) AS named
          CROSS JOIN members AS m ON m.member_id = named.value
          WHERE m.organization_id = s.organization_id AND m.is_active = 1
        UNION ALL
        SELECT ${NOTICE}, m.member_id FROM ${source(COLUMNS)} AS s, json_each(s.roles) AS named
          CROSS JOIN members AS m ON m.organization_id = s.organization_id
          WHERE m.role = named.value AND m.is_active = 1 AND m.member_id IS NOT s.except_member_id
            AND (m.is_restricted = 0 OR m.role <> 'supervisor' OR EXISTS (SELECT 1 FROM division_members AS d
              WHERE d.organization_id = m.organization_id AND d.member_id = m.member_id AND d.division_id = s.division_id))
        ON CONFLICT (organization_id, member_id, notice_id) DO NOTHING`,
  rows: (piece) => {
    if (piece.type !== "event") return [];
    const { organizationId, summary, event } = piece;
    return noticesOf(event, summary).map(({ notice, memberIds, roles, exceptMemberId }): Cell[] => [
      organizationId,
      notice.noticeId,
      notice.at,
      notice.kind,
      notice.roomId,
      JSON.stringify(notice.params),
      JSON.stringify(memberIds),
      JSON.stringify(roles),
      exceptMemberId,
      summary.divisionId,
    ]);
  },
};
