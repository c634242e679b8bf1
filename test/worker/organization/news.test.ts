import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { notices } from "../../../worker/db/schema/index.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import type { NoticeCall } from "../../../worker/organization/contract.ts";
import { until } from "../../support/until.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { asMember } from "../http/support.ts";
import { openRoom, text } from "../room/support.ts";
import {
  callerOf,
  evict,
  type Frame,
  hello,
  hubOf,
  organizations,
  roomIn,
  SocketsOfATest,
  shiftClock,
  tell,
} from "./organization-world.ts";

const db = openDatabase(env.LIBSQL_URL);
const sockets = new SocketsOfATest();

afterEach(() => {
  vi.restoreAllMocks();
  sockets.close();
});

const socketOf = async (organization: WorldOrganization, member: WorldMember) =>
  (await sockets.open(organization, member.identity)).socket;

const noticeOf = (noticeId: string, extra: Partial<NoticeCall> & { roomId?: string | null } = {}): NoticeCall => {
  const { roomId = null, ...call } = extra;
  const notice = { noticeId, at: Date.now(), kind: "idle_exhausted" as const, roomId, params: { minutes: 10 } };
  return { notice, memberIds: [], roles: [], exceptMemberId: null, ...call };
};

const noticeIds = (frame: Frame<"notices">): string[] => frame.notices.map(({ noticeId }) => noticeId);

describe("notices over the feed (NOTIF-1)", () => {
  it("NOTIF-1 reach named members and those of a role who see the room, never who did it, nor anybody else", async () => {
    const { one } = await organizations();
    const { admin, supervisor, agentA, agentB } = one;
    const [a, b, boss, root] = await Promise.all([agentA, agentB, supervisor, admin].map((who) => socketOf(one, who)));
    const roomId = "room_1";
    const notices = [
      noticeOf("n_named", { roomId, memberIds: [agentA.memberId] }),
      noticeOf("n_unseen", { roomId, memberIds: [agentB.memberId] }),
      noticeOf("n_role", { roomId, roles: ["supervisor", "admin"], exceptMemberId: admin.memberId }),
    ];
    await hubOf(one).roomChanged({
      summary: roomIn(one, roomId, 1, { with: [agentA.memberId] }),
      laggingSince: null,
      notices,
    });
    expect(noticeIds(await a!.next("notices"))).toEqual(["n_named"]);
    expect(await boss!.next("notices")).toMatchObject({ notices: [{ noticeId: "n_role", isRead: false }] });
    // What comes after shows that nothing came before.
    await tell(one, roomIn(one, "room_2", 1));
    for (const socket of [b!, root!]) {
      await socket.next((frame) => frame.type === "notices" || JSON.stringify(frame).includes("room_2"));
      expect(socket.left.filter(({ type }) => type === "notices")).toEqual([]);
    }
  });

  it("NOTIF-1 those that no room wrote come live, stand in the bell, and are kept here no longer", async () => {
    const { one } = await organizations();
    const socket = await socketOf(one, one.agentA);
    await hubOf(one).notify({ notices: [noticeOf("job:1", { memberIds: [one.agentA.memberId] })] });
    expect(noticeIds(await socket.next("notices"))).toEqual(["job:1"]);
    const rows = await until(
      () => db.select().from(notices).where(eq(notices.organizationId, one.organizationId)),
      (found) => found.length > 0,
    );
    expect(rows).toMatchObject([{ memberId: one.agentA.memberId, noticeId: "job:1", readAt: null }]);
    await until(
      () =>
        runInDurableObject(
          hubOf(one),
          (_, { storage }) => storage.sql.exec("SELECT count(*) AS n FROM notices_out").one().n,
        ),
      (left) => left === 0,
    );
  });
});

