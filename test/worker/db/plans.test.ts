import { env } from "cloudflare:workers";
import type { InArgs, InStatement } from "@libsql/client/web";
import { describe, expect, it } from "vitest";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { ERASE_QUERIES } from "../../../worker/contacts/jobs/erase.ts";
import { DUE_JOBS } from "../../../worker/contacts/jobs/store.ts";
import { TELL_QUERIES } from "../../../worker/contacts/jobs/tell.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { PROJECTIONS } from "../../../worker/db/projector/statements.ts";
import { repliesStatement } from "../../../worker/db/reply-time.ts";
import { ERASE_STATEMENTS } from "../../../worker/erasure/room.ts";
import { countersStatement } from "../../../worker/inbox/list/counters.ts";
import { listPlan } from "../../../worker/inbox/list/query.ts";
import { wantedFrom } from "../../../worker/inbox/list/wanted.ts";
import type { Paged } from "../../../worker/inbox/look-through.ts";
import { historyStatements } from "../../../worker/inbox/room-history.ts";
import { farthestStatement, hitsStatement } from "../../../worker/inbox/search/messages.ts";
import { sortedMatches, throughRooms } from "../../../worker/inbox/search/rooms.ts";
import { contactTerms } from "../../../worker/inbox/search/terms.ts";
import type { ListAsk } from "../../support/inbox-oracle.ts";
import { isCostly, queryPlan } from "../../support/query-plans.ts";
import { everyContactCut, everyCut, everySight } from "../../support/varied-rooms.ts";

const db = openDatabase(env.LIBSQL_URL);

const planOf = (statement: InStatement): Promise<string[]> => queryPlan(db, statement);

const ORGANIZATION = "org_aaaaaaaaaaaaaaaa";
const WHOLE = everySight(ORGANIZATION);
const CUTS = everyCut(ORGANIZATION);
const SIGHTS = [...WHOLE, ...CUTS];
const OF_A_CONTACT = everyContactCut(ORGANIZATION);
const CLOCK = { now: 1_760_000_000_000, session: DEFAULT_SESSION };
const STRETCH = { from: "1", before: "9" };
const POSITION = { at: 5, roomId: "room_x" };
const FILTERS: Partial<ListAsk>[] = [
  {},
  { sessions: ["expired"] },
  { sessions: ["open", "expired"] },
  { agentIds: ["mem_a", "mem_b"] },
  { agentIds: Array.from({ length: 50 }, (_, n) => `mem_${n}`) },
  { tagIds: ["tag_a", "tag_b", "none"] },
  { tagIds: ["none"] },
  { integrationIds: ["int_a", "int_b"] },
  { divisionIds: ["general", "div_a"] },
  { unresponded: true },
  { campaign: true },
  { snoozed: true },
  { from: 5, until: 9 },
  { agentIds: ["mem_a"], tagIds: ["tag_a"], integrationIds: ["int_a"], divisionIds: ["div_a"], sessions: ["expired"] },
];
/** Sorted by something else than they are found by, and few: sessions that a look kept alive. */
const LIVE_FILTERS: Partial<ListAsk>[] = [
  { sessions: ["open"] },
  { sessions: ["open", "expiring"], tagIds: ["tag_a"] },
];

type Planned = { name: string; statement: InStatement };

/** Each list of each sight with this filter, from the beginning and from a position, and how far it looks. */
function* listsOf(filter: Partial<ListAsk>, sights = SIGHTS): Generator<Planned> {
  for (const [who, member] of sights)
    for (const status of ["all", "unassigned", "assigned", "resolved"] as const)
      for (const sort of ["newest", "oldest", "expires"] as const) {
        const query = { kind: "message", ...filter, status, sort, limit: 50 } as const;
        const wanted = wantedFrom(member, query, CLOCK);
        if (wanted === null) continue;
        const { page, farthest } = listPlan(wanted);
        const name = `${who} ${status} ${sort} ${JSON.stringify(filter)}`;
        for (const after of [null, POSITION]) {
          yield { name, statement: page(after, 50) };
          if (farthest) yield { name, statement: farthest(after) };
        }
      }
}

async function plansOf(filter: Partial<ListAsk>, sights?: typeof SIGHTS): Promise<{ name: string; plan: string[] }[]> {
  const lists = [...listsOf(filter, sights)];
  const explained = lists.map(({ statement }) => {
    const { sql, args } = statement as { sql: string; args: InArgs };
    return { sql: `EXPLAIN QUERY PLAN ${sql}`, args };
  });
  const results = await db.$client.batch(explained, "read");
  return lists.map(({ name }, index) => ({
    name,
    plan: (results[index]?.rows ?? []).map((row) => String(row.detail)),
  }));
}

