import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { activeElement, all, leave, manyRooms, named, one, press, talk, textOf, until } from "./mount.ts";
import { box, commands, lastBubble, open, ROOM } from "./open-room.ts";

afterEach(leave);

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

  it("MSG-2 the draft is kept per room and over a reload, and shows in the list once the room is left", async () => {
    const { inbox } = await open();
    await userEvent.click(box());
    await userEvent.keyboard("Almost done");
    expect(textOf(".row .preview.draft")).toBe("");
    inbox.roomId = null;
    await until("the draft in the row", () => textOf(".row .preview.draft") === "Draft: Almost done");
    inbox.roomId = ROOM;
    const parent = inbox.parentElement;
    inbox.remove();
    parent?.append(inbox);
    await inbox.updateComplete;
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
    await press("button", "Try again");
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
    await press("button", "Discard");
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
    await press("button", "Resolve");
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
    await until("the commands", () => commands(server).join() === ["note.add"].join());
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
    await until("the strip", () => textOf("sapa-conversation >> .strip").includes("Connecting again"));
    await userEvent.click(box());
    await userEvent.keyboard("While away{Enter}");
    await until("the bubble", () => lastBubble() === "While away");
    server.up();
    await until("the strip gone", () => all("sapa-conversation >> .strip").length === 0);
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

describe("leaving a room", () => {
  it("MSG-4 what was written without a connection goes out although another room is open by then", async () => {
    const { server, inbox } = await open({
      prepare: (server) => {
        for (const room of manyRooms(2).slice(1)) talk(server, room, 4);
      },
    });
    server.down();
    await userEvent.click(box());
    await userEvent.keyboard("On its way{Enter}");
    await until("the message", () => lastBubble() === "On its way");
    inbox.roomId = "room_00001";
    await until("the other room", () => textOf("sapa-room-header >> h2") === "Joko Susilo");
    server.up();
    await until("it sent", () => commands(server).includes("message.send"));
    expect(server.logs.get(ROOM)?.at(-1)).toMatchObject({ content: { text: "On its way" } });
  });

  it("ROOM-19 what is refused only then comes back to its own room, and says why", async () => {
    const { server, inbox } = await open({
      prepare: (server) => {
        for (const room of manyRooms(2).slice(1)) talk(server, room, 4);
      },
    });
    server.down();
    await userEvent.click(box());
    await userEvent.keyboard("Too late{Enter}");
    await until("the message", () => lastBubble() === "Too late");
    inbox.roomId = "room_00001";
    await until("the other room", () => textOf("sapa-room-header >> h2") === "Joko Susilo");
    server.refusing.set("message.send", { code: "room.resolved", retryable: false });
    server.up();
    await until("the words", () => textOf("sapa-toasts >> ul").includes("Your text is kept"));
    expect(box().value).toBe("");
    inbox.roomId = ROOM;
    await until("the text", () => all("sapa-composer >> textarea").length === 1 && box().value === "Too late");
  });
});
