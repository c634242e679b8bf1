import type { InStatement, InValue } from "@libsql/client/web";
import type { ContactQuery } from "../../protocol/contacts.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { joined } from "../inbox/list/conditions.ts";
import type { Paged } from "../inbox/look-through.ts";
import { type ContactTerms, contactMatch } from "../inbox/search/terms.ts";
import type { Condition } from "../inbox/visible.ts";
import { rowColumns } from "./rows.ts";
import { ownChannels, visibleContact } from "./sight.ts";

/** Where a contact stands in the list: the time of its last change, or its folded name, null of who has none. */
export type Place = { key: number | string | null; contactId: string };

/** `q` is trimmed; empty: nothing is looked for. */
export type ContactAsk = Pick<ContactQuery, "q" | "sort"> &
  Partial<Pick<ContactQuery, "channel" | "divisionId" | "from" | "to">>;

const NO_DIVISION = "general";

export type Ask = { member: MemberIdentity; query: ContactAsk };

/** What is checked on each contact that was found. */
function conditionsOf({ member, query }: Ask, isDivisionDone: boolean): Condition {
  const { channel, divisionId, from, to } = query;
  const only = (isWanted: boolean, sql: string, ...args: InValue[]): Condition[] => (isWanted ? [{ sql, args }] : []);
  const own = ownChannels(member, "x");
  const isIdentity = `EXISTS (SELECT 1 FROM identities AS x INDEXED BY identities_contact WHERE x.organization_id = c.organization_id
    AND x.contact_id = c.contact_id AND x.channel = ? ${own === null ? "" : `AND ${own.sql}`})`;
  const sight = visibleContact(member, "c");
  return joined([
    ...only(divisionId !== undefined && !isDivisionDone, "c.division_id IS ?", divisionIn(query)),
    ...only(from !== undefined, "c.created_at >= ?", from ?? 0),
    ...only(to !== undefined, "c.created_at < ?", to ?? 0),
    ...only(channel !== undefined, isIdentity, channel ?? "", ...(own?.args ?? [])),
    ...(sight === null ? [] : [sight]),
  ]);
}

const divisionIn = ({ divisionId }: ContactAsk): string | null =>
  divisionId === undefined || divisionId === NO_DIVISION ? null : divisionId;

const WORDS = `CROSS JOIN contact_words AS w ON w.organization_id = c.organization_id AND w.contact_id = c.contact_id`;

/** Everybody in the list's order, as an index has it, so many at a time. */
export function everybody(ask: Ask, contactsAtOnce: number): Paged<Place> {
  const { member, query } = ask;
  const isByName = query.sort === "name";
  const isSifted = query.q !== "";
  const rest = conditionsOf(ask, !isByName);
  const columns = rowColumns(member);
  const isWhole = rest.sql === "" && !isSifted;
  const inOrder = (after: Place | null, limit: number): Condition =>
    isByName ? byName(member.organizationId, after, limit) : byChange(ask, after, limit);
  return {
    page(after, limit) {
      const found = inOrder(after, isWhole ? limit : contactsAtOnce);
      return {
        sql: `SELECT f.key, ${columns.sql}${isSifted ? ", w.names, w.phones, w.emails" : ""} FROM (${found.sql}) AS f
              CROSS JOIN contacts AS c ON c.organization_id = ? AND c.contact_id = f.contact_id ${isSifted ? WORDS : ""}
              ${rest.sql === "" ? "" : `WHERE ${rest.sql}`} LIMIT ?`,
        args: [...columns.args, ...found.args, member.organizationId, ...rest.args, limit],
      };
    },
    farthest: isWhole && !isByName ? null : (after) => farthest(inOrder, after, contactsAtOnce, isByName),
  };
}

/** Those without a name follow when those with one have come to an end. */
function farthest(
  inOrder: (after: Place | null, limit: number) => Condition,
  after: Place | null,
  contactsAtOnce: number,
  isByName: boolean,
): InStatement {
  const found = inOrder(after, contactsAtOnce);
  const nameless = isByName && after?.key !== null ? "UNION ALL SELECT NULL, ''" : "";
  return {
    sql: `SELECT key, contact_id FROM (SELECT key, contact_id FROM (${found.sql}) LIMIT 1 OFFSET ${contactsAtOnce - 1})
          ${nameless} LIMIT 1`,
    args: found.args,
  };
}

