import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaComposer } from "../../../components/inbox/composer/composer.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { FakeServer } from "./fake-server.ts";
import { activeElement, all, leave, one, pause, press, textOf, until } from "./mount.ts";
import { box, commands, dewi, lastBubble, open, ROOM } from "./open-room.ts";

afterEach(leave);

const MINE = { status: "assigned" as const, participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] };
/** The newest command, once it is one of this type: what shows at once is sent a moment later. */
async function sent(server: FakeServer, type: MemberCommand["type"]): Promise<MemberCommand | undefined> {
  const newest = (): MemberCommand | undefined => server.frames.findLast((frame) => frame.type === "command")?.command;
  await until(`the command ${type}`, () => newest()?.type === type);
  return newest();
}
const quick = (command: string, text: string) => ({ quickReplyId: command, command, text, version: 1 });
const options = (): string[] => all("sapa-composer >> [role=option] b").map((option) => option.textContent);

describe("MSG-11 quick replies", () => {
  const prepare = (server: FakeServer): void => {
    server.quickReplies = [
      quick("hello", "Hi {{contact.name}}, I am {{agent.name}} of {{organization.name}}."),
      quick("hours", "We open at 8."),
      quick("promo", "Say hello to our offer"),
    ];
  };

  it("a slash lists them, typing filters, Enter puts the text in and Enter again sends it", async () => {
    const { server } = await open({ room: MINE, prepare });
    await userEvent.click(box());
    await userEvent.keyboard("/");
    await until("the list", () => options().length === 3);
    await userEvent.keyboard("hel");
    await until("the matches", () => options().join() === "/hello,/promo");
    expect(box().getAttribute("aria-activedescendant")).toBe("suggestion-0");
    await userEvent.keyboard("{Enter}");
    await until("the text", () => box().value === "Hi Rani Puspita, I am Bagas Pratama of Kopi Senja.");
    expect(all("sapa-composer >> [role=option]").length).toBe(0);
    expect(commands(server)).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await until("it sent", () => lastBubble().startsWith("Hi Rani"));
  });

  it("arrows and clicks choose too; Escape closes and keeps what was typed", async () => {
    await open({ room: MINE, prepare });
    await userEvent.click(box());
    await userEvent.keyboard("/");
    await until("the list", () => options().length === 3);
    await userEvent.keyboard("{Escape}");
    await until("it closed", () => options().length === 0);
    expect(box().value).toBe("/");
    expect(activeElement()).toBe(box());
    await userEvent.clear(box());
    await userEvent.keyboard("/h");
    await until("the list again", () => options().length === 3);
    await userEvent.keyboard("{ArrowDown}");
    await until("the second", () => box().getAttribute("aria-activedescendant") === "suggestion-1");
    await userEvent.click(all("sapa-composer >> [role=option]")[1] as HTMLElement);
    await until("its text", () => box().value === "We open at 8.");
  });

  it("without any, and without a connection, the list says so; the slash can still be sent", async () => {
    const { server } = await open({
      room: MINE,
      prepare: (fake) => fake.failing.set("/quick-replies", { status: 503, code: "unavailable" }),
    });
    await userEvent.click(box());
    await userEvent.keyboard("/x");
    await until(
      "the words",
      () => textOf("sapa-composer >> .suggestions-empty") === "The templates could not be loaded",
    );
    await userEvent.keyboard("{Escape}{Enter}");
    await until("it sent", () => commands(server).includes("message.send"));
  });
});

