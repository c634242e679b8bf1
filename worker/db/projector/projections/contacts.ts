import type { EventOf } from "../../../../protocol/room-events.schema.ts";
import { RANKS } from "../../../contacts/rules.ts";
import { foldPhone, foldText } from "../../fold.ts";
import { contactWords, wordLine } from "../../words.ts";
import { insertOf, livingId } from "../living.ts";
import { type EventPiece, eventIn, type Piece } from "../pieces.ts";
import { type Cell, flag, insert, type Projection, source, text } from "../projection.ts";

const COLUMNS = [
  "organization_id",
  "contact_id",
  "name",
  "name_rank",
  "name_at",
  "name_folded",
  "email",
  "email_rank",
  "email_at",
  "email_folded",
  "phone",
  "phone_rank",
  "phone_at",
  "phone_digits",
  "is_verified",
  "is_blocked",
  "blocked_at",
  "created_at",
  "updated_at",
  "changed_by_name",
] as const;

/** CONTACT-10: who ranks higher wins; between equals the later one stands, whichever room brought it. */
const wins = (field: "name" | "email" | "phone"): string => `excluded.${field}_at IS NOT NULL AND (
  contacts.${field}_at IS NULL OR excluded.${field}_rank > contacts.${field}_rank
  OR (excluded.${field}_rank = contacts.${field}_rank AND excluded.${field}_at >= contacts.${field}_at))`;
const isLater = (at: string): string => `excluded.${at} IS NOT NULL AND excluded.${at} >= coalesce(contacts.${at}, 0)`;

const setIf = (condition: string, columns: string[]): string =>
  columns
    .map((column) => `${column} = CASE WHEN ${condition} THEN excluded.${column} ELSE contacts.${column} END`)
    .join(", ");

/** Of two ranks the one that stands after the row was taken. */
const rankAfter = (field: "email" | "phone"): string =>
  `(CASE WHEN ${wins(field)} THEN excluded.${field}_rank ELSE contacts.${field}_rank END)`;
/** While an address that was signed for stands; one that staff typed over the last of them was signed for by nobody. */
const IS_VERIFIED = `CASE
  WHEN ${rankAfter("email")} = ${RANKS.signed} OR ${rankAfter("phone")} = ${RANKS.signed} THEN 1
  WHEN ${rankAfter("email")} = ${RANKS.staff} OR ${rankAfter("phone")} = ${RANKS.staff} THEN 0
  ELSE max(contacts.is_verified, excluded.is_verified) END`;

/** GEN-11: staff have changed something, so that whoever has the contact open must not save over it unseen. */
const IS_STAFFS = (["name", "email", "phone"] as const)
  .map(
    (field) =>
      `(excluded.${field}_rank = ${RANKS.staff} AND excluded.${field} IS NOT contacts.${field} AND ${wins(field)})`,
  )
  .join(" OR ");

export const contactsProjection: Projection = {
  sql: insertOf(
    "contacts",
    COLUMNS,
    `ON CONFLICT (organization_id, contact_id) DO UPDATE SET
      ${setIf(wins("name"), ["name", "name_rank", "name_at", "name_folded"])},
      ${setIf(wins("email"), ["email", "email_rank", "email_at", "email_folded"])},
      ${setIf(wins("phone"), ["phone", "phone_rank", "phone_at", "phone_digits"])},
      is_verified = ${IS_VERIFIED},
      version = contacts.version + (${IS_STAFFS}),
      ${setIf(IS_STAFFS, ["changed_by_name"])},
      ${setIf(isLater("blocked_at"), ["is_blocked", "blocked_at"])},
      created_at = min(contacts.created_at, excluded.created_at),
      updated_at = max(contacts.updated_at, excluded.updated_at)`,
  ),
  rows: (piece) => {
    const created = eventIn(piece, "room.created");
    if (created !== null) {
      const { contactId, at } = created;
      return [contactRow(piece, { contactId, at, name: created.contactName ?? undefined })];
    }
    const linked = eventIn(piece, "contact.linked");
    if (linked !== null) {
      const { contactId, at, reason } = linked;
      // Whoever merged them has written the contact already.
      if (reason === "merged") return [];
      return [contactRow(piece, { contactId, at, name: linked.name ?? undefined, rank: RANKS.signed, isSigned: true })];
    }
    const updated = eventIn(piece, "contact.updated");
    if (updated !== null) return updatedRows(piece as EventPiece, updated);
    const blocked = eventIn(piece, "contact.blocked");
    const event = blocked ?? eventIn(piece, "contact.unblocked");
    if (event === null || event.isCopy) return [];
    return [contactRow(piece, { at: event.at, isBlocked: blocked !== null })];
  },
};

