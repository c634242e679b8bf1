import { env } from "cloudflare:workers";
import type { InArgs } from "@libsql/client/web";
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditPage, AuditRow } from "../../../protocol/audit.schema.ts";
import { newOrganizationId } from "../../../protocol/ids.ts";
import { auditCsv } from "../../../worker/audit/export.ts";
import { farthestStatement, pageStatement } from "../../../worker/audit/query.ts";
import { auditPage } from "../../../worker/audit/store.ts";
import { cutStatement, oldChains, sweepAudit } from "../../../worker/audit/sweep.ts";
import { AUDIT_KEPT_MS, type AuditEntry, appendAudit, verifyAudit } from "../../../worker/db/audit.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { createOrganization } from "../../../worker/db/seed-rows.ts";
import { csvCell } from "../../../worker/http/csv.ts";
import type { World } from "../../support/world.ts";
import { asMember, Browser, problemOf, world } from "../http/support.ts";
import { change, done, read, refused } from "../settings/support.ts";

const db = openDatabase(env.LIBSQL_URL);
const DAY = 86_400_000;
let w: World;
beforeAll(async () => {
  w = await world();
});

const page = (query = ""): Promise<AuditPage> => read(w.one.admin, `/audit${query}`);
const told = (rows: AuditRow[]) => rows.map(({ number }) => number);

describe("SET-10 the audit log", () => {
  it("SET-10 says who did what to what and when, with names and with values before and after", async () => {
    const { admin, tagId } = w.one;
    await done(admin, "PUT", `/tags/${tagId}`, { name: "Pengembalian", was: "refund" });
    await change(admin, "embedding", { origins: ["https://portal.example"] });
    const [settings, tag] = (await page()).rows;
    expect(tag).toMatchObject({
      actor: { type: "member", id: admin.memberId, name: admin.name },
      action: "tag.rename",
      target: tagId,
      targetName: "Pengembalian",
      result: "ok",
      changes: { name: { from: "refund", to: "Pengembalian" } },
    });
    expect(settings).toMatchObject({
      action: "settings.save",
      target: "embedding",
      targetName: null,
      changes: { "/origins": { from: [], to: ["https://portal.example"] } },
    });
    expect(settings?.at).toBeGreaterThan(Date.now() - 60_000);
  });

  it("SET-10 has sign-ins, refused ones too", async () => {
    const browser = new Browser();
    await browser.tryPassword(w.one.agentB.email, "salah-sekali-ini");
    await browser.signIn(w.one.agentB);
    const { rows } = await page(`?actorId=${w.one.agentB.memberId}`);
    expect(rows.map(({ action, result }) => [action, result])).toEqual([
      ["sign_in", "ok"],
      ["sign_in", "failed"],
    ]);
    expect(rows[0]?.address).toMatch(/^10\./);
  });

  it("SET-10 is filtered by who, what, which thing and when, and paged by number without gap or repeat", async () => {
    const { organizationId, admin, supervisor } = w.two;
    const at = Date.now() - 10 * DAY;
    for (let n = 0; n < 60; n++)
      await appendAudit(db, {
        organizationId,
        at: at + n * 1000,
        actor: { type: "member", id: n % 3 ? admin.memberId : supervisor.memberId },
        action: n % 2 ? "tag.create" : "member.change",
        target: `tag_${n % 5}`,
        result: "ok",
      });
    const all = (await read<AuditPage>(admin, "/audit?limit=100")).rows;
    const expected = (fits: (row: AuditRow) => boolean) => told(all.filter(fits));
    const filters: [string, (row: AuditRow) => boolean][] = [
      [`actorId=${supervisor.memberId}`, (row) => row.actor.id === supervisor.memberId],
      ["action=tag.create", (row) => row.action === "tag.create"],
      ["action=member.", (row) => row.action.startsWith("member.")],
      ["target=tag_3", (row) => row.target === "tag_3"],
      [`from=${at + 5_000}&to=${at + 20_000}`, (row) => row.at >= at + 5_000 && row.at <= at + 20_000],
      [
        `actorId=${admin.memberId}&action=tag.create&target=tag_1&from=${at}`,
        (row) => row.actor.id === admin.memberId && row.action === "tag.create" && row.target === "tag_1",
      ],
    ];
    for (const [query, fits] of filters) {
      const found: number[] = [];
      let before: number | null = null;
      do {
        const next: AuditPage = await read(
          admin,
          `/audit?limit=7&${query}${before === null ? "" : `&before=${before}`}`,
        );
        found.push(...told(next.rows));
        before = next.nextBefore;
      } while (before !== null);
      expect(found, query).toEqual(expected(fits));
      expect(found.length, query).toBeGreaterThan(1);
      const narrow: number[] = [];
      const filter = Object.fromEntries(
        [...new URLSearchParams(query)].map(([key, value]) => [key, /^\d+$/.test(value) ? Number(value) : value]),
      );
      let from: number | null = null;
      do {
        const next = await auditPage(db, { organizationId, filter, before: from, limit: 4 }, 3);
        narrow.push(...told(next.rows));
        from = next.nextBefore;
      } while (from !== null);
      expect(narrow, `${query}, three entries looked at at a time`).toEqual(expected(fits));
    }
  });

  it("PRIVACY-1, ROLE-15 shows nothing of another organization, and nobody but admins anything", async () => {
    const mine = JSON.stringify((await page("?limit=100")).rows);
    expect(mine).not.toContain(w.two.admin.memberId);
    for (const member of [w.one.supervisor, w.one.agentA]) {
      expect(await refused(member, "GET", "/audit")).toMatchObject({ status: 403 });
      expect(await refused(member, "GET", "/audit/export")).toMatchObject({ status: 403 });
    }
    expect(await refused(w.one.admin, "GET", "/audit?before=0")).toMatchObject({ code: "bad_request" });
  });

  it("SET-10 secrets never: of an address that may hold a key only that it changed", async () => {
    const customUrl = "https://allocation.shop.com/hook?key=rahasia-sekali";
    await change(w.one.admin, "allocation", { autoAllocation: false, customUrl });
    const text = JSON.stringify((await page("?limit=100")).rows);
    expect(text).toContain("/customUrl");
    expect(text).not.toContain("rahasia-sekali");
  });

  it("SET-10 nobody can edit it: no route changes an entry", async () => {
    for (const method of ["PUT", "POST", "DELETE"]) {
      const response = await asMember(w.one.admin, "/api/v1/audit", { method });
      expect([method, response.status, (await problemOf(response)).code]).toEqual([method, 404, "not_found"]);
    }
  });
});