describe("notices that were read", () => {
  it("NOTIF-1 are read on every device of that member at once, and on nobody else's", async () => {
    const { one } = await organizations();
    const [phone, desk, other] = await Promise.all(
      [one.agentA, one.agentA, one.agentB].map((who) => socketOf(one, who)),
    );
    for (const noticeIds of [["room_1:4"], null]) {
      const read = await asMember(one.agentA, "/api/v1/notices/read", { body: { noticeIds } });
      expect(read.status).toBe(204);
      for (const socket of [phone, desk]) {
        const frame = await socket!.next<Frame<"notices.read">>("notices.read");
        expect(frame).toMatchObject({ noticeIds, at: expect.any(Number) });
      }
    }
    await tell(one, roomIn(one, "room_1", 1));
    await other!.next("rooms");
    expect(other!.left.filter(({ type }) => type === "notices.read")).toEqual([]);
  });
});

describe("changes of settings over the feed", () => {
  it("GEN-4 are told to everybody who is there, and not when nothing changed", async () => {
    const { one } = await organizations();
    const socket = await socketOf(one, one.agentA);
    await hubOf(one).configChanged();
    await saveSection(db, one.organizationId, "auto-responder", { inHours: { isOn: true, text: "Halo" } });
    await hubOf(one).configChanged();
    const { version } = await socket.next<Frame<"config">>("config");
    expect(version).toBe((await hubOf(one).config())?.version);
    await tell(one, roomIn(one, "room_1", 1));
    await socket.next("rooms");
    expect(socket.left.filter(({ type }) => type === "config")).toEqual([]);
  });

  it("CONTACT-8 switching masking on ends agents' sockets; from then on they get contacts in part, supervisors whole", async () => {
    const { one } = await organizations();
    const before = await socketOf(one, one.agentA);
    const boss = await socketOf(one, one.supervisor);
    await saveSection(db, one.organizationId, "masking", { contactMasking: true });
    await hubOf(one).configChanged();
    expect((await before.closing()).code).toBe(4001);
    expect(boss.closed).toBeNull();
    const settings = { ...one.agentA.identity.settings, contactMasking: true };
    const agent = { ...one.agentA.identity, settings };
    const { socket } = await sockets.open(one, agent);
    const contact = {
      contactId: "con_1",
      externalId: "x",
      name: "Rina",
      email: "rina@mail.example",
      phone: "6281234567889",
    };
    await tell(one, roomIn(one, "room_1", 1, { contact }));
    const shown = (frame: Frame<"rooms">) => frame.rooms[0]?.contact;
    expect(shown(await boss.next("rooms"))).toMatchObject(contact);
    const masked = { name: "Rina", phone: "62812****89" };
    expect(shown(await socket.next("rooms"))).toMatchObject(masked);
    expect(JSON.stringify(socket.left)).not.toContain("rina@mail.example");
    // Also when it is told again after a reconnect.
    const again = await sockets.raw(one, callerOf(agent));
    await hello(again);
    expect(shown(await again.next("rooms"))).toMatchObject(masked);
  });
});

describe("resolving all expired rooms with real rooms", () => {
  const DAY_MS = 24 * 3_600_000;

  it("SESS-11 SESS-12 SESS-13 closes the expired ones, skips who has written meanwhile, and says so to everybody there", async () => {
    const { one } = await organizations();
    const { organizationId, integrationId } = one;
    type Room = Awaited<ReturnType<typeof openRoom>>;
    const write = async (room: Room, id: string) => {
      const caller = { ...room.visitor, organizationId, integrationId };
      expect((await room.stub().command({ caller, id, command: text("Halo") })).ok).toBe(true);
    };
    const summaryOf = async (room: Room) =>
      (await room.stub().summary({ caller: callerOf(one.admin.identity) })) as RoomSummary;
    const [first, second, back] = await Promise.all([1, 2, 3].map(() => openRoom({ organizationId, integrationId })));
    for (const room of [first!, second!]) await write(room, "first");
    shiftClock(DAY_MS + 60_000);
    await write(back!, "first");
    // The organization has not heard of it yet; the room itself knows better.
    const { lastInboundAt, version, ...rest } = await summaryOf(back!);
    await tell(one, { ...rest, version: version + 100, lastInboundAt: lastInboundAt! - 2 * DAY_MS, lastSeenAt: null });
    const agent = one.agentA.identity;
    await until(
      () => hubOf(one).expiredCounts({ member: agent }),
      ({ unassigned }) => unassigned.other === 3,
    );
    const socket = await socketOf(one, one.supervisor);
    const choice = { groups: ["other" as const], includeUnassigned: true };
    const started = await hubOf(one).resolveExpired({ member: agent, id: "start", choice });
    expect(started).toMatchObject({ ok: true, job: { total: 3, byName: "Dewi" } });
    const finished = await socket.next<Frame<"job">>(
      (frame) => (frame as Frame<"job">).job?.state === "finished",
      15_000,
    );
    expect(finished.job).toMatchObject({ total: 3, done: 2, skipped: 1 });
    await evict(one);
    expect(await hubOf(one).job()).toMatchObject({ state: "finished", done: 2 });
    expect((await summaryOf(first!)).conversation.resolvedBy).toMatchObject({ type: "member", name: "Dewi" });
    expect((await summaryOf(second!)).status).toBe("resolved");
    expect((await summaryOf(back!)).status).toBe("unassigned");
  });
});

