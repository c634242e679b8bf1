/** Statements that make a large, believable database by sets: everything about room or message n follows from n. */

export const ORGANIZATION_ID = "org_benchbenchbenchb";
export const DIVISIONS = ["div_a", "div_b", "div_c", "div_d"];
export const AGENTS = 40;

const COMMON_WORDS = `order the my is not and please can you thank for when will it have been delivery payment refund
shoes size colour saya pesanan belum sampai kapan dikirim bisa tolong terima kasih barang alamat sudah bayar ongkir
warna ukuran tukar rusak resi kurir stok`.split(/\s+/);
const SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "ji", "ke", "lo", "mu", "na", "pe", "ri", "so", "tu", "wa"];
const RARE_WORDS = 4_000;

/** A vocabulary in order of frequency: everyday words first, then made-up names and product numbers. */
export function words(): string[] {
  const rare = Array.from({ length: RARE_WORDS }, (_, n) => {
    const digits = [n % 16, (n >> 4) % 16, (n >> 8) % 16].map((digit) => SYLLABLES[digit]);
    return `${digits.join("")}${n % 7}`;
  });
  return [...COMMON_WORDS, ...rare];
}

const WORD_COUNT = words().length;

/** Argument: the vocabulary as a JSON array. */
export const WORDS_SQL = "INSERT INTO bench_words (number, word) SELECT key, value FROM json_each(?)";

export const NOW_MS = 1_790_000_000_000;
const DAY_MS = 86_400_000;

/** Scatters n over 32 bits without two alike, so that neighbours in one order are strangers in another. */
const scattered = (n: string, factor = 2_654_435_761): string => `((${n} * ${factor}) % 4294967296)`;
/** One of `count`, by chance: from the high bits, because the low ones of all factors go hand in hand. */
const among = (n: string, factor: number, count: number): string =>
  `CAST(${count} * (${scattered(n, factor)} / 4294967296.0) AS INTEGER)`;
const inBase32 = (n: string): string =>
  `replace(replace(replace(replace(printf('%026d', ${n}), '0', 'a'), '1', 'b'), '8', 'c'), '9', 'd')`;
const roomId = (n: string): string => `'room_' || ${inBase32(scattered(n))}`;
const contactId = (n: string): string => `'con_' || ${inBase32(scattered(n, 40_503))}`;
const memberId = (n: string): string => `printf('mem_%03d', ${among(n, 2_654_435_789, AGENTS)})`;

/** In a thousand rooms: 5 wait, 20 are being answered, 5 are a silent campaign's, the rest is history. */
const FATE = among("n", 2_362_863_901, 1_000);
const STATUS = `CASE WHEN ${FATE} < 5 THEN 'unassigned' WHEN ${FATE} < 25 THEN 'assigned'
  WHEN ${FATE} < 30 THEN 'campaign' ELSE 'resolved' END`;
const INTEGRATIONS = 8;
export const integrationId = (number: number): string => `int_benchbenchbenchbshopshop${number}`;
const TAGS = 40;
export const tagId = (number: number): string => `tag_${String(number).padStart(3, "0")}`;
/** Squared chance: the first tags are on many rooms, the last on few. */
const tagOf = (n: string, factor: number): string =>
  `printf('tag_%03d', CAST(${TAGS} * (${scattered(n, factor)} / 4294967296.0) * (${scattered(n, factor)} / 4294967296.0) AS INTEGER))`;

/** What all tables of rooms say of room n. Every third visitor looked in again, up to a day later. */
const SOURCE = `WITH numbers AS (SELECT value AS n FROM generate_series(:from, :to)),
facts AS (
  SELECT n, ${roomId("n")} AS room_id, ${contactId("n")} AS contact_id, ${memberId("n")} AS member_id,
    CASE WHEN n % 10 = 0 THEN 'comment' ELSE 'message' END AS kind,
    ${STATUS} AS status,
    CASE ${among("n", 3_812_015_801, 5)} ${DIVISIONS.map((id, index) => `WHEN ${index} THEN '${id}'`).join(" ")} END AS division_id,
    'int_benchbenchbenchbshopshop' || ${among("n", 2_971_215_073, INTEGRATIONS)} AS integration_id,
    CASE WHEN ${among("n", 3_141_592_653, 5)} > 1 THEN ${tagOf("n", 2_246_822_519)} END AS tag_id,
    ${NOW_MS} - ${among("n", 2_718_281_829, 34_560_000)} * 1000 AS wrote_at,
    CASE WHEN n % 3 = 0 THEN ${among("n", 2_891_336_453, 86_400)} * 1000 ELSE 0 END AS looked_ms
  FROM numbers),
times AS (SELECT *, iif(status = 'campaign', NULL, wrote_at) AS last_inbound_at FROM facts),
rows_of AS (SELECT *, status IN ('unassigned', 'assigned') AND n % 2 = 1 AS is_unresponded,
  CASE WHEN status = 'assigned' AND n % 50 = 1 THEN ${NOW_MS} + 3600000 END AS snoozed_until,
  iif(looked_ms > 0, last_inbound_at + looked_ms, NULL) AS last_seen_at FROM times)`;

/** Names as the vocabulary makes them; the first are everywhere. */
const nameWord = (factor: number): string =>
  `(SELECT word FROM bench_words WHERE number = ${COMMON_WORDS.length} + CAST(${RARE_WORDS} * (${scattered("n", factor)} / 4294967296.0) * (${scattered("n", factor)} / 4294967296.0) AS INTEGER))`;
const NAME = `${nameWord(3_266_489_917)} || ' ' || ${nameWord(2_869_860_233)}`;
const PHONE = `printf('628%09d', ${scattered("n", 3_432_918_353)} % 1000000000)`;