function updatedRows(piece: EventPiece, event: EventOf<"contact.updated">): Cell[][] {
  const { at, name, email, phone, actor, isVerified } = event;
  if (event.isCopy) return [];
  // The room may be another contact's by now; what a person said of themselves is not said of that one (WIDGET-19).
  const contactId = actor.type === "contact" ? actor.id : piece.summary.contact.contactId;
  const rank =
    actor.type === "member"
      ? RANKS.staff
      : isVerified
        ? RANKS.signed
        : RANKS[actor.type === "contact" ? "visitor" : "channel"];
  const by = actor.type === "member" ? actor.name : undefined;
  return [contactRow(piece, { contactId, at, name, email, phone, rank, isSigned: isVerified === true, by })];
}

/** Fields that are undefined were not said; an empty one was taken away. */
type Said = {
  /** Without it: whose the room is now. */
  contactId?: string;
  at: number;
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  rank?: number;
  /** By a signed identity. */
  isSigned?: boolean;
  isBlocked?: boolean;
  /** Name of who of the staff said it. */
  by?: string | undefined;
};

const contactRow = ({ organizationId, summary }: Piece, said: Said): Cell[] => [
  organizationId,
  said.contactId ?? summary.contact.contactId,
  kept(said.name),
  rankOf(said.name, said),
  saidAt(said.name, said.at),
  said.name ? foldText(text(said.name)) : null,
  kept(said.email),
  rankOf(said.email, said),
  saidAt(said.email, said.at),
  said.email ? text(said.email).trim().toLowerCase() : null,
  kept(said.phone),
  rankOf(said.phone, said),
  saidAt(said.phone, said.at),
  said.phone ? foldPhone(said.phone) : null,
  flag(said.isSigned === true),
  flag(said.isBlocked === true),
  said.isBlocked === undefined ? null : said.at,
  said.at,
  said.at,
  said.by === undefined ? null : text(said.by),
];

const kept = (value: string | undefined): string | null => (value ? text(value) : null);
const rankOf = (value: string | undefined, { rank = RANKS.channel }: Said): number => (value === undefined ? 0 : rank);
const saidAt = (value: string | undefined, at: number): number | null => (value === undefined ? null : at);

const IDENTITY_COLUMNS = ["organization_id", "channel", "external_id", "contact_id", "created_at"] as const;

/** An identity that is known keeps its contact: merging may have moved it. */
export const identitiesProjection: Projection = {
  sql: insertOf("identities", IDENTITY_COLUMNS, "ON CONFLICT (organization_id, channel, external_id) DO NOTHING"),
  rows: (piece: Piece) => {
    const event = eventIn(piece, "room.created");
    if (event === null) return [];
    return [[piece.organizationId, event.channel, text(event.externalId), event.contactId, event.at]];
  },
};

const LINKED_COLUMNS = ["organization_id", "external_id", "channel", "contact_id", "former_contact_id"] as const;

/**
 * WIDGET-19: the address is the known contact's from here on. The contact it was before keeps its row, which nothing points
 * at any more: people are found by their rooms and addresses.
 */
export const linkedProjection: Projection = {
  sql: `UPDATE identities SET contact_id = ${livingId("s.contact_id")} FROM ${source(LINKED_COLUMNS)} AS s
        WHERE identities.organization_id = s.organization_id AND identities.channel = s.channel
          AND identities.external_id = s.external_id
          AND identities.contact_id IN (s.former_contact_id, ${livingId("s.former_contact_id")})`,
  rows: (piece) => {
    const event = eventIn(piece, "contact.linked");
    if (event === null || event.reason === "merged") return [];
    const { channel, contact } = piece.summary;
    return [[piece.organizationId, text(contact.externalId), channel, event.contactId, event.formerContactId]];
  },
};

const ROOM_CONTACT_EVENTS: ReadonlySet<string> = new Set(["room.created", "contact.updated", "contact.linked"]);
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
    if (piece.type !== "event" || !ROOM_CONTACT_EVENTS.has(piece.event.type)) return [];
    const { names, phones, emails } = contactWords(piece.summary);
    return [[piece.organizationId, piece.roomId, piece.summary.version, ...[names, phones, emails].map(wordLine)]];
  },
};
