import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { memberConfig } from "../../support/organization-builders.ts";
import { configOf, Rooms, switchedOff } from "./allocation-world.ts";

const three = [memberConfig("mem_a"), memberConfig("mem_b"), memberConfig("mem_c")];
const off = () => new Rooms(configOf(three, switchedOff));

describe("Get New Chat (ASSIGN-6)", () => {
  it("ASSIGN-6 gives the room whose customer has waited longest, not the one that was opened first", async () => {
    const rooms = off();
    rooms.change("room_old", { waitingSince: 9_000, conversation: { openedAt: 1 } });
    rooms.change("room_long", { waitingSince: 5_000, conversation: { openedAt: 2 } });
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_long" });
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_old" });
    expect(rooms.load("mem_a")).toBe(2);
  });

  it("ASSIGN-7 none waiting is an answer, no failure", async () => {
    expect(await off().takes("mem_a")).toEqual({ ok: true, roomId: null });
  });

  it("ASSIGN-6 with takeover off an agent is refused, a supervisor is not", async () => {
    const rooms = off();
    rooms.change("room_1", {});
    expect(await rooms.takes("mem_a", { agentCanTakeOver: false })).toMatchObject({ refusal: { code: "forbidden" } });
    expect(await rooms.takes("mem_a", { agentCanTakeOver: false, role: "supervisor" })).toMatchObject({ ok: true });
  });

  it("ROLE-3 ASSIGN-6 only rooms that the member sees, and none that is blocked or snoozed", async () => {
    const rooms = off();
    rooms.change("room_1", { divisionId: "div_sales", waitingSince: 1 });
    rooms.change("room_2", { isBlocked: true, waitingSince: 2 });
    rooms.change("room_3", { snoozedUntil: 99, waitingSince: 3 });
    rooms.change("room_4", { waitingSince: 4 });
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_4" });
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: null });
    expect(await rooms.takes("mem_a", { divisionIds: ["div_sales"] })).toEqual({ ok: true, roomId: "room_1" });
  });

  it("ASSIGN-7 a room that somebody took meanwhile is passed over for the next", async () => {
    const rooms = off();
    rooms.change("room_1", { waitingSince: 1 });
    rooms.change("room_2", { waitingSince: 2 });
    const tell = rooms.tell.bind(rooms);
    rooms.tell = () => {};
    rooms.change("room_1", { with: ["mem_b"] });
    rooms.tell = tell;
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_2" });
    expect(rooms.assignee("room_1")).toBe("mem_b");
  });

  it("ASSIGN-6 a room that gives no answer may have said yes: the same room is asked again, and no second one is given", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const rooms = off();
    rooms.change("room_1", { waitingSince: 1 });
    rooms.change("room_2", { waitingSince: 2 });
    rooms.tell = () => {};
    rooms.chances = () => ({ answersFirst: true, fails: true });
    expect(await rooms.takes("mem_a")).toMatchObject({ refusal: { code: "unavailable" } });
    expect(rooms.assignee("room_1")).toBe("mem_a");
    rooms.chances = () => ({ answersFirst: true, fails: false });
    expect(await rooms.takes("mem_a", {}, "again")).toEqual({ ok: true, roomId: "room_1" });
    expect(await rooms.takes("mem_a", {}, "again")).toEqual({ ok: true, roomId: "room_1" });
    expect(rooms.load("mem_a")).toBe(1);
    expect(await rooms.takes("mem_a", {}, "next")).toEqual({ ok: true, roomId: "room_2" });
  });

  it("ASSIGN-6 also when its new state comes before anybody asks again, and after a restart", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const rooms = off();
    rooms.change("room_1", { waitingSince: 1 });
    rooms.change("room_2", { waitingSince: 2 });
    rooms.chances = () => ({ answersFirst: false, fails: true });
    expect(await rooms.takes("mem_a")).toMatchObject({ refusal: { code: "unavailable" } });
    rooms.restart();
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_1" });
    expect(rooms.load("mem_a")).toBe(1);
  });

  it("ASSIGN-7 a room that stays silent for a minute keeps nobody from the others, and is asked again later", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const rooms = off();
    rooms.change("room_1", { waitingSince: 1 });
    rooms.change("room_2", { waitingSince: 2 });
    const gone = rooms.states.get("room_1")!;
    rooms.states.delete("room_1");
    expect(await rooms.takes("mem_a")).toMatchObject({ refusal: { code: "unavailable" } });
    expect(await rooms.takes("mem_b")).toEqual({ ok: true, roomId: "room_2" });
    rooms.change("room_3", { waitingSince: 0 });
    rooms.now += 61_000;
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_3" });
    rooms.states.set("room_1", gone);
    expect(await rooms.takes("mem_a")).toEqual({ ok: true, roomId: "room_1" });
  });

  it("ASSIGN-6 under one id a member gets one room, however often and at once it is asked", async () => {
    const rooms = off();
    for (let n = 0; n < 3; n += 1) rooms.change(`room_${n}`, { waitingSince: n });
    const taken = await Promise.all([0, 1, 2].map(() => rooms.takes("mem_a", {}, "one")));
    expect(taken).toEqual(Array(3).fill({ ok: true, roomId: "room_0" }));
    expect(rooms.load("mem_a")).toBe(1);
  });
});

describe("many takers at once", () => {
  it("ASSIGN-7 ASSIGN-10 two never get the same room, nobody leaves empty-handed while a room waits, allocation or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          isAutomatic: fc.boolean(),
          waiting: fc.integer({ min: 0, max: 8 }),
          takers: fc.array(fc.constantFrom("mem_a", "mem_b", "mem_c"), { minLength: 1, maxLength: 8 }),
        }),
        fc.infiniteStream(fc.boolean()),
        async ({ isAutomatic, waiting, takers }, answersFirst) => {
          const rooms = off();
          rooms.chances = () => ({ answersFirst: answersFirst.next().value!, fails: false });
          if (isAutomatic) rooms.online.add("mem_a");
          for (let n = 0; n < waiting; n += 1) rooms.change(`room_${n}`, { waitingSince: n });
          if (isAutomatic) rooms.config = configOf(three);
          rooms.allocator.kick();
          const taken = await Promise.all(takers.map((memberId) => rooms.takes(memberId)));
          await rooms.settle();
          const given = taken.flatMap((one, at) => (one.ok && one.roomId ? [[one.roomId, takers[at]]] : []));
          expect(new Set(given.map(([roomId]) => roomId)).size).toBe(given.length);
          for (const [roomId, memberId] of given) expect(rooms.assignee(roomId!)).toBe(memberId);
          const left = [...rooms.states.values()].filter(({ status }) => status === "unassigned").length;
          expect(left).toBe(isAutomatic ? 0 : Math.max(0, waiting - takers.length));
          if (given.length < takers.length) expect(left).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
