import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import {
  activeElement,
  addAll,
  all,
  expectAccessible,
  leave,
  manyRooms,
  mount,
  one,
  pause,
  press,
  talkAll,
  textOf,
  until,
} from "./mount.ts";

afterEach(leave);

const rowNames = (): string[] => all(".row .name").map((name) => name.textContent);
const rowsShown = () => until("rows", () => all(".row[data-room]").length > 0);
const viewport = (): HTMLElement => one("sapa-room-rows >> .viewport");

describe("the list of rooms", () => {
  it("LIST-1, LIST-7 shows rooms newest first with all that a row tells", async () => {
    await mount({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(3, (index) =>
            index === 0
              ? {
                  unreadCount: 3,
                  tags: ["VIP", "Refund", "Grosir"].map((name) => ({ tagId: name, name })),
                  participants: [{ memberId: "mem_dewi", name: "Dewi Lestari" }],
                  status: "assigned",
                }
              : {},
          ),
        ),
    });
    await rowsShown();
    expect(rowNames()).toEqual(["Rani Puspita", "Joko Susilo", "Chloé Dubois"]);
    const first = all(".row[data-room]")[0]?.textContent.replace(/\s+/g, " ");
    for (const part of ["Message number 0", "3", "Assigned", "VIP", "Refund", "+1", "DL"])
      expect(first).toContain(part);
  });

  it("GEN-10 a row says in words what is only drawn", async () => {
    await mount({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(1, () => ({
            unreadCount: 2,
            tags: ["A", "B", "C"].map((name) => ({ tagId: name, name })),
            participants: [{ memberId: "mem_dewi", name: "Dewi Lestari" }],
          })),
        ),
    });
    await rowsShown();
    const spoken = one(".row[data-room]").textContent?.replace(/\s+/g, " ") ?? "";
    for (const part of [
      "Webchat · Shop",
      "Open · 23 h left",
      "2 unread messages",
      "More tags: C",
      "Assigned to Dewi Lestari",
    ])
      expect(spoken).toContain(part);
  });

  it("LIST-4 tabs carry the numbers of rooms nobody has answered", async () => {
    const { server } = await mount({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(5, (index) => ({ isUnresponded: index < 2 })),
        ),
    });
    await until("the badge", () => textOf('[role="tab"] .count') === "2");
    const room = server.rooms.get("room_00000");
    if (room) server.change({ ...room, isUnresponded: false });
    await until("the lower badge", () => textOf('[role="tab"] .count') === "1");
  });

  it("LIST-10, LIST-12 status choices show exactly their rooms, and sorting keeps the choice", async () => {
    await mount({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(6, (index) => ({ status: index % 2 ? "resolved" : "unassigned" })),
        ),
    });
    await rowsShown();
    await press("label", "Resolved");
    await until("resolved rooms", () => rowNames().length === 3);
    expect(rowNames()).toEqual(["Joko Susilo", "Arif Budiman", "Zara Haddad"]);
    expect(all(".resolved-tick").length).toBe(3);
    await press("button", "Sort: Newest");
    await press("[role=menuitemradio]", "Oldest");
    await until("the other order", () => rowNames()[0] === "Zara Haddad");
    expect(rowNames()).toEqual(["Zara Haddad", "Arif Budiman", "Joko Susilo"]);
  });

  it("LIST-15 rows do not move under the pointer; the pill brings what came", async () => {
    const { server } = await mount({ prepare: (server) => addAll(server, manyRooms(20)) });
    await rowsShown();
    const second = all(".row[data-room]")[1] as HTMLElement;
    const before = second.getBoundingClientRect().top;
    await userEvent.hover(second);
    server.says("room_00009", "Anybody there?");
    await until("the pill", () => textOf(".pill") === "1 new");
    expect(second.getBoundingClientRect().top).toBe(before);
    expect(rowNames()[0]).toBe("Rani Puspita");
    await userEvent.click(one(".pill button"));
    await until("the new order", () => rowNames()[0] === "Wulan Sari 9" || rowNames()[0] === "Chloé Dubois 9");
    expect(all(".pill").length).toBe(0);
  });

  it("LIST-15 without a pointer over it the list moves by itself", async () => {
    const { server } = await mount({ prepare: (server) => addAll(server, manyRooms(20)) });
    await rowsShown();
    await userEvent.hover(one(".pane.middle"));
    server.says("room_00009", "Anybody there?");
    await until("the row on top", () => all(".row[data-room]")[0]?.dataset.room === "room_00009");
  });

  it("LIST-15 a scrolled list stays where it is", async () => {
    const { server } = await mount({ prepare: (server) => addAll(server, manyRooms(60)) });
    await rowsShown();
    await userEvent.hover(one(".pane.middle"));
    viewport().scrollTop = 720;
    await pause(50);
    const seen = all(".row[data-room]").find((row) => row.getBoundingClientRect().top > 300) as HTMLElement;
    const before = [seen.dataset.room, seen.getBoundingClientRect().top];
    server.says("room_00040", "Hello?");
    await until("the pill", () => textOf(".pill") === "1 new");
    expect([seen.dataset.room, seen.getBoundingClientRect().top]).toEqual(before);
  });

  it("LIST-14 the opened room stays open when its row leaves the list", async () => {
    const { server } = await mount({
      attributes: { status: "unassigned" },
      prepare: (server) => talkAll(server, manyRooms(4), 3),
    });
    await rowsShown();
    await userEvent.click(all(".row[data-room]")[0] as HTMLElement);
    await until("the room", () => textOf("sapa-room-header >> h2") === "Rani Puspita");
    await press("button", "Resolve");
    await userEvent.hover(one(".pane.middle"));
    await until("the row gone", () => rowNames().length === 3);
    expect(textOf("sapa-room-header >> h2")).toBe("Rani Puspita");
    expect(textOf("sapa-composer >> .panel")).toContain("This conversation is resolved");
    await until("the server knows", () => server.rooms.get("room_00000")?.status === "resolved");
  });

  it("draws ten thousand rows as a few, reaches the last, and loads in pages", async () => {
    const { server } = await mount({
      prepare: (server) => {
        server.minPage = 1000;
        addAll(server, manyRooms(10_000));
      },
    });
    await rowsShown();
    expect(all(".row[data-room]").length).toBeLessThan(40);
    const started = performance.now();
    while (all("sapa-room-list >> .list-end").length > 0 && performance.now() - started < 15_000) {
      viewport().scrollTop = viewport().scrollHeight;
      await pause(5);
    }
    viewport().scrollTop = viewport().scrollHeight;
    await until("the last row", () => rowNames().at(-1)?.endsWith(" 9999"));
    expect(all(".row[data-room]").length).toBeLessThan(60);
    expect(
      all("li")
        .find((item) => item.querySelector('[data-room="room_09999"]'))
        ?.getAttribute("aria-posinset"),
    ).toBe("10000");
    expect(server.requests.filter((request) => request.startsWith("GET /rooms")).length).toBeGreaterThanOrEqual(10);
  }, 40_000);

  it("LIST-17, GEN-7 says why it is empty and what to do", async () => {
    await mount({ attributes: { status: "unassigned" } });
    await until("the empty state", () => textOf("sapa-room-list >> .state .title") === "Nobody is waiting");
    await press("button", "Show all");
    await until("the other choice", () => textOf("sapa-room-list >> .state .title") === "No conversations yet");
  });

  it("LIST-13, LIST-17 tells an agent without rooms how rooms come to them, and what to do", async () => {
    const { server } = await mount({ role: "agent", attributes: { "hide-presence": "" } });
    const body = (): string => textOf("sapa-room-list >> .state");
    await until("offline", () => body().includes("You are offline"));
    await press("button", "Set to Online");
    await until("the way", () => body().includes("ask your supervisor"));
    await expectAccessible();
    addAll(server, manyRooms(1));
    server.change({ ...(server.rooms.get("room_00000") as RoomSummary) });
    await until("the next step", () => body().includes("1 customer is waiting"));
    await press("button", "Show unassigned");
    await rowsShown();
  });

  it("GEN-7 says that it failed, and tries again", async () => {
    const { server } = await mount({
      prepare: (server) => {
        addAll(server, manyRooms(2));
        server.failing.set("/rooms", { status: 503, code: "unavailable" });
      },
    });
    await until("the failure", () => textOf("sapa-room-list >> .state .title") === "The rooms could not be loaded");
    server.failing.clear();
    await press("button", "Try again");
    await rowsShown();
    expect(rowNames().length).toBe(2);
  });

  it("shows a skeleton only after 150 ms", async () => {
    await mount({
      prepare: (server) => {
        server.delayMs = 400;
        addAll(server, manyRooms(2));
      },
    });
    await pause(60);
    expect(all(".skeleton").length).toBe(0);
    await until("the skeleton", () => all(".skeleton").length > 0);
    await rowsShown();
    expect(all(".skeleton").length).toBe(0);
  });

  it("GEN-10 j, k, arrows and Enter reach and open rooms, also beyond what is drawn", async () => {
    await mount({ prepare: (server) => talkAll(server, manyRooms(50), 2) });
    await rowsShown();
    await userEvent.keyboard("jj");
    await until("the second row", () => (activeElement() as HTMLElement).dataset.room === "room_00001");
    await userEvent.keyboard("{ArrowDown}".repeat(25));
    await until("a far row", () => (activeElement() as HTMLElement).dataset.room === "room_00026");
    await userEvent.keyboard("k{Enter}");
    await until("its room", () => textOf("sapa-room-header >> h2").endsWith(" 25"));
  });

  it("tells a room that may no longer be seen apart, and keeps its place under the pointer", async () => {
    const { server } = await mount({ prepare: (server) => addAll(server, manyRooms(5)) });
    await rowsShown();
    await userEvent.hover(all(".row[data-room]")[3] as HTMLElement);
    server.takeAway("room_00001");
    await until("the dimmed row", () => all(".item.leaving").length === 1);
    expect(rowNames().length).toBe(5);
    await userEvent.hover(one(".pane.middle"));
    await until("the row gone", () => rowNames().length === 4);
  });

  it("holds long names, emoji and right-to-left texts in their row", async () => {
    const names = ["A".repeat(120), "👩‍👩‍👧‍👦 Keluarga Santoso 🏠", "مريم بنت حسن الطويل جدا جدا جدا جدا"];
    await mount({
      prepare: (server) =>
        addAll(
          server,
          manyRooms(3, (index) => ({
            contact: { contactId: `con_${index}`, externalId: "x", name: names[index] ?? "", email: null, phone: null },
          })),
        ),
    });
    await rowsShown();
    for (const row of all(".row[data-room]")) {
      expect(row.getBoundingClientRect().height).toBe(72);
      expect(row.scrollWidth).toBeLessThanOrEqual(row.clientWidth);
    }
  });
});
