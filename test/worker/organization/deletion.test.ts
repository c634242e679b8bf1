import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../worker/db/client.ts";
import { oidcApplications, oidcGrants, oidcLinks } from "../../../worker/db/schema/index.ts";
import {
  ACCOUNT_TABLES,
  chunkSql,
  eraseDueOrganization,
  ORGANIZATION_TABLES,
} from "../../../worker/erasure/organization.ts";
import { until } from "../../support/until.ts";
import { createWorld, type World, type WorldOrganization } from "../../support/world.ts";
import { callerOf, openRoomIn, text } from "../room/support.ts";

const db = openDatabase(env.LIBSQL_URL);
const rows = async (sql: string, ...args: (string | number)[]) => (await db.$client.execute({ sql, args })).rows;
let world: World;
beforeAll(async () => {
  world = await createWorld(db);
});

async function written(organization: WorldOrganization) {
  const room = await openRoomIn(organization, { contactId: `con_${organization.organizationId}` });
  await room.stub().command({ caller: room.visitor, id: "c1", command: text(`halo ${organization.organizationId}`) });
  await room
    .stub()
    .command({ caller: callerOf(organization.admin), id: "c2", command: { type: "note.add", text: "x" } });
  await until(
    () => rows("SELECT head_seq FROM rooms WHERE room_id = ?", room.roomId),
    ([row]) => Number(row?.head_seq) === 4,
  );
  await env.FILES.put(`${organization.organizationId}/${room.roomId}/fil_${"a".repeat(32)}`, "x");
  return room;
}

const left = async ({ organizationId }: WorldOrganization): Promise<string[]> => {
  const tables = await rows(
    "SELECT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name = 'organization_id'",
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await rows(`SELECT 1 FROM "${name}" WHERE organization_id = ? LIMIT 1`, organizationId)).length > 0)
      found.push(String(name));
  return found.sort();
};

/** An application and a provider that know the account. */
async function signOnOf(accountId: string): Promise<void> {
  const at = { accountId, createdAt: 1 };
  const wants = { redirectUris: [], postLogoutUris: [], backChannelLogoutUri: "https://portal.example/out" };
  await db.insert(oidcApplications).values({ ...wants, clientId: "portal", name: "Portal", createdAt: 1 });
  await db.insert(oidcGrants).values({
    ...at,
    ...{ grantId: `g ${accountId}`, sessionId: accountId, clientId: "portal", scope: "openid", expiresAt: 9e12 },
  });
  await db
    .insert(oidcLinks)
    .values({ ...at, linkId: `l ${accountId}`, issuer: "https://id.example", subject: accountId });
}

describe("an organization whose grace has ended", () => {
  it("PRIVACY-7 stays whole until then, and is gone afterwards, with its rooms, files, members and their accounts", async () => {
    const { one, two } = world;
    const [room, other] = [await written(one), await written(two)];
    const shared = one.agentB;
    for (const { accountId } of [shared, one.agentA, two.agentB])
      await rows(
        `INSERT INTO web_sessions (session_id, token_hash, account_id, organization_id, csrf, created_at, last_seen_at, idle_ms, user_agent)
         VALUES (?1, ?1, ?1, ?2, 'x', 1, 9e12, 1, '')`,
        accountId,
        accountId === two.agentB.accountId ? two.organizationId : one.organizationId,
      );
    for (const { accountId } of [one.agentA, shared]) {
      await rows("UPDATE accounts SET photo_id = ?1 || '.png' WHERE account_id = ?1", accountId);
      await env.FILES.put(`photos/${accountId}.png`, "x");
    }
    await signOnOf(one.agentA.accountId);
    await db.$client.execute({
      sql: "INSERT INTO members (member_id, organization_id, account_id, name, role, created_at) VALUES (?, ?, ?, 'B', 'agent', 1)",
      args: [`mem_shared_${two.organizationId}`, two.organizationId, shared.accountId],
    });
    const now = Date.now();
    await rows("UPDATE organizations SET deletion_at = ? WHERE organization_id = ?", now + 60_000, one.organizationId);
    await eraseDueOrganization(env, now);
    expect(await left(one)).toContain("rooms");

    for (let turn = 1; turn <= 6 && (await left(one)).includes("organizations"); turn += 1)
      await eraseDueOrganization(env, now + 60_000 * turn);
    expect((await left(one)).filter((name) => name !== "audit")).toEqual([]);
    expect((await env.FILES.list({ prefix: `${one.organizationId}/` })).objects).toEqual([]);
    expect(await room.stub().history({ caller: callerOf(one.admin), limit: 5 })).toMatchObject({ ok: false });
    expect(await rows("SELECT 1 FROM accounts WHERE account_id = ?", one.agentA.accountId)).toEqual([]);
    expect(await env.FILES.head(`photos/${one.agentA.accountId}.png`)).toBeNull();
    expect(await env.FILES.head(`photos/${shared.accountId}.png`)).not.toBeNull();
    for (const table of ["oidc_grants", "oidc_links"])
      expect(await rows(`SELECT 1 FROM ${table} WHERE account_id = ?`, one.agentA.accountId), table).toEqual([]);
    // The application has yet to hear of it.
    expect(await rows("SELECT 1 FROM oidc_logouts WHERE account_id = ?", one.agentA.accountId)).not.toEqual([]);
    expect(await rows("SELECT 1 FROM accounts WHERE account_id = ?", shared.accountId)).toHaveLength(1);
    expect(
      await rows("SELECT 1 FROM audit WHERE action = 'organization.erased' AND target = ?", one.organizationId),
    ).toHaveLength(1);

    expect(await left(two)).toEqual(
      expect.arrayContaining(["rooms", "messages", "contacts", "members", "organizations"]),
    );
    expect(await other.stub().history({ caller: callerOf(two.admin), limit: 5 })).toMatchObject({ ok: true });
    expect((await env.FILES.list({ prefix: `${two.organizationId}/` })).objects).toHaveLength(1);
  });

  it("PRIVACY-7 covers every table of an organization, each by an index", async () => {
    const tables = await rows(
      `SELECT DISTINCT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND c.name = 'organization_id' AND t.name NOT IN ('audit', 'organizations', 'members')`,
    );
    const covered = new Set([...ORGANIZATION_TABLES, ...ACCOUNT_TABLES].map(({ name }) => name));
    expect(tables.map(({ name }) => String(name)).filter((name) => !covered.has(name))).toEqual([]);
    for (const table of ORGANIZATION_TABLES) {
      const plan = await rows(`EXPLAIN QUERY PLAN ${chunkSql(table)}`, "org_x");
      const scans = plan.map(({ detail }) => String(detail)).filter((step) => /^SCAN/.test(step));
      // What refers to a division has no index by it alone; by then nothing of the organization stands there.
      expect(
        scans.filter((step) => !step.includes("division_members")),
        table.name,
      ).toEqual([]);
    }
  });
});
