import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import type { Database } from "../../worker/db/client.ts";
import { countersFor, listRooms, searchMessages } from "../../worker/inbox/store.ts";
import { openLargeDatabase } from "../data/large-database.ts";
import { DIVISIONS, ORGANIZATION_ID, words } from "../data/large-sql.ts";
import { figure, ms, type Section, table, times } from "../support/section.ts";
import { percentile } from "../support/statistics.ts";

/** Place of a word in the vocabulary that stands in few messages. */
const RARE = 2_000;

type Question = { name: string; ask: (db: Database) => Promise<number> };
type Timing = { found: number; own: number[]; direct: number[] };

export const inbox: Section = {
  name: "inbox",
  title: "Lists, counters and search in a large database",
  async run(pace, log) {
    const count = pace.isQuick ? 20_000 : 1_000_000;
    const { db, server } = await openLargeDatabase(count, log);
    try {
      const rows: string[][] = [];
      for (const question of await questions(db)) {
        const timing = await measure(db, server.url, question, pace.isQuick ? 20 : 200);
        rows.push(rowOf(question, timing));
        log(rows.at(-1)?.join("  ") ?? "");
      }
      const head = ["", "found", "p50 ms", "p99 ms", "direct p50 ms", "direct p99 ms", "ratio p50"];
      const what = `${figure(count)} rooms and ${figure(count)} messages. Direct: the same requests, byte for byte, posted to the server without our store or its client library.`;
      return [what, table(head, rows)].join("\n\n");
    } finally {
      await server.stop();
    }
  },
};

const who = (role: Role, extra: Partial<MemberIdentity> = {}): MemberIdentity => ({
  organizationId: ORGANIZATION_ID,
  memberId: "mem_007",
  name: "Dewi",
  role,
  divisionIds: [],
  isRestricted: false,
  settings: { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false },
  ...extra,
});
const admin = who("admin");
const restricted = who("supervisor", { isRestricted: true, divisionIds: DIVISIONS.slice(0, 2) });
const agent = who("agent", { divisionIds: DIVISIONS.slice(0, 1) });

async function questions(db: Database): Promise<Question[]> {
  const list = { kind: "message", status: "all", sort: "newest", limit: 50 } as const;
  const deep = await deepCursor(db);
  const rare = words()[RARE] ?? "";
  const page = (
    name: string,
    member: MemberIdentity,
    query: Partial<Parameters<typeof listRooms>[2]> = {},
  ): Question => ({
    name,
    ask: async (database) => (await listRooms(database, member, { ...list, ...query }))?.rooms.length ?? 0,
  });
  const count = (name: string, member: MemberIdentity): Question => ({
    name,
    ask: async (database) => (await countersFor(database, member)).messages,
  });
  const search = (name: string, member: MemberIdentity, q: string): Question => ({
    name,
    ask: async (database) => (await searchMessages(database, member, { q, limit: 50 }))?.hits.length ?? 0,
  });
  return [
    page("list, admin, all", admin),
    page("list, admin, far back", admin, { cursor: deep }),
    page("list, admin, assigned, oldest first", admin, { status: "assigned", sort: "oldest" }),
    page("list, supervisor of two divisions, all", restricted),
    page("list, agent, own rooms", agent),
    page("list, agent, unassigned", agent, { status: "unassigned" }),
    count("counters, admin", admin),
    count("counters, supervisor of two divisions", restricted),
    count("counters, agent", agent),
    search("search, admin, a word of every day", admin, "order"),
    search("search, admin, two words", admin, "my not"),
    search("search, admin, a rare word", admin, rare),
    search("search, admin, two letters", admin, "ba"),
    search("search, agent, a word of every day", agent, "order"),
    search("search, agent, a rare word", agent, rare),
  ];
}

/** The position some thousands of rooms down the list. */
async function deepCursor(db: Database): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < 50; pages += 1) {
    const query = { kind: "message", status: "all", sort: "newest", limit: 100 } as const;
    const page = await listRooms(db, admin, cursor === undefined ? query : { ...query, cursor });
    if (!page?.nextCursor) break;
    cursor = page.nextCursor;
  }
  return cursor;
}

/** Asks through the store and directly in turn, so that both meet the same caches. */
async function measure(db: Database, url: string, { ask }: Question, times: number): Promise<Timing> {
  const { found, requests } = await recorded(() => ask(db));
  const timing: Timing = { found, own: [], direct: [] };
  for (let round = 0; round < times; round += 1) {
    timing.own.push(await timed(() => ask(db)));
    timing.direct.push(
      await timed(async () => {
        for (const { path, body } of requests) await (await post(url + path, body)).text();
      }),
    );
  }
  return timing;
}

type Recorded = { path: string; body: string };

/** What a question sends to the server. */
async function recorded(ask: () => Promise<number>): Promise<{ found: number; requests: Recorded[] }> {
  const requests: Recorded[] = [];
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push({ path: new URL(request.url).pathname, body: await request.clone().text() });
    return plainFetch(request);
  };
  try {
    return { found: await ask(), requests };
  } finally {
    globalThis.fetch = plainFetch;
  }
}

const post = (address: string, body: string): Promise<Response> =>
  fetch(address, { method: "POST", body, headers: { "content-type": "application/json" } });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rowOf({ name }: Question, { found, own, direct }: Timing): string[] {
  const p50 = [own, direct].map((samples) => percentile(samples, 0.5)) as [number, number];
  return [
    name,
    figure(found),
    ms(p50[0]),
    ms(percentile(own, 0.99)),
    ms(p50[1]),
    ms(percentile(direct, 0.99)),
    times(p50[0] / p50[1]),
  ];
}
