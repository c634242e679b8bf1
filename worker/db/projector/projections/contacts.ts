import type { EventOf } from "../../../../protocol/room-events.schema.ts";
import { foldPhone, foldText } from "../../fold.ts";
import { contactWords, wordLine } from "../../words.ts";
import { type EventPiece, eventIn, type Piece } from "../pieces.ts";
import { type Cell, flag, insert, type Projection, text } from "../projection.ts";

const COLUMNS = [
  "organization_id",
  "contact_id",
  "name",
  "is_name_by_staff",
  "name_at",
  "name_folded",
  "email",
  "email_at",
  "email_folded",
  "phone",
  "phone_at",
  "phone_digits",
  "is_blocked",
  "blocked_at",
  "created_at",
  "updated_at",
] as const;

/** CONTACT-10: a name by staff beats any other; between equals the later one stands, whichever room brought it. */
const NAME_WINS = `excluded.name_at IS NOT NULL AND (contacts.name_at IS NULL
  OR excluded.is_name_by_staff > contacts.is_name_by_staff
  OR (excluded.is_name_by_staff = contacts.is_name_by_staff AND excluded.name_at >= contacts.name_at))`;
const isLater = (at: string): string => `excluded.${at} IS NOT NULL AND excluded.${at} >= coalesce(contacts.${at}, 0)`;

const setIf = (condition: string, columns: string[]): string =>
  columns
    .map((column) => `${column} = CASE WHEN ${condition} THEN excluded.${column} ELSE contacts.${column} END`)
    .join(", ");

export const contactsProjection: Projection = {
  sql: insert(
    "contacts",
    COLUMNS,
    `ON CONFLICT (organization_id, contact_id) DO UPDATE SET
      ${setIf(NAME_WINS, ["name", "is_name_by_staff", "name_at", "name_folded"])},
      ${setIf(isLater("email_at"), ["email", "email_at", "email_folded"])},
      ${setIf(isLater("phone_at"), ["phone", "phone_at", "phone_digits"])},
      ${setIf(isLater("blocked_at"), ["is_blocked", "blocked_at"])},
      created_at = min(contacts.created_at, excluded.created_at),
      updated_at = max(contacts.updated_at, excluded.updated_at)`,
  ),
  rows: (piece) => {
    const created = eventIn(piece, "room.created");
    if (created !== null) {
      return [contactRow(piece, { at: created.at, name: created.contactName ?? undefined })];
    }
    const updated = eventIn(piece, "contact.updated");
    if (updated !== null) return [updatedRow(piece as EventPiece, updated)];
    const blocked = eventIn(piece, "contact.blocked");
    const event = blocked ?? eventIn(piece, "contact.unblocked");
    return event === null ? [] : [contactRow(piece, { at: event.at, isBlocked: blocked !== null })];
  },
};

function updatedRow(piece: EventPiece, event: EventOf<"contact.updated">): Cell[] {
  const { at, name, email, phone, actor } = event;
  return contactRow(piece, { at, name, email, phone, isByStaff: actor.type === "member" });
}

/** Fields that are undefined were not said; an empty one was taken away. */
type Said = {
  at: number;
  name?: string;
  email?: string;
  phone?: string;
  isByStaff?: boolean;
  isBlocked?: boolean;
};

const contactRow = ({ organizationId, summary }: Piece, said: Said): Cell[] => [
  organizationId,
  summary.contact.contactId,
  kept(said.name),
  flag(said.isByStaff === true && said.name !== undefined),
  saidAt(said.name, said.at),
  said.name ? foldText(text(said.name)) : null,
  kept(said.email),
  saidAt(said.email, said.at),
  said.email ? text(said.email).trim().toLowerCase() : null,
  kept(said.phone),
  saidAt(said.phone, said.at),
  said.phone ? foldPhone(said.phone) : null,
  flag(said.isBlocked === true),
  said.isBlocked === undefined ? null : said.at,
  said.at,
  said.at,
];

const kept = (value: string | undefined): string | null => (value ? text(value) : null);
const saidAt = (value: string | undefined, at: number): number | null => (value === undefined ? null : at);

const IDENTITY_COLUMNS = ["organization_id", "channel", "external_id", "contact_id", "created_at"] as const;

/** An identity that is known keeps its contact: merging may have moved it. */
export const identitiesProjection: Projection = {
  sql: insert("identities", IDENTITY_COLUMNS, "ON CONFLICT (organization_id, channel, external_id) DO NOTHING"),
  rows: (piece: Piece) => {
    const event = eventIn(piece, "room.created");
    if (event === null) return [];
    return [[piece.organizationId, event.channel, text(event.externalId), event.contactId, event.at]];
  },
};

const FOUND_COLUMNS = ["organization_id", "room_id", "version", "names", "phones", "emails"] as const;

/** SEARCH-1. Written only with the events that change it: the summary that comes with them says it whole. */
export const roomContactsProjection: Projection = {
  sql: insert(
    "room_contacts",
    FOUND_COLUMNS,
    `ON CONFLICT (organization_id, room_id) DO UPDATE SET version = excluded.version, names = excluded.names,
       phones = excluded.phones, emails = excluded.emails
     WHERE excluded.version > room_contacts.version`,
  ),
  rows: (piece) => {
    if (eventIn(piece, "room.created") === null && eventIn(piece, "contact.updated") === null) return [];
    const { names, phones, emails } = contactWords(piece.summary);
    return [[piece.organizationId, piece.roomId, piece.summary.version, ...[names, phones, emails].map(wordLine)]];
  },
};
