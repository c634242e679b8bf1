import { env } from "cloudflare:workers";
import type { InStatement } from "@libsql/client/web";
import { describe, expect, it } from "vitest";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { PROJECTIONS } from "../../../worker/db/projector/statements.ts";
import { countersStatement } from "../../../worker/inbox/counters-query.ts";
import { listStatement } from "../../../worker/inbox/list-query.ts";
import { searchStatements } from "../../../worker/inbox/search-store.ts";

const db = openDatabase(env.LIBSQL_URL);

async function planOf(statement: InStatement): Promise<string[]> {
  const { sql, args } = typeof statement === "string" ? { sql: statement, args: [] } : statement;
  const { rows } = await db.$client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args: args ?? [] });
  return rows.map((row) => String(row.detail));
}

const member = (extra: Partial<MemberIdentity>): MemberIdentity => ({
  organizationId: "org_aaaaaaaaaaaaaaaa",
  memberId: "mem_a",
  name: "A",
  role: "admin",
  divisionIds: ["div_a", "div_b"],
  isRestricted: false,
  settings: { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: true, contactMasking: false },
  ...extra,
});
const MEMBERS = [member({}), member({ role: "supervisor", isRestricted: true }), member({ role: "agent" })];
const POSITION = { lastInboundAt: 5, roomId: "room_x" };

/** Reading a whole table, or gathering rows to sort them. `SCAN json_each`, constants and coroutines are the query's own input. */
const isCostly = (step: string): boolean =>
  /TEMP B-TREE/.test(step) ||
  (/^SCAN/.test(step) &&
    !/SCAN (json_each|CONSTANT ROW|f\b|messages_fts VIRTUAL TABLE INDEX \d+:M|\(subquery|subquery)/.test(step));

describe("query plans", () => {
  it("LIST-1 every list of every role is read from an index in its own order", async () => {
    for (const one of MEMBERS)
      for (const status of ["all", "unassigned", "assigned", "resolved"] as const)
        for (const sort of ["newest", "oldest"] as const)
          for (const after of [null, POSITION]) {
            const statement = listStatement(one, { kind: "message", status, sort, limit: 50 }, after);
            if (statement === null) throw new Error("no statement");
            const plan = await planOf(statement);
            expect(plan.filter(isCostly), `${one.role} ${status} ${sort}`).toEqual([]);
            expect(plan.filter((step) => step.includes("last_inbound_at")).length).toBeGreaterThan(0);
          }
  });

  it("LIST-4, LIST-6 counters are counted in covering indexes", async () => {
    for (const one of MEMBERS) {
      const plan = await planOf(countersStatement(one));
      expect(plan.filter(isCostly)).toEqual([]);
      const searches = plan.filter((step) => step.startsWith("SEARCH"));
      expect(searches.length).toBeGreaterThan(3);
      expect(searches.filter((step) => !step.includes("COVERING INDEX"))).toEqual([]);
    }
  });

  it("SEARCH-2 search is driven by the text index, newest first without sorting", async () => {
    for (const one of MEMBERS)
      for (const statement of searchStatements(one, '"x"', "9", 50)) {
        const plan = await planOf(statement);
        expect(plan.filter(isCostly)).toEqual([]);
        expect(
          plan.some((step) => /messages_fts VIRTUAL TABLE INDEX \d+:M/.test(step)),
          plan.join("; "),
        ).toBe(true);
      }
  });

  it("INV-4 projections find the rows they change by their keys", async () => {
    for (const { sql } of PROJECTIONS) expect((await planOf({ sql, args: ["[]"] })).filter(isCostly)).toEqual([]);
  });
});

/** Tables of the server itself: accounts may belong to several organizations (AUTH-5). */
const SERVER_TABLES = ["accounts", "web_sessions", "sign_in_attempts", "organizations"];

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
    // Keys by an id that is unique on the server, the memberships of an account at sign-in, and the sweep of old notices.
    expect(
      others
        .map((row) => row.index_name)
        .filter((name) => !/^sqlite_autoindex_(members|divisions|tags|integrations)_1$/.test(String(name))),
    ).toEqual(["notices_at", "members_account"]);
  });
});
