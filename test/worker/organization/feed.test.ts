import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import { evict, type Frame, hubOf, organizations, pause, roomIn, SocketsOfATest, tell } from "./organization-world.ts";

let world: World;
const sockets = new SocketsOfATest();
const open = sockets.open.bind(sockets);
const rooms = (socket: TestSocket) => socket.next<Frame<"rooms">>("rooms");

beforeAll(async () => {
  world = await organizations();
});

afterEach(() => sockets.close());

describe("the live feed", () => {
  it("GEN-4 NOTIF-3 brings a changed room and the new counters to whoever sees it, within 2 seconds", async () => {
    const { one } = world;
    const { socket, welcome } = await open(one, one.admin.identity);
    expect(welcome).toMatchObject({ isComplete: false, counters: { messages: 0, comments: 0, unassigned: 0 } });
    const told = roomIn(one, "room_live", 1);
    await tell(one, told);
    const frame = await rooms(socket);
    expect(frame).toEqual({
      type: "rooms",
      last: welcome.last + 1,
      rooms: [told],
      gone: [],
      counters: { messages: 1, comments: 0, unassigned: 1 },
    });
  });

  it("a version that is known or older changes nothing and is told to nobody", async () => {
    const { one } = await organizations();
    const { socket } = await open(one, one.admin.identity);
    await tell(one, roomIn(one, "room_1", 3));
    await rooms(socket);
    await tell(one, roomIn(one, "room_1", 3));
    await tell(one, roomIn(one, "room_1", 2, { status: "resolved" }));
    await pause(120);
    expect(socket.left).toEqual([]);
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ unassigned: 1 });
  });

  it("the first change goes out alone and at once, those right behind it share frames with the newest state of each", async () => {
    const { one } = await organizations();
    const { socket } = await open(one, one.admin.identity);
    await runInDurableObject(hubOf(one), (hub) => {
      for (const n of [0, 1, 2, 3]) void hub.roomChanged({ summary: roomIn(one, `room_${n}`, 1), laggingSince: null });
      void hub.roomChanged({ summary: roomIn(one, "room_1", 2), laggingSince: null });
    });
    const first = await rooms(socket);
    expect(first.rooms.map((room) => room.roomId)).toEqual(["room_0"]);
    const second = await rooms(socket);
    expect(second.rooms.map((room) => [room.roomId, room.version])).toEqual([
      ["room_1", 2],
      ["room_2", 1],
      ["room_3", 1],
    ]);
    expect(second).toMatchObject({ last: first.last + 4, counters: { unassigned: 4 } });
  });
});

