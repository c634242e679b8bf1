import type { InStatement, Row } from "@libsql/client/web";
import type { RoomListPage, SearchQuery } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { maskSummary, seesMasked } from "../../../protocol/masking.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Database } from "../../db/client.ts";
import { type ContactWords, contactWords } from "../../db/words.ts";
import { encodePosition, positionIn } from "../cursor.ts";
import { LOOK_THROUGH, lookThrough, type Paged, type Position } from "../look-through.ts";
import { type Condition, visibleRoom } from "../visible.ts";
import type { SearchRange } from "./range.ts";
import { type ContactTerms, contactCondition, contactMatch, contactTerms, isContactMatch } from "./terms.ts";

/** So many matches are read and sorted at once; of more the rooms are gone through, newest first. */
const SORTED_MAX = 5_000;

export type RoomSearch = Pick<SearchQuery, "q" | "cursor" | "limit">;

/**
 * Rooms whose contact is found by the words (SEARCH-1) and that this member sees, the last active first, of a stretch of
 * time. Whoever sees contacts masked finds by what is shown alone (CONTACT-8). A page may be short and still have a
 * cursor. null: the cursor is not one of ours. Rejects with DatabaseUnavailable.
 */
export async function searchRooms(
  db: Database,
  member: MemberIdentity,
  query: RoomSearch,
  range: SearchRange,
  bounds = { sortedMax: SORTED_MAX, roomsAtOnce: LOOK_THROUGH },
): Promise<Omit<RoomListPage, "lagMs"> | null> {
  const after = query.cursor === undefined ? null : positionIn(query.cursor);
  if (query.cursor !== undefined && after === null) return null;
  const terms = contactTerms(query.q);
  if (terms.length === 0) return { rooms: [], nextCursor: null };
  const ask = { member, terms, range };
  const isFew = await hasAtMost(db, ask, bounds.sortedMax);
  const paged = isFew ? sortedMatches(ask) : throughRooms(ask, bounds.roomsAtOnce);
  const isMasked = seesMasked(member);
  const show = isMasked ? (row: Row) => maskSummary(summaryIn(row)) : summaryIn;
  const isShown = isMasked ? (row: Row) => isContactMatch(terms, visibleWords(show(row))) : undefined;
  const { rows, next } = await lookThrough(db, paged, after, query.limit ?? LIMITS.listPage, isShown);
  return { rooms: rows.map(show), nextCursor: next && encodePosition(next) };
}

export type RoomAsk = { member: MemberIdentity; terms: ContactTerms; range: SearchRange };

const matchOf = ({ member, terms }: RoomAsk): string =>
  `tenant : "${member.organizationId.slice(4)}" AND (${contactMatch(terms)})`;

export const countStatement = (ask: RoomAsk, atMost: number): InStatement => ({
  sql: `SELECT count(*) AS found FROM (SELECT 1 FROM room_contacts_fts WHERE room_contacts_fts MATCH ? LIMIT ?)`,
  args: [matchOf(ask), atMost + 1],
});

async function hasAtMost(db: Database, ask: RoomAsk, atMost: number): Promise<boolean> {
  const { rows } = await db.$client.execute(countStatement(ask, atMost));
  return Number(rows[0]?.found) <= atMost;
}

const beyond = (after: Position | null, row: string): Condition =>
  after === null
    ? { sql: "true", args: [] }
    : { sql: `(${row}.last_activity_at, ${row}.room_id) < (?, ?)`, args: [after.at, after.roomId] };
const seen = (member: MemberIdentity, row: string): Condition => visibleRoom(member, row) ?? { sql: "true", args: [] };

/** Every match, sorted. */
export const sortedMatches = (ask: RoomAsk): Paged => ({
  farthest: null,
  page(after, limit) {
    const { member, range } = ask;
    const [position, sight] = [beyond(after, "r"), seen(member, "c")];
    return {
      sql: `SELECT r.last_activity_at AS at, r.room_id, r.summary
            FROM (SELECT rowid AS id FROM room_contacts_fts WHERE room_contacts_fts MATCH ?) AS f
            CROSS JOIN room_contacts AS c ON c.id = f.id
            CROSS JOIN rooms AS r ON r.organization_id = c.organization_id AND r.room_id = c.room_id
            WHERE r.organization_id = ? AND r.last_activity_at BETWEEN ? AND ?
              AND ${position.sql} AND ${sight.sql}
            ORDER BY at DESC, r.room_id DESC LIMIT ?`,
      args: [matchOf(ask), member.organizationId, range.from, range.until, ...position.args, ...sight.args, limit],
    };
  },
});

/** The newest rooms, of which many match. */
export function throughRooms(ask: RoomAsk, roomsAtOnce: number): Paged {
  const { member, terms, range } = ask;
  const inOrder = (after: Position | null) => {
    const position = beyond(after, "a");
    return {
      sql: `SELECT last_activity_at AS at, room_id FROM rooms AS a INDEXED BY rooms_by_activity
            WHERE organization_id = ? AND last_activity_at BETWEEN ? AND ? AND ${position.sql}
            ORDER BY last_activity_at DESC, room_id DESC LIMIT ?`,
      args: [member.organizationId, range.from, range.until, ...position.args, roomsAtOnce],
    };
  };
  const [words, sight] = [contactCondition(terms), seen(member, "c")];
  return {
    page(after, limit) {
      const found = inOrder(after);
      return {
        sql: `SELECT f.at, f.room_id, r.summary FROM (${found.sql}) AS f
              CROSS JOIN room_contacts AS c ON c.organization_id = ? AND c.room_id = f.room_id
              CROSS JOIN rooms AS r ON r.organization_id = c.organization_id AND r.room_id = c.room_id
              WHERE ${words.sql} AND ${sight.sql} LIMIT ?`,
        args: [...found.args, member.organizationId, ...words.args, ...sight.args, limit],
      };
    },
    farthest(after) {
      const found = inOrder(after);
      return { sql: `SELECT at, room_id FROM (${found.sql}) LIMIT 1 OFFSET ${roomsAtOnce - 1}`, args: found.args };
    },
  };
}

const summaryIn = (row: Row): RoomSummary => JSON.parse(String(row.summary)) as RoomSummary;

/** Of a masked number or address only the beginning is a word that one can search by. */
function visibleWords({ channel, contact }: RoomSummary): ContactWords {
  const head = <T extends string | null>(value: T) => (value?.split("*")[0] ?? value) as T;
  return contactWords({
    channel,
    contact: {
      ...contact,
      phone: head(contact.phone),
      email: head(contact.email),
      externalId: head(contact.externalId),
    },
  });
}
