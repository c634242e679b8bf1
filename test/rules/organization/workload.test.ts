import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../../protocol/channels.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { capOn, capsOf } from "../../../protocol/workload.ts";
import { memberConfig } from "../../support/organization-builders.ts";
import { configOf, Rooms } from "./allocation-world.ts";

type Rule = Settings["workload"]["rules"][number];

const everybody = (limit: number, channels: Channel[] | null = null): Rule => ({ memberIds: null, channels, limit });
const three = [memberConfig("mem_a"), memberConfig("mem_b"), memberConfig("mem_c")];
const limited = (...rules: Rule[]) => configOf(three, { workload: { rules } });

describe("which limit counts (ASSIGN-12)", () => {
  it("ASSIGN-12 the first rule that names member and channel", () => {
    const rules: Rule[] = [
      { memberIds: ["mem_a"], channels: ["email"], limit: 2 },
      { memberIds: ["mem_a"], channels: null, limit: 9 },
      { memberIds: null, channels: ["web_chat", "email"], limit: 5 },
    ];
    const limitOf = (memberId: string, channel: Channel) => capOn(capsOf(rules, memberId), channel)?.limit;
    expect(limitOf("mem_a", "email")).toBe(2);
    expect(limitOf("mem_a", "web_chat")).toBe(9);
    expect(limitOf("mem_b", "email")).toBe(5);
    expect(limitOf("mem_b", "line")).toBeUndefined();
  });
});

describe("allocation within limits (ASSIGN-12)", () => {
  it("ASSIGN-12 ASSIGN-11 a room waits while everybody is full, and is given when somebody gets space", async () => {
    const rooms = new Rooms(limited(everybody(1)));
    rooms.online.add("mem_a").add("mem_b");
    for (const n of [1, 2, 3]) rooms.change(`room_${n}`, { waitingSince: n });
    await rooms.settle();
    expect(rooms.assignee("room_3")).toBeUndefined();
    const freed = rooms.assignee("room_1");
    rooms.change("room_1", { status: "resolved" });
    await rooms.settle();
    expect(rooms.assignee("room_3")).toBe(freed);
  });

  it("ASSIGN-12 a limit of one channel does not count rooms of another", async () => {
    const rooms = new Rooms(limited(everybody(1, ["email"])));
    rooms.online.add("mem_a");
    rooms.change("room_1", { channel: "web_chat" });
    rooms.change("room_2", { channel: "web_chat" });
    rooms.change("room_3", { channel: "email" });
    rooms.change("room_4", { channel: "email" });
    await rooms.settle();
    expect([1, 2, 3, 4].map((n) => rooms.assignee(`room_${n}`))).toEqual(["mem_a", "mem_a", "mem_a", undefined]);
  });

  it("ASSIGN-12 a raised limit takes effect at once", async () => {
    const rooms = new Rooms(limited(everybody(1)));
    rooms.online.add("mem_a");
    rooms.change("room_1", {});
    rooms.change("room_2", {});
    await rooms.settle();
    expect(rooms.load("mem_a")).toBe(1);
    rooms.config = limited(everybody(2));
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.load("mem_a")).toBe(2);
  });

  it("ASSIGN-19 ASSIGN-12 the last agent at the limit does not get the customer back beyond it", async () => {
    const rooms = new Rooms(limited(everybody(1)));
    rooms.online.add("mem_a").add("mem_b");
    rooms.change("room_1", { with: ["mem_a"] });
    rooms.change("room_2", { conversation: { number: 2 }, lastAgentId: "mem_a" });
    await rooms.settle();
    expect(rooms.assignee("room_2")).toBe("mem_b");
  });

  it("ASSIGN-12 whoever assigns by hand is told each one's rooms and limits", () => {
    const rooms = new Rooms(limited({ memberIds: ["mem_a"], channels: ["email"], limit: 1 }, everybody(5)));
    rooms.change("room_1", { with: ["mem_a"], channel: "email" });
    rooms.change("room_2", { with: ["mem_a", "mem_b"], channel: "web_chat" });
    const [a, b] = rooms.roster.loads();
    expect(a).toEqual({
      memberId: "mem_a",
      openRooms: 2,
      limits: [
        { channels: ["email"], limit: 1, openRooms: 1 },
        { channels: null, limit: 5, openRooms: 2 },
      ],
    });
    expect(b).toEqual({ memberId: "mem_b", openRooms: 1, limits: [{ channels: null, limit: 5, openRooms: 1 }] });
  });
});

