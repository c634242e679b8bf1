import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newOrganizationId } from "../../../protocol/ids.ts";
import { asUnavailable, openDatabase, writeBatch } from "../../../worker/db/client.ts";
import { members } from "../../../worker/db/schema/index.ts";
import { configChange } from "../../../worker/organization/store.ts";
import { identity } from "../../support/organization-builders.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { WorldOrganization } from "../../support/world.ts";
import {
  callerOf,
  evict,
  type Frame,
  hubOf,
  later,
  organizations,
  roomIn,
  SocketsOfATest,
  tell,
} from "./organization-world.ts";

const db = openDatabase(env.LIBSQL_URL);
const sockets = new SocketsOfATest();

afterEach(() => {
  vi.restoreAllMocks();
  sockets.close();
});

const keysOf = ({ sql }: DurableObjectStorage) => [...sql.exec("SELECT key FROM meta")].map(({ key }) => key);

/** libSQL gives no answer until the mocks are restored. */
const takeLibsqlAway = () => vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("connection refused"));

const change = async (
  organization: WorldOrganization,
  memberId: string,
  values: Partial<typeof members.$inferInsert>,
) => {
  const statement = db.update(members).set(values).where(eq(members.memberId, memberId));
  await writeBatch(db, [statement, configChange(db, organization.organizationId)]);
};

describe("the configuration copy (INV-7)", () => {
  it("is kept whole however large it is, in rows that no storage refuses", async () => {
    const { one } = await organizations();
    const kept = async () => {
      await hubOf(one).configChanged();
      const config = await hubOf(one).config();
      const away = takeLibsqlAway();
      await evict(one);
      expect(await hubOf(one).config()).toEqual(config);
      away.mockRestore();
      return config?.members.find(({ memberId }) => memberId === one.agentA.memberId)?.name;
    };
    const name = `${"☕".repeat(399_990)}${"😀é".repeat(200_000)}`;
    await change(one, one.agentA.memberId, { name });
    expect((await kept()) === name).toBe(true);
    const rows = await runInDurableObject(hubOf(one), (_, { storage }) => [
      ...storage.sql.exec<{ bytes: number }>(
        `SELECT length(CAST(value AS BLOB)) AS bytes FROM meta
         UNION ALL SELECT length(CAST(text AS BLOB)) FROM config_parts`,
      ),
    ]);
    expect(Math.max(...rows.map(({ bytes }) => bytes))).toBeLessThan(2_000_000);
    await change(one, one.agentA.memberId, { name: "Sari" });
    expect(await kept()).toBe("Sari");
  });

  it("is read once and then served without libSQL, also after sleep", async () => {
    const { one } = await organizations();
    // Counters need the room index, which new storage reads from libSQL too.
    await hubOf(one).counters(one.admin.identity);
    const config = await hubOf(one).config();
    expect(config).toMatchObject({ organizationId: one.organizationId, name: "Toko Melati", language: "id" });
    expect(config?.members).toHaveLength(4);
    // How soon visitors are answered is read in passing, and kept for ten minutes.
    await hubOf(one).integration(one.integrationId);
    const isKept = () => runInDurableObject(hubOf(one), (_, { storage }) => keysOf(storage).includes("replyTimes"));
    await expect.poll(isKept).toBe(true);
    const away = takeLibsqlAway();
    await evict(one);
    expect(await hubOf(one).config()).toEqual(config);
    expect(await hubOf(one).integration(one.integrationId)).toMatchObject({ config: { channel: "web_chat" } });
    expect(away).not.toHaveBeenCalled();
  });

  it("follows a change at once, and a stale copy serves until libSQL is back", async () => {
    const { one } = await organizations();
    await hubOf(one).config();
    const nameOf = async () =>
      (await hubOf(one).lookup({ memberIds: [one.agentA.memberId], tagIds: [] })).members[0]?.name;
    await change(one, one.agentA.memberId, { name: "Dewi Lestari" });
    await hubOf(one).configChanged();
    expect(await nameOf()).toBe("Dewi Lestari");
    await change(one, one.agentA.memberId, { name: "Dewi L." });
    takeLibsqlAway();
    await hubOf(one).configChanged();
    expect(await nameOf()).toBe("Dewi Lestari");
    await evict(one);
    vi.restoreAllMocks();
    later(5_000);
    await runDurableObjectAlarm(hubOf(one));
    expect(await nameOf()).toBe("Dewi L.");
  });

  it("without a copy and without libSQL it says so instead of saying that there is no such organization", async () => {
    const { one } = await organizations();
    takeLibsqlAway();
    const refused = await hubOf(one)
      .config()
      .catch((error: unknown) => error);
    expect(asUnavailable(refused)?.refusal.code).toBe("unavailable");
  });

  it("an organization that does not exist is unknown, and nothing is stored for it", async () => {
    const organizationId = newOrganizationId();
    const hub = env.ORGANIZATION.getByName(organizationId);
    expect(await hub.config()).toBeNull();
    expect(await hub.integration("int_x")).toBeNull();
    expect(await hub.lookup({ memberIds: ["mem_x"], tagIds: [] })).toEqual({ members: [], tags: [], divisions: [] });
    expect(await hub.presence()).toEqual([]);
    const member = identity("mem_x", "admin", { organizationId });
    expect(await hub.counters(member)).toEqual({ messages: 0, comments: 0, unassigned: 0 });
    expect((await TestSocket.upgrade(hub, callerOf(member))).status).toBe(404);
    await hub.setPresence({ memberId: "mem_x", isOnline: true });
    await hub.configChanged();
    await runInDurableObject(hub, async (_, state) => {
      const tables = state.storage.sql.exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
      );
      expect(tables.toArray()).toEqual([]);
      expect(await state.storage.getAlarm()).toBeNull();
    });
  });

  it("lookup names members and tags, and leaves out inactive and unknown ones", async () => {
    const { one, two } = await organizations();
    await change(one, one.agentB.memberId, { isActive: false });
    const ids = [one.agentA, one.agentB, two.agentA].map((member) => member.memberId);
    const found = await hubOf(one).lookup({ memberIds: [...ids, "mem_x"], tagIds: [one.tagId, two.tagId] });
    expect(found.members.map((member) => member.memberId)).toEqual([one.agentA.memberId]);
    expect(found.tags).toEqual([{ tagId: one.tagId, name: "refund" }]);
  });

  it("ROLE-23 a change of rights ends the live sockets opened with the former ones, and no others", async () => {
    const { one } = await organizations();
    const changed = await sockets.open(one, one.agentA.identity);
    const other = await sockets.open(one, one.agentB.identity);
    await change(one, one.agentA.memberId, { role: "supervisor" });
    await hubOf(one).configChanged();
    expect(await changed.socket.closing()).toMatchObject({ code: 4001 });
    await tell(one, roomIn(one, "room_1", 1));
    await other.socket.next("rooms");
    expect(other.socket.closed).toBeNull();
  });

  it("ROLE-22 a deactivated member loses the sockets and goes offline", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await socket.next("presence");
    const watcher = await sockets.open(one, one.admin.identity);
    expect(watcher.welcome.presence).toEqual([{ memberId: one.agentA.memberId, isOnline: true }]);
    await change(one, one.agentA.memberId, { isActive: false });
    await hubOf(one).configChanged();
    expect(await socket.closing()).toMatchObject({ code: 4003 });
    expect((await watcher.socket.next<Frame<"presence">>("presence")).presence).toEqual([]);
  });
});