describe("query plans", () => {
  it.each(FILTERS)(
    "LIST-1, SEARCH-6..9, BEY-2 every list of every sight is read from an index in its own order: %j",
    async (filter) => {
      const plans = await plansOf(filter);
      expect(plans.length).toBeGreaterThan(10);
      for (const { name, plan } of plans) {
        expect(plan.filter(isCostly), name).toEqual([]);
        expect(
          plan.some((step) => /^SEARCH (rooms|p) USING (COVERING )?INDEX/.test(step)),
          plan.join("; "),
        ).toBe(true);
      }
    },
  );

  it.each(LIVE_FILTERS)(
    "SEARCH-6 of live sessions only the few are sorted that a look kept alive: %j",
    async (filter) => {
      const plans = await plansOf(filter);
      expect(plans.length).toBeGreaterThan(10);
      for (const { name, plan } of plans) {
        const costly = plan.filter(isCostly);
        expect(costly.every((step) => step === "USE TEMP B-TREE FOR ORDER BY") && costly.length <= 1, name).toBe(true);
        if (costly.length === 1) {
          const before = plan
            .slice(0, plan.indexOf("USE TEMP B-TREE FOR ORDER BY"))
            .findLast((step) => step.startsWith("SEARCH"));
          expect(before, name).toContain("rooms_by_session (organization_id=? AND kind=? AND session_start_at>?)");
        }
      }
    },
  );

  it.each([...FILTERS, ...LIVE_FILTERS])(
    "BEY-22 through a token for one contact a list is read from that contact's rooms alone: %j",
    async (filter) => {
      const plans = await plansOf(filter, OF_A_CONTACT);
      expect(plans.length).toBeGreaterThan(10);
      for (const { name, plan } of plans) {
        expect(
          plan.filter(isCostly).filter((step) => step !== "USE TEMP B-TREE FOR ORDER BY"),
          name,
        ).toEqual([]);
        const driven = plan.filter((step) => step.startsWith("SEARCH rooms"));
        expect(driven.length, name).toBeGreaterThan(0);
        for (const step of driven) expect(step).toContain("rooms_contact (organization_id=? AND contact_id=?");
      }
    },
  );

  it("LIST-4, LIST-6 counters are counted in covering indexes", async () => {
    let counted = 0;
    for (const [, one] of CUTS) expect((await planOf(countersStatement(one))).filter(isCostly)).toEqual([]);
    for (const [, one] of WHOLE) {
      const plan = await planOf(countersStatement(one));
      expect(plan.filter(isCostly)).toEqual([]);
      const searches = plan.filter((step) => step.startsWith("SEARCH"));
      counted += searches.length;
      expect(searches.filter((step) => !step.includes("COVERING INDEX"))).toEqual([]);
    }
    expect(counted).toBeGreaterThan(20);
  });

  it("WIDGET-13 the reply time is read from the newest conversations, each with its room", async () => {
    const plan = await planOf(repliesStatement(ORGANIZATION, "int_a", CLOCK.now));
    expect(plan.filter(isCostly)).toEqual([]);
    expect(plan.some((step) => step.includes("conversations_opened (organization_id=? AND opened_at>?)"))).toBe(true);
  });

  it("SEARCH-2 search is driven by the text index, newest first without sorting", async () => {
    for (const [, one] of SIGHTS)
      for (const statement of [
        hitsStatement(one, '"x"', STRETCH, 50),
        ...(farthestStatement(one, '"x"', STRETCH) ? [farthestStatement(one, '"x"', STRETCH) as InStatement] : []),
      ]) {
        const plan = await planOf(statement);
        expect(plan.filter(isCostly)).toEqual([]);
        expect(
          plan.some((step) => /messages_fts VIRTUAL TABLE INDEX \d+:M/.test(step)),
          plan.join("; "),
        ).toBe(true);
      }
  });

  it("SEARCH-1 few contacts are found by the text index, very many by going through the newest rooms", async () => {
    for (const [who, one] of SIGHTS) {
      const ask = { member: one, terms: contactTerms("rin 0812"), range: { from: 1, until: 9 } };
      const plansOfPages = async (paged: Paged) =>
        Promise.all([null, POSITION].map((after) => planOf(paged.page(after, 50))));
      for (const plan of await plansOfPages(sortedMatches(ask))) {
        expect(plan.filter(isCostly), who).toEqual(["USE TEMP B-TREE FOR ORDER BY"]);
        expect(plan.some((step) => /room_contacts_fts VIRTUAL TABLE INDEX \d+:M/.test(step))).toBe(true);
      }
      for (const plan of await plansOfPages(throughRooms(ask, 100))) {
        expect(plan.filter(isCostly), who).toEqual([]);
        expect(plan.some((step) => step.includes("COVERING INDEX rooms_by_activity"))).toBe(true);
      }
    }
  });

  it("ROOM-24 a room's history is read by its keys; only the contact's own rooms are sorted", async () => {
    for (const [who, one] of SIGHTS) {
      const [conversations, rooms] = historyStatements(one, "room_x", "con_x") as [InStatement, InStatement];
      expect(
        (await planOf(conversations)).filter((step) => isCostly(step) && !step.includes("DISTINCT")),
        who,
      ).toEqual([]);
      expect((await planOf(rooms)).filter(isCostly), who).toEqual(["USE TEMP B-TREE FOR ORDER BY"]);
    }
  });

  it("INV-4 projections find the rows they change by their keys", async () => {
    for (const { sql } of PROJECTIONS) expect((await planOf({ sql, args: ["[]"] })).filter(isCostly)).toEqual([]);
  });
});