const CHANNELS: Channel[] = ["web_chat", "email", "line"];
const anyRule: fc.Arbitrary<Rule> = fc.record({
  memberIds: fc.option(fc.subarray(["mem_a", "mem_b", "mem_c"], { minLength: 1 })),
  channels: fc.option(fc.subarray(CHANNELS, { minLength: 1 })),
  limit: fc.integer({ min: 1, max: 3 }),
});
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("arrive" as const),
      room: fc.nat({ max: 9 }),
      channel: fc.constantFrom(...CHANNELS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resolve" as const), room: fc.nat({ max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("online" as const), member: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("rules" as const), rules: fc.array(anyRule, { maxLength: 3 }) }),
  },
);

describe("for any rules and any sequence of events", () => {
  it("ASSIGN-12 ASSIGN-11 no limit is exceeded, and nobody who could be served waits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRule, { maxLength: 3 }),
        fc.array(anyStep, { maxLength: 40 }),
        fc.infiniteStream(fc.boolean()),
        async (rules, steps, answersFirst) => {
          const rooms = new Rooms(limited(...rules));
          rooms.chances = () => ({ answersFirst: answersFirst.next().value!, fails: false });
          for (const step of steps) {
            const heldBefore = held(rooms);
            const id = "room" in step ? `room_${step.room}` : "";
            const state = rooms.states.get(id);
            if (step.do === "arrive" && (state === undefined || state.status === "resolved"))
              rooms.change(id, {
                channel: step.channel,
                conversation: { number: (state?.conversation.number ?? 0) + 1 },
              });
            if (step.do === "resolve" && state) rooms.change(id, { status: "resolved", channel: state.channel });
            if (step.do === "online") rooms.online.add(three[step.member]!.memberId);
            if (step.do === "rules") rooms.config = limited(...step.rules);
            rooms.allocator.kick();
            await rooms.settle();
            const given = held(rooms).filter((one) => !heldBefore.some(isSame(one)));
            for (const { memberId, channel, roomId } of given) {
              const caps = capsOf(rooms.config.sections.workload.rules, memberId);
              const cap = capOn(caps, channel);
              if (cap === undefined) continue;
              // What another limit let through after this room was given is that limit's matter.
              const others = given.filter((one) => one.memberId === memberId && capOn(caps, one.channel) !== cap);
              const spared = others.filter((one) => cap.channels?.includes(one.channel) ?? true).length;
              expect({ roomId, used: used(rooms, memberId, cap.channels) - spared <= cap.limit }).toEqual({
                roomId,
                used: true,
              });
            }
            expect(servable(rooms)).toEqual([]);
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);
});

type Held = { roomId: string; memberId: string; channel: Channel };
const isSame = (one: Held) => (other: Held) => one.roomId === other.roomId && one.memberId === other.memberId;

const held = (rooms: Rooms): Held[] =>
  [...rooms.states.values()].flatMap(({ roomId, channel, status, participants }) =>
    status === "assigned" ? participants.map(({ memberId }) => ({ roomId, memberId, channel })) : [],
  );

const used = (rooms: Rooms, memberId: string, channels: readonly Channel[] | null): number =>
  held(rooms).filter((one) => one.memberId === memberId && (channels?.includes(one.channel) ?? true)).length;

/** ASSIGN-11 by the book: rooms that wait although somebody could have them. */
const servable = (rooms: Rooms): string[] =>
  [...rooms.states.values()]
    .filter((room) => room.status === "unassigned")
    .filter((room) =>
      three.some(({ memberId }) => {
        const cap = capOn(capsOf(rooms.config.sections.workload.rules, memberId), room.channel);
        const hasSpace = cap === undefined || used(rooms, memberId, cap.channels) < cap.limit;
        return rooms.online.has(memberId) && hasSpace;
      }),
    )
    .map(({ roomId }) => roomId);
