import { beforeEach, describe, expect, it } from "vitest";
import { connect, cut, greet, message, messages, platform, SECOND, startAnew } from "../../support/room-harness.ts";

beforeEach(startAnew);

describe("signals", () => {
  const positions = (): object[] => platform.socket.frames("position");

  it("confirms every 50 events at once, and otherwise within 2 s", async () => {
    connect();
    await greet({ head: 1 }, [message(1)]);
    await platform.time.pass(100);
    expect(positions()).toEqual([{ type: "position", last: 1 }]);
    platform.socket.give({ type: "events", events: messages(2, 3) });
    await platform.time.pass(1.8 * SECOND);
    expect(positions().length).toBe(1);
    await platform.time.pass(0.3 * SECOND);
    expect(positions()[1]).toEqual({ type: "position", last: 3 });
    platform.socket.give({ type: "events", events: messages(4, 53) });
    expect(positions()[2]).toEqual({ type: "position", last: 53 });
  });

  it("tells what was read once, upwards only, and again after a cut", async () => {
    const room = connect();
    await greet({ head: 3 }, messages(1, 3));
    room.markRead(3);
    room.markRead(2);
    await platform.time.pass(100);
    expect(positions()).toEqual([{ type: "position", last: 3, read: 3 }]);
    await cut();
    await platform.time.pass(3 * SECOND);
    await greet({ mode: "resume", after: 3, head: 3 });
    await platform.time.pass(3 * SECOND);
    expect(positions()).toEqual([{ type: "position", last: 3, read: 3 }]);
  });

  it("tells of typing once per 3 s, and of its end", async () => {
    const room = connect();
    await greet();
    for (let key = 0; key < 10; key++) {
      room.setTyping(true);
      await platform.time.pass(0.4 * SECOND);
    }
    room.setTyping(false);
    room.setTyping(false);
    expect(platform.socket.frames("typing").map(({ isTyping }) => isTyping)).toEqual([true, true, false]);
  });

  it("WIDGET-17 reports last seen at most every 60 s", async () => {
    const room = connect();
    room.markSeen();
    await greet();
    room.markSeen();
    await platform.time.pass(30 * SECOND);
    room.markSeen();
    await platform.time.pass(30 * SECOND);
    room.markSeen();
    expect(platform.socket.frames("seen").length).toBe(2);
  });

  it("shows who types for 6 s, or until the message comes", async () => {
    const room = connect();
    await greet();
    const dewi = { type: "member", name: "Dewi" };
    platform.socket.give({ type: "typing", actor: dewi, isTyping: true });
    platform.socket.give({ type: "typing", actor: { type: "member", name: "Rudi" }, isTyping: true });
    await platform.time.pass(3 * SECOND);
    platform.socket.give({ type: "typing", actor: dewi, isTyping: true });
    await platform.time.pass(3.1 * SECOND);
    expect(room.view.typing).toEqual([dewi]);
    platform.socket.give({ type: "events", events: [{ ...message(1), actor: dewi, direction: "outbound" }] });
    expect(room.view.typing).toEqual([]);
  });

  it("keeps positions, lookers and the server's clock", async () => {
    const room = connect();
    await greet({ serverTime: platform.now() + 90_000 });
    expect(room.view.clockOffsetMs).toBe(90_000);
    const now = { contactDelivered: 1, contactRead: 1, staffRead: 0 };
    platform.socket.give({ type: "positions", positions: now });
    platform.socket.give({ type: "lookers", lookers: [{ memberId: "mem_1", name: "Dewi" }] });
    expect(room.view).toMatchObject({ positions: now, lookers: [{ name: "Dewi" }] });
    await cut();
    expect(room.view.lookers).toEqual([]);
  });

  it("BEY-12 keeps where the visitor is, also over a cut, until the server says otherwise", async () => {
    const room = connect();
    await greet();
    expect(room.view.visitor).toBeNull();
    const page = { url: "https://shop.example/menu", title: "Menu", referrer: "" };
    const context = { page, attributes: { plan: "gold" }, at: 1, isHere: true };
    platform.socket.give({ type: "visitor", context });
    expect(room.view.visitor).toEqual(context);
    await cut();
    expect(room.view.visitor).toEqual(context);
    await platform.time.pass(3 * SECOND);
    await greet({ mode: "resume", after: 0, head: 0 });
    platform.socket.give({ type: "visitor", context: null });
    expect(room.view.visitor).toBeNull();
  });
});
