import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import { hashPassword, verifyAgainstNobody, verifyPassword } from "../../../worker/accounts/passwords.ts";
import { accountByEmail, changePassword, createSession, listSessions } from "../../../worker/accounts/store.ts";
import type { World } from "../../support/world.ts";
import { db, PASSWORD, world } from "../http/support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

async function fastestOf(work: () => Promise<unknown>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 5; n += 1) {
    const startedAt = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - startedAt);
  }
  return fastest;
}

describe("signing in", () => {
  it("AUTH-7 a password that is changed while it is being checked opens no session", async () => {
    const { email, accountId } = w.one.agentA;
    const checked = await accountByEmail(db(), email);
    expect(await verifyPassword(PASSWORD, checked?.passwordHash ?? "")).toBe(true);
    const now = Date.now();
    await changePassword(db(), {
      accountId,
      passwordHash: await hashPassword("teh-tarik-panas"),
      now,
      keepSessionId: null,
    });
    const session = {
      sessionId: newId("ses"),
      tokenHash: newId("ses"),
      accountId,
      organizationId: w.one.organizationId,
      csrf: "x",
      createdAt: now,
      lastSeenAt: now,
      idleMs: 3_600_000,
      userAgent: "",
    };
    expect(await createSession(db(), session, checked?.passwordHash ?? "")).toBe(false);
    expect(await listSessions(db(), accountId, "", now)).toEqual([]);
    const fresh = await accountByEmail(db(), email);
    expect(await createSession(db(), session, fresh?.passwordHash ?? "")).toBe(true);
  });

  it("AUTH-3 an account that has no password yet takes as long as any other", async () => {
    const usual = await fastestOf(() => verifyAgainstNobody(PASSWORD));
    const without = await fastestOf(() => verifyPassword(PASSWORD, "none"));
    expect(without).toBeGreaterThan(usual / 2);
  });
});
