import { describe, expect, it, vi } from "vitest";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { memberConfig, organizationConfig } from "../../support/organization-builders.ts";
import { HOUR_MS, MINUTE_MS, messageOf, UpkeepWorld } from "./upkeep-world.ts";

const members = [
  memberConfig("mem_a"),
  memberConfig("mem_b"),
  memberConfig("mem_admin", { role: "admin" }),
  memberConfig("mem_gone", { isActive: false }),
];
const configOf = (sections: Partial<Settings> = {}, extra: Parameters<typeof organizationConfig>[1] = {}) =>
  organizationConfig(members, { ...extra, sections });

const idle = (extra: Partial<Settings["idle"]> = {}) =>
  configOf({ idle: { isOn: true, minutes: 10, offlineMinutes: null, ...extra } });
const offline = (offlineMinutes: number | null) => configOf({ idle: { isOn: false, minutes: 10, offlineMinutes } });

const OFF = { isOn: false, channels: null, inactivityMs: HOUR_MS, tagId: null, onSince: null };
const autoResolve = (message: Partial<typeof OFF> | object, comment: object = {}) =>
  configOf(
    { "auto-resolve": { message: { ...OFF, ...message }, comment: { ...OFF, ...comment } } },
    { tags: [{ tagId: "tag_1", name: "silent" }] },
  );

