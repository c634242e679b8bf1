import { startTestDatabase } from "../../test/support/database.ts";
import { listContacts } from "../../worker/contacts/list.ts";
import { contactDetail } from "../../worker/contacts/store.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { who } from "../data/inbox-questions.ts";
import { DIVISIONS, NOW_MS, ROOMS_SQL, WORDS_SQL, words } from "../data/large-sql.ts";
import { askAll, DIRECT, QUESTION_HEAD, type Question } from "../support/questions.ts";
import { figure, type Section, table } from "../support/section.ts";

const CONTACTS = 100_000;
const CHUNK = 10_000;
const LIMIT_MS = 120_000;

/** Each room's person: every third without a name, every tenth on WhatsApp, every fifth given to a division. */
const PEOPLE_SQL = [
  `INSERT INTO contacts (organization_id, contact_id, name, name_at, name_folded, phone, phone_at, phone_digits,
     division_id, created_at, updated_at)
   SELECT organization_id, contact_id, iif(n % 3 = 0, NULL, name), 1, iif(n % 3 = 0, NULL, name), phone, 1, phone,
     iif(n % 5 = 0, '${DIVISIONS[0]}', NULL), created_at, last_activity_at
   FROM (SELECT *, rowid AS n, summary ->> '$.contact.name' AS name, summary ->> '$.contact.phone' AS phone FROM rooms
     WHERE rowid BETWEEN ?1 AND ?2)`,
  `INSERT INTO identities (organization_id, channel, external_id, contact_id, created_at)
   SELECT organization_id, iif(rowid % 10 = 0, 'wa_cloud', 'web_chat'),
     iif(rowid % 10 = 0, '62899' || rowid, 'vis_' || rowid), contact_id, created_at
   FROM rooms WHERE rowid BETWEEN ?1 AND ?2`,
];

async function fill(url: string, log: (line: string) => void): Promise<void> {
  const { $client: client } = openDatabase(url, undefined, LIMIT_MS);
  await client.execute("CREATE TABLE bench_words (number INTEGER PRIMARY KEY, word TEXT NOT NULL)");
  await client.execute({ sql: WORDS_SQL, args: [JSON.stringify(words())] });
  for (let from = 1; from <= CONTACTS; from += CHUNK) {
    const [first, last] = [BigInt(from), BigInt(from + CHUNK - 1)];
    await client.execute({ sql: ROOMS_SQL, args: { from: first, to: last } });
    for (const sql of PEOPLE_SQL) await client.execute({ sql, args: [first, last] });
  }
  log(`${figure(CONTACTS)} contacts with a room each`);
}

type Query = Partial<Parameters<typeof listContacts>[2]>;
const ADMIN = who("admin");
const RESTRICTED = who("supervisor", { isRestricted: true, divisionIds: DIVISIONS.slice(0, 2) });

const list = (name: string, query: Query = {}, member = ADMIN): Question => ({
  name,
  ask: async (db) => {
    const page = await listContacts(db, member, { q: "", sort: "updated", limit: 50, ...query });
    return page?.contacts.length ?? 0;
  },
});

/** The cursor behind so many pages. */
async function cursorAfter(db: Database, pages: number, sort: "updated" | "name"): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1)
    cursor = (await listContacts(db, ADMIN, { q: "", sort, limit: 100, cursor }))?.nextCursor ?? cursor;
  return cursor ?? "";
}

async function questions(db: Database): Promise<Question[]> {
  const contactId = (await listContacts(db, ADMIN, { q: "", sort: "updated", limit: 1 }))?.contacts[0]?.contactId ?? "";
  const vocabulary = words();
  const [common, rare] = [vocabulary[60] ?? "", vocabulary[3_000] ?? ""];
  const DAY_MS = 86_400_000;
  return [
    list("the first page"),
    list("a page behind 10,000", { cursor: await cursorAfter(db, 100, "updated") }),
    list("by name", { sort: "name" }),
    list("by name, behind 10,000", { sort: "name", cursor: await cursorAfter(db, 100, "name") }),
    list("of a division", { divisionId: DIVISIONS[0] }),
    list("on a channel that every tenth has", { channel: "wa_cloud" }),
    list("made in one month", { from: NOW_MS - 100 * DAY_MS, to: NOW_MS - 70 * DAY_MS }),
    list("of a restricted supervisor", {}, RESTRICTED),
    list("a name that few have", { q: rare }),
    list("a name that many have", { q: common }),
    list("two letters that very many have", { q: common.slice(0, 2) }),
    list("the beginning of a number", { q: "0812 34" }),
    list("a name, of a restricted supervisor", { q: common }, RESTRICTED),
    { name: "one contact", ask: async (database) => ((await contactDetail(database, ADMIN, contactId)) ? 1 : 0) },
  ];
}

export const contacts: Section = {
  name: "contacts",
  title: "Contacts",
  async run(pace, log) {
    const { url, stop } = await startTestDatabase();
    const db = openDatabase(url, undefined, LIMIT_MS);
    try {
      await fill(url, log);
      const rows = await askAll(db, url, await questions(db), pace, log);
      return [`${figure(CONTACTS)} contacts with a room each. ${DIRECT}`, table(QUESTION_HEAD, rows)].join("\n\n");
    } finally {
      await stop();
    }
  },
};
