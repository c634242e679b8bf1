import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import { clearSignIn, reserveSignIn } from "../../../worker/accounts/sign-in-store.ts";
import {
  accountByEmail,
  changePassword,
  createSession,
  deleteSession,
  findSession,
  listSessions,
  memberIdentity,
  membersOf,
  passwordHashOf,
  touchSession,
  type WebSession,
} from "../../../worker/accounts/store.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import { loadConfig } from "../../../worker/organization/store.ts";
import { createWorld, type World } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const MINUTE = 60_000;
let world: World;
beforeAll(async () => {
  world = await createWorld(db, { passwordHash: "hash-1" });
});

describe("failed sign-ins", () => {
  const T = 1_760_000_000_000;
  const keys = () => ({ emailHash: newId("jti"), addressHash: newId("jti") });
  const tries = async (
    count: number,
    each: (index: number) => Parameters<typeof reserveSignIn>[1],
    at: (index: number) => number,
  ) => {
    const answers: boolean[] = [];
    for (let index = 0; index < count; index++) answers.push((await reserveSignIn(db, each(index), at(index))).ok);
    return answers;
  };

  it("AUTH-4 the sixth try for one email is refused until 15 minutes after the fifth failure", async () => {
    const { emailHash } = keys();
    const fromAnywhere = () => ({ ...keys(), emailHash });
    expect(await tries(5, fromAnywhere, (index) => T + index * MINUTE)).toEqual([true, true, true, true, true]);
    expect(await reserveSignIn(db, fromAnywhere(), T + 5 * MINUTE)).toEqual({ ok: false, retryAfterMs: 14 * MINUTE });
    expect(await reserveSignIn(db, fromAnywhere(), T + 19 * MINUTE - 1)).toEqual({ ok: false, retryAfterMs: 1 });
    expect((await reserveSignIn(db, fromAnywhere(), T + 19 * MINUTE)).ok).toBe(true);
  });

  it("AUTH-4 five failures further apart than 15 minutes refuse nobody", async () => {
    const { emailHash } = keys();
    const answers = await tries(
      8,
      () => ({ ...keys(), emailHash }),
      (index) => T + index * 4 * MINUTE,
    );
    expect(answers).toEqual(Array(8).fill(true));
  });

  it("AUTH-4 fifty failures from one address refuse it, whatever the emails, and no other address", async () => {
    const { addressHash } = keys();
    const answers = await tries(
      51,
      () => ({ ...keys(), addressHash }),
      (index) => T + index,
    );
    expect(answers).toEqual([...Array(50).fill(true), false]);
    expect((await reserveSignIn(db, keys(), T + 60)).ok).toBe(true);
  });

  it("AUTH-4 tries at the same moment cannot pass together", async () => {
    const { emailHash } = keys();
    const answers = await Promise.all(Array.from({ length: 12 }, () => reserveSignIn(db, { ...keys(), emailHash }, T)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
  });

  it("AUTH-4 the right password strikes the failures out", async () => {
    const mine = keys();
    await tries(
      4,
      () => mine,
      () => T,
    );
    const last = await reserveSignIn(db, mine, T);
    if (!last.ok) throw new Error("refused too early");
    await clearSignIn(db, mine.emailHash, last.attemptId);
    expect(
      await tries(
        5,
        () => mine,
        () => T,
      ),
    ).toEqual(Array(5).fill(true));
  });
});

describe("accounts and sessions", () => {
  const session = (extra: Partial<WebSession> = {}): WebSession => ({
    sessionId: newId("ses"),
    tokenHash: newId("jti"),
    accountId: world.one.agentA.accountId,
    organizationId: world.one.organizationId,
    csrf: "c",
    createdAt: 1_000,
    lastSeenAt: 1_000,
    idleMs: 60 * MINUTE,
    userAgent: "test",
    ...extra,
  });

  it("AUTH-5 finds an account by its email, trimmed and in any case, with its active memberships of every organization", async () => {
    const { agentA } = world.one;
    const { memberId } = await createMember(db, {
      organizationId: world.two.organizationId,
      accountId: agentA.accountId,
      name: "Dewi",
      role: "supervisor",
    });
    const found = await accountByEmail(db, `  ${agentA.email.toUpperCase()} `);
    expect(found).toMatchObject({ accountId: agentA.accountId, passwordHash: "hash-1" });
    expect(found?.memberships.map((one) => [one.organizationId, one.memberId, one.role])).toEqual([
      [world.one.organizationId, agentA.memberId, "agent"],
      [world.two.organizationId, memberId, "supervisor"],
    ]);
    expect(await accountByEmail(db, "nobody@example.com")).toBeNull();
  });

  it("AUTH-17 a session lives while it is used, and not past its idle time", async () => {
    const mine = session();
    await createSession(db, mine, "hash-1");
    expect((await findSession(db, mine.tokenHash, 1_000 + mine.idleMs))?.account.accountId).toBe(mine.accountId);
    expect(await findSession(db, mine.tokenHash, 1_001 + mine.idleMs)).toBeNull();
    await touchSession(db, mine.sessionId, 5_000);
    await touchSession(db, mine.sessionId, 4_000);
    expect((await findSession(db, mine.tokenHash, 5_000 + mine.idleMs))?.session.lastSeenAt).toBe(5_000);
    expect(await findSession(db, "unknown", 5_000)).toBeNull();
  });

  it("AUTH-17 sessions are listed and ended by their own account only", async () => {
    const accountId = world.two.agentB.accountId;
    const [first, second] = [session({ accountId }), session({ accountId, lastSeenAt: 2_000 })];
    await createSession(db, first, "hash-1");
    await createSession(db, second, "hash-1");
    expect(await deleteSession(db, world.one.agentA.accountId, first.sessionId)).toBe(false);
    const live = await listSessions(db, accountId, first.sessionId, 3_000);
    expect(live.map((one) => [one.sessionId, one.isCurrent])).toEqual([
      [second.sessionId, false],
      [first.sessionId, true],
    ]);
    expect(await deleteSession(db, accountId, first.sessionId)).toBe(true);
    expect(await findSession(db, first.tokenHash, 3_000)).toBeNull();
  });

  it("AUTH-7, AUTH-8 a new password ends every other session and is the only one", async () => {
    const accountId = world.two.agentA.accountId;
    const [kept, other] = [session({ accountId }), session({ accountId })];
    await createSession(db, kept, "hash-1");
    await createSession(db, other, "hash-1");
    await changePassword(db, { accountId, passwordHash: "hash-2", now: 9, keepSessionId: kept.sessionId });
    expect(await passwordHashOf(db, accountId)).toBe("hash-2");
    expect(await findSession(db, other.tokenHash, 3_000)).toBeNull();
    expect(await findSession(db, kept.tokenHash, 3_000)).not.toBeNull();
  });

  it("INV-6 a member is known in its own organization only, and not once deactivated", async () => {
    const { agentB } = world.one;
    expect((await memberIdentity(db, world.one.organizationId, agentB.memberId))?.name).toBe("Agus");
    expect(await memberIdentity(db, world.two.organizationId, agentB.memberId)).toBeNull();
    expect((await membersOf(db, world.one.organizationId)).map((one) => one.name)).toEqual([
      "Agus",
      "Budi",
      "Dewi",
      "Sari",
    ]);
    await db.$client.execute({ sql: "UPDATE members SET is_active = 0 WHERE member_id = ?", args: [agentB.memberId] });
    expect(await memberIdentity(db, world.one.organizationId, agentB.memberId)).toBeNull();
  });
});

describe("configuration", () => {
  it("INV-7 gives an organization's own configuration and nothing of another's, with no secret in it", async () => {
    const { one, two } = world;
    await db.$client.execute({
      sql: "UPDATE integrations SET secrets_ciphertext = 'hidden-secret' WHERE integration_id = ?",
      args: [one.integrationId],
    });
    const config = await loadConfig(db, one.organizationId);
    expect(config).toMatchObject({
      organizationId: one.organizationId,
      name: "Toko Melati",
      timeZone: "Asia/Jakarta",
      session: { expiringMs: 57_600_000, expiredMs: 86_400_000 },
      integrations: [{ integrationId: one.integrationId, channel: "web_chat", webchat: { domain: one.origin } }],
      tags: [{ tagId: one.tagId, name: "refund" }],
    });
    expect(config?.members.find((member) => member.memberId === one.agentA.memberId)?.divisionIds).toEqual([
      one.salesId,
    ]);
    const text = JSON.stringify(config);
    for (const foreign of [two.organizationId, two.integrationId, two.admin.memberId, "hidden-secret"])
      expect(text).not.toContain(foreign);
    expect(await loadConfig(db, "org_aaaaaaaaaaaaaaaa")).toBeNull();
  });

  it("its version grows with every change of it", async () => {
    const before = (await loadConfig(db, world.two.organizationId))?.version ?? 0;
    await createMember(db, {
      organizationId: world.two.organizationId,
      accountId: world.one.agentB.accountId,
      name: "Agus",
      role: "agent",
    });
    expect((await loadConfig(db, world.two.organizationId))?.version).toBe(before + 1);
  });
});