/** Whoever was made since then was changed since then. */
function byChange({ member, query }: Ask, after: Place | null, limit: number): Condition {
  const isInDivision = query.divisionId !== undefined;
  return {
    sql: `SELECT updated_at AS key, contact_id
          FROM contacts INDEXED BY ${isInDivision ? "contacts_division" : "contacts_updated"}
          WHERE organization_id = ? ${isInDivision ? "AND division_id IS ?" : ""} AND updated_at >= ?
            ${after === null ? "" : "AND (updated_at, contact_id) < (?, ?)"}
          ORDER BY updated_at DESC, contact_id DESC LIMIT ?`,
    args: [
      member.organizationId,
      ...(isInDivision ? [divisionIn(query)] : []),
      query.from ?? 0,
      ...(after === null ? [] : [after.key, after.contactId]),
      limit,
    ],
  };
}

function byName(organizationId: string, after: Place | null, limit: number): Condition {
  const isNameless = after?.key === null;
  const beyond = isNameless ? "AND contact_id > ?" : "AND (name_folded, contact_id) > (?, ?)";
  return {
    sql: `SELECT name_folded AS key, contact_id FROM contacts INDEXED BY contacts_name
          WHERE organization_id = ? AND name_folded IS ${isNameless ? "NULL" : "NOT NULL"} ${after === null ? "" : beyond}
          ORDER BY name_folded, contact_id LIMIT ?`,
    args: [
      organizationId,
      ...(after === null ? [] : isNameless ? [after.contactId] : [after.key, after.contactId]),
      limit,
    ],
  };
}

const matchOf = ({ member }: Ask, terms: ContactTerms): string =>
  `tenant : "${member.organizationId.slice(4)}" AND (${contactMatch(terms)})`;

export const countMatches = (ask: Ask, terms: ContactTerms, atMost: number): InStatement => ({
  sql: "SELECT count(*) AS found FROM (SELECT 1 FROM contact_words_fts WHERE contact_words_fts MATCH ? LIMIT ?)",
  args: [matchOf(ask, terms), atMost + 1],
});

/** Every match, sorted. */
export function sortedMatches(ask: Ask, terms: ContactTerms): Paged<Place> {
  const { member, query } = ask;
  const isByName = query.sort === "name";
  const rest = conditionsOf(ask, false);
  const columns = rowColumns(member);
  return {
    farthest: null,
    page(after, limit) {
      const beyond = beyondPlace(after, isByName);
      const conditions = joined([beyond, rest]);
      return {
        sql: `SELECT ${isByName ? "c.name_folded" : "c.updated_at"} AS key, ${columns.sql}
              FROM (SELECT rowid AS id FROM contact_words_fts WHERE contact_words_fts MATCH ?) AS f
              CROSS JOIN contact_words AS w ON w.id = f.id
              CROSS JOIN contacts AS c ON c.organization_id = w.organization_id AND c.contact_id = w.contact_id
              WHERE c.organization_id = ? ${conditions.sql === "" ? "" : `AND ${conditions.sql}`}
              ORDER BY ${isByName ? "key IS NULL, key, c.contact_id" : "key DESC, c.contact_id DESC"} LIMIT ?`,
        args: [...columns.args, matchOf(ask, terms), member.organizationId, ...conditions.args, limit],
      };
    },
  };
}

function beyondPlace(after: Place | null, isByName: boolean): Condition {
  if (after === null) return { sql: "", args: [] };
  const { key, contactId } = after;
  if (!isByName) return { sql: "(c.updated_at, c.contact_id) < (?, ?)", args: [key, contactId] };
  if (key === null) return { sql: "c.name_folded IS NULL AND c.contact_id > ?", args: [contactId] };
  return { sql: "(c.name_folded IS NULL OR (c.name_folded, c.contact_id) > (?, ?))", args: [key, contactId] };
}
