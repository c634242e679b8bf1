import { afterEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "../../../protocol/limits.ts";
import {
  addAll,
  all,
  expectAccessible,
  frame,
  manyRooms,
  named,
  pause,
  talkAll,
  textOf,
  until,
} from "../components/mount.ts";
import { clearStage, newProvider, put } from "../components/stage.ts";
import { feedSockets, hostPage, scopeOf } from "./mount-element.ts";

afterEach(clearStage);

const rows = (): HTMLElement[] => all(".row[data-room]");

describe("<sapa-unread-badge>", () => {
  it("EMBED-10 shows a live number, nothing at zero, and says it in words", async () => {
    const told: number[] = [];
    const server = await hostPage();
    const badge = put("sapa-unread-badge", { tokenProvider: newProvider() });
    badge.addEventListener("sapa-badges-changed", (event) => told.push(event.messages));
    await until("the feed", () => feedSockets(server) === 1);
    await pause(50);
    expect(badge.shadowRoot?.querySelector(".badge")).toBe(null);
    for (const room of manyRooms(3)) server.add(room);
    server.change(manyRooms(1)[0] as never);
    await until("the number", () => textOf("sapa-unread-badge >> .badge") === "3");
    expect(textOf("sapa-unread-badge >> .words")).toBe("3 chats wait for an answer");
    badge.language = "id";
    await badge.updateComplete;
    expect(textOf("sapa-unread-badge >> .words")).toBe("3 chat menunggu jawaban");
    expect(told).toEqual([0, 3]);
    await expectAccessible();
  });

  it("EMBED-6 counts what the attribute says; an unknown value means messages, with one line in the console", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await hostPage({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(120, (index) => (index < 100 ? { status: "unassigned" } : {})),
        ),
    });
    const tokenProvider = newProvider();
    put("sapa-unread-badge", { tokenProvider }, { count: "unassigned" });
    put("sapa-unread-badge", { tokenProvider }, { count: "everything" });
    await until("both", () => all("sapa-unread-badge >> .badge").length === 2);
    expect(textOf("sapa-unread-badge >> .badge")).toBe("99+ | 99+");
    expect(warn.mock.calls.flat()).toEqual([
      'Sapa: <sapa-unread-badge count="everything"> is not known; use one of: messages, comments, unassigned',
    ]);
    warn.mockRestore();
  });
});

describe("<sapa-room>", () => {
  it("EMBED-1 shows one conversation with its composer, without the list", async () => {
    await hostPage({ prepare: (server) => talkAll(server, manyRooms(3), 3) });
    const opened: unknown[] = [];
    const room = put("sapa-room", { tokenProvider: newProvider(), roomId: "room_00001" });
    room.addEventListener("sapa-room-opened", (event) => opened.push(event.roomId));
    await until("the composer", () => all("sapa-composer >> textarea").length === 1);
    expect(all("sapa-room-list")).toEqual([]);
    room.setAttribute("room-id", "room_00002");
    await until(
      "the next room",
      () => textOf("sapa-room-header").length >= 0 && all("sapa-composer >> textarea").length === 1,
    );
    expect(opened).toEqual([]);
    await expectAccessible();
  });

  it("GEN-7 without a room it says so, and does not speak of a list that is not there", async () => {
    await hostPage({ prepare: (server) => talkAll(server, manyRooms(1), 2) });
    put("sapa-room", { tokenProvider: newProvider() });
    await until("the word", () => textOf(".state .title") === "No conversation is open");
    await expectAccessible();
  });

  it("GEN-7 a conversation that is not to be had says so, and offers no way to a list that is not there", async () => {
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(1), 1) });
    put("sapa-room", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until("the composer", () => all("sapa-composer >> textarea").length === 1);
    for (const socket of [...server.sockets]) if (socket.roomId !== null) socket.cut(CLOSE.forbidden);
    await until(
      "the word",
      () => textOf("sapa-conversation >> .state .title") === "This conversation is not available",
    );
    expect(all("sapa-conversation >> .state button")).toEqual([]);
    await expectAccessible();
  });

  it("EMBED-3 opens with a token for the inbox or for one contact's rooms, and with no other", async () => {
    await hostPage({
      scope: scopeOf({ components: ["report", "settings"] }),
      prepare: (server) => talkAll(server, manyRooms(1), 2),
    });
    put("sapa-room", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until("the word", () => textOf("sapa-room .state .title, .state .title") === "Not available for you");
    await expectAccessible();
  });
});

