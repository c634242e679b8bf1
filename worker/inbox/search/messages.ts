import type { InStatement, Row } from "@libsql/client/web";
import type { Channel } from "../../../protocol/channels.ts";
import type { MessageHit, MessageHitPage, SearchQuery } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { maskSummary, seesMasked } from "../../../protocol/masking.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Database } from "../../db/client.ts";
import { firstIdAt } from "../../db/message-ids.ts";
import { wordsIn } from "../../db/words.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { visibleRoom } from "../visible.ts";
import type { SearchRange } from "./range.ts";

/** How many matching messages one round trip looks through for those the member may see, and how many trips there are. */
const LOOK_THROUGH = 20_000;
const MAX_TRIPS = 4;
/** SQLite keeps the order of a subquery only if that has a limit, which may be none. */
const NO_LIMIT = -1;

/**
 * Messages whose text or file name has every word, or words that begin so, newest first (SEARCH-2): of this organization, in
 * rooms this member sees, of a stretch of time. A page may be short and still have a cursor, when very many matches lie in rooms the member may not see.
 * null: the cursor is not one of ours. Rejects with DatabaseUnavailable.
 */
export async function searchMessages(
  db: Database,
  member: MemberIdentity,
  query: Pick<SearchQuery, "q" | "cursor" | "limit">,
  range: SearchRange,
): Promise<MessageHitPage | null> {
  const words = matchWords(query.q);
  const position =
    query.cursor === undefined ? [firstIdAt(range.until + 1)] : decodeCursor(query.cursor, [/^\d{1,19}$/]);
  if (position === null) return null;
  if (words === null) return { hits: [], nextCursor: null };
  const limit = query.limit ?? LIMITS.listPage;
  const stretch = {
    match: `tenant : ${quoted(member.organizationId.slice(4))} AND text : (${words})`,
    from: firstIdAt(range.from),
  };
  const hitOf = (row: Row): MessageHit => hitIn(row, member, wordsIn(query.q));
  const found: Row[] = [];
  let before = position[0] ?? "";
  for (let trip = 0; trip < MAX_TRIPS && found.length <= limit; trip++) {
    const [hits, seen] = await db.$client.batch(
      searchStatements(member, { ...stretch, before }, limit + 1 - found.length),
      "read",
    );
    found.push(...(hits?.rows ?? []));
    const lowest = seen?.rows[0]?.lowest;
    if (lowest == null) return pageOf(found, limit, null, hitOf);
    before = String(lowest);
  }
  return pageOf(found, limit, before, hitOf);
}

/** `rest`: where to go on if the page is not full; null when everything has been looked through. */
function pageOf(found: Row[], limit: number, rest: string | null, hitOf: (row: Row) => MessageHit): MessageHitPage {
  const hits = found.slice(0, limit);
  const end = found.length > limit ? String(hits.at(-1)?.id) : rest;
  return { hits: hits.map(hitOf), nextCursor: end === null ? null : encodeCursor(end) };
}

/** Ids of messages: from this one on, before that one. */
export type Stretch = { match: string; from: string; before: string };

/**
 * Ids exceed 53 bits, so they travel as text. Whoever sees every room needs no bound, because every match is a hit; for
 * others the second statement says how far the first one looked.
 */
export function searchStatements(
  member: MemberIdentity,
  { match, from, before }: Stretch,
  limit: number,
): InStatement[] {
  const visible = visibleRoom(member, "m");
  const looked = `SELECT rowid AS id FROM messages_fts WHERE messages_fts MATCH ? AND rowid < CAST(? AS INTEGER)
                    AND rowid >= CAST(? AS INTEGER)
                  ORDER BY rowid DESC LIMIT ${visible === null ? NO_LIMIT : LOOK_THROUGH}`;
  const hits: InStatement = {
    sql: `SELECT CAST(m.id AS TEXT) AS id, m.room_id, m.seq, m.at, m.text, m.file_name, m.direction, m.author_name,
                 r.channel, r.summary ->> '$.contact' AS contact
          FROM (${looked}) AS f
          CROSS JOIN messages AS m ON m.id = f.id
          CROSS JOIN rooms AS r ON r.organization_id = m.organization_id AND r.room_id = m.room_id
          WHERE m.organization_id = ? ${visible === null ? "" : `AND ${visible.sql}`} LIMIT ?`,
    args: [match, before, from, member.organizationId, ...(visible?.args ?? []), limit],
  };
  if (visible === null) return [hits];
  const farthest = `SELECT CAST(id AS TEXT) AS lowest FROM (${looked}) LIMIT 1 OFFSET ${LOOK_THROUGH - 1}`;
  return [hits, { sql: farthest, args: [match, before, from] }];
}

function hitIn(row: Row, member: MemberIdentity, searched: readonly string[]): MessageHit {
  const channel = row.channel as Channel;
  const contact = JSON.parse(String(row.contact)) as RoomSummary["contact"];
  const { name } = seesMasked(member) ? maskSummary({ channel, contact } as RoomSummary).contact : contact;
  const fileName = row.file_name as string | null;
  const isInFile = wordsIn(fileName ?? "").some((word) => searched.some((beginning) => word.startsWith(beginning)));
  return {
    roomId: String(row.room_id),
    seq: Number(row.seq),
    at: Number(row.at),
    text: (row.text as string | null) ?? "",
    direction: row.direction as MessageHit["direction"],
    authorName: row.author_name as string | null,
    contactName: name,
    channel,
    fileName: isInFile ? fileName : null,
  };
}

/** Each word as a phrase of the index, which folds it as it folded the text; null: there is nothing to look for. */
function matchWords(typed: string): string | null {
  const words = typed.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  // A single letter would begin half of all words.
  return words.map((word) => quoted(word) + ((word.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 1 ? "*" : "")).join(" AND ");
}

const quoted = (phrase: string): string => `"${phrase.replaceAll('"', '""').replaceAll("\0", "")}"`;
