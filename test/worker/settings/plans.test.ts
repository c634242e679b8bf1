import type { InStatement, ResultSet } from "@libsql/client/web";
import { describe, expect, it, vi } from "vitest";
import type { Database } from "../../../worker/db/client.ts";
import { draftsOf, saveDraft } from "../../../worker/desk/draft-store.ts";
import { filtersAround, filtersOf } from "../../../worker/desk/filter-store.ts";
import { standingOf as webchatStanding, webchatsOf } from "../../../worker/integrations/webchat/store.ts";
import { insertNotices, noticePage, readNotices, sweepNotices } from "../../../worker/notices/store.ts";
import { standingOf as divisionStanding, divisionsOf } from "../../../worker/settings/divisions/store.ts";
import { quickRepliesOf, standingOf as quickReplyStanding } from "../../../worker/settings/quick-replies/store.ts";
import { standingOf as sectionStanding } from "../../../worker/settings/store.ts";
import { autoResolveRow, standingOf as tagStanding } from "../../../worker/settings/tags/store.ts";
import { member } from "../../support/room-builders.ts";
import { db } from "../http/support.ts";

const OWNER = member("mem_a");
const { organizationId } = OWNER;
const CURSOR = btoa("5,room_x:1").replaceAll("=", "");
const DRAFT = { roomId: `room_${"a".repeat(26)}`, tab: "reply", text: "x", replyToSeq: null, editedAt: 1 } as const;

/** How libSQL would run each statement that the work sends, table by table. */
async function plansOf(work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const database = db();
  const sent: InStatement[] = [];
  const batch = database.$client.batch.bind(database.$client);
  const execute: (one: InStatement) => Promise<ResultSet> = database.$client.execute.bind(database.$client);
  vi.spyOn(database.$client, "batch").mockImplementation((statements, mode) => {
    sent.push(...(statements as InStatement[]));
    return batch(statements, mode);
  });
  vi.spyOn(database.$client, "execute").mockImplementation(((statement: InStatement) => {
    sent.push(statement);
    return execute(statement);
  }) as never);
  await work(database);
  const plans = await db().$client.batch(
    sent.map((one) => {
      const { sql, args = [] } = typeof one === "string" ? { sql: one } : one;
      return { sql: `EXPLAIN QUERY PLAN ${sql}`, args };
    }),
    "read",
  );
  return plans.flatMap(({ rows }) => rows.map((row) => String(row.detail)));
}

/** What one member or one organization has of a kind is bounded, so ordering it costs little; reading a table never. */
const readsWhole = (step: string): boolean => /^SCAN (?!json_each|c VIRTUAL|CONSTANT ROW|\(subquery)/.test(step);

const PAGE = { unreadOnly: false, limit: 50 };
const WORK: [string, (db: Database) => Promise<unknown>][] = [
  ["the bell", (one) => noticePage(one, OWNER, PAGE, 9e12)],
  ["the bell's next page", (one) => noticePage(one, OWNER, { ...PAGE, cursor: CURSOR }, 9e12)],
  ["the bell, unread only", (one) => noticePage(one, OWNER, { ...PAGE, unreadOnly: true }, 9e12)],
  ["reading notices", (one) => readNotices(one, OWNER, ["a", "b"], 1)],
  ["reading all notices", (one) => readNotices(one, OWNER, null, 1)],
  ["telling notices", (one) => one.$client.batch([insertNotices(organizationId, [])], "write")],
  ["sweeping notices", (one) => sweepNotices(one, 1)],
  ["drafts", (one) => draftsOf(one, OWNER)],
  ["a draft", (one) => saveDraft(one, OWNER, DRAFT, 1)],
  ["saved filters", (one) => filtersOf(one, OWNER)],
  ["a saved filter", (one) => filtersAround(one, OWNER, "flt_a")],
  ["templates", (one) => quickRepliesOf(one, organizationId)],
  ["a template", (one) => quickReplyStanding(one, organizationId, { quickReplyId: "qck_a", commandFolded: "a" })],
  ["a tag", (one) => tagStanding(one, organizationId, { tagId: "tag_a", nameFolded: "a" })],
  ["the rule that gives a tag", (one) => autoResolveRow(one, organizationId)],
  ["divisions", (one) => divisionsOf(one, organizationId)],
  ["a division", (one) => divisionStanding(one, organizationId, { divisionId: "div_a", nameFolded: "a" })],
  ["widgets", (one) => webchatsOf(one, organizationId)],
  ["a widget", (one) => webchatStanding(one, organizationId, "int_a")],
  ["a section", (one) => sectionStanding(one, organizationId, "idle")],
];

describe("query plans", () => {
  it.each(WORK)("%s: by an index", async (_, work) => {
    const plans = await plansOf(work);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(readsWhole)).toEqual([]);
  });

  it("BEY-6 a member's filters are found without reading everybody's", async () => {
    const plans = await plansOf((one) => filtersOf(one, OWNER));
    expect(plans.filter((step) => step.startsWith("SEARCH"))).toEqual([
      "SEARCH saved_filters USING INDEX saved_filters_name (organization_id=? AND member_id=?)",
      "SEARCH saved_filters USING INDEX saved_filters_shared (organization_id=? AND is_shared=?)",
    ]);
  });

  it("WIDGET-6 the last message of a widget is one look into its rooms' index", async () => {
    const plans = await plansOf((one) => webchatsOf(one, organizationId));
    expect(plans.filter((step) => step.startsWith("SEARCH r "))).toEqual([
      "SEARCH r USING COVERING INDEX rooms_by_integration (organization_id=? AND kind=? AND integration_id=?)",
    ]);
  });

  it("NOTIF-1 pages of the bell come in their own order", async () => {
    for (const cursor of [undefined, CURSOR]) {
      const plans = await plansOf((one) => noticePage(one, OWNER, { ...PAGE, cursor }, 9e12));
      expect(plans.filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
    }
  });
});
