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
import { type MessageWords, messageWords, quoted } from "./message-words.ts";
import type { SearchRange } from "./range.ts";

/** How many matching messages one round trip looks through for those the member may see, and how many trips there are. */
const LOOK_THROUGH = 20_000;
const MAX_TRIPS = 4;
/** Of those that only may match, so many pages are read, out of so many messages at most, before all that do are gathered. */
const QUICK_PAGES = 3;
const QUICK_LOOK = 3_000;
/** SQLite keeps the order of a subquery only if that has a limit, which may be none. */
const NO_LIMIT = -1;

/**
 * Messages whose text or file name has every word, or words that begin so, newest first (SEARCH-2): of this organization,
 * in rooms this member sees, of a stretch of time. A page may be short and still have a cursor, when very many matches
 * lie in rooms the member may not see. null: the cursor is not one of ours. Rejects with DatabaseUnavailable.
 */
export async function searchMessages(
  db: Database,
  member: MemberIdentity,
  query: Pick<SearchQuery, "q" | "cursor" | "limit">,
  range: SearchRange,
): Promise<MessageHitPage | null> {
  const words = messageWords(query.q);
  const position =
    query.cursor === undefined ? [firstIdAt(range.until + 1)] : decodeCursor(query.cursor, [/^\d{1,19}$/]);
  if (position === null) return null;
  if (words === null) return { hits: [], nextCursor: null };
  const limit = query.limit ?? LIMITS.listPage;
  const stretch = { from: firstIdAt(range.from), before: position[0] ?? "" };
  const { found, rest } =
    (await quickLook(db, member, words.quick, stretch, limit)) ?? (await gather(db, member, words, stretch, limit));
  const hits = found.slice(0, limit);
  const end = found.length > limit ? String(hits.at(-1)?.id) : rest;
  const searched = wordsIn(query.q);
  return { hits: hits.map((row) => hitIn(row, member, searched)), nextCursor: end === null ? null : encodeCursor(end) };
}

/** Ids of messages: from this one on, before that one. */
export type Stretch = { from: string; before: string };
/** `rest`: where to go on if what was found does not fill the page; null when everything has been looked through. */
type Looked = { found: Row[]; rest: string | null };

/** Fills the page if the words stand in many messages, which is when gathering takes long; null: they do not. */
async function quickLook(
  db: Database,
  member: MemberIdentity,
  quick: MessageWords["quick"],
  stretch: Stretch,
  limit: number,
): Promise<Looked | null> {
  if (quick === null) return null;
  const { rows } = await db.$client.execute(
    hitsStatement(member, quick.match, stretch, QUICK_PAGES * (limit + 1), QUICK_LOOK),
  );
  const found = rows.filter(({ text, file_name }) => quick.isMeant([text, file_name].filter(Boolean).join(" ")));
  return found.length > limit ? { found, rest: null } : null;
}

async function gather(
  db: Database,
  member: MemberIdentity,
  { match }: MessageWords,
  { from, before }: Stretch,
  limit: number,
): Promise<Looked> {
  const found: Row[] = [];
  let rest: string | null = before;
  for (let trip = 0; trip < MAX_TRIPS && rest !== null; trip++) {
    const stretch = { from, before: rest };
    found.push(...(await db.$client.execute(hitsStatement(member, match, stretch, limit + 1 - found.length))).rows);
    if (found.length > limit) break;
    const farthest = farthestStatement(member, match, stretch);
    const lowest = farthest && (await db.$client.execute(farthest)).rows[0]?.lowest;
    rest = lowest == null ? null : String(lowest);
  }
  return { found, rest };
}

const matchIn = (member: MemberIdentity, words: string): string =>
  `tenant : ${quoted(member.organizationId.slice(4))} AND text : (${words})`;

/** Whoever sees every room needs no bound, because every match is a hit. */
const lookedIn = (member: MemberIdentity, bound = LOOK_THROUGH): string =>
  `SELECT rowid AS id FROM messages_fts WHERE messages_fts MATCH ? AND rowid < CAST(? AS INTEGER)
     AND rowid >= CAST(? AS INTEGER)
   ORDER BY rowid DESC LIMIT ${visibleRoom(member, "m") === null ? NO_LIMIT : bound}`;

/** Ids exceed 53 bits, so they travel as text. */
export function hitsStatement(
  member: MemberIdentity,
  words: string,
  { from, before }: Stretch,
  limit: number,
  bound = LOOK_THROUGH,
): InStatement {
  const visible = visibleRoom(member, "m");
  return {
    sql: `SELECT CAST(m.id AS TEXT) AS id, m.room_id, m.seq, m.at, m.text, m.file_name, m.direction, m.author_name,
                 r.channel, r.summary ->> '$.contact' AS contact
          FROM (${lookedIn(member, bound)}) AS f
          CROSS JOIN messages AS m ON m.id = f.id
          CROSS JOIN rooms AS r ON r.organization_id = m.organization_id AND r.room_id = m.room_id
          WHERE m.organization_id = ? ${visible === null ? "" : `AND ${visible.sql}`} LIMIT ?`,
    args: [matchIn(member, words), before, from, member.organizationId, ...(visible?.args ?? []), limit],
  };
}

/** How far the hits were looked for; null: to the end. */
export const farthestStatement = (
  member: MemberIdentity,
  words: string,
  { from, before }: Stretch,
): InStatement | null =>
  visibleRoom(member, "m") && {
    sql: `SELECT CAST(id AS TEXT) AS lowest FROM (${lookedIn(member)}) LIMIT 1 OFFSET ${LOOK_THROUGH - 1}`,
    args: [matchIn(member, words), before, from],
  };

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
    contactId: contact.contactId,
    contactName: name,
    channel,
    fileName: isInFile ? fileName : null,
  };
}