describe("quotes", () => {
  it("MSG-7 Reply on a bubble quotes it, and the quote leads back to it", async () => {
    const { server } = await open({ room: MINE });
    const bubble = all("sapa-timeline >> .theirs .bubble")[0] as HTMLElement;
    bubble.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true }));
    await until("the buttons", () => all("sapa-timeline >> .act").length === 2);
    await press("button", "Reply");
    await until("the quote", () => textOf("sapa-composer >> .quoting").includes("Line 1"));
    expect(activeElement()).toBe(box());
    await userEvent.keyboard("About this{Enter}");
    await until("the quoted answer", () => textOf("sapa-timeline >> .quote").includes("Line 1"));
    expect(await sent(server, "message.send")).toMatchObject({ type: "message.send", replyToSeq: 1 });
    expect(all("sapa-composer >> .quoting").length).toBe(0);
    await userEvent.click(one("sapa-timeline >> .quote"));
    await until("the mark", () => one("sapa-timeline >> [data-seq='1']").classList.contains("flash"));
  });

  it("MSG-7 with the keyboard: up from message to message, R answers", async () => {
    await open({ room: MINE });
    one("sapa-timeline >> .viewport").focus();
    await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}{ArrowUp}r");
    await until("the quote", () => textOf("sapa-composer >> .quoting").includes("Line 11"));
  });

  it("a quote can be left out again", async () => {
    const { server } = await open({ room: MINE });
    one("sapa-timeline >> .viewport").focus();
    await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}r");
    await until("the quote", () => all("sapa-composer >> .quoting").length === 1);
    await press("button", "Do not quote");
    await userEvent.click(box());
    await userEvent.keyboard("Plain{Enter}");
    await until("it sent", () => commands(server).length === 1);
    expect(await sent(server, "message.send")).not.toHaveProperty("replyToSeq");
  });
});

describe("notes", () => {
  it("BEY-6 an @ offers colleagues, and the note names them", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.keyboard("n");
    await until("the note", () => all("sapa-composer >> .card.note textarea").length === 1);
    await userEvent.keyboard("Please look @dew");
    await until("the people", () => options().join() === "Dewi Lestari");
    await userEvent.keyboard("{Enter}");
    await until("the name", () => box().value === "Please look @Dewi Lestari ");
    await userEvent.keyboard("today");
    await until("no list any more", () => all("sapa-composer >> .suggestions").length === 0);
    await userEvent.keyboard("{Enter}");
    await until("the note in place", () => textOf("sapa-timeline >> .note .words").includes("@Dewi Lestari today"));
    expect(await sent(server, "note.add")).toEqual({
      type: "note.add",
      text: "Please look @Dewi Lestari today",
      mentions: ["mem_dewi"],
    });
    expect(textOf("sapa-timeline >> .mention")).toBe("@Dewi Lestari");
  });

  it("BEY-6 the list closes with the note that named somebody, and never offers oneself", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.keyboard("n");
    await until("the note", () => all("sapa-composer >> .card.note textarea").length === 1);
    await userEvent.keyboard("Ask @");
    await until("the people", () => options().includes("Dewi Lestari"));
    expect(options()).not.toContain("Bagas Pratama");
    await userEvent.keyboard("nobody{Enter}");
    await sent(server, "note.add");
    await until("no list", () => all("sapa-composer >> .suggestions").length === 0);
    expect(box().value).toBe("");
  });

  it("ROOM-25 the author changes and deletes a note; the draft of a new one stays what it was", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.keyboard("n");
    await until("the note", () => all("sapa-composer >> .card.note textarea").length === 1);
    await userEvent.keyboard("Frist{Enter}");
    await until("the note in place", () => all("sapa-timeline >> .note-button").length > 0);
    await userEvent.keyboard("half a new one");
    await press("button", "Edit note");
    await until("its text", () => box().value === "Frist");
    await userEvent.clear(box());
    await userEvent.keyboard("First{Enter}");
    await until("the change", () => textOf("sapa-timeline >> .note .words") === "First");
    expect(textOf("sapa-timeline >> .note .by")).toContain("edited");
    expect(box().value).toBe("half a new one");
    // Not while the change is on its way.
    await until("its buttons", () => all("sapa-timeline >> .note-button").length > 0);
    await press("button", "Delete note");
    await until("the question", () => textOf("sapa-dialog >> dialog[open] h2") === "Delete this note?");
    await press("sapa-room-dialogs >> .destructive", "Delete note");
    await until("it gone", () => all("sapa-timeline >> .note").length === 0);
    await until("the commands", () => commands(server).join() === ["note.add", "note.edit", "note.delete"].join());
    expect(textOf("sapa-timeline >> .system p > span").endsWith("You deleted a note")).toBe(true);
  });

  it("ROOM-25 others' notes have no buttons", async () => {
    const { server } = await open({ room: MINE });
    const actor = { type: "member" as const, id: dewi.memberId, name: dewi.name };
    server.append(ROOM, { type: "note.created", at: Date.now(), actor, text: "Hers" });
    await until("the note", () => all("sapa-timeline >> .note").length === 1);
    expect(all("sapa-timeline >> .note-button").length).toBe(0);
  });
});

