import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newOrganizationId } from "../../../protocol/ids.ts";
import { type AuditEntry, appendAudit, verifyAudit } from "../../../worker/db/audit.ts";
import { openDatabase } from "../../../worker/db/client.ts";

const db = openDatabase(env.LIBSQL_URL);
const run = (sql: string, ...args: (string | number)[]) => db.$client.execute({ sql, args });

const entry = (organizationId: string, action: string, at = Date.now()): AuditEntry => ({
  organizationId,
  at,
  actor: { type: "member", id: "mem_x" },
  action,
  result: "ok",
  changes: { name: true },
});

describe("audit log", () => {
  const organizationId = newOrganizationId();
  beforeAll(async () => {
    await Promise.all(Array.from({ length: 6 }, (_, index) => appendAudit(db, entry(organizationId, `step-${index}`))));
  });

  it("appends without gaps also when several append at once, and the chain holds", async () => {
    const { rows } = await run(
      "SELECT number, action FROM audit WHERE organization_id = ? ORDER BY number",
      organizationId,
    );
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(rows.map((row) => row.action)).size).toBe(6);
    expect(await verifyAudit(db, organizationId)).toEqual({ rows: 6, brokenAt: null });
  });

  it.each([
    "UPDATE audit SET action = 'x' WHERE organization_id = ?",
    "UPDATE audit SET organization_id = 'x' WHERE organization_id = ?",
    "DELETE FROM audit WHERE organization_id = ?",
    "DELETE FROM audit WHERE organization_id = ? AND number = 1",
  ])("refuses %s", async (sql) => {
    await expect(run(sql, organizationId)).rejects.toThrow("audit is append-only");
    expect(await verifyAudit(db, organizationId)).toEqual({ rows: 6, brokenAt: null });
  });

  it("refuses a row that does not continue the chain, also one that would replace another", async () => {
    const columns = "organization_id, number, audit_id, at, actor_type, action, result, previous_hash, hash";
    const forged = (verb: string, number: number) =>
      run(
        `${verb} INTO audit (${columns}) VALUES (?, ?, 'aud_x', 1, 'member', 'x', 'ok', 'x', 'x')`,
        organizationId,
        number,
      );
    await expect(forged("INSERT", 7)).rejects.toThrow("audit chain moved on");
    await expect(forged("INSERT", 9)).rejects.toThrow("audit chain moved on");
    await expect(forged("INSERT OR REPLACE", 3)).rejects.toThrow("audit chain moved on");
  });

  it("notices a row that was changed behind the triggers' back", async () => {
    const other = newOrganizationId();
    for (const action of ["a", "b", "c"]) await appendAudit(db, entry(other, action));
    const [trigger] = (await run("SELECT sql FROM sqlite_schema WHERE name = 'audit_no_update'")).rows;
    await db.$client.batch(
      [
        "DROP TRIGGER audit_no_update",
        { sql: "UPDATE audit SET action = 'z' WHERE organization_id = ? AND number = 2", args: [other] },
        String(trigger?.sql),
      ],
      "write",
    );
    expect(await verifyAudit(db, other)).toEqual({ rows: 1, brokenAt: 2 });
  });

  it("is written with the change it tells of, or neither is", async () => {
    const both = newOrganizationId();
    const change = { sql: "INSERT INTO organizations (organization_id) VALUES (?)", args: [both] };
    await expect(appendAudit(db, entry(both, "create"), [change])).rejects.toThrow("NOT NULL");
    expect(await verifyAudit(db, both)).toEqual({ rows: 0, brokenAt: null });
  });
});
