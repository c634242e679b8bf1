import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { memberConfig } from "../../support/organization-builders.ts";
import { configOf, Rooms, switchedOff } from "./allocation-world.ts";

const three = [memberConfig("mem_a"), memberConfig("mem_b"), memberConfig("mem_c")];

describe("allocation of waiting rooms", () => {
  it("ASSIGN-1 ASSIGN-2 ASSIGN-10 gives a new room to the member with the fewest, who then is its participant", async () => {
    const rooms = new Rooms(configOf(three));
    rooms.change("room_0", { with: ["mem_a"] });
    rooms.online.add("mem_a").add("mem_b");
    rooms.change("room_1", {});
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_b");
    expect(rooms.offers[0]).toMatchObject({ memberName: "b", conversationNumber: 1 });
  });

  it("ASSIGN-11 a room that found nobody is given when someone comes online", async () => {
    const rooms = new Rooms(configOf(three));
    rooms.change("room_1", {});
    await rooms.settle();
    expect(rooms.offers).toEqual([]);
    rooms.online.add("mem_c");
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_c");
  });

  it("ASSIGN-11 a room that found nobody is given when a setting changes", async () => {
    const rooms = new Rooms(configOf(three, switchedOff));
    rooms.online.add("mem_a");
    rooms.change("room_1", {});
    await rooms.settle();
    expect(rooms.offers).toEqual([]);
    rooms.config = configOf(three);
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_a");
  });

  it("ASSIGN-10 gives the rooms that waited longest first, one at a time, evenly", async () => {
    const rooms = new Rooms(configOf(three));
    for (const n of [4, 2, 5, 1, 3, 6]) rooms.change(`room_${n}`, { conversation: { openedAt: n * 1_000 } });
    for (const { memberId } of three) rooms.online.add(memberId);
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.offers.map((offer) => offer.roomId)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `room_${n}`));
    expect(three.map(({ memberId }) => rooms.load(memberId))).toEqual([2, 2, 2]);
    expect(rooms.mostRunning).toBe(1);
  });

  it("ROOM-14 ASSIGN-19 a customer who comes back gets the last agent at once, whatever the switch says", async () => {
    for (const isAutomatic of [false, true]) {
      const rooms = new Rooms(configOf(three, { allocation: { autoAllocation: isAutomatic } }));
      rooms.change("room_0", { with: ["mem_b"] });
      rooms.online.add("mem_a").add("mem_b");
      rooms.change("room_1", { conversation: { number: 2 }, lastAgentId: "mem_b" });
      await rooms.settle();
      expect([isAutomatic, rooms.assignee("room_1")]).toEqual([isAutomatic, "mem_b"]);
    }
  });

  it("ROOM-14 ASSIGN-19 with the last agent away the room waits or goes to another, as switched", async () => {
    const waiting = new Rooms(configOf(three, switchedOff));
    const given = new Rooms(configOf(three));
    for (const rooms of [waiting, given]) {
      rooms.online.add("mem_a");
      rooms.change("room_1", { conversation: { number: 2 }, lastAgentId: "mem_b" });
      await rooms.settle();
      rooms.online.add("mem_b");
      rooms.allocator.kick();
      await rooms.settle();
    }
    expect([waiting.assignee("room_1"), given.assignee("room_1")]).toEqual([undefined, "mem_a"]);
  });

  it("ASSIGN-19 a first conversation, and one that its agent left, have no last agent to go back to", async () => {
    const rooms = new Rooms(configOf(three, switchedOff));
    rooms.online.add("mem_a");
    rooms.change("room_1", { lastAgentId: "mem_a" });
    rooms.change("room_2", { conversation: { number: 2 }, with: ["mem_a"], lastAgentId: "mem_a" });
    rooms.change("room_2", { conversation: { number: 2 }, lastAgentId: "mem_a", formerParticipantIds: ["mem_a"] });
    await rooms.settle();
    expect(rooms.offers).toEqual([]);
  });

  it("ASSIGN-4 a room that its last participant left goes to someone else, or waits", async () => {
    const rooms = new Rooms(configOf(three));
    rooms.online.add("mem_a");
    rooms.change("room_1", { with: ["mem_a"] });
    rooms.change("room_1", { formerParticipantIds: ["mem_a"] });
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBeUndefined();
    rooms.change("room_1", { conversation: { number: 2 } });
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_a");
  });

  it("ASSIGN-4 also when the one who was chosen left so soon that no state in between was told", async () => {
    const rooms = new Rooms(configOf(three));
    rooms.online.add("mem_a");
    const tell = rooms.tell.bind(rooms);
    rooms.change("room_1", {});
    rooms.tell = () => {};
    await rooms.settle();
    rooms.online.add("mem_b");
    rooms.change("room_1", { formerParticipantIds: ["mem_a"] });
    tell("room_1");
    rooms.tell = tell;
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_b");
  });

  it("a room that is being asked is not asked again, whatever it tells meanwhile", async () => {
    const rooms = new Rooms(configOf(three));
    rooms.online.add("mem_a");
    rooms.change("room_1", {});
    rooms.change("room_1", {});
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.offers).toHaveLength(1);
  });

  it("ASSIGN-10 a member counts what was just given, before the room has told", async () => {
    const rooms = new Rooms(configOf(three, switchedOff));
    rooms.online.add("mem_a").add("mem_b");
    rooms.change("room_0", { with: ["mem_a"] });
    rooms.change("room_1", {});
    rooms.change("room_2", {});
    rooms.tell = () => {};
    rooms.config = configOf(three);
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.offers.map((offer) => offer.memberId)).toEqual(["mem_b", "mem_a"]);
  });

  it("a room that cannot be asked is tried again after a while, later each time, and the others are served", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const rooms = new Rooms(configOf(three));
    rooms.online.add("mem_a");
    rooms.config = configOf(three, switchedOff);
    rooms.change("room_1", { conversation: { openedAt: 1 } });
    rooms.change("room_2", { conversation: { openedAt: 2 } });
    rooms.config = configOf(three);
    const states = rooms.states.get("room_1")!;
    rooms.states.delete("room_1");
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.assignee("room_2")).toBe("mem_a");
    const [first] = rooms.retries;
    expect(first).toBeGreaterThan(rooms.now);
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.offers.filter((offer) => offer.roomId === "room_1")).toHaveLength(1);
    rooms.now = first!;
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.retries[1]! - rooms.now).toBeGreaterThan(1_500);
    rooms.states.set("room_1", states);
    rooms.now = rooms.retries[1]!;
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_a");
  });
});

