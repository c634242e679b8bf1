import type { Row } from "@libsql/client/web";
import type { ContactPage, ContactQuery } from "../../protocol/contacts.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { Database } from "../db/client.ts";
import { type ContactWords, contactWords, wordsIn } from "../db/words.ts";
import { decodeCursor, encodeCursor } from "../inbox/cursor.ts";
import { LOOK_THROUGH, lookThroughBy, type Paged } from "../inbox/look-through.ts";
import { type ContactTerms, contactTerms, isContactMatch } from "../inbox/search/terms.ts";
import { type Ask, type ContactAsk, countMatches, everybody, type Place, sortedMatches } from "./list-plans.ts";
import { contactRowIn, identitiesIn } from "./rows.ts";
import { ownChannels } from "./sight.ts";

export type ListBounds = { sortedMax: number; contactsAtOnce: number };

/** So many matches are read and sorted at once; of more the contacts are gone through in their order. */
const BOUNDS: ListBounds = { sortedMax: 5_000, contactsAtOnce: LOOK_THROUGH };

/**
 * A page of the contacts this member works with. A page may be short and still have a cursor, when what is wanted is rare
 * among very many. null: the cursor is not one of ours. Rejects with DatabaseUnavailable.
 */
export async function listContacts(
  db: Database,
  member: MemberIdentity,
  query: ContactAsk & Pick<ContactQuery, "cursor" | "limit">,
  bounds: ListBounds = BOUNDS,
): Promise<ContactPage | null> {
  const after = query.cursor === undefined ? null : placeFrom(query.cursor, query.sort);
  if (query.cursor !== undefined && after === null) return null;
  const q = query.q.trim();
  const ask = { member, query: { ...query, q } };
  const terms = contactTerms(q);
  if (q === "") return pageOf(await look(db, everybody(ask, bounds.contactsAtOnce), after, query.limit));
  if (terms.length === 0) return { contacts: [], nextCursor: null };
  const isFew = await hasAtMost(db, ask, terms, bounds.sortedMax);
  // The index holds what a contact is called on every channel: who is told of some is answered by what they are told.
  const isNarrow = ownChannels(member, "x") !== null;
  const isMatch = (row: Row): boolean => isContactMatch(terms, isNarrow ? wordsShownIn(row) : wordsOf(row));
  const paged = isFew ? sortedMatches(ask, terms) : everybody(ask, bounds.contactsAtOnce);
  return pageOf(await look(db, paged, after, query.limit, isFew && !isNarrow ? undefined : isMatch));
}

type Looked = { rows: Row[]; next: Place | null };

const look = (db: Database, paged: Paged<Place>, after: Place | null, limit: number, isMatch?: (row: Row) => boolean) =>
  lookThroughBy(placeOf, db, paged, after, limit, isMatch);

const pageOf = ({ rows, next }: Looked): ContactPage => ({
  contacts: rows.map(contactRowIn),
  nextCursor: next && encodePlace(next),
});

const placeOf = (row: Row): Place => ({ key: row.key as Place["key"], contactId: String(row.contact_id) });

/** A name may hold whatever cursors are made of. */
const encodePlace = ({ key, contactId }: Place): string =>
  encodeCursor(key === null ? "-" : `=${encodeURIComponent(key)}`, contactId);

function placeFrom(cursor: string, sort: ContactQuery["sort"]): Place | null {
  const key = sort === "updated" ? /^=\d{1,15}$/ : /^(-|=([\w.!~*'()-]|%[0-9A-F]{2})*)$/;
  const parts = decodeCursor(cursor, [key, /^\w{0,80}$/]);
  if (parts === null) return null;
  const [written = "", contactId = ""] = parts;
  if (written === "-") return { key: null, contactId };
  const read = decoded(written.slice(1));
  return read === null ? null : { key: sort === "updated" ? Number(read) : read, contactId };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

async function hasAtMost(db: Database, ask: Ask, terms: ContactTerms, atMost: number): Promise<boolean> {
  const { rows } = await db.$client.execute(countMatches(ask, terms, atMost));
  return Number(rows[0]?.found) <= atMost;
}

function wordsShownIn(row: Row): ContactWords {
  const { contactId, name, email, phone } = contactRowIn(row);
  const contact = { contactId, name, email, phone };
  const called = identitiesIn(row).map(({ channel, externalId }) =>
    contactWords({ channel, contact: { ...contact, externalId } }),
  );
  const own = contactWords({ channel: "web_chat", contact: { ...contact, externalId: "" } });
  const all = (of: keyof ContactWords): string[] => [own, ...called].flatMap((words) => words[of]);
  return { names: all("names"), phones: all("phones"), emails: all("emails") };
}

const wordsOf = ({ names, phones, emails }: Row): ContactWords => ({
  names: wordsIn(String(names)),
  phones: String(phones).split(" "),
  emails: wordsIn(String(emails)),
});
