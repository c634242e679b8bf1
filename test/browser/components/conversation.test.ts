import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { Role } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { FakeServer } from "./fake-server.ts";
import { activeElement, all, leave, manyRooms, mount, named, one, pause, talk, textOf, until } from "./mount.ts";

afterEach(leave);

const ROOM = "room_00000";
const dewi = { memberId: "mem_dewi", name: "Dewi Lestari" };

type Opening = {
  count?: number;
  role?: Role;
  room?: Partial<RoomSummary>;
  prepare?: (server: FakeServer) => void;
  width?: number;
};

/** The inbox with one room open, at its end. */
async function open({ count = 12, role, room = {}, prepare, width }: Opening = {}) {
  const mounted = await mount({
    ...(role ? { role } : {}),
    ...(width ? { width } : {}),
    attributes: { "room-id": ROOM },
    prepare: (server) => {
      const [first] = manyRooms(1, () => room);
      if (first) talk(server, first, count);
      server.members = [
        { memberId: "mem_me", name: "Bagas Pratama", role: "supervisor", isOnline: true },
        { ...dewi, role: "agent", isOnline: false },
        { memberId: "mem_eka", name: "Eka Nugraha", role: "agent", isOnline: true },
      ];
      server.tags = ["Refund", "VIP"].map((name) => ({ tagId: `tag_${name}`, name }));
      prepare?.(server);
    },
  });
  if (count > 0) await until("the messages", () => all(".bubble").length > 0);
  await until("the room to be live", () => all("sapa-composer").length > 0);
  return mounted;
}

const viewport = (): HTMLElement => one("sapa-timeline >> .viewport");
const box = (): HTMLTextAreaElement => one<HTMLTextAreaElement>("sapa-composer >> textarea");
const lastBubble = (): string => all("sapa-timeline >> .bubble .words").at(-1)?.textContent ?? "";
const isAtEnd = (): boolean => viewport().scrollHeight - viewport().clientHeight - viewport().scrollTop < 2;
/** Not by the pointer: to reach the button it would scroll, and scrolling up loads by itself. */
const loadOlder = (): void => named("button", "Load older dialogs").click();
const commands = (server: FakeServer) =>
  server.frames.filter(({ type }) => type === "command").map(({ command }) => command?.type);

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
    const key = seen.dataset.key;
    const before = seen.getBoundingClientRect().top;
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