describe("for any sequence of events", () => {
  const DIVISIONS = ["div_sales"];
  const members = [
    memberConfig("mem_a", { divisionIds: DIVISIONS }),
    memberConfig("mem_b"),
    memberConfig("mem_c", { role: "supervisor", divisionIds: DIVISIONS }),
    memberConfig("mem_d", { isActive: false }),
    memberConfig("mem_e", { role: "admin" }),
  ];
  const anyStep = fc.oneof(
    fc.record({ do: fc.constant("arrive" as const), room: fc.nat({ max: 5 }), inSales: fc.boolean() }),
    fc.record({ do: fc.constant("resolve" as const), room: fc.nat({ max: 5 }) }),
    fc.record({ do: fc.constant("leave" as const), room: fc.nat({ max: 5 }) }),
    fc.record({ do: fc.constant("online" as const), member: fc.nat({ max: 4 }) }),
    fc.record({ do: fc.constant("offline" as const), member: fc.nat({ max: 4 }) }),
    fc.record({ do: fc.constant("wait" as const) }),
  );

  it("ASSIGN-9 ASSIGN-10 ASSIGN-11 never to anyone offline, inactive or admin, never more than the least loaded has, nobody starves", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 40 }),
        fc.infiniteStream(fc.record({ answersFirst: fc.boolean(), fails: fc.integer({ min: 0, max: 9 }) })),
        async (steps, chances) => {
          const rooms = new Rooms(configOf(members));
          rooms.chances = () => {
            const { answersFirst, fails } = chances.next().value!;
            return { answersFirst, fails: fails === 0 };
          };
          for (const step of steps) {
            const id = "room" in step ? `room_${step.room}` : "";
            const state = rooms.states.get(id);
            const number = state?.conversation.number ?? 0;
            const offersBefore = rooms.offers.length;
            const loads = new Map(members.map(({ memberId }) => [memberId, rooms.load(memberId)]));
            if (step.do === "arrive" && (state === undefined || state.status === "resolved"))
              rooms.change(id, {
                divisionId: step.inSales ? "div_sales" : null,
                conversation: { number: number + 1, openedAt: rooms.now },
              });
            if (step.do === "resolve" && state) rooms.change(id, { status: "resolved", conversation: { number } });
            if (step.do === "leave" && state?.status === "assigned")
              rooms.change(id, {
                divisionId: state.divisionId,
                conversation: state.conversation,
                formerParticipantIds: [...state.formerParticipantIds, rooms.assignee(id)!],
              });
            if (step.do === "online") rooms.online.add(members[step.member]!.memberId);
            if (step.do === "offline") rooms.online.delete(members[step.member]!.memberId);
            if (step.do === "online" || step.do === "offline") rooms.allocator.kick();
            await rooms.settle();
            for (const offer of rooms.offers.slice(offersBefore)) {
              expect(rooms.online).toContain(offer.memberId);
              expect(["mem_a", "mem_b", "mem_c"]).toContain(offer.memberId);
              const { divisionId, formerParticipantIds } = rooms.states.get(offer.roomId)!;
              if (divisionId !== null) expect(offer.memberId).not.toBe("mem_b");
              const rivals = members.filter(
                ({ memberId, role, isActive, divisionIds }) =>
                  isActive &&
                  role !== "admin" &&
                  rooms.online.has(memberId) &&
                  (divisionId === null || divisionIds.includes(divisionId)) &&
                  !formerParticipantIds.includes(memberId),
              );
              for (const { memberId } of rivals)
                expect(loads.get(offer.memberId)!).toBeLessThanOrEqual(loads.get(memberId)!);
              if (rooms.assignee(offer.roomId) === offer.memberId)
                loads.set(offer.memberId, loads.get(offer.memberId)! + 1);
            }
            // Time passes: what failed is tried again, and then nobody who could be served still waits.
            rooms.chances = ((former) => () => ({ ...former(), fails: false }))(rooms.chances);
            rooms.now += 120_000;
            rooms.allocator.kick();
            await rooms.settle();
            for (const room of rooms.states.values()) {
              if (room.status !== "unassigned") continue;
              const couldServe = members.filter(
                ({ memberId, role, isActive, divisionIds }) =>
                  isActive &&
                  role !== "admin" &&
                  rooms.online.has(memberId) &&
                  (room.divisionId === null || divisionIds.includes(room.divisionId)) &&
                  !room.formerParticipantIds.includes(memberId),
              );
              expect(couldServe).toEqual([]);
            }
          }
          expect(rooms.mostRunning).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