describe("BEY-5 send later", () => {
  const plan = async (index: number): Promise<void> => {
    await press("button", "Send later");
    await until("the times", () => all("sapa-composer >> sapa-time-choice >> .menu-item").length > 2);
    await userEvent.click(all("sapa-composer >> sapa-time-choice >> .menu-item")[index] as HTMLElement);
  };

  it("a preset plans it, it stands at the end, can be changed and cancelled", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("See you tomorrow");
    await plan(0);
    await until("the plan", () => textOf("sapa-timeline >> .later .words") === "See you tomorrow");
    expect(await sent(server, "message.schedule")).toMatchObject({ type: "message.schedule", cancelOnReply: true });
    expect(box().value).toBe("");

    await press("button", "Edit");
    await until("its text", () => box().value === "See you tomorrow");
    await userEvent.keyboard(", bye{Enter}");
    await until("the change", () => textOf("sapa-timeline >> .later .words") === "See you tomorrow, bye");
    expect(all("sapa-timeline >> .later").length).toBe(1);

    await press("sapa-timeline >> button", "Cancel");
    await until("it gone", () => all("sapa-timeline >> .later").length === 0);
    await until(
      "the commands",
      () => commands(server).join() === ["message.schedule", "message.schedule", "message.unschedule"].join(),
    );
  });

  it("another time is chosen by date and clock; the past is refused at the field", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("Later");
    await press("button", "Send later");
    await until("the times", () => all("sapa-composer >> sapa-time-choice >> .menu-item").length > 2);
    await userEvent.click(all("sapa-composer >> sapa-time-choice >> .menu-item").at(-1) as HTMLElement);
    await until("the fields", () => all("sapa-time-choice >> [type=date]").length === 1);
    await userEvent.fill(one("sapa-time-choice >> [type=date]"), "2020-01-01");
    await press("button", "Schedule");
    await until("the words", () => textOf("sapa-time-choice >> .wrong").startsWith("Choose a time in the future"));
    expect(commands(server)).toEqual([]);
    const ahead = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await userEvent.fill(one("sapa-time-choice >> [type=date]"), ahead);
    await userEvent.click(one("sapa-time-choice >> [type=checkbox]"));
    await press("button", "Schedule");
    await until("the plan", () => commands(server).length === 1);
    expect(await sent(server, "message.schedule")).toMatchObject({ type: "message.schedule", cancelOnReply: false });
  });

  it("a plan from long ago is found, because the room says how many wait", async () => {
    await open({
      count: 160,
      room: { ...MINE, scheduledCount: 1 },
      prepare: (server) => {
        const log = server.logs.get(ROOM);
        if (log?.[2])
          log[2] = {
            seq: 3,
            at: log[2].at,
            actor: { type: "member", id: "mem_me", name: "Bagas Pratama" },
            type: "message.scheduled",
            scheduleId: "old",
            content: { type: "text", text: "Planned long ago" },
            dueAt: Date.now() + 3_600_000,
            cancelOnReply: false,
          };
      },
    });
    await until("the plan", () => textOf("sapa-timeline >> .later .words") === "Planned long ago");
  });
});

describe("BEY-8 drafts on every device", () => {
  it("what is typed is on the server a moment later, and gone when it was sent", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("Almost");
    await until("the draft", () => server.drafts.get(ROOM)?.text === "Almost");
    expect(server.drafts.get(ROOM)).toMatchObject({ tab: "reply", replyToSeq: null });
    await userEvent.keyboard("{Enter}");
    await until("no draft", () => !server.drafts.has(ROOM));
  });

  it("what was typed on another device waits here, newest first", async () => {
    await open({
      room: MINE,
      prepare: (server) =>
        server.drafts.set(ROOM, {
          roomId: ROOM,
          text: "From the phone",
          tab: "reply",
          replyToSeq: 2,
          editedAt: Date.now(),
        }),
    });
    await until("the text", () => box().value === "From the phone");
    expect(textOf("sapa-composer >> .quoting")).toContain("Line 2");
  });

  it("SESS-10, MSG-2 a lost connection keeps it here and saves it later", async () => {
    const { server } = await open({ room: MINE });
    server.failing.set(`/drafts/${ROOM}`, { status: 503, code: "unavailable" });
    await userEvent.click(box());
    await userEvent.keyboard("Kept");
    await until("a try", () => server.requests.includes(`PUT /drafts/${ROOM}`));
    server.failing.clear();
    await pause(3_100);
    window.dispatchEvent(new Event("online"));
    await until("the draft", () => server.drafts.get(ROOM)?.text === "Kept");
    expect(box().value).toBe("Kept");
  });
});