describe("writing", () => {
  it("MSG-2, MSG-4 Enter sends at once, Shift+Enter breaks the line", async () => {
    const { server } = await open();
    server.isMute = true;
    await userEvent.click(box());
    await userEvent.keyboard("Hello{Shift>}{Enter}{/Shift}there{Enter}");
    await until("the bubble", () => lastBubble() === "Hello\nthere");
    expect(one("sapa-timeline >> .group:last-of-type .tick").getAttribute("aria-label")).toBe("Sending");
    expect(box().value).toBe("");
    expect(activeElement()).toBe(box());
  });

  it("MSG-8 the tick follows: sent, delivered, read", async () => {
    const { server } = await open({
      room: { status: "assigned", participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] },
    });
    await userEvent.click(box());
    await userEvent.keyboard("Hello{Enter}");
    const label = () => all("sapa-timeline >> .tick").at(-1)?.getAttribute("aria-label") ?? "";
    await until("sent", () => label().startsWith("Sent"));
    const bubble = all("sapa-timeline >> .bubble").at(-1);
    server.toRoom(ROOM, { type: "positions", positions: { contactDelivered: 99, contactRead: 0, staffRead: 0 } });
    await until("delivered", () => label().endsWith("Delivered"));
    server.toRoom(ROOM, { type: "positions", positions: { contactDelivered: 99, contactRead: 99, staffRead: 0 } });
    await until("read", () => label().endsWith("Read"));
    expect(all("sapa-timeline >> .bubble").at(-1)).toBe(bubble);
  });

  it("MSG-2 blanks cannot be sent", async () => {
    const { server } = await open();
    await userEvent.click(box());
    await userEvent.keyboard("   {Enter}");
    expect(one<HTMLButtonElement>("sapa-composer >> .send").disabled).toBe(true);
    expect(commands(server)).toEqual([]);
  });

  it("MSG-2 the draft is kept per room and over a reload, and shows in the list", async () => {
    const { inbox } = await open();
    await userEvent.click(box());
    await userEvent.keyboard("Almost done");
    await until("the draft in the row", () => textOf(".row .preview.draft") === "Draft: Almost done");
    const parent = inbox.parentElement;
    inbox.remove();
    parent?.append(inbox);
    await until("the box again", () => all("sapa-composer >> textarea").length === 1);
    expect(box().value).toBe("Almost done");
  });

  it("MSG-4, MSG-9 a refused message keeps its text, says why, and goes again under its id", async () => {
    const { server } = await open();
    server.refusing.set("message.send", { code: "forbidden", retryable: false });
    await userEvent.click(box());
    await userEvent.keyboard("Hello{Enter}");
    await until("the failure", () => textOf(".failure").includes("Your role may not do that."));
    const first = server.frames.findLast(({ type }) => type === "command")?.id;
    server.refusing.clear();
    await userEvent.click(named("button", "Try again"));
    await until("the tick", () => all("sapa-timeline >> .tick").at(-1)?.className.includes("sent"));
    expect(server.frames.findLast(({ type }) => type === "command")?.id).toBe(first);
    expect(all("sapa-timeline >> .bubble").filter((bubble) => bubble.textContent.includes("Hello")).length).toBe(1);
  });

  it("MSG-4 a failed message can be thrown away", async () => {
    const { server } = await open();
    server.refusing.set("message.send", { code: "forbidden", retryable: false });
    await userEvent.click(box());
    await userEvent.keyboard("Never mind{Enter}");
    await until("the failure", () => all(".failure").length === 1);
    await userEvent.click(named("button", "Discard"));
    await until("it gone", () => all(".failure").length === 0 && lastBubble() !== "Never mind");
  });

  it("ROOM-19 an answer that lost against a resolution goes back to the composer", async () => {
    const { server } = await open();
    server.refusing.set("message.send", { code: "room.resolved", retryable: false });
    await userEvent.click(box());
    await userEvent.keyboard("Too late{Enter}");
    await until("the text back", () => all("sapa-composer >> textarea").length === 1 && box().value === "Too late");
    expect(textOf("sapa-toasts >> ul")).toContain("The conversation was resolved meanwhile. Your text is kept.");
    expect(all(".failure").length).toBe(0);
  });

  it("ROOM-15 resolving turns the composer into a calm panel and keeps the draft; notes stay possible", async () => {
    await open();
    await userEvent.click(box());
    await userEvent.keyboard("unsent");
    await userEvent.click(named("button", "Resolve"));
    await until("the panel", () =>
      textOf("sapa-composer >> .panel").includes(
        "This conversation is resolved. It can go on when the customer writes.",
      ),
    );
    expect(textOf("sapa-composer >> .panel")).toContain("Only the visitor can continue");
    expect(textOf("sapa-composer >> .kept")).toContain("unsent");
    await userEvent.click(named('[role="tab"]', "Note"));
    await until("the note box", () => all("sapa-composer >> textarea").length === 1);
  });

  it("writes a note that stands in yellow with a lock", async () => {
    const { server } = await open();
    await userEvent.keyboard("n");
    await until("the note box", () => activeElement()?.tagName === "TEXTAREA");
    await userEvent.keyboard("Ask again tomorrow{Enter}");
    await until("the note", () => textOf(".note .body").includes("Ask again tomorrow"));
    expect(commands(server)).toEqual(["note.add"]);
  });

  it("MSG-5 the counter appears near the limit and stops too long texts", async () => {
    await open();
    box().value = "x".repeat(4090);
    box().dispatchEvent(new InputEvent("input"));
    await until("the counter", () => textOf("sapa-composer >> .counter") === "6 characters left");
    box().value = "x".repeat(4097);
    box().dispatchEvent(new InputEvent("input"));
    await until("too much", () => textOf("sapa-composer >> .counter") === "1 character too many");
    expect(one<HTMLButtonElement>("sapa-composer >> .send").disabled).toBe(true);
  });

  it("says when it is offline, still takes messages, and sends them afterwards", async () => {
    const { server } = await open({
      room: { status: "assigned", participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] },
    });
    server.down();
    await until("the strip", () => textOf("sapa-conversation >> .strip").includes("Connecting again"), 8_000);
    await userEvent.click(box());
    await userEvent.keyboard("While away{Enter}");
    await until("the bubble", () => lastBubble() === "While away");
    server.up();
    await until("the strip gone", () => all("sapa-conversation >> .strip").length === 0, 15_000);
    await until("it sent", () => all("sapa-timeline >> .tick").at(-1)?.className.includes("sent"));
    expect(
      server.logs
        .get(ROOM)
        ?.filter(
          (event) =>
            event.type === "message.created" && event.content.type === "text" && event.content.text === "While away",
        ).length,
    ).toBe(1);
  }, 40_000);

  it("tells others that one writes, and that one stopped", async () => {
    const { server } = await open();
    await userEvent.click(box());
    await userEvent.keyboard("Hel");
    const typing = () =>
      server.frames
        .filter(({ type }) => type === "typing")
        .map((frame) => (frame as unknown as { isTyping: boolean }).isTyping);
    await until("typing", () => typing()[0] === true);
    await userEvent.keyboard("lo{Enter}");
    await until("stopped", () => typing().at(-1) === false);
  });
});

