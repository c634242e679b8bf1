import { afterEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import type {
  SapaBadgesChangedEvent,
  SapaRoomOpenedEvent,
  SapaRoomResolvedEvent,
  SapaViewChangedEvent,
} from "../../../components/events.ts";
import {
  activeElement,
  addAll,
  addInbox,
  all,
  leave,
  manyRooms,
  mount,
  named,
  one,
  pause,
  press,
  talkAll,
  textOf,
  until,
} from "./mount.ts";

afterEach(leave);

const rowsShown = () => until("rows", () => all(".row[data-room]").length > 0);
const isSeen = (selector: string): boolean =>
  all(selector).some((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0);
const panes = () => [".pane.list", ".pane.middle", ".pane.detail"].map((pane) => isSeen(`sapa-inbox >> ${pane}`));

describe("layout", () => {
  const opened = { attributes: { "room-id": "room_00000" } };
  const prepare = (server: Parameters<typeof talkAll>[0]) => talkAll(server, manyRooms(5), 6);

  it("EMBED-9 three panes from 1,080 px, two from 720 px, one below", async () => {
    for (const [width, expected] of [
      [1080, [true, true, true]],
      [1079, [true, true, false]],
      [720, [true, true, false]],
      [719, [false, true, false]],
    ] as const) {
      await mount({ ...opened, prepare, width });
      await until(
        `${width} px`,
        () => all("sapa-composer").length > 0 && JSON.stringify(panes()) === JSON.stringify(expected),
      );
      leave();
    }
  });

  it("EMBED-9 one pane shows the list, then the room, and leads back to the row", async () => {
    await mount({ prepare, width: 390 });
    await rowsShown();
    expect(panes()).toEqual([true, false, false]);
    await userEvent.click(all(".row[data-room]")[1] as HTMLElement);
    await until("the room", () => isSeen("sapa-conversation"));
    expect(panes()).toEqual([false, true, false]);
    await press("button", "Back to the list");
    await until("the list", () => panes()[0] === true && panes()[1] === false);
    await until("the focus on its row", () => (activeElement() as HTMLElement).dataset.room === "room_00001");
  });

  it("EMBED-9 below three panes the details lie over the conversation until Escape", async () => {
    await mount({ ...opened, prepare, width: 900 });
    await until("the header", () => all("sapa-room-header").length > 0);
    await press("button", "Show details");
    await until("the details", () => isSeen("sapa-inbox >> .pane.detail"));
    named("button", "Back to the conversation").focus();
    await userEvent.keyboard("{Escape}");
    await until("no details", () => !isSeen("sapa-inbox >> .pane.detail"));
  });

  it("panes are resized by keyboard and remembered", async () => {
    await mount({ prepare });
    await rowsShown();
    const width = () => one("sapa-inbox >> .pane.list").getBoundingClientRect().width;
    const before = width();
    one("sapa-resizer").focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await until("the wider list", () => width() === before + 32);
    leave.call(null);
    expect(before).toBe(340);
  });

  it("EMBED-6 hide-list, hide-detail and read-only trim it", async () => {
    await mount({ prepare, attributes: { ...opened.attributes, "hide-list": "", "hide-detail": "", "read-only": "" } });
    await until("the conversation", () => all("sapa-composer").length > 0);
    expect(panes()).toEqual([false, true, false]);
    expect(textOf("sapa-composer >> .panel")).toBe("You can read here, but not write");
    expect(all("sapa-room-header >> .actions button").length).toBe(0);
  });

  it("fits 200 % text, long words and right-to-left pages without scrolling sideways", async () => {
    document.documentElement.dir = "rtl";
    document.documentElement.style.fontSize = "32px";
    const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller".repeat(3);
    const { inbox } = await mount({
      ...opened,
      width: 720,
      prepare: (server) => {
        prepare(server);
        const room = server.rooms.get("room_00000");
        if (room) server.add({ ...room, contact: { ...room.contact, name: long } }, []);
        server.says("room_00000", long);
        server.says("room_00000", "مرحبا، أريد طلب القهوة ☕️");
      },
    });
    await until("the message", () => all(".bubble").length === 2);
    for (const pane of all("sapa-inbox >> .pane")) expect(pane.scrollWidth).toBeLessThanOrEqual(pane.clientWidth + 1);
    for (const bubble of all(".bubble")) expect(bubble.scrollWidth).toBeLessThanOrEqual(bubble.clientWidth);
    expect(inbox.scrollWidth).toBeLessThanOrEqual(inbox.clientWidth);
    document.documentElement.removeAttribute("dir");
    document.documentElement.removeAttribute("style");
  });
});

describe("a good guest", () => {
  it("EMBED-5 without a token it shows Sign-in needed, tells the host, hides content, and comes back", async () => {
    let isSignedIn = false;
    const told: string[] = [];
    document.addEventListener("sapa-token-expired", (event) => told.push(event.type), { once: true });
    await mount({
      prepare: (server) => addAll(server, manyRooms(2)),
      properties: {
        tokenProvider: async () => {
          if (!isSignedIn) throw new Error("signed out");
          return { token: "t", expiresAt: Date.now() + 600_000 };
        },
      },
    });
    await until("the words", () => textOf("sapa-inbox >> .state .title") === "Sign-in needed");
    expect(told).toEqual(["sapa-token-expired"]);
    expect(all(".row[data-room]").length).toBe(0);
    isSignedIn = true;
    await press("button", "Try again");
    await rowsShown();
  });

  it("EMBED-5 a network that is away is not a missing sign-in", async () => {
    const told: string[] = [];
    document.addEventListener("sapa-token-expired", (event) => told.push(event.type), { once: true });
    await mount({ properties: { tokenProvider: () => Promise.reject(new TypeError("no network")) } });
    await until("the failure", () => textOf("sapa-inbox >> .state .title") === "The rooms could not be loaded");
    expect(told).toEqual([]);
  });

  it("EMBED-5 a token that the server refuses is as good as none", async () => {
    await mount({ prepare: (server) => server.failing.set("/me", { status: 401, code: "unauthenticated" }) });
    await until("the words", () => textOf("sapa-inbox >> .state .title") === "Sign-in needed");
  });

  it("EMBED-3 a token without the right says so", async () => {
    await mount({ prepare: (server) => server.failing.set("/me", { status: 403, code: "forbidden" }) });
    await until("the words", () => textOf("sapa-inbox >> .state .title") === "Not available for you");
  });

  it("EMBED-6 an unknown value falls back, with one line in the console", async () => {
    const lines: string[] = [];
    const warn = console.warn;
    console.warn = (line: string) => lines.push(line);
    await mount({ attributes: { status: "sleeping" }, prepare: (server) => addAll(server, manyRooms(2)) });
    await rowsShown();
    console.warn = warn;
    expect(one<HTMLInputElement>("label input").checked).toBe(true);
    expect(lines.filter((line) => line.includes("sleeping")).length).toBe(1);
  });

  it("EMBED-7 events bubble to the document for what a person did or what happened, not for what the host set", async () => {
    const events: Event[] = [];
    const names = ["sapa-room-opened", "sapa-view-changed", "sapa-badges-changed", "sapa-room-resolved"] as const;
    const note = (event: Event) => events.push(event);
    for (const name of names) document.addEventListener(name, note);
    const { inbox } = await mount({ prepare: (server) => talkAll(server, manyRooms(3), 3) });
    await rowsShown();
    await until("the badges", () => events.length === 1);
    expect(events[0] as SapaBadgesChangedEvent).toMatchObject({ messages: 3, comments: 0, unassigned: 3 });
    inbox.roomId = "room_00001";
    inbox.status = "unassigned";
    await until("the room", () => textOf("sapa-room-header >> h2") === "Joko Susilo");
    expect(events.length).toBe(1);
    await rowsShown();
    await userEvent.click(all(".row[data-room]")[0] as HTMLElement);
    await until("the event", () => events.length >= 2);
    expect((events[1] as SapaRoomOpenedEvent).roomId).toBe("room_00000");
    await press("label", "Assigned");
    await until("the view", () => events.some(({ type }) => type === "sapa-view-changed"));
    expect((events.find(({ type }) => type === "sapa-view-changed") as SapaViewChangedEvent).choice.status).toBe(
      "assigned",
    );
    await press("button", "Resolve");
    await until("the resolution", () => events.some(({ type }) => type === "sapa-room-resolved"));
    expect((events.find(({ type }) => type === "sapa-room-resolved") as SapaRoomResolvedEvent).roomId).toBe(
      "room_00000",
    );
    for (const name of names) document.removeEventListener(name, note);
  });

  it("EMBED-10 several elements share one connection; removed and added again it works", async () => {
    // Connections of former tests end a moment after their elements.
    await pause(2_200);
    const { server, inbox } = await mount({ prepare: (server) => addAll(server, manyRooms(2)), width: 1400 });
    await rowsShown();
    const other = addInbox();
    await until("both lists", () => all(".row[data-room]").length === 4);
    expect(server.requests.filter((request) => request === "GET /me").length).toBe(1);
    expect([...server.sockets].filter(({ roomId }) => roomId === null).length).toBe(1);
    other.remove();
    inbox.remove();
    await pause(50);
    expect([...server.sockets].length).toBe(1);
    document.body.lastElementChild?.append(inbox);
    await until("the list again", () => all(".row[data-room]").length === 2);
    expect([...server.sockets].filter(({ roomId }) => roomId === null).length).toBe(1);
    inbox.remove();
    await until("no socket", () => server.sockets.size === 0);
  });

  it("I18N-2 switches the language without reload and loses no draft", async () => {
    const { inbox } = await mount({
      attributes: { "room-id": "room_00000" },
      prepare: (server) => talkAll(server, manyRooms(2), 4),
    });
    await until("the box", () => all("sapa-composer >> textarea").length > 0);
    await userEvent.click(one("sapa-composer >> textarea"));
    await userEvent.keyboard("half a");
    inbox.language = "id";
    await until("Indonesian", () => textOf('[role="tab"][aria-selected="true"]').startsWith("Pesan"));
    expect(one<HTMLTextAreaElement>("sapa-composer >> textarea").value).toBe("half a");
    expect(textOf("sapa-room-header >> .session")).toContain("Aktif");
    for (const word of ["Assigned", "Resolve", "Reply", "Details"])
      expect(textOf("button, label, summary, .status").split(" | ")).not.toContain(word);
  });

  it("EMBED-8 takes the host's accent and font, and themes switch", async () => {
    const { inbox } = await mount({
      attributes: { "room-id": "room_00000", theme: "dark" },
      prepare: (server) => talkAll(server, manyRooms(1), 4),
    });
    await until("the header", () => all("sapa-room-header >> .primary").length > 0);
    const surface = () => getComputedStyle(one("sapa-inbox >> .whole")).backgroundColor;
    expect(surface()).toBe("rgb(20, 22, 26)");
    inbox.setAttribute("theme", "light");
    await until("light", () => surface() === "rgb(255, 255, 255)");
    await userEvent.hover(one("sapa-timeline"));
    document.documentElement.style.setProperty("--sapa-accent", "rgb(120, 20, 90)");
    document.documentElement.style.setProperty("--sapa-font", "monospace");
    const button = () => getComputedStyle(one("sapa-room-header >> .primary")).backgroundColor;
    await until("the accent", () => button() === "rgb(120, 20, 90)");
    expect(getComputedStyle(inbox).fontFamily).toBe("monospace");
    document.documentElement.removeAttribute("style");
  });

  it("leaves no style attribute in its templates, so that a strict content policy can stand", async () => {
    await mount({ attributes: { "room-id": "room_00000" }, prepare: (server) => talkAll(server, manyRooms(3), 8) });
    await until("the messages", () => all(".bubble").length > 0);
    // These are set through the object model.
    const own = [".panes", ".pad", ".tip", ".panel", "textarea"];
    const styled = all("sapa-inbox *, sapa-inbox >> [style]").filter(
      (element) => element.hasAttribute("style") && !own.some((selector) => element.matches(selector)),
    );
    expect(styled.map((element) => element.outerHTML.slice(0, 80))).toEqual([]);
  });

  it("keys stay away from the host's fields and can be switched off", async () => {
    const { inbox } = await mount({
      attributes: { "room-id": "room_00000" },
      prepare: (server) => talkAll(server, manyRooms(3), 3),
    });
    await until("the header", () => all("sapa-room-header >> .resolve").length > 0);
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
    await userEvent.keyboard("e?");
    expect(field.value).toBe("e?");
    field.remove();
    inbox.noShortcuts = true;
    await userEvent.keyboard("e");
    await pause(50);
    expect(textOf("sapa-room-header >> .session")).toContain("Open");
  });

  it("loses the connection politely: cached content stays, one word, and it goes on", async () => {
    const told: boolean[] = [];
    const { server, inbox } = await mount({ prepare: (server) => addAll(server, manyRooms(3)) });
    inbox.addEventListener("sapa-connection-changed", (event) => told.push(event.isConnected));
    await rowsShown();
    await pause(100);
    server.down();
    await until("the word", () => textOf("sapa-inbox >> .strip").includes("Connecting again"));
    expect(all(".row[data-room]").length).toBe(3);
    server.up();
    await until("it back", () => told.length === 2);
    expect(told).toEqual([false, true]);
    expect(all("sapa-inbox >> .strip").length).toBe(0);
  }, 40_000);

  it("works on a phone's screen too", async () => {
    await page.viewport(390, 844);
    await mount({ width: 390, height: 844, prepare: (server) => addAll(server, manyRooms(3)) });
    await rowsShown();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe("the online switch", () => {
  it("ROLE-4, ASSIGN-16 members switch, and read the state in words", async () => {
    const { server } = await mount();
    await until(
      "the switch",
      () => textOf('[role="switch"]') === "Offline" && !one<HTMLButtonElement>('[role="switch"]').disabled,
    );
    await userEvent.click(one('[role="switch"]'));
    await until("online", () => textOf('[role="switch"]') === "Online");
    await until("the server", () => server.isOnline);
  });

  it("ASSIGN-17 switching off asks, and leads back online", async () => {
    const { server } = await mount({
      prepare: (server) => {
        server.isOnline = true;
      },
    });
    await until("online", () => textOf('[role="switch"]') === "Online");
    await userEvent.click(one('[role="switch"]'));
    await until("the question", () => all("dialog[open]").length === 1);
    expect(textOf("dialog[open] h2")).toBe("You will get no new chats");
    await press("button", "Set to Online");
    await until("online again", () => textOf('[role="switch"]') === "Online" && server.isOnline);
    await userEvent.click(one('[role="switch"]'));
    await until("the question again", () => all("dialog[open]").length === 1);
    await press("button", "No Thanks");
    await until("offline", () => textOf('[role="switch"]') === "Offline" && !server.isOnline);
  });

  it("ROLE-4 admins have none", async () => {
    await mount({ role: "admin", prepare: (server) => addAll(server, manyRooms(1)) });
    await rowsShown();
    expect(all('[role="switch"]').length).toBe(0);
  });
});
