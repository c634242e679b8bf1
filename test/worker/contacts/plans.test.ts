import type { InStatement } from "@libsql/client/web";
import { describe, expect, it } from "vitest";
import { sameStatement, usedStatement } from "../../../worker/contacts/create.ts";
import { filesStatement, saidStatement } from "../../../worker/contacts/export/read.ts";
import { type Ask, countMatches, everybody, type Place, sortedMatches } from "../../../worker/contacts/list-plans.ts";
import { movesOf } from "../../../worker/contacts/merge.ts";
import { standingStatements } from "../../../worker/contacts/store.ts";
import { contactTerms } from "../../../worker/inbox/search/terms.ts";
import { isCostly, queryPlans } from "../../support/query-plans.ts";
import { everyContactCut, everyCut, everySight } from "../../support/varied-rooms.ts";
import { db } from "./support.ts";

const ORGANIZATION = "org_aaaaaaaaaaaaaaaa";
const SIGHTS = [...everySight(ORGANIZATION), ...everyCut(ORGANIZATION), ...everyContactCut(ORGANIZATION)];
const FILTERS = [
  {},
  { channel: "wa_cloud" },
  { divisionId: "div_a" },
  { divisionId: "general", from: 5 },
  { from: 5, to: 9, channel: "telegram" },
] as const;
const PLACES: (Place | null)[] = [null, { key: 5, contactId: "con_x" }];
const NAMES: (Place | null)[] = [null, { key: "rina", contactId: "con_x" }, { key: null, contactId: "con_x" }];

type Asked = { name: string; statement: InStatement; index?: string };

/** Everything of an organization, one by one; of divisions there are few. */
const OF_ALL = /^SEARCH (?!divisions ).*\(organization_id=\?\)$/;

/** Each question with the steps that read or sort more than they should. */
async function plansOf(asked: Asked[]): Promise<(Asked & { plan: string[]; costly: string[] })[]> {
  const plans = await queryPlans(
    db,
    asked.map(({ statement }) => statement),
  );
  return asked.map((one, at) => ({
    ...one,
    plan: plans[at] ?? [],
    costly: (plans[at] ?? []).filter((step) => isCostly(step) || OF_ALL.test(step)),
  }));
}

function* pagesOf(filter: (typeof FILTERS)[number]): Generator<Asked> {
  for (const [who, member] of SIGHTS)
    for (const sort of ["updated", "name"] as const)
      for (const q of ["", "rin"]) {
        const ask: Ask = { member, query: { ...filter, q, sort } };
        const { page, farthest } = everybody(ask, 100);
        const index =
          sort === "name" ? "contacts_name" : "divisionId" in filter ? "contacts_division" : "contacts_updated";
        for (const after of sort === "name" ? NAMES : PLACES) {
          yield { name: `${who} ${sort} ${q}`, statement: page(after, 50), index };
          if (farthest) yield { name: `${who} ${sort} farthest`, statement: farthest(after) };
        }
      }
}

describe("query plans of contacts", () => {
  it.each(FILTERS)("CONTACT-1 every page of every sight is read from an index in its own order: %j", async (filter) => {
    for (const { name, plan, costly, index = "" } of await plansOf([...pagesOf(filter)])) {
      expect(costly, name).toEqual([]);
      expect(
        plan.some((step) => step.includes(`COVERING INDEX ${index}`)),
        plan.join("; "),
      ).toBe(true);
    }
  });

  it("SEARCH-1 few are found by the text index, and only they are sorted", async () => {
    const terms = contactTerms("rin 0812");
    const sorted: Asked[] = [];
    const counted: Asked[] = [];
    for (const [name, member] of SIGHTS)
      for (const sort of ["updated", "name"] as const) {
        const ask: Ask = { member, query: { q: "rin 0812", sort, channel: "telegram", divisionId: "div_a" } };
        counted.push({ name, statement: countMatches(ask, terms, 9) });
        for (const after of sort === "name" ? NAMES : PLACES)
          sorted.push({ name, statement: sortedMatches(ask, terms).page(after, 50) });
      }
    for (const { name, costly } of await plansOf(counted)) expect(costly, name).toEqual([]);
    for (const { name, costly } of await plansOf(sorted))
      expect(costly, name).toEqual(["USE TEMP B-TREE FOR ORDER BY"]);
  });

  it("CONTACT-2 a contact is read by its keys; only its own rooms and tags are sorted", async () => {
    const asked = SIGHTS.flatMap(([name, member]) =>
      standingStatements(member, "con_x").map((statement) => ({ name, statement })),
    );
    for (const { name, costly } of await plansOf(asked))
      expect(
        costly.filter((step) => !/TEMP B-TREE/.test(step)),
        name,
      ).toEqual([]);
  });

  it("CONTACT-3, CONTACT-5, PRIVACY-4 who has a number, what a merge moves and what an export reads", async () => {
    const room = { organizationId: ORGANIZATION, roomId: "room_x" };
    const moves = movesOf({ organizationId: ORGANIZATION, former: "con_a", kept: "con_b", now: 1 }) as InStatement[];
    const statements = [
      ...SIGHTS.map(([, member]) => sameStatement(member, { phone: "628123456", email: "a@b.example" })),
      usedStatement(ORGANIZATION, "con_x"),
      saidStatement(room, 5),
      filesStatement(room, 5),
      ...moves,
    ];
    for (const { name, costly } of await plansOf(
      statements.map((statement) => ({ name: JSON.stringify(statement), statement })),
    ))
      expect(costly, name).toEqual([]);
  });
});