describe("acting", () => {
  it("ASSIGN-6 an agent takes over, and at once may answer", async () => {
    const { server } = await open({ role: "agent" });
    expect(textOf("sapa-composer >> .panel")).toContain("Nobody has taken this conversation yet");
    await userEvent.click(named("button", "Take over"));
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    expect(commands(server)).toEqual(["room.take"]);
  });

  it("ASSIGN-7 a second taker is told who was first", async () => {
    const { server } = await open({ role: "agent" });
    server.refusing.set("room.take", { code: "assign.taken", retryable: false, params: { name: "Dewi" } });
    await userEvent.click(named("button", "Take over"));
    await until("the notice", () => textOf("sapa-toasts >> ul").includes("Already taken by Dewi"));
    expect(textOf("sapa-composer >> .panel")).toContain("Nobody has taken this conversation yet");
  });

  it("ASSIGN-3 + Agent offers others, online first, and adds the one picked by keyboard", async () => {
    const { server } = await open();
    await userEvent.keyboard("a");
    await until("the people", () => all("sapa-room-header >> sapa-picker >> [role=option]").length === 2);
    expect(all("sapa-room-header >> sapa-picker >> [role=option] .grow").map((option) => option.textContent)).toEqual([
      "Eka Nugraha",
      "Dewi Lestari",
    ]);
    await userEvent.keyboard("dew{Enter}");
    await until("Dewi in the room", () => textOf("sapa-details >> .people").includes("Dewi Lestari"));
    expect(commands(server)).toEqual(["room.assign"]);
  });

  it("ROOM-18 e resolves, and the header says so at once", async () => {
    const { server } = await open();
    server.isMute = true;
    await userEvent.keyboard("e");
    await until("resolved", () => textOf("sapa-room-header >> .session") === "Resolved");
  });

  it("ROOM-26 t adds a tag, and a tag can be removed", async () => {
    const { server } = await open();
    await userEvent.keyboard("t");
    await until("the tags", () => all("sapa-details >> sapa-picker >> [role=option]").length === 2);
    await userEvent.keyboard("vip{Enter}");
    await until("the tag", () => textOf("sapa-details >> .chip") === "VIP");
    await userEvent.click(named("button", "Remove the tag VIP"));
    await until("no tag", () => all("sapa-details >> .chip").length === 0);
    expect(commands(server)).toEqual(["tag.add", "tag.remove"]);
  });

  it("ROOM-23 the name is edited in place; Escape leaves it", async () => {
    const { server } = await open();
    await userEvent.click(named("button", "Edit the name"));
    await userEvent.keyboard("Somebody{Escape}");
    await until("the old name", () => textOf("sapa-details >> .name-line h2") === "Rani Puspita");
    await userEvent.click(named("button", "Edit the name"));
    await userEvent.keyboard("Rani P.{Enter}");
    await until("the new name", () => textOf("sapa-room-header >> h2") === "Rani P.");
    await until("the word", () => textOf("sapa-toasts >> ul").includes("Saved"));
    expect(commands(server)).toEqual(["contact.update"]);
  });

  it("ROOM-24 room history leads to where a conversation began", async () => {
    await open({
      count: 120,
      prepare: (server) => {
        const log = server.logs.get(ROOM);
        if (log?.[4])
          log[4] = {
            seq: 5,
            at: log[4].at,
            actor: { type: "contact", id: "con_1" },
            type: "conversation.opened",
            number: 1,
            origin: "contact",
            status: "unassigned",
            divisionId: null,
          };
        const last = log?.[100];
        if (log && last)
          log[100] = {
            seq: 101,
            at: last.at,
            actor: { type: "contact", id: "con_1" },
            type: "conversation.opened",
            number: 2,
            origin: "contact",
            status: "unassigned",
            divisionId: null,
          };
      },
    });
    expect(all(".past").length).toBe(1);
    for (const pages of [100, 119]) {
      loadOlder();
      await until("older messages", () => all("sapa-timeline >> [data-seq]").length >= pages - 2);
    }
    await until("both conversations", () => all(".past").length === 2);
    await userEvent.click(all(".past")[1] as HTMLElement);
    const border = one('sapa-timeline >> [data-conversation="1"]').getBoundingClientRect();
    const view = viewport().getBoundingClientRect();
    expect(border.top).toBeGreaterThanOrEqual(view.top);
    expect(border.bottom).toBeLessThanOrEqual(view.bottom);
  });

  it("sections remember whether they are open", async () => {
    const { inbox } = await open();
    await userEvent.click(named("summary", "Tags"));
    await pause(50);
    const parent = inbox.parentElement;
    inbox.remove();
    parent?.append(inbox);
    await inbox.updateComplete;
    const open_ = () => all<HTMLDetailsElement>("sapa-details >> details").map((section) => section.open);
    await until("the details", () => open_().length === 4);
    expect(open_()).toEqual([true, true, false, true]);
  });
});