/** Tables of the server itself: accounts may belong to several organizations (AUTH-5). */
const SERVER_TABLES = [
  ...["accounts", "web_sessions", "sign_in_attempts", "organizations", "account_links", "sign_in_codes", "mails"],
  ...[
    "server_settings",
    "oidc_applications",
    "oidc_codes",
    "oidc_grants",
    "oidc_keys",
    "oidc_providers",
    "oidc_links",
    "oidc_logouts",
  ],
];

describe("what rooms are told and what is erased", () => {
  it.each([...TELL_QUERIES, ...ERASE_QUERIES, ...ERASE_STATEMENTS, DUE_JOBS])(
    "CONTACT-2 PRIVACY-6 every step is found by an index: %s",
    async (sql) => {
      const args = Array.from(
        { length: Math.max(...(sql.match(/\?\d/g) ?? ["?2"]).map((one) => Number(one[1]))) },
        () => 1,
      );
      const plan = await planOf({ sql, args });
      expect(
        plan.filter((step) => isCostly(step) && !/SCAN \((erased|subquery)|TEMP B-TREE FOR ORDER BY/.test(step)),
      ).toEqual([]);
      expect(plan.some((step) => /^SEARCH|USING (COVERING )?INDEX/.test(step))).toBe(true);
    },
  );
});

describe("schema", () => {
  it("every table of ours is STRICT", async () => {
    const { rows } = await db.$client.execute(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
         AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
    );
    expect(rows.map((row) => row.name)).toEqual([]);
  });

  it("INV-6 organization_id stands in every tenant's table and first in its keys and indexes", async () => {
    const { rows } = await db.$client.execute(
      `SELECT t.name AS table_name, i.name AS index_name, (SELECT c.name FROM pragma_index_info(i.name) AS c WHERE c.seqno = 0) AS first
       FROM pragma_table_list AS t LEFT JOIN pragma_index_list(t.name) AS i
       WHERE t.schema = 'main' AND t.strict = 1`,
    );
    const tables = new Set(rows.map((row) => String(row.table_name)).filter((name) => !SERVER_TABLES.includes(name)));
    expect(tables.size).toBeGreaterThan(14);
    for (const table of tables) {
      const { rows: columns } = await db.$client.execute(
        `SELECT name, "notnull" AS needed FROM pragma_table_info('${table}')`,
      );
      expect(columns.find((column) => column.name === "organization_id")?.needed, table).toBe(1);
    }
    const others = rows.filter(
      (row) => tables.has(String(row.table_name)) && row.index_name !== null && row.first !== "organization_id",
    );
    // Keys by what is unique on the server, the memberships of an account at sign-in, and what the minute looks for.
    expect(
      others
        .map((row) => row.index_name)
        .sort()
        .filter((name) => !/^sqlite_autoindex_(members|divisions|tags|integrations|api_tokens)_1$/.test(String(name))),
    ).toEqual(["api_tokens_secret", "contact_jobs_next", "members_account", "notices_at"]);
  });
});
