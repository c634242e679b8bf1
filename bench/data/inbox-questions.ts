import type { RoomListQuery } from "../../protocol/http.schema.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import type { Database } from "../../worker/db/client.ts";
import { countersFor, listRooms, searchMessages, searchRooms } from "../../worker/inbox/store.ts";
import type { Question } from "../support/questions.ts";
import { DIVISIONS, integrationId, NOW_MS, ORGANIZATION_ID, tagId, words } from "./large-sql.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CLOCK = { now: NOW_MS, session: DEFAULT_SESSION };
const LAST_90_DAYS = { from: NOW_MS - 90 * DAY_MS, until: NOW_MS };
const ALL = { kind: "message", status: "all", sort: "newest", limit: 50 } as const;
/** Place of a word in the vocabulary that stands in few messages. */
const RARE = 2_000;

export const who = (role: Role, extra: Partial<MemberIdentity> = {}): MemberIdentity => ({
  organizationId: ORGANIZATION_ID,
  memberId: "mem_007",
  name: "Dewi",
  role,
  divisionIds: [],
  isRestricted: false,
  settings: { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false },
  ...extra,
});
const SIGHTS = {
  admin: who("admin"),
  supervisor: who("supervisor", { isRestricted: true, divisionIds: DIVISIONS.slice(0, 2) }),
  agent: who("agent", { divisionIds: DIVISIONS.slice(0, 1) }),
};
type Sight = keyof typeof SIGHTS;
const EVERY_SIGHT = Object.keys(SIGHTS) as Sight[];

const FILTERS: [string, Partial<RoomListQuery>][] = [
  ["open sessions", { sessions: ["open"] }],
  ["expiring sessions", { sessions: ["expiring"] }],
  ["expired sessions", { sessions: ["expired"] }],
  ["two agents", { agentIds: ["mem_003", "mem_011"] }],
  ["a tag of many rooms", { tagIds: [tagId(0)] }],
  ["a tag of few rooms", { tagIds: [tagId(39)] }],
  ["two tags or untagged", { tagIds: [tagId(1), tagId(9), "none"] }],
  ["an integration", { integrationIds: [integrationId(3)] }],
  ["a division or General", { divisionIds: ["general", DIVISIONS[1] ?? ""] }],
  ["unresponded", { unresponded: true }],
  ["campaign", { campaign: true }],
  ["snoozed", { snoozed: true }],
  ["a month last year", { from: NOW_MS - 330 * DAY_MS, until: NOW_MS - 300 * DAY_MS }],
  ["expired, a tag, an integration", { sessions: ["expired"], tagIds: [tagId(5)], integrationIds: [integrationId(1)] }],
  [
    "four that few rooms have at once",
    {
      agentIds: ["mem_005"],
      tagIds: [tagId(30)],
      integrationIds: [integrationId(6)],
      divisionIds: [DIVISIONS[2] ?? ""],
    },
  ],
];

const list = (name: string, sight: Sight, query: Partial<RoomListQuery> = {}): Question => ({
  name: `list, ${sight}, ${name}`,
  ask: async (db) => (await listRooms(db, SIGHTS[sight], { ...ALL, ...query }, CLOCK))?.rooms.length ?? 0,
});

const count = (sight: Sight): Question => ({
  name: `counters, ${sight}`,
  ask: async (db) => (await countersFor(db, SIGHTS[sight])).messages,
});

const messages = (name: string, sight: Sight, q: string, range = LAST_90_DAYS): Question => ({
  name: `messages, ${sight}, ${name}`,
  ask: async (db) => (await searchMessages(db, SIGHTS[sight], { q, limit: 50 }, range))?.hits.length ?? 0,
});

const contacts = (name: string, sight: Sight, q: string, range = LAST_90_DAYS): Question => ({
  name: `contacts, ${sight}, ${name}`,
  ask: async (db) => (await searchRooms(db, SIGHTS[sight], { q, limit: 50 }, range))?.rooms.length ?? 0,
});

/** Every filter in every order for those who see all rooms, in the usual order for the others, and all searches. */
export async function inboxQuestions(db: Database): Promise<Question[]> {
  const vocabulary = words();
  const rare = vocabulary[RARE] ?? "";
  const oldest = { from: 0, until: NOW_MS };
  return [
    ...EVERY_SIGHT.map((sight) => list("all", sight)),
    list("far back", "admin", { cursor: await deepCursor(db) }),
    ...EVERY_SIGHT.map((sight) => list("unassigned", sight, { status: "unassigned" })),
    list("assigned, oldest first", "admin", { status: "assigned", sort: "oldest" }),
    list("resolved", "supervisor", { status: "resolved" }),
    ...EVERY_SIGHT.map((sight) => list("expires soonest", sight, { sort: "expires" })),
    ...FILTERS.flatMap(([name, filter]) => [
      list(name, "admin", filter),
      list(`${name}, oldest first`, "admin", { ...filter, sort: "oldest" }),
      list(`${name}, expires soonest`, "admin", { ...filter, sort: "expires" }),
      list(name, "supervisor", filter),
      list(name, "agent", filter),
    ]),
    ...EVERY_SIGHT.map(count),
    messages("a word of every day", "admin", "order"),
    messages("two words", "admin", "my order"),
    messages("a rare word", "admin", rare),
    messages("a rare word, all time", "admin", rare, oldest),
    messages("two letters", "admin", "ba"),
    messages("a word of every day", "agent", "order"),
    messages("a rare word", "agent", rare),
    contacts("a full name", "admin", await someName(db), oldest),
    contacts("a common beginning", "admin", "ba"),
    contacts("a telephone number's beginning", "admin", "0812 34"),
    contacts("every telephone number", "admin", "+62 8"),
    contacts("a common beginning", "supervisor", "ba"),
    contacts("a common beginning", "agent", "ba"),
  ];
}

async function someName(db: Database): Promise<string> {
  const { rows } = await db.$client.execute("SELECT names FROM room_contacts ORDER BY id LIMIT 1 OFFSET 1000");
  return String(rows[0]?.names).trim();
}

/** The position some thousands of rooms down the list. */
async function deepCursor(db: Database): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await listRooms(db, SIGHTS.admin, { ...ALL, limit: 100, ...(cursor && { cursor }) }, CLOCK);
    if (!page?.nextCursor) break;
    cursor = page.nextCursor;
  }
  return cursor;
}
