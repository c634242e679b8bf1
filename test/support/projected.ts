import type { Database } from "../../worker/db/client.ts";

const TABLES = [
  "events",
  "messages",
  "notes",
  "conversations",
  "conversation_participants",
  "conversation_tags",
  "rooms",
  "room_participants",
  "room_tags",
  "room_contacts",
  "files",
  "surveys",
  "survey_members",
] as const;

/** Every projected row of a room, for comparing. Ids of messages hold a number by chance and are left out. */
export async function projectedRoom(
  db: Database,
  organizationId: string,
  roomId: string,
): Promise<Record<string, string[]>> {
  const results = await db.$client.batch(
    TABLES.map((table) => ({
      sql: `SELECT ${columnsOf(table)} FROM ${table} WHERE organization_id = ? AND room_id = ?`,
      args: [organizationId, roomId],
    })),
    "read",
  );
  return Object.fromEntries(
    TABLES.map((table, index) => {
      const rows = results[index]?.rows ?? [];
      return [table, rows.map((row) => JSON.stringify({ ...row })).toSorted()];
    }),
  );
}

const MESSAGE_COLUMNS =
  "seq, conversation_number, at, sent_at, direction, author_type, author_id, author_name, content_type, text, file_name, reply_to_seq, delivery_status, delivery_reason, delivery_seq, changed_seq, is_deleted, is_withheld";
const CONTACT_COLUMNS = "version, names, phones, emails";
const columnsOf = (table: string): string =>
  table === "messages" ? MESSAGE_COLUMNS : table === "room_contacts" ? CONTACT_COLUMNS : "*";

/** A contact's row. */
export async function projectedContact(db: Database, organizationId: string, contactId: string) {
  const { rows } = await db.$client.execute({
    sql: "SELECT * FROM contacts WHERE organization_id = ? AND contact_id = ?",
    args: [organizationId, contactId],
  });
  return rows[0];
}