describe("ROLE-3 in the fan-out", () => {
  it("ROLE-3 an agent gets a room when it is assigned to them, another agent loses it from sight", async () => {
    const { one } = await organizations();
    const mine = await open(one, one.agentA.identity);
    const others = await open(one, one.agentB.identity);
    await tell(one, roomIn(one, "room_1", 1));
    expect((await rooms(mine.socket)).counters.unassigned).toBe(1);
    expect((await rooms(others.socket)).counters.unassigned).toBe(1);
    await tell(one, roomIn(one, "room_1", 2, { with: [one.agentA.memberId] }));
    expect(await rooms(mine.socket)).toMatchObject({
      rooms: [{ roomId: "room_1", version: 2 }],
      gone: [],
      counters: { messages: 1, unassigned: 0 },
    });
    expect(await rooms(others.socket)).toMatchObject({
      rooms: [],
      gone: ["room_1"],
      counters: { messages: 0, comments: 0, unassigned: 0 },
    });
  });

  it("ROLE-3 a room that a member never saw is told them in no form", async () => {
    const { one } = await organizations();
    const { socket } = await open(one, one.agentB.identity);
    await tell(one, roomIn(one, "room_sales", 1, { divisionId: one.salesId }));
    await tell(one, roomIn(one, "room_sales", 2, { divisionId: one.salesId, with: [one.agentA.memberId] }));
    await tell(one, roomIn(one, "room_sales", 3, { divisionId: one.salesId, status: "resolved" }));
    await pause(120);
    expect(socket.left).toEqual([]);
  });

  it("ROLE-3 without takeover an agent sees no unassigned room", async () => {
    const { one } = await organizations({ agentCanTakeOver: false });
    const { socket } = await open(one, one.agentB.identity);
    await tell(one, roomIn(one, "room_1", 1));
    await pause(120);
    expect(socket.left).toEqual([]);
  });

  it("INV-6 members of another organization hear nothing, also when rooms carry the same id", async () => {
    const { one, two } = await organizations();
    const here = await open(one, one.admin.identity);
    const there = await open(two, two.admin.identity);
    await tell(one, roomIn(one, "room_same", 1));
    await rooms(here.socket);
    await pause(120);
    expect(there.socket.left).toEqual([]);
    expect(await hubOf(two).counters(two.admin.identity)).toMatchObject({ unassigned: 0 });
    expect(await hubOf(two).counters(one.admin.identity)).toMatchObject({ unassigned: 0 });
  });

  it("INV-6 a summary of another organization is not taken", async () => {
    const { one, two } = await organizations();
    const { socket } = await open(one, one.admin.identity);
    await tell(one, roomIn(two, "room_1", 1));
    await pause(120);
    expect(socket.left).toEqual([]);
  });

  it("ROLE-3 whoever took part in a resolved conversation loses the room when a new one opens elsewhere", async () => {
    const { one } = await organizations({ agentCanTakeOver: false });
    const mine = [one.agentA.memberId];
    await tell(one, roomIn(one, "room_1", 1, { with: mine, status: "resolved" }));
    const { socket } = await open(one, one.agentA.identity);
    expect((await rooms(socket)).rooms).toMatchObject([{ roomId: "room_1", status: "resolved" }]);
    await tell(one, roomIn(one, "room_1", 2, { conversation: { number: 2 }, lastAgentId: one.agentA.memberId }));
    expect((await rooms(socket)).gone).toEqual(["room_1"]);
  });
});

describe("rooms that were resolved long ago", () => {
  it("ROLE-3 leave memory, and are still known by version and by who saw them when their customer comes back", async () => {
    const { one } = await organizations({ agentCanTakeOver: false });
    const resolved = roomIn(one, "room_old", 5, {
      with: [one.agentA.memberId],
      status: "resolved",
      isUnresponded: false,
    });
    await tell(one, resolved);
    await runInDurableObject(hubOf(one), async (hub, state) => {
      const summaries = Array.from({ length: 4_100 }, (_, n) =>
        roomIn(one, `room_${n % 1_050}`, Math.floor(n / 1_050) + 1),
      );
      await Promise.all(summaries.map((summary) => hub.roomChanged({ summary, laggingSince: null })));
      const kept = state.storage.sql.exec("SELECT count(*) AS n FROM rooms WHERE room_id = 'room_old'").one();
      expect(kept.n).toBe(0);
    });
    await evict(one);
    await tell(one, roomIn(one, "room_old", 4));
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ unassigned: 1_050 });
    const { socket } = await open(one, one.agentA.identity);
    await tell(one, roomIn(one, "room_old", 6, { conversation: { number: 2 } }));
    expect((await rooms(socket)).gone).toEqual(["room_old"]);
    await evict(one);
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ unassigned: 1_051 });
  });
});

