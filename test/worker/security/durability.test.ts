import { describe, expect, it } from "vitest";
import { newOrganizationId } from "../../../protocol/ids.ts";
import { appendAudit, verifyAudit } from "../../../worker/db/audit.ts";
import { db } from "../http/support.ts";

describe("the audit log", () => {
  it("takes what many people do in the same moment, each entry once and the chain whole", async () => {
    const organizationId = newOrganizationId();
    const AT_ONCE = 40;
    const entry = { organizationId, at: 1, action: "sign_in", result: "ok" as const };
    const written = await Promise.allSettled(
      Array.from({ length: AT_ONCE }, (_, n) =>
        appendAudit(db(), { ...entry, actor: { type: "member", id: `mem_${n}` } }),
      ),
    );
    expect(written.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(await verifyAudit(db(), organizationId)).toEqual({ rows: AT_ONCE, brokenAt: null });
  });
});
