import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { all, leave, mount, one, pause, textOf, until } from "./mount.ts";
import { box, dewi, isAtEnd, lastBubble, loadOlder, open, ROOM, viewport } from "./open-room.ts";

afterEach(leave);

describe("reading", () => {
  it("ROOM-20 opens at the newest of 50 messages and keeps the reading position to the pixel when older ones come", async () => {
    await open({ count: 140 });
    await until("the end", isAtEnd);
    expect(all("sapa-timeline >> .bubble").length).toBe(50);
    viewport().scrollTop = 300;
    await pause(60);
    const seen = all("sapa-timeline >> .bubble").find(
      (bubble) => bubble.getBoundingClientRect().top > 250,
    ) as HTMLElement;
    const key = seen.closest<HTMLElement>("[data-key]")?.dataset.key;
    const row = one(`sapa-timeline >> [data-key="${key}"]`);
    const before = row.getBoundingClientRect().top;
    loadOlder();
    await until("older messages", () => all("sapa-timeline >> .bubble").length >= 100);
    const same = one(`sapa-timeline >> [data-key="${key}"]`);
    expect(same.getBoundingClientRect().top).toBe(before);
  });

  it("ROOM-20 the button disappears at the first message", async () => {
    await open({ count: 60 });
    loadOlder();
    await until("everything", () => all("sapa-timeline >> .bubble").length === 60);
    await until("no button", () => all("sapa-timeline >> .older").length === 0);
    expect(all("sapa-timeline >> .bubble .words")[0]?.textContent).toBe("Line 1");
  });

  it("ROOM-21 puts the unread line before the first unread message, and that in view", async () => {
    await open({
      count: 80,
      prepare: (server) => server.positions.set(ROOM, { contactDelivered: 0, contactRead: 0, staffRead: 55 }),
    });
    await until("the unread line", () => all(".unread-line").length === 1);
    const line = one(".unread-line").getBoundingClientRect();
    const view = viewport().getBoundingClientRect();
    expect(line.top).toBeGreaterThan(view.top);
    expect(line.bottom).toBeLessThan(view.top + 200);
    const next = all("sapa-timeline >> .bubble").find((bubble) => bubble.getBoundingClientRect().top > line.bottom);
    expect(next?.textContent).toContain("Line 56");
  });

  it("ROOM-28 marks read what is open, once", async () => {
    const { server } = await open({
      count: 20,
      prepare: (server) => server.positions.set(ROOM, { contactDelivered: 0, contactRead: 0, staffRead: 15 }),
    });
    await until("the position", () => server.frames.some(({ type, read }) => type === "position" && read === 20));
  });

  it("ROOM-28 an agent who only looks marks nothing", async () => {
    const { server } = await open({
      role: "agent",
      prepare: (server) => server.positions.set(ROOM, { contactDelivered: 0, contactRead: 0, staffRead: 3 }),
    });
    await pause(300);
    expect(server.frames.filter(({ type, read }) => type === "position" && read)).toEqual([]);
  });

  it("NOTIF-3 follows new messages at the end, and counts them elsewhere", async () => {
    const { server } = await open({ count: 60 });
    await until("the end", isAtEnd);
    server.says(ROOM, "first");
    await until("the message", () => lastBubble() === "first");
    await until("the end again", isAtEnd);
    viewport().scrollTop -= 600;
    await until("the jump button", () => all(".jump").length === 1);
    const before = viewport().scrollTop;
    server.says(ROOM, "second");
    server.says(ROOM, "third");
    await until("the count", () => textOf(".jump") === "2");
    expect(viewport().scrollTop).toBe(before);
    await userEvent.click(one(".jump"));
    await until("the end", isAtEnd);
    await until("no jump button", () => all(".jump").length === 0);
  });

  it("stays at the end while the composer grows", async () => {
    await open({ count: 40 });
    await until("the end", isAtEnd);
    await userEvent.click(box());
    await userEvent.keyboard("one{Shift>}{Enter}{/Shift}two{Shift>}{Enter}{/Shift}three");
    await pause(100);
    expect(isAtEnd()).toBe(true);
  });

  it("GEN-10 tells new messages to those who listen, several as one sentence", async () => {
    const { server } = await open();
    await pause(100);
    server.says(ROOM, "one");
    server.says(ROOM, "two");
    await until("the words", () => one('sapa-timeline >> [aria-live="polite"]').textContent !== "");
    expect(one('sapa-timeline >> [aria-live="polite"]').textContent).toBe(
      "2 new messages, the last from Rani Puspita: two",
    );
  });

  it("ROOM-27 shows who writes and who looks", async () => {
    const { server } = await open();
    server.toRoom(ROOM, { type: "typing", actor: { type: "contact" }, isTyping: true });
    server.toRoom(ROOM, { type: "lookers", lookers: [{ memberId: "mem_me", name: "Bagas Pratama" }, dewi] });
    await until("typing", () => textOf("sapa-conversation >> .below") === "Rani Puspita is writing");
    await until("lookers", () => all(".lookers").length === 1);
    expect(one(".lookers").getAttribute("aria-label")).toBe("Dewi Lestari also has this open");
  });

  it("says politely that a room is not there", async () => {
    await mount({ attributes: { "room-id": "room_elsewhere" } });
    await until(
      "the words",
      () => textOf("sapa-conversation >> .state .title") === "This conversation is not available",
    );
  });
});