describe("an object that was stored by an earlier build", () => {
  it("finds its rooms with what the new rules need, and reads its configuration anew", async () => {
    const { one } = await organizations();
    await tell(one, roomIn(one, "room_1", 3, { with: [one.agentA.memberId], lastInboundAt: 5_000, lastSeenAt: 7_000 }));
    await hubOf(one).setPresence({ memberId: one.agentA.memberId, isOnline: true });
    await runInDurableObject(hubOf(one), (_, { storage }) => {
      const later = "'$.waitingSince', '$.isBlocked', '$.snoozedUntil', '$.scheduledCount', '$.mayAutoResolve'";
      const ofEntries = `${later}, '$.channel', '$.lastMessage', '$.sessionStartAt', '$.joinedAt', '$.idle'`;
      storage.sql.exec(
        `UPDATE rooms SET summary = json_remove(summary, ${later}), entry = json_remove(entry, ${ofEntries})`,
      );
      storage.sql.exec("ALTER TABLE members DROP COLUMN changed_at");
      storage.sql.exec("UPDATE meta SET value = '1' WHERE key = 'schema'");
      storage.sql.exec("UPDATE meta SET value = '{\"version\":1}' WHERE key = 'config'");
    });
    await evict(one);
    const socket = await socketOf(one, one.admin);
    const rooms = await socket.next<Frame<"rooms">>("rooms");
    expect(rooms.rooms).toMatchObject([
      {
        roomId: "room_1",
        waitingSince: 5_000,
        isBlocked: false,
        snoozedUntil: null,
        scheduledCount: 0,
        mayAutoResolve: true,
      },
    ]);
    const [entry] = await runInDurableObject(hubOf(one), (_, { storage }) =>
      storage.sql.exec<{ entry: string }>("SELECT entry FROM rooms").toArray(),
    );
    expect(JSON.parse(entry!.entry)).toMatchObject({
      channel: "web_chat",
      isBlocked: false,
      waitingSince: 5_000,
      sessionStartAt: 7_000,
      lastMessage: null,
      mayAutoResolve: true,
      joinedAt: 0,
    });
    expect((await hubOf(one).config())?.sections.idle).toBeDefined();
    expect(await hubOf(one).loads()).toContainEqual({ memberId: one.agentA.memberId, openRooms: 1, limits: [] });
  });

  it("WIDGET-19 reads its configuration anew where integrations said less of themselves", async () => {
    const { one } = await organizations();
    await hubOf(one).config();
    await runInDurableObject(hubOf(one), (_, { storage }) => {
      storage.sql.exec("UPDATE meta SET value = '2' WHERE key = 'schema'");
      storage.sql.exec(
        "UPDATE meta SET value = json_remove(value, '$.integrations[0].secrets', '$.integrations[0].isRemoved') WHERE key = 'config'",
      );
    });
    await evict(one);
    const view = await hubOf(one).integration(one.integrationId);
    expect(view?.config).toMatchObject({ secrets: null, isRemoved: false });
  });
});