describe("SET-10 the export", () => {
  it("SET-10 is CSV of all that fits, and an entry itself", async () => {
    const response = await asMember(w.two.admin, "/api/v1/audit/export?action=tag.create");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split("\r\n");
    expect(lines[0]).toBe(
      "number,time,actor_type,actor_id,actor_name,action,target,target_name,result,address,changes",
    );
    const all = (await read<AuditPage>(w.two.admin, "/audit?limit=100&action=tag.create")).rows;
    expect(lines.slice(1).map((text) => Number(text.split(",")[0]))).toEqual(told(all));
    const [newest] = (await read<AuditPage>(w.two.admin, "/audit?limit=1")).rows;
    expect(newest).toMatchObject({ action: "audit.export", changes: { action: "tag.create" } });
  });

  it("SET-10 goes on over many pages", async () => {
    const { organizationId } = await createOrganization(db, { name: "Panjang" });
    for (let n = 1; n <= 23; n++) await appendAudit(db, entry(organizationId, `step.${n}`, Date.now()));
    const text = await new Response(auditCsv(db, organizationId, {}, 5)).text();
    const numbers = text
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => Number(line.split(",")[0]));
    expect(numbers).toEqual(Array.from({ length: 23 }, (_, index) => 23 - index));
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+62812", "'+62812"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['a,"b"', '"a,""b"""'],
    ["dua\nbaris", '"dua\nbaris"'],
    ["biasa", "biasa"],
    [null, ""],
  ])("SET-10 %j is written as %j, which no spreadsheet runs", (value, cell) => expect(csvCell(value)).toBe(cell));
});

const entry = (organizationId: string, action: string, at: number): AuditEntry => ({
  organizationId,
  at,
  actor: { type: "system", id: null },
  action,
  result: "ok",
});

