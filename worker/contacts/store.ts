import type { InStatement, InValue, Row } from "@libsql/client/web";
import type { Channel } from "../../protocol/channels.ts";
import type { ContactDetail, ContactField, ContactIdentity } from "../../protocol/contacts.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Database } from "../db/client.ts";
import { type Condition, visibleRoom } from "../inbox/visible.ts";
import { defaultSettings } from "../settings/defaults.ts";
import { sectionsFrom } from "../settings/sections.ts";
import { contactRowOf, textOrNull } from "./rows.ts";
import type { Ranks } from "./rules.ts";
import { ownChannels, ownRoom, visibleContact } from "./sight.ts";

const TAGS_MAX = 200;
const IDENTITIES_MAX = 500;

/** A contact as it stands, with what a change of it must know. */
export type StandingContact = {
  row: ContactStandingRow;
  detail: ContactDetail;
  /** Not resolved, of all the organization's rooms: CONTACT-7. `roomId` one that the member sees. */
  open: { count: number; roomId: string | null };
  /** Some of its rooms are not the member's to see. */
  hasHiddenRooms: boolean;
};

/** What the contact's row says besides its detail. */
export type ContactStandingRow = { changedByName: string | null; ranks: Ranks };

export type Standing = {
  contact: StandingContact | null;
  definitions: ContactField[];
  divisionIds: ReadonlySet<string>;
};

/** The contact that this id lives on in, if the member works with it, and what a form of it is checked with; one round trip. */
export async function standingOf(db: Database, member: MemberIdentity, contactId: string): Promise<Standing> {
  const results = await db.$client.batch(standingStatements(member, contactId), "read");
  const [sections, divisions, contact, ...rest] = results.map(({ rows }) => rows);
  const divisionIds = new Set((divisions ?? []).map((row) => String(row.division_id)));
  const definitions = fieldsIn(sections ?? []);
  const row = contact?.[0];
  return { contact: row === undefined ? null : contactIn(row, rest), definitions, divisionIds };
}

export async function contactDetail(
  db: Database,
  member: MemberIdentity,
  contactId: string,
): Promise<ContactDetail | null> {
  return (await standingOf(db, member, contactId)).contact?.detail ?? null;
}

/** CONTACT-6, in the organization's order. */
export async function contactFields(db: Database, organizationId: string): Promise<ContactField[]> {
  const { rows } = await db.$client.execute(fieldsStatement(organizationId));
  return fieldsIn(rows);
}

const fieldsStatement = (organizationId: string): InStatement => ({
  sql: "SELECT value FROM settings WHERE organization_id = ? AND section = 'contact-fields'",
  args: [organizationId],
});

function fieldsIn(rows: Row[]): ContactField[] {
  const section = "contact-fields" as const;
  const saved = rows.map(({ value }) => ({ section, value: JSON.parse(String(value)) as unknown }));
  const sections = saved.length === 0 ? defaultSettings("UTC") : sectionsFrom(saved, "UTC");
  return sections[section].fields;
}

/** The contact itself or, of one that was merged, the one it lives on in. */
const LIVING = `coalesce((SELECT contact_id FROM contact_merges WHERE organization_id = ?1 AND former_id = ?2), ?2)`;

export function standingStatements(member: MemberIdentity, contactId: string): InStatement[] {
  const { organizationId } = member;
  const about = [organizationId, contactId];
  const seen = visibleRoom(member, "r");
  const known = visibleContact(member, "c");
  const own = ownRoom(member, "r");
  return [
    fieldsStatement(organizationId),
    { sql: "SELECT division_id FROM divisions WHERE organization_id = ?", args: [organizationId] },
    of(`SELECT c.* FROM contacts AS c WHERE c.organization_id = ?1 AND c.contact_id = ${LIVING}`, about, known),
    of(
      `SELECT i.channel, i.external_id, i.created_at FROM identities AS i INDEXED BY identities_contact
       WHERE i.organization_id = ?1 AND i.contact_id = ${LIVING}`,
      about,
      ownChannels(member, "i"),
      `ORDER BY i.created_at LIMIT ${IDENTITIES_MAX}`,
    ),
    of(roomsOf("r.summary"), about, seen, `ORDER BY r.last_activity_at DESC, r.room_id LIMIT ${LIMITS.listPage + 1}`),
    of(
      `SELECT DISTINCT t.tag_id, coalesce(g.name, t.name) AS name
       FROM rooms AS r INDEXED BY rooms_contact
       CROSS JOIN conversation_tags AS t ON t.organization_id = r.organization_id AND t.room_id = r.room_id
       LEFT JOIN tags AS g ON g.tag_id = t.tag_id AND g.organization_id = t.organization_id
       WHERE r.organization_id = ?1 AND r.contact_id = ${LIVING} AND t.is_present = 1`,
      about,
      seen,
      `ORDER BY name LIMIT ${TAGS_MAX}`,
    ),
    { sql: `${roomsOf("r.room_id")} AND r.status IN ('unassigned', 'assigned')`, args: about },
    of(`${roomsOf("r.room_id")} AND r.status IN ('unassigned', 'assigned')`, about, seen, "LIMIT 1"),
    of(roomsOf("1"), about, own === null ? NOTHING : { sql: `NOT (${own.sql})`, args: own.args }, "LIMIT 1"),
  ];
}

const NOTHING: Condition = { sql: "false", args: [] };

const roomsOf = (columns: string): string =>
  `SELECT ${columns} FROM rooms AS r INDEXED BY rooms_contact WHERE r.organization_id = ?1 AND r.contact_id = ${LIVING}`;

/** A question narrowed by a condition; numbered arguments go first, and the condition's follow them. */
function of(sql: string, about: InValue[], condition: Condition | null, rest = ""): InStatement {
  if (condition === null) return { sql: `${sql} ${rest}`, args: about };
  return { sql: `${sql} AND (${condition.sql}) ${rest}`, args: [...about, ...condition.args] };
}

function contactIn(
  row: Row,
  [identities, rooms, tags, open, openSeen, hidden]: (Row[] | undefined)[],
): StandingContact {
  return {
    row: { changedByName: textOrNull(row.changed_by_name), ranks: ranksIn(row) },
    detail: detailIn(row, identities ?? [], rooms ?? [], tags ?? []),
    open: { count: open?.length ?? 0, roomId: textOrNull(openSeen?.[0]?.room_id ?? null) },
    hasHiddenRooms: (hidden?.length ?? 0) > 0,
  };
}

const ranksIn = ({ name_rank, email_rank, phone_rank }: Row): Ranks => ({
  name: Number(name_rank),
  email: Number(email_rank),
  phone: Number(phone_rank),
});

function detailIn(row: Row, identityRows: Row[], rooms: Row[], tags: Row[]): ContactDetail {
  const identities: ContactIdentity[] = identityRows.map(({ channel, external_id, created_at }) => ({
    channel: channel as Channel,
    externalId: String(external_id),
    createdAt: Number(created_at),
  }));
  return {
    ...contactRowOf(row, identities),
    company: textOrNull(row.company),
    fields: JSON.parse(String(row.fields)) as ContactDetail["fields"],
    isOptedOut: Number(row.is_opted_out) === 1,
    version: Number(row.version),
    identities,
    tags: tags.map(({ tag_id, name }) => ({ tagId: String(tag_id), name: String(name) })),
    rooms: rooms.slice(0, LIMITS.listPage).map(({ summary }) => JSON.parse(String(summary)) as RoomSummary),
    hasMoreRooms: rooms.length > LIMITS.listPage,
  };
}