/** Arguments from, to. */
export const ROOMS_SQL = `${SOURCE}
INSERT INTO rooms (organization_id, room_id, version, head_seq, integration_id, channel, kind, status, division_id,
  contact_id, conversation_number, is_unresponded, unread_count, first_inbound_at, last_inbound_at, last_seen_at,
  session_start_at, waiting_since, is_blocked, snoozed_until, is_tagged, last_activity_at, created_at, summary)
SELECT '${ORGANIZATION_ID}', room_id, 20, 12, integration_id, 'web_chat', kind, status, division_id,
  contact_id, 1, is_unresponded, is_unresponded, last_inbound_at - 600000, last_inbound_at, last_seen_at,
  max(last_inbound_at, coalesce(last_seen_at, 0)), iif(is_unresponded, last_inbound_at, NULL), 0, snoozed_until,
  tag_id IS NOT NULL, wrote_at, wrote_at - 600000,
  json_object('roomId', room_id, 'organizationId', '${ORGANIZATION_ID}', 'integrationId', integration_id,
    'integrationName', 'Shop', 'channel', 'web_chat', 'kind', kind, 'version', 20, 'headSeq', 12,
    'contact', json_object('contactId', contact_id, 'externalId', 'vis_' || n, 'name', ${NAME}, 'email', NULL, 'phone', ${PHONE}),
    'status', status, 'divisionId', division_id,
    'conversation', json_object('number', 1, 'origin', 'contact', 'openedAt', wrote_at - 600000,
      'firstAssignedAt', wrote_at - 500000, 'resolvedAt', NULL, 'resolvedBy', NULL, 'messageCount', 9),
    'participants', CASE WHEN status IN ('unassigned', 'campaign') THEN json_array()
      ELSE json_array(json_object('memberId', member_id, 'name', 'Agent')) END,
    'formerParticipantIds', json_array(), 'lastAgentId', NULL,
    'tags', iif(tag_id IS NULL, json_array(), json_array(json_object('tagId', tag_id, 'name', tag_id))),
    'isUnresponded', json(iif(is_unresponded, 'true', 'false')), 'waitingSince', iif(is_unresponded, last_inbound_at, NULL),
    'isBlocked', json('false'), 'snoozedUntil', snoozed_until, 'scheduledCount', 0, 'mayAutoResolve', json('true'),
    'unreadCount', is_unresponded,
    'lastMessage', json_object('seq', 12, 'at', wrote_at, 'direction', 'inbound', 'authorType', 'contact',
      'authorName', NULL, 'contentType', 'text', 'preview', 'Thank you, I will look at it when it arrives tomorrow.'),
    'firstInboundAt', last_inbound_at - 600000, 'lastInboundAt', last_inbound_at, 'lastSeenAt', last_seen_at,
    'lastActivityAt', wrote_at, 'createdAt', wrote_at - 600000)
FROM rows_of`;

/** Arguments from, to. */
export const PARTICIPANTS_SQL = `${SOURCE}
INSERT INTO room_participants (organization_id, room_id, member_id, version, kind, status, is_unresponded,
  division_id, integration_id, last_inbound_at)
SELECT '${ORGANIZATION_ID}', room_id, member_id, 20, kind, status, is_unresponded, division_id, integration_id, last_inbound_at
FROM rows_of WHERE status IN ('assigned', 'resolved')`;

/** Arguments from, to. */
export const TAGS_SQL = `${SOURCE}
INSERT INTO room_tags (organization_id, room_id, tag_id, version, kind, status, division_id, integration_id, last_inbound_at)
SELECT '${ORGANIZATION_ID}', room_id, tag_id, 20, kind, status, division_id, integration_id, last_inbound_at
FROM rows_of WHERE tag_id IS NOT NULL`;

/** Arguments from, to. */
export const CONTACTS_SQL = `${SOURCE}
INSERT INTO room_contacts (organization_id, room_id, version, names, phones, emails)
SELECT '${ORGANIZATION_ID}', room_id, 20, ' ' || ${NAME}, ' ' || ${PHONE} || ' ' || substr(${PHONE}, 3), ''
FROM rows_of`;

const WORDS_PER_MESSAGE = 9;
/** Cubed chance: few words are everywhere, most are rare. */
const chance = (place: number): string => `(${scattered(`(n * ${WORDS_PER_MESSAGE} + ${place})`)} / 4294967296.0)`;
const word = (place: number): string =>
  `(SELECT word FROM bench_words WHERE number = CAST(${WORD_COUNT} * ${Array(3).fill(chance(place)).join(" * ")} AS INTEGER))`;
const TEXT = Array.from({ length: WORDS_PER_MESSAGE }, (_, place) => word(place)).join(" || ' ' || ");
const AT = `(${NOW_MS - 400 * DAY_MS} + n * (${400 * DAY_MS} / :count))`;

/** Arguments from, to, count. Ten messages in each of a tenth of the rooms. */
export const MESSAGES_SQL = `WITH numbers AS (SELECT value AS n FROM generate_series(:from, :to))
INSERT INTO messages (id, organization_id, room_id, seq, conversation_number, at, direction, author_type, author_id,
  author_name, content_type, text)
SELECT ${AT} * 1048576 + n % 1048576, '${ORGANIZATION_ID}', ${roomId("(n % (:count / 10))")}, 3 + n / (:count / 10), 1, ${AT},
  CASE WHEN n % 2 = 0 THEN 'inbound' ELSE 'outbound' END, CASE WHEN n % 2 = 0 THEN 'contact' ELSE 'member' END,
  NULL, CASE WHEN n % 2 = 0 THEN NULL ELSE 'Agent' END, 'text', ${TEXT}
FROM numbers`;
