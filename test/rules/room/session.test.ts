import { describe, expect, it } from "vitest";
import { DEFAULT_SESSION, sessionLeftMs, sessionStart, sessionState } from "../../../protocol/session.ts";
import { RoomCore } from "../../../worker/room/core.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import { nextDueAt } from "../../../worker/room/rules/decide-time.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { call, context, does, member, says, writes } from "../../support/room-builders.ts";

const HOUR = 3_600_000;
const at = (hours: number, minutes = 0, seconds = 0) => hours * HOUR + minutes * 60_000 + seconds * 1_000;
const timer = (lastSeenAt: number | null = null): Extract<RoomCommand, { from: "timer" }> => ({
  from: "timer",
  lastSeenAt,
  policy: { session: DEFAULT_SESSION, remindBeforeMs: null },
});
const sari = member("mem_sari", "supervisor");
const started = () => {
  const core = RoomCore.create(context, new MemoryRoomStore());
  core.execute([call(writes("Halo"), 0)]);
  return core;
};
const fire = (core: RoomCore, now: number, lastSeenAt: number | null = null) =>
  core.execute([call(timer(lastSeenAt), now, null)]).events.map((event) => event.type);

describe("session clock", () => {
  it("SESS-2 changes at exactly 16 and 24 hours", () => {
    expect(sessionState(0, at(15, 59, 59))).toBe("open");
    expect(sessionState(0, at(16))).toBe("expiring");
    expect(sessionState(0, at(23, 59, 59))).toBe("expiring");
    expect(sessionState(0, at(24))).toBe("expired");
    expect(sessionState(null, 5)).toBe("expired");
    expect(sessionLeftMs(0, at(23))).toBe(HOUR);
  });

  it("SESS-1 counts from the newest inbound, on webchat from last seen if that is later", () => {
    const webchat = { channel: "web_chat", lastInboundAt: 10, lastSeenAt: 50 };
    expect(sessionStart(webchat)).toBe(50);
    expect(sessionStart({ ...webchat, lastSeenAt: 5 })).toBe(10);
    expect(sessionStart({ ...webchat, channel: "wa_cloud" })).toBe(10);
    expect(sessionStart({ ...webchat, lastInboundAt: null })).toBe(null);
  });

  it("SESS-2 the room's own timer marks both boundaries once, however often it fires", () => {
    const core = started();
    expect(fire(core, at(15, 59, 59))).toEqual([]);
    expect(fire(core, at(16))).toEqual(["session.expiring"]);
    expect(fire(core, at(16))).toEqual([]);
    expect(fire(core, at(24))).toEqual(["session.expired"]);
    expect(fire(core, at(30))).toEqual([]);
  });

  it("SESS-2 a timer that comes very late marks the end and not the warning", () => {
    expect(fire(started(), at(40))).toEqual(["session.expired"]);
  });

  it("SESS-5 a new message sets the full time anew, also in an expired session", () => {
    const core = started();
    fire(core, at(24));
    core.execute([call(writes("Lagi"), at(25))]);
    expect(nextDueAt(core.state, timer())).toBe(at(25 + 16));
    expect(fire(core, at(41))).toEqual(["session.expiring"]);
  });

  it("SESS-1 an answer by staff never moves the clock, last seen does", () => {
    const core = started();
    core.execute([call(says(sari, "Hai"), at(10))]);
    expect(nextDueAt(core.state, timer())).toBe(at(16));
    expect(fire(core, at(17), at(10))).toEqual([]);
    expect(nextDueAt(core.state, timer(at(10)))).toBe(at(26));
  });

  it("SESS-8 webchat is never locked by an expired session", () => {
    const core = started();
    expect(core.execute([call(says(sari, "Hai"), at(30))]).answers[0]?.ok).toBe(true);
  });

  it("SESS-9 WhatsApp refuses free text once the session has expired", () => {
    const core = RoomCore.create({ ...context, channel: "wa_cloud" }, new MemoryRoomStore());
    const inbound: RoomCommand = {
      ...(writes("Halo") as Extract<RoomCommand, { from: "contact" }>),
      context: { ...context, channel: "wa_cloud" },
    };
    core.execute([call(inbound, 0)]);
    expect(core.execute([call(says(sari, "Hai"), at(24))]).answers[0]).toMatchObject({
      refusal: { code: "session.expired" },
    });
    expect(core.execute([call(says(sari, "Hai"), at(23, 59, 59))]).answers[0]?.ok).toBe(true);
  });

  it("SESS-10 SESS-5 what locked is unlocked by the customer's next message", () => {
    const whatsApp = { ...context, channel: "wa_cloud" as const };
    const core = RoomCore.create(whatsApp, new MemoryRoomStore());
    const inbound = { ...writes("Halo"), context: whatsApp } as RoomCommand;
    core.execute([call(inbound, 0)]);
    expect(fire(core, at(24))).toEqual(["session.expired"]);
    expect(core.execute([call(says(sari, "Hai"), at(25))]).answers[0]?.ok).toBe(false);
    core.execute([call(inbound, at(26))]);
    expect(core.execute([call(says(sari, "Hai"), at(27))]).answers[0]?.ok).toBe(true);
  });

  it("SESS-2 a resolved room has nothing left to time", () => {
    const core = started();
    core.execute([call(does(sari, { type: "conversation.resolve" }), 10)]);
    expect(nextDueAt(core.state, timer())).toBe(null);
    expect(fire(core, at(24))).toEqual([]);
  });
});
