import type { Database } from "../../db/client.ts";
import { textBody, type ZipEntry } from "../../http/zip.ts";
import { type Paged, rowsOf } from "./pages.ts";

const PAGE = 1_000;
/** Events are the larger rows. */
const EVENTS_PAGE = 500;

type Row = Record<string, unknown>;
type Part = { name: string; paged: Paged; shown?: (row: Row) => unknown };

const table = (name: string, columns: string, key: string[], limit = PAGE): Paged => ({
  columns,
  from: `${name} AS t`,
  key,
  limit,
});
const json = (row: Row, ...names: string[]): Row => ({
  ...row,
  ...Object.fromEntries(names.map((name) => [name, row[name] == null ? null : JSON.parse(String(row[name]))])),
});

/** Columns are named one by one, so that a secret that comes to stand in a table later is not given out with it. */
export const PARTS: Part[] = [
  {
    name: "members",
    paged: {
      ...table("members", "", ["account_id"]),
      columns: `t.account_id, t.member_id, t.name, t.first_name, t.last_name, a.email, t.phone, t.role, t.is_owner,
        t.is_active, t.is_restricted, t.created_at, t.deactivated_at`,
      from: "members AS t JOIN accounts AS a ON a.account_id = t.account_id",
    },
    shown: ({ account_id: _, ...row }) => row,
  },
  {
    name: "divisions",
    paged: table("divisions", "name, division_id, supervisor_id, integration_ids, created_at", ["name"]),
  },
  {
    name: "division-members",
    paged: table("division_members", "member_id, division_id", ["member_id", "division_id"]),
  },
  {
    name: "settings",
    paged: table("settings", "section, value, version, changed_by_name, changed_at", ["section"]),
    shown: (row) => json(row, "value"),
  },
  {
    name: "integrations",
    paged: table(
      "integrations",
      "created_at, integration_id, channel, name, is_enabled, division_id, settings, removed_at",
      ["created_at", "integration_id"],
    ),
    shown: (row) => json(row, "settings"),
  },
  { name: "tags", paged: table("tags", "tag_id, name, is_active, created_at", ["tag_id"]) },
  {
    name: "quick-replies",
    paged: table("quick_replies", "quick_reply_id, command, text, created_at", ["quick_reply_id"]),
  },
  {
    name: "contacts",
    paged: table(
      "contacts",
      "contact_id, name, email, phone, company, division_id, fields, is_opted_out, is_verified, is_blocked, created_at, updated_at",
      ["contact_id"],
    ),
    shown: (row) => json(row, "fields"),
  },
  {
    name: "identities",
    paged: table("identities", "channel, external_id, contact_id, created_at", ["channel", "external_id"]),
  },
  {
    name: "rooms",
    paged: table("rooms", "room_id, contact_id, summary", ["room_id"]),
    shown: (row) => json(row, "summary"),
  },
  {
    name: "conversations",
    paged: table(
      "conversations",
      `room_id, number, origin, division_id, opened_at, first_assigned_at, first_replied_at, resolved_at, resolved_by,
        resolve_reason`,
      ["room_id", "number"],
    ),
    shown: (row) => json(row, "resolved_by"),
  },
  {
    name: "events",
    paged: table("events", "room_id, seq, body", ["room_id", "seq"], EVENTS_PAGE),
    shown: ({ room_id: roomId, body }) => ({ roomId, ...JSON.parse(String(body)) }),
  },
  {
    name: "surveys",
    paged: table("surveys", "room_id, seq, conversation_number, kind, sent_at, score, comment, answered_at", [
      "room_id",
      "seq",
    ]),
  },
  { name: "files", paged: table("files", "file_id, room_id, seq, kind, name, mime, size, at", ["file_id"]) },
];

/**
 * PRIVACY-7: all that an organization has, as one text file a kind with one JSON object a line. Read while it is sent, page
 * by page: what changes meanwhile may stand in it or not.
 */
export async function* organizationArchive(
  db: Database,
  organizationId: string,
  now: number,
): AsyncGenerator<ZipEntry> {
  const { rows } = await db.$client.execute({
    sql: "SELECT organization_id, name, time_zone, language, currency, created_at FROM organizations WHERE organization_id = ?",
    args: [organizationId],
  });
  yield { name: "README.txt", at: now, body: textBody(README) };
  const organization = { ...rows[0], exported_at: now };
  yield { name: "organization.json", at: now, body: textBody(`${JSON.stringify(organization, null, 2)}\n`) };
  for (const part of PARTS) yield { name: `${part.name}.jsonl`, at: now, body: linesOf(db, organizationId, part) };
}

const encoder = new TextEncoder();

async function* linesOf(db: Database, organizationId: string, { paged, shown = (row) => row }: Part) {
  for await (const rows of rowsOf(db, organizationId, paged))
    yield encoder.encode(rows.map((row) => `${JSON.stringify(shown(row))}\n`).join(""));
}

const README = `This archive holds what your organization has in Sapa, without passwords, keys and tokens.

One file a kind, one JSON object a line (JSON Lines, UTF-8). Times are milliseconds since 1970-01-01 UTC.
events.jsonl holds every conversation: messages, notes, assignments, tags and answers to surveys, room by room in the order
in which they happened. rooms.jsonl says whose room it is, contacts.jsonl and identities.jsonl who that is.
files.jsonl names the files that were sent; the files themselves are in the export of each contact.

Arsip ini berisi data organisasi Anda di Sapa, tanpa kata sandi, kunci, dan token.

Satu berkas per jenis data, satu objek JSON per baris (JSON Lines, UTF-8). Waktu dalam milidetik sejak 1970-01-01 UTC.
events.jsonl berisi semua percakapan: pesan, catatan, penugasan, tag, dan jawaban survei, per ruang menurut urutan
kejadiannya. rooms.jsonl menunjukkan pemilik tiap ruang; contacts.jsonl dan identities.jsonl menunjukkan siapa orangnya.
files.jsonl menyebut file yang dikirim; file itu sendiri ada di ekspor tiap kontak.
`;