describe("BEY-11 collisions", () => {
  it("tells that somebody else writes, then that they have answered, and loses nothing", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("My answer");
    server.toRoom(ROOM, { type: "typing", actor: { type: "member", ...dewi }, isTyping: true });
    await until("the hint", () => textOf("sapa-composer >> .collision") === "Dewi Lestari is writing an answer too");
    const actor = { type: "member" as const, id: dewi.memberId, name: dewi.name };
    const content = { type: "text" as const, text: "Hers" };
    server.append(ROOM, {
      type: "message.created",
      at: Date.now(),
      actor,
      conversationNumber: 1,
      direction: "outbound",
      content,
    });
    await until("the other hint", () =>
      textOf("sapa-composer >> .collision").startsWith("Dewi Lestari has just answered"),
    );
    expect(box().value).toBe("My answer");
    await userEvent.keyboard("{Enter}");
    await until("it sent", () => lastBubble() === "My answer");
    expect(all("sapa-composer >> .collision").length).toBe(0);
  });
});

describe("emoji", () => {
  it("are found by words and put where the cursor is, with the keyboard only", async () => {
    await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("Hi !{ArrowLeft}");
    one<HTMLButtonElement>("sapa-composer >> sapa-popover.emoji button").click();
    await until("the emoji", () => all("sapa-emoji >> [data-emoji]").length > 500);
    await until("the field", () => activeElement()?.matches("input"));
    await userEvent.keyboard("thumbs up");
    await until("fewer", () => all("sapa-emoji >> [data-emoji]").length < 20);
    await userEvent.keyboard("{Enter}");
    await until("it in place", () => box().value === "Hi 👍️!" || box().value === "Hi 👍!");
    expect(activeElement()).toBe(box());
  });
});

describe("SESS-10 the lock follows the clock", () => {
  it("a session that ends while somebody types locks by itself and keeps the text; a message unlocks it", async () => {
    const room = { ...MINE, channel: "wa_cloud" as const };
    const { server } = await open({ room });
    await userEvent.click(box());
    await userEvent.keyboard("Half a sen");
    const before = server.rooms.get(ROOM);
    // All but a moment of the session is over; nothing else is told to the screen.
    if (before) server.change({ ...before, lastInboundAt: Date.now() - 24 * 3_600_000 + 600 });
    await until("the lock", () => textOf("sapa-composer >> .panel").includes("This session has expired"));
    expect(textOf("sapa-composer >> .kept")).toContain("Half a sen");
    expect(textOf("sapa-composer >> .panel")).toContain("Send template");
    server.says(ROOM, "Still there?");
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    expect(box().value).toBe("Half a sen");
  });
});

describe("MSG-5 length", () => {
  it("counts from 80 % on and does not send what is too long", async () => {
    const { server } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.fill(box(), "x".repeat(3_300));
    await until("the counter", () => textOf("sapa-composer >> .counter") === "796 characters left");
    await userEvent.fill(box(), "x".repeat(4_097));
    await until("too many", () => textOf("sapa-composer >> .counter") === "1 character too many");
    await userEvent.keyboard("{Enter}");
    expect(commands(server)).toEqual([]);
    expect(box().value.length).toBe(4_097);
  });
});

describe("the composer of another room", () => {
  it("MSG-2 keeps text, quote and task of each room apart", async () => {
    const { inbox } = await open({ room: MINE });
    await userEvent.click(box());
    await userEvent.keyboard("For the first");
    inbox.roomId = null;
    await until("no room", () => all("sapa-composer").length === 0);
    inbox.roomId = ROOM;
    await until(
      "the room again",
      () => all<SapaComposer>("sapa-composer").length === 1 && box().value === "For the first",
    );
  });
});