describe("the idle rule (ASSIGN-13)", () => {
  it("ASSIGN-13 moves the room to another after exactly N minutes without an answer", async () => {
    const world = new UpkeepWorld(idle());
    world.others = true;
    world.waits("room_1", { with: ["mem_a"], conversation: { firstAssignedAt: world.now } });
    await world.pass(10 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toEqual([
      {
        roomId: "room_1",
        type: "release",
        conversationNumber: 1,
        memberId: "mem_a",
        reason: "idle",
        explanation: "No answer for 10 min",
      },
    ]);
    expect(world.moving).toContain("room_1");
    await world.pass(HOUR_MS);
    expect(world.asked).toHaveLength(1);
  });

  it("ASSIGN-13 an answer, a block or a snooze stops it; off, nothing happens", async () => {
    for (const stop of [{ waitingSince: null }, { isBlocked: true }, { snoozedUntil: 1 }]) {
      const world = new UpkeepWorld(idle());
      world.others = true;
      world.waits("room_1", { with: ["mem_a"] });
      await world.pass(9 * MINUTE_MS);
      world.change("room_1", { waitingSince: world.now - 9 * MINUTE_MS, with: ["mem_a"], ...stop });
      await world.pass(HOUR_MS);
      expect(world.asked).toEqual([]);
    }
    const world = new UpkeepWorld(idle({ isOn: false }));
    world.waits("room_1", { with: ["mem_a"] });
    await world.pass(HOUR_MS);
    expect([world.asked, world.alarmIn]).toEqual([[], null]);
  });

  it("ASSIGN-13 with nobody free three tries, each after N minutes; then supervisors are told, once, and it stays", async () => {
    const world = new UpkeepWorld(idle());
    world.waits("room_1", { with: ["mem_a"], conversation: { firstAssignedAt: world.now } });
    const waitingSince = world.now;
    await world.pass(30 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    // Two tries, and a look after each.
    expect(world.wakes).toBeLessThanOrEqual(4);
    await world.pass(1);
    expect(world.told()).toEqual([
      { roomId: "room_1", type: "idle_exhausted", conversationNumber: 1, waitingSince, minutes: 10, tries: 3 },
    ]);
    world.others = true;
    await world.pass(24 * HOUR_MS);
    expect(world.asked).toHaveLength(1);
    expect(world.alarmIn).toBeNull();
  });

  it("ASSIGN-13 somebody who is free at the second try gets it", async () => {
    const world = new UpkeepWorld(idle());
    world.waits("room_1", { with: ["mem_a"], conversation: { firstAssignedAt: world.now } });
    await world.pass(15 * MINUTE_MS);
    world.others = true;
    await world.pass(5 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toMatchObject([{ type: "release", reason: "idle" }]);
  });

  it("ASSIGN-13 tries are counted over sleep, and one that was slept through is made up for, not repeated", async () => {
    const world = new UpkeepWorld(idle());
    world.waits("room_1", { with: ["mem_a"], conversation: { firstAssignedAt: world.now } });
    await world.pass(25 * MINUTE_MS);
    world.sleep();
    await world.pass(5 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    world.sleep();
    await world.pass(1);
    expect(world.told()).toMatchObject([{ type: "idle_exhausted", tries: 3 }]);
    world.sleep();
    await world.pass(HOUR_MS);
    expect(world.asked).toHaveLength(1);
  });

  it("ASSIGN-13 each who gets the room has N minutes of their own; a new message of the customer begins anew", async () => {
    const world = new UpkeepWorld(idle());
    world.others = true;
    world.waits("room_1", { with: ["mem_a"] });
    const waitingSince = world.now;
    await world.pass(8 * MINUTE_MS);
    world.change("room_1", { waitingSince, with: ["mem_b"], formerParticipantIds: ["mem_a"] });
    await world.pass(10 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toMatchObject([{ memberId: "mem_b" }]);
  });

  it("ASSIGN-13 of several who have the room all leave for the one who comes", async () => {
    const world = new UpkeepWorld(idle());
    world.others = true;
    world.waits("room_1", { with: ["mem_a", "mem_b"] });
    await world.pass(10 * MINUTE_MS);
    expect(world.told().map((one) => one.type === "release" && one.memberId)).toEqual(["mem_a", "mem_b"]);
    expect(world.states.get("room_1")?.status).toBe("unassigned");
  });
});

describe("agents who vanish (BEY-4)", () => {
  it("BEY-4 a room whose customer waits is released N minutes after its agent went, with the reason", async () => {
    const world = new UpkeepWorld(offline(5));
    world.comes("mem_a");
    world.waits("room_1", { with: ["mem_a"] });
    await world.pass(HOUR_MS);
    expect(world.asked).toEqual([]);
    world.goes("mem_a");
    await world.pass(5 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toMatchObject([
      { type: "release", memberId: "mem_a", reason: "offline", explanation: "Offline for 5 min" },
    ]);
  });

  it("BEY-4 whoever comes back in time keeps the room", async () => {
    const world = new UpkeepWorld(offline(5));
    world.comes("mem_a");
    world.waits("room_1", { with: ["mem_a"] });
    world.goes("mem_a");
    await world.pass(4 * MINUTE_MS);
    world.comes("mem_a");
    await world.pass(HOUR_MS);
    expect(world.asked).toEqual([]);
  });

  it("BEY-4 a room where nobody waits stays until somebody else could have it", async () => {
    const world = new UpkeepWorld(offline(5));
    world.comes("mem_a");
    world.answered("room_1", { with: ["mem_a"] });
    world.goes("mem_a");
    await world.pass(HOUR_MS);
    expect(world.asked).toEqual([]);
    world.others = true;
    world.comes("mem_b");
    await world.pass(1_000);
    expect(world.told()).toMatchObject([{ type: "release", memberId: "mem_a", reason: "offline" }]);
  });

  it("BEY-4 while another participant is there, or an admin takes part, or the agent still writes, it stays", async () => {
    const world = new UpkeepWorld(offline(5));
    world.others = true;
    world.comes("mem_b");
    world.waits("room_1", { with: ["mem_a", "mem_b"] });
    world.waits("room_2", { with: ["mem_a", "mem_admin"] });
    world.goes("mem_a");
    await world.pass(HOUR_MS);
    world.answered("room_3", { with: ["mem_a"] });
    await world.pass(5 * MINUTE_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toMatchObject([{ roomId: "room_3" }]);
  });

  it("BEY-4 off, rooms of absent agents stay", async () => {
    const world = new UpkeepWorld(offline(null));
    world.waits("room_1", { with: ["mem_a"] });
    world.goes("mem_a");
    await world.pass(24 * HOUR_MS);
    expect([world.asked, world.alarmIn]).toEqual([[], null]);
  });
});

describe("auto resolve (SET-7)", () => {
  it("SET-7 resolves when the time since staff's last message is up, with the tag", async () => {
    const world = new UpkeepWorld(autoResolve({ isOn: true, onSince: 0, tagId: "tag_1" }));
    world.answered("room_1", { with: ["mem_a"] });
    await world.pass(HOUR_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toEqual([
      {
        roomId: "room_1",
        type: "auto_resolve",
        conversationNumber: 1,
        lastMessageSeq: 7,
        tag: { tagId: "tag_1", name: "silent" },
      },
    ]);
    await world.pass(24 * HOUR_MS);
    expect(world.asked).toHaveLength(1);
  });

  it("SET-7 switching on counts from then on", async () => {
    const world = new UpkeepWorld(autoResolve({}));
    world.answered("room_1", { with: ["mem_a"] });
    await world.pass(48 * HOUR_MS);
    world.configure(autoResolve({ isOn: true, onSince: world.now }));
    await world.pass(HOUR_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.asked).toHaveLength(1);
  });

  it("SET-7 leaves alone what is not staff's last word, marked, snoozed, planned, of another kind or channel", async () => {
    const world = new UpkeepWorld(autoResolve({ isOn: true, onSince: 0, channels: ["web_chat"] }));
    const mine = { with: ["mem_a"], lastMessage: messageOf("member", 7, world.now) };
    world.change("room_1", { ...mine, lastMessage: messageOf("contact", 7, world.now) });
    world.change("room_2", { ...mine, lastMessage: messageOf("bot", 7, world.now) });
    world.change("room_3", { ...mine, mayAutoResolve: false });
    world.change("room_4", { ...mine, snoozedUntil: world.now + 1 });
    world.change("room_5", { ...mine, scheduledCount: 1 });
    world.change("room_6", { ...mine, channel: "email" });
    world.change("room_7", { ...mine, kind: "comment" });
    world.change("room_8", { ...mine, status: "campaign" });
    world.change("room_9", { ...mine, status: "resolved" });
    world.change("room_yes", mine);
    await world.pass(48 * HOUR_MS);
    expect(world.told().map(({ roomId }) => roomId)).toEqual(["room_yes"]);
  });

  it("SET-7 comments have their own switch and time", async () => {
    const world = new UpkeepWorld(autoResolve({}, { isOn: true, onSince: 0, inactivityMs: 2 * HOUR_MS }));
    world.answered("room_1", { with: ["mem_a"], kind: "comment" });
    world.answered("room_2", { with: ["mem_a"] });
    await world.pass(2 * HOUR_MS);
    expect(world.told()).toMatchObject([{ roomId: "room_1" }]);
  });

  it("SET-7 each word of staff begins the time anew", async () => {
    const world = new UpkeepWorld(autoResolve({ isOn: true, onSince: 0 }));
    world.answered("room_1", { with: ["mem_a"] });
    await world.pass(HOUR_MS - 1);
    world.change("room_1", { with: ["mem_a"], lastMessage: messageOf("member", 8, world.now) });
    await world.pass(HOUR_MS - 1);
    expect(world.asked).toEqual([]);
    await world.pass(1);
    expect(world.told()).toMatchObject([{ lastMessageSeq: 8 }]);
  });

  it("SET-7 a room that somebody only watched meanwhile, while its agent is away, is resolved all the same", async () => {
    const world = new UpkeepWorld(
      configOf({
        idle: { isOn: false, minutes: 10, offlineMinutes: 5 },
        "auto-resolve": { message: { ...OFF, isOn: true, onSince: 0 }, comment: OFF },
      }),
    );
    world.answered("room_1", { with: ["mem_a"] });
    world.goes("mem_a");
    await world.pass(HOUR_MS);
    expect(world.told()).toMatchObject([{ type: "auto_resolve" }]);
  });
});

describe("members and divisions that went", () => {
  it("ASSIGN-4 ROLE-22 a deactivated member loses all open rooms, the resolved ones stay as they are", async () => {
    const world = new UpkeepWorld(configOf());
    world.change("room_1", { with: ["mem_gone"] });
    world.change("room_2", { with: ["mem_gone", "mem_a"] });
    world.change("room_3", { with: ["mem_gone"], status: "resolved" });
    world.change("room_4", { with: ["mem_unknown"] });
    await world.pass(1_000);
    expect(world.told()).toMatchObject([
      { roomId: "room_1", type: "release", memberId: "mem_gone", reason: "deactivated" },
      { roomId: "room_2", type: "release", memberId: "mem_gone", reason: "deactivated" },
    ]);
    expect(world.states.get("room_2")?.status).toBe("assigned");
  });

  it("ASSIGN-20 ASSIGN-15 rooms of a deleted division fall to General, and waiting ones of a channel it does not take", async () => {
    const division = { name: "Sales", supervisorId: null };
    const integrationIds = ["int_other"];
    const world = new UpkeepWorld(
      configOf({}, { divisions: [{ ...division, divisionId: "div_chosen", integrationIds }] }),
    );
    world.change("room_1", { divisionId: "div_deleted", with: ["mem_a"] });
    world.change("room_2", { divisionId: "div_chosen" });
    world.change("room_3", { divisionId: "div_chosen", with: ["mem_a"] });
    world.change("room_4", { divisionId: "div_chosen", integrationId: "int_other" });
    await world.pass(1_000);
    expect(world.told()).toEqual([
      { roomId: "room_1", type: "fall_to_general", divisionId: "div_deleted" },
      { roomId: "room_2", type: "fall_to_general", divisionId: "div_chosen" },
    ]);
  });

  it("a thousand rooms at once are asked some at a time, and all are", async () => {
    const world = new UpkeepWorld(configOf());
    for (let n = 0; n < 1_000; n += 1) world.change(`room_${n}`, { with: ["mem_gone"] });
    await world.pass(1_000);
    expect(new Set(world.asked.map(({ roomId }) => roomId)).size).toBe(1_000);
    expect(world.asked).toHaveLength(1_000);
  });
});

describe("rooms that cannot be asked", () => {
  it("are asked again later, and once they answer no more", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const world = new UpkeepWorld(configOf());
    world.isAway = true;
    world.change("room_1", { with: ["mem_gone"] });
    await world.pass(2 * MINUTE_MS);
    const tries = world.asked.length;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(10);
    world.isAway = false;
    await world.pass(HOUR_MS);
    expect(world.asked).toHaveLength(tries + 1);
    expect(world.alarmIn).toBeNull();
  });
});