describe("an object with new storage", () => {
  it("rebuilds its open rooms from libSQL", async () => {
    const { one } = await organizations();
    await storeRoom(one, "room_old", "unassigned");
    await storeRoom(one, "room_done", "resolved");
    expect(await hubOf(one).counters(one.admin.identity)).toEqual({ messages: 1, comments: 0, unassigned: 1 });
    await evict(one);
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ unassigned: 1 });
  });

  it("INV-7 takes what rooms tell while libSQL is away, and reads the rest when it is back", async () => {
    const { one } = await organizations();
    await storeRoom(one, "room_old", "unassigned");
    await storeRoom(one, "room_told", "unassigned");
    takeLibsqlAway();
    await tell(one, roomIn(one, `room_told_${one.organizationId}`, 5, { with: [one.agentA.memberId] }));
    const { socket, welcome } = await sockets.open(one, one.admin.identity);
    expect(welcome.counters).toEqual({ messages: 1, comments: 0, unassigned: 0 });
    await socket.next("rooms");
    vi.restoreAllMocks();
    await runDurableObjectAlarm(hubOf(one));
    const frame = await socket.next<Frame<"rooms">>("rooms");
    expect(frame).toMatchObject({ rooms: [], gone: [], counters: { messages: 2, comments: 0, unassigned: 1 } });
  });
});

async function storeRoom(organization: WorldOrganization, roomId: string, status: "unassigned" | "resolved") {
  const room = roomIn(organization, `${roomId}_${organization.organizationId}`, 2, { status });
  await db.$client.execute({
    sql: `INSERT INTO rooms (organization_id, room_id, version, head_seq, integration_id, channel, kind, status, contact_id,
          conversation_number, is_unresponded, unread_count, last_activity_at, created_at, summary)
          VALUES (?, ?, 2, 2, ?, 'web_chat', 'message', ?, 'con_1', 1, 1, 1, 1, 1, ?)`,
    args: [organization.organizationId, room.roomId, room.integrationId, status, JSON.stringify(room)],
  });
}