describe("<sapa-contact-rooms>", () => {
  const scope = scopeOf({ components: ["contact-rooms"], contactId: "con_0" });

  it("BEY-22 shows the rooms that the token's contact has, without tools for many", async () => {
    await hostPage({ scope, prepare: (server) => talkAll(server, manyRooms(1), 2) });
    put("sapa-contact-rooms", { tokenProvider: newProvider() }, { "contact-id": "con_0" });
    await until("the row", () => rows().length === 1);
    expect(all(".search-button, .filter-button, sapa-online-switch >> .switch, .next-chat")).toEqual([]);
    rows()[0]?.querySelector<HTMLElement>("button, [role]")?.click();
    await expectAccessible();
  });

  it.each([
    ["another contact than the page's", scope, "con_9"],
    ["no contact", scopeOf({ components: ["contact-rooms"] }), "con_0"],
    ["no scope at all", null, "con_0"],
  ] as const)("BEY-22 shows nothing with a token of %s", async (_what, given, contactId) => {
    const server = await hostPage({ scope: given, prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-contact-rooms", { tokenProvider: newProvider() }, { "contact-id": contactId });
    await until("the word", () => textOf(".state .title") === "Not available for you");
    expect(rows()).toEqual([]);
    expect(server.requests.filter((request) => request.includes("/rooms"))).toEqual([]);
  });

  it("BEY-22 a token that only reads leaves nothing to write with", async () => {
    await hostPage({ scope: { ...scope, isReadOnly: true }, prepare: (server) => talkAll(server, manyRooms(1), 2) });
    put("sapa-contact-rooms", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until(
      "the conversation",
      () =>
        textOf("sapa-composer").includes("") &&
        textOf("sapa-conversation >> sapa-composer >> .panel, sapa-composer >> p").includes(
          "You can read here, but not write",
        ),
    );
    expect(all("sapa-composer >> textarea")).toEqual([]);
    expect(all("sapa-room-header >> .resolve")).toEqual([]);
    await expectAccessible();
  });
});

describe("<sapa-inbox> and <sapa-settings>", () => {
  it("EMBED-8 keep their text as people read it, whatever the page says of its own", async () => {
    await hostPage({ role: "admin", prepare: (server) => talkAll(server, manyRooms(1), 1) });
    document.documentElement.style.fontSize = "62.5%";
    const kept = document.body.style.cssText;
    document.body.style.cssText +=
      "; letter-spacing: 4px; text-transform: uppercase; text-align: center; white-space: pre";
    const tokenProvider = newProvider();
    put("sapa-inbox", { tokenProvider });
    await until("the row", () => rows().length === 1);
    const styleOf = (element: Element | undefined) => getComputedStyle(element as Element);
    const { fontSize, letterSpacing, textTransform } = styleOf(rows()[0]);
    expect([fontSize, letterSpacing, textTransform]).toEqual(["13px", "normal", "none"]);
    put("sapa-report", { tokenProvider });
    await until("the report", () => all("sapa-report-view >> h2").length === 1);
    const heading = styleOf(all("sapa-report-view >> h2")[0]);
    expect([heading.fontSize, heading.textAlign, heading.whiteSpace]).toEqual(["20px", "start", "normal"]);
    document.documentElement.style.fontSize = "";
    document.body.style.cssText = kept;
  });

  it("EMBED-9 the inbox keeps its panes on a page that resets everything", async () => {
    await hostPage({ prepare: (server) => talkAll(server, manyRooms(1), 1) });
    const reset = new CSSStyleSheet();
    reset.replaceSync("* { all: unset }");
    document.adoptedStyleSheets.push(reset);
    const inbox = put("sapa-inbox", { tokenProvider: newProvider() });
    await until("the row", () => rows().length === 1);
    expect(getComputedStyle(inbox).containerType).toBe("inline-size");
    document.adoptedStyleSheets.pop();
  });

  it("EMBED-3 outside of the token's scope say so in both languages", async () => {
    await hostPage({ role: "admin", scope: scopeOf({ components: ["report"] }) });
    const tokenProvider = newProvider();
    const inbox = put("sapa-inbox", { tokenProvider });
    await until("the word", () => textOf("sapa-inbox >> .state .title") === "Not available for you");
    inbox.language = "id";
    await until("the other language", () => textOf("sapa-inbox >> .state .title") === "Tidak tersedia untuk Anda");
    inbox.remove();
    put("sapa-settings", { tokenProvider });
    await until("the word", () => textOf("sapa-settings-desk >> .state .title") === "Not available for you");
  });

  it("EMBED-3 a token that only reads hides what cannot be done", async () => {
    await hostPage({
      scope: scopeOf({ isReadOnly: true }),
      prepare: (server) => talkAll(server, manyRooms(2), 2),
    });
    put("sapa-inbox", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until("the rows", () => rows().length === 2);
    await until("the composer", () => textOf("sapa-composer >> p").includes("You can read here, but not write"));
    expect(all(".next-chat")).toEqual([]);
  });
});

describe("<sapa-report>", () => {
  it("EMBED-1, GEN-7 shows its frame and says honestly that there are no figures", async () => {
    const told: unknown[] = [];
    await hostPage({ role: "supervisor", scope: scopeOf({ components: ["report"] }) });
    const report = put(
      "sapa-report",
      { tokenProvider: newProvider() },
      { report: "csat", from: "2026-11-01", to: "2026-11-07", channels: "web_chat" },
    );
    report.addEventListener("sapa-report-changed", (event) =>
      told.push([event.report, event.from, event.to, event.channels]),
    );
    await until("the report", () => textOf("sapa-report-view >> h2") === "CSAT");
    expect(textOf(".days")).toBe("1 Nov 2026 to 7 Nov 2026");
    expect(textOf("sapa-report-view >> .state .title")).toBe("No figures for this report");
    await expectAccessible();
    const select = all<HTMLSelectElement>('[data-pointer="/report"]')[0] as HTMLSelectElement;
    select.value = "nps";
    select.dispatchEvent(new Event("change"));
    await until("the next report", () => textOf("sapa-report-view >> h2") === "NPS");
    expect(told).toEqual([["nps", "2026-11-01", "2026-11-07", "web_chat"]]);
    expect(report.report).toBe("nps");
    named("button", "Remove Webchat").click();
    await frame();
    expect(report.channels).toBe(null);
  });

  it("EMBED-6 unknown values mean the default, with one line each", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await hostPage();
    put("sapa-report", { tokenProvider: newProvider() }, { report: "money", to: "2026-13-40", channels: "pigeon,ig" });
    await until("the report", () => textOf("sapa-report-view >> h2") === "General");
    expect(warn.mock.calls.flat()).toHaveLength(2);
    expect(warn.mock.calls.flat().join()).toContain('<sapa-report channels="pigeon"> is not known');
    warn.mockRestore();
  });

  it.each([
    ["EMBED-3 outside of the scope", { scope: scopeOf() }, "Not available for you"],
    ["ROLE-2 without the right", { role: "agent" as const }, "Not available for you"],
  ])("%s says so", async (_what, options, word) => {
    await hostPage(options);
    put("sapa-report", { tokenProvider: newProvider() });
    await until("the word", () => textOf("sapa-report >> .state .title") === word);
  });

  it("GEN-7 says that it failed, with a way to try again", async () => {
    const server = await hostPage({
      prepare: (fake) => {
        fake.failing.set("/me", { status: 503, code: "unavailable" });
      },
    });
    put("sapa-report", { tokenProvider: newProvider() });
    await until("the failure", () => all("sapa-report >> [role=alert]").length === 1);
    server.failing.clear();
    named("button", "Try again").click();
    await until("the report", () => textOf("sapa-report-view >> h2") === "General");
  });
});