describe("SET-10 kept two years", () => {
  const run = (sql: string, ...args: (string | number)[]) => db.$client.execute({ sql, args });

  it("SET-10 what is older goes, oldest first; the chain still holds, and says where it was cut", async () => {
    const { organizationId } = await createOrganization(db, { name: "Lama" });
    const now = Date.now();
    // The third was told late: it is younger than the one after it.
    for (const age of [900, 800, 3, 760, 2, 1]) await appendAudit(db, entry(organizationId, "x", now - age * DAY));
    await sweepAudit(db, now);
    expect(await verifyAudit(db, organizationId)).toEqual({ rows: 4, brokenAt: null });
    await appendAudit(db, entry(organizationId, "y", now));
    await sweepAudit(db, now);
    expect(await verifyAudit(db, organizationId)).toEqual({ rows: 5, brokenAt: null });
    const { rows } = await run("SELECT number FROM audit_anchors WHERE organization_id = ?", organizationId);
    expect(rows.map(({ number }) => number)).toEqual([2]);
  });

  it("SET-10 an entry of two years less a day stays, and so does the newest of all", async () => {
    const { organizationId } = await createOrganization(db, { name: "Batas" });
    const now = Date.now();
    await appendAudit(db, entry(organizationId, "x", now - AUDIT_KEPT_MS + DAY));
    await sweepAudit(db, now);
    expect((await verifyAudit(db, organizationId)).rows).toBe(1);
    const { organizationId: old } = await createOrganization(db, { name: "Tua" });
    await appendAudit(db, entry(old, "x", now - 2 * AUDIT_KEPT_MS));
    await sweepAudit(db, now);
    expect(await verifyAudit(db, old)).toEqual({ rows: 1, brokenAt: null });
  });

  it("SET-10 nothing goes without an anchor, and no anchor lies", async () => {
    const organizationId = newOrganizationId();
    const now = Date.now();
    for (const age of [900, 850, 1, 0]) await appendAudit(db, entry(organizationId, "x", now - age * DAY));
    const refusedAs = "audit is append-only";
    const anchor = (number: number, hash: string) =>
      run("INSERT INTO audit_anchors VALUES (?, ?, ?, 1)", organizationId, number, hash);
    const { rows } = await run("SELECT number, hash FROM audit WHERE organization_id = ?", organizationId);
    const hashOf = (number: number) => String(rows.find((row) => row.number === number)?.hash);
    await expect(run("DELETE FROM audit WHERE organization_id = ?", organizationId)).rejects.toThrow(refusedAs);
    await expect(run("DELETE FROM audit WHERE organization_id = ? AND number = 1", organizationId)).rejects.toThrow(
      refusedAs,
    );
    await expect(anchor(1, "made up")).rejects.toThrow(refusedAs);
    await expect(anchor(3, hashOf(3))).rejects.toThrow(refusedAs);
    await expect(anchor(4, hashOf(4))).rejects.toThrow(refusedAs);
    await anchor(1, hashOf(1));
    await expect(run("DELETE FROM audit WHERE organization_id = ? AND number = 2", organizationId)).rejects.toThrow(
      refusedAs,
    );
    await expect(run("DELETE FROM audit_anchors WHERE organization_id = ?", organizationId)).rejects.toThrow(refusedAs);
    await run("DELETE FROM audit WHERE organization_id = ? AND number = 1", organizationId);
    await expect(
      run("UPDATE audit_anchors SET number = 0, hash = '' WHERE organization_id = ?", organizationId),
    ).rejects.toThrow(refusedAs);
    expect(await verifyAudit(db, organizationId)).toEqual({ rows: 3, brokenAt: null });
  });
});

describe("plans", () => {
  const planOf = async (statement: { sql: string; args: InArgs }) =>
    (await db.$client.execute({ sql: `EXPLAIN QUERY PLAN ${statement.sql}`, args: statement.args })).rows
      .map((row) => String(row.detail))
      .join("; ");

  it.each([
    [{}, "PRIMARY KEY (organization_id=? AND number<?)"],
    [{ actorId: "mem_x" }, "audit_actor (organization_id=? AND actor_id=? AND number<?)"],
    [{ action: "tag.create" }, "audit_action (organization_id=? AND action=? AND number<?)"],
    [{ action: "tag." }, "PRIMARY KEY (organization_id=? AND number<?)"],
    [{ target: "tag_x", from: 1, to: 2 }, "audit_target (organization_id=? AND target=? AND number>? AND number<?)"],
    [{ from: 1, to: 2 }, "PRIMARY KEY (organization_id=? AND number>? AND number<?)"],
  ])("SET-10 %j is read from an index in its own order", async (filter, index) => {
    const ask = { organizationId: "org_x", filter, before: null };
    for (const statement of [pageStatement({ ...ask, limit: 50 }), farthestStatement(ask)]) {
      const plan = await planOf(statement as never);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN audit|SCAN a\b/);
    }
  });

  it("SET-10 the sweep asks each chain for its oldest entry, and reads only the oldest of those that are due", async () => {
    expect(await planOf(oldChains(1) as never)).toMatch(/SEARCH audit USING PRIMARY KEY \(organization_id=\?\)/);
    expect(await planOf(cutStatement("org_x", 1) as never)).not.toMatch(/SCAN audit/);
  });
});
