import { describe, expect, it, vi } from "vitest";
import { memberConfig } from "../../support/organization-builders.ts";
import { configOf, Rooms } from "./allocation-world.ts";

const three = [memberConfig("mem_a"), memberConfig("mem_b"), memberConfig("mem_c")];
const CUSTOM = { allocation: { autoAllocation: false, customUrl: "https://desk.example/next" } };

function customised(): Rooms {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  return new Rooms(configOf(three, CUSTOM));
}

describe("custom allocation (ASSIGN-14)", () => {
  it("ASSIGN-14 ASSIGN-5 gives the room to whom the endpoint names", async () => {
    const rooms = customised();
    rooms.online.add("mem_a").add("mem_b");
    rooms.answer = () => ({ ok: true, memberId: "mem_b" });
    rooms.change("room_1", {});
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_b");
    expect(rooms.offers[0]?.explanation).toBe("Chosen by custom allocation");
  });

  it("ASSIGN-14 leaves the room waiting when somebody is named who is not eligible, and asks no more", async () => {
    const rooms = customised();
    rooms.online.add("mem_a");
    rooms.answer = () => ({ ok: true, memberId: "mem_b" });
    rooms.change("room_1", {});
    await rooms.settle();
    for (let n = 0; n < 5; n += 1) rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBeUndefined();
    expect(rooms.asked).toEqual(["room_1"]);
  });

  it("ASSIGN-14 an endpoint that fails is asked once, until the room changes, somebody comes or a setting changes", async () => {
    const rooms = customised();
    rooms.online.add("mem_a");
    const asks = async (): Promise<number> => {
      rooms.allocator.kick();
      await rooms.settle();
      return rooms.asked.length;
    };
    rooms.change("room_1", {});
    expect(await asks()).toBe(1);
    expect(await asks()).toBe(1);
    rooms.change("room_1", { unreadCount: 3 });
    expect(await asks()).toBe(1);
    const lastMessage = { at: 5, direction: "inbound", authorType: "contact", authorName: null } as const;
    rooms.change("room_1", { lastMessage: { ...lastMessage, seq: 9, contentType: "text", preview: "" } });
    expect(await asks()).toBe(2);
    rooms.online.add("mem_b");
    expect(await asks()).toBe(3);
    rooms.online.delete("mem_b");
    expect(await asks()).toBe(3);
    rooms.online.add("mem_b");
    expect(await asks()).toBe(4);
    rooms.custom.forgetAll();
    expect(await asks()).toBe(5);
  });

  it("ASSIGN-14 is not asked while nobody is eligible", async () => {
    const rooms = customised();
    rooms.change("room_1", {});
    rooms.change("room_2", { formerParticipantIds: ["mem_a"] });
    rooms.online.add("mem_a");
    rooms.allocator.kick();
    await rooms.settle();
    expect(rooms.asked).toEqual(["room_1"]);
  });

  it("ASSIGN-14 ASSIGN-12 many rooms at once: all are asked about, and no limit is exceeded by the answers", async () => {
    const rooms = customised();
    rooms.config = configOf(three, { ...CUSTOM, workload: { rules: [{ memberIds: null, channels: null, limit: 4 }] } });
    rooms.online.add("mem_a").add("mem_b");
    rooms.answer = (_, eligibleIds) => ({ ok: true, memberId: eligibleIds[0]! });
    for (let n = 0; n < 12; n += 1) rooms.change(`room_${n}`, { waitingSince: n });
    await rooms.settle();
    expect([rooms.load("mem_a"), rooms.load("mem_b")]).toEqual([4, 4]);
    expect([...rooms.states.values()].filter(({ status }) => status === "unassigned")).toHaveLength(4);
  });

  it("ASSIGN-19 ASSIGN-14 the last agent still comes first, without a question", async () => {
    const rooms = customised();
    rooms.online.add("mem_a").add("mem_b");
    rooms.change("room_1", { conversation: { number: 2 }, lastAgentId: "mem_b" });
    await rooms.settle();
    expect(rooms.assignee("room_1")).toBe("mem_b");
    expect(rooms.asked).toEqual([]);
  });
});
