import type { InStatement, Row } from "@libsql/client/web";
import type { Channel, RoomKind } from "../../protocol/channels.ts";
import { refusal } from "../../protocol/codes.ts";
import type { RoomHistory } from "../../protocol/inbox.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { dbOf, memberIn } from "./request.ts";
import { visibleRoom } from "./visible.ts";

const CONVERSATIONS_MAX = 200;
const ROOMS_MAX = 50;

/** ROOM-24, of a room that the room itself says this member may see. Both lists newest first. */
export async function roomHistory(c: AppContext, roomId: string): Promise<Answer<RoomHistory>> {
  const called = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
  if (!called.ok) return called;
  if (called.value === null) return refuse(refusal("not_found"));
  const statements = historyStatements(memberIn(c), roomId, called.value.contact.contactId);
  const [conversations, rooms] = await dbOf(c).$client.batch(statements, "read");
  return answer({
    conversations: (conversations?.rows ?? []).map(conversationIn),
    rooms: (rooms?.rows ?? []).map(roomIn),
  });
}

/** The room's conversations; the contact's other rooms. */
export function historyStatements(member: MemberIdentity, roomId: string, contactId: string): InStatement[] {
  const { organizationId } = member;
  const sight = visibleRoom(member, "r") ?? { sql: "true", args: [] };
  const within = (table: string) =>
    `FROM ${table} AS t WHERE t.organization_id = c.organization_id AND t.room_id = c.room_id
       AND t.conversation_number = c.number`;
  return [
    {
      sql: `SELECT c.number, c.opened_at, c.opened_seq, c.resolved_at,
              (SELECT json_group_array(DISTINCT t.member_name) ${within("conversation_participants")}) AS agents,
              (SELECT json_group_array(t.name) ${within("conversation_tags")} AND t.is_present = 1) AS tags,
              (SELECT json_group_array(json_object('kind', t.kind, 'score', t.score, 'comment', t.comment))
                 ${within("surveys")} AND t.sent_at IS NOT NULL) AS surveys
            FROM conversations AS c WHERE c.organization_id = ? AND c.room_id = ?
            ORDER BY c.number DESC LIMIT ${CONVERSATIONS_MAX}`,
      args: [organizationId, roomId],
    },
    {
      sql: `SELECT r.room_id, r.kind, r.channel, r.status, r.last_activity_at,
              r.summary ->> '$.integrationName' AS integration_name
            FROM rooms AS r INDEXED BY rooms_contact
            WHERE r.organization_id = ? AND r.contact_id = ? AND r.room_id <> ? AND ${sight.sql}
            ORDER BY r.last_activity_at DESC, r.room_id LIMIT ${ROOMS_MAX}`,
      args: [organizationId, contactId, roomId, ...sight.args],
    },
  ];
}

const conversationIn = (row: Row): RoomHistory["conversations"][number] => ({
  number: Number(row.number),
  openedAt: Number(row.opened_at),
  openedSeq: Number(row.opened_seq),
  resolvedAt: row.resolved_at === null ? null : Number(row.resolved_at),
  agents: JSON.parse(String(row.agents)),
  tags: JSON.parse(String(row.tags)),
  surveys: JSON.parse(String(row.surveys)),
});

const roomIn = (row: Row): RoomHistory["rooms"][number] => ({
  roomId: String(row.room_id),
  kind: row.kind as RoomKind,
  channel: row.channel as Channel,
  integrationName: String(row.integration_name),
  status: String(row.status),
  lastActivityAt: Number(row.last_activity_at),
});