describe("coming back", () => {
  it("BEY-1 gets exactly the rooms changed since, those that left its sight as gone, and nothing else", async () => {
    const { one } = await organizations();
    for (const n of [1, 2, 3]) await tell(one, roomIn(one, `room_${n}`, 1));
    const first = await open(one, one.agentB.identity);
    const { epoch } = first.welcome;
    // Positions are safe only as far as frames came: the corrections after the first welcome carry it forward.
    const { last } = await rooms(first.socket);
    first.socket.close();
    await tell(one, roomIn(one, "room_1", 2, { with: [one.agentA.memberId] }));
    await tell(one, roomIn(one, "room_2", 2, { isUnresponded: false }));
    await tell(one, roomIn(one, "room_hidden", 1, { with: [one.agentA.memberId] }));
    await evict(one);
    const { socket, welcome } = await open(one, one.agentB.identity, { epoch, last });
    expect(welcome).toMatchObject({ isComplete: true, epoch });
    expect(welcome.last).toBeLessThanOrEqual(last + 1);
    const frame = await rooms(socket);
    expect(frame).toMatchObject({ rooms: [{ roomId: "room_2", version: 2 }], gone: ["room_1"], last: last + 3 });
    await pause(80);
    expect(socket.left).toEqual([]);
  });

  it("BEY-1 who missed nothing gets nothing", async () => {
    const { one } = await organizations();
    await tell(one, roomIn(one, "room_1", 1));
    const first = await open(one, one.admin.identity);
    const { last } = await rooms(first.socket);
    first.socket.close();
    const { socket, welcome } = await open(one, one.admin.identity, { epoch: first.welcome.epoch, last });
    expect(welcome).toMatchObject({ isComplete: true, last, counters: { messages: 1, comments: 0, unassigned: 1 } });
    await pause(60);
    expect(socket.left).toEqual([]);
  });

  it("with an unknown position the lists must be read again, and what they may still lack follows", async () => {
    const { one } = await organizations();
    await tell(one, roomIn(one, "room_1", 1, { with: [one.agentA.memberId] }), Date.now() - 60_000);
    const { socket, welcome } = await open(one, one.admin.identity, { epoch: "another", last: 5 });
    expect(welcome.isComplete).toBe(false);
    expect((await rooms(socket)).rooms).toMatchObject([{ roomId: "room_1" }]);
    expect((await socket.next<Frame<"lag">>("lag")).lagMs).toBeGreaterThanOrEqual(60_000);
  });

  it("a position of the same storage is void for someone with other rights", async () => {
    const { one } = await organizations();
    const admin = await open(one, one.admin.identity);
    const { welcome } = await open(one, one.supervisor.identity, { epoch: admin.welcome.epoch, last: 0 });
    expect(welcome.isComplete).toBe(false);
    expect(welcome.epoch).not.toBe(admin.welcome.epoch);
  });

  it("missing many rooms is told in frames of bounded size, each with a position that is safe to come back with", async () => {
    const { one } = await organizations();
    const first = await open(one, one.admin.identity);
    const { epoch, last } = first.welcome;
    first.socket.close();
    await Promise.all(Array.from({ length: 450 }, (_, n) => tell(one, roomIn(one, `room_${n}`, 1))));
    const { socket } = await open(one, one.admin.identity, { epoch, last });
    const seen: string[] = [];
    let position = last;
    while (seen.length < 450) {
      const frame = await rooms(socket);
      expect(frame.rooms.length).toBeLessThanOrEqual(200);
      seen.push(...frame.rooms.map((room) => room.roomId));
      expect(frame.last).toBe(last + seen.length);
      position = frame.last;
    }
    expect(new Set(seen).size).toBe(450);
    const { welcome } = await open(one, one.admin.identity, { epoch, last: position });
    expect(welcome).toMatchObject({ isComplete: true, last: position });
  });
});

describe("lag", () => {
  it("is told when a room reports that it cannot store, and as 0 when it has caught up", async () => {
    const { one } = await organizations();
    const { socket } = await open(one, one.admin.identity);
    await tell(one, roomIn(one, "room_1", 1));
    await tell(one, roomIn(one, "room_1", 1), Date.now() - 12_000);
    expect((await socket.next<Frame<"lag">>("lag")).lagMs).toBeGreaterThanOrEqual(12_000);
    expect(await hubOf(one).lagMs()).toBeGreaterThanOrEqual(12_000);
    await evict(one);
    await tell(one, roomIn(one, "room_1", 1), null);
    expect(await socket.next<Frame<"lag">>("lag")).toEqual({ type: "lag", lagMs: 0 });
    expect(await hubOf(one).lagMs()).toBe(0);
  });
});
