import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { MessageHit } from "../../../protocol/http.schema.ts";
import { FakeInbox } from "./fake-inbox.ts";
import {
  activeElement,
  all,
  leave,
  type MountOptions,
  manyRooms,
  mount,
  one,
  press,
  talkAll,
  textOf,
  until,
} from "./mount.ts";

afterEach(leave);

const DAY = 86_400_000;
const results = (): string => textOf("sapa-search >> .results");
const asked = (path: string): URLSearchParams[] =>
  fake.server.requests
    .filter((request) => request.startsWith(`GET ${path}?`))
    .map((request) => new URLSearchParams(request.split("?")[1]));

let fake: FakeInbox;

const hit = (change: Partial<MessageHit>): MessageHit => ({
  roomId: "room_00000",
  seq: 3,
  at: Date.now() - DAY,
  text: "Is my order on its way?",
  direction: "inbound",
  authorName: null,
  contactId: "con_abcd",
  contactName: "Rani Puspita",
  channel: "web_chat",
  fileName: null,
  ...change,
});

async function start(options: MountOptions = {}) {
  const mounted = await mount({
    ...options,
    prepare: (server) => {
      fake = new FakeInbox(server);
      const rooms = manyRooms(5, (index) => ({
        contact: {
          contactId: `con_${index}`,
          externalId: `x${index}`,
          name: ["Rani Puspita", "Chloé Dubois", "Joko Susilo", "Ana", "Wulan"][index] ?? "",
          email: index === 1 ? "chloe@dubois.example" : null,
          phone: index === 0 ? "+62 812-3456-789" : null,
        },
      }));
      talkAll(server, rooms, 60);
      const old = rooms[4];
      if (old) server.rooms.set(old.roomId, { ...old, lastActivityAt: Date.now() - 120 * DAY });
      server.hits = [
        hit({}),
        hit({ seq: 4, direction: "outbound", authorName: "Dewi", text: "Your order left this morning" }),
        hit({ roomId: "room_00002", seq: 9, text: "", fileName: "order-42.pdf", contactName: "Joko Susilo" }),
      ];
      options.prepare?.(server);
    },
  });
  await until("rows", () => all(".row[data-room]").length > 0);
  return mounted;
}

async function type(words: string): Promise<void> {
  await userEvent.keyboard("/");
  await until("the field", () => (activeElement() as HTMLElement)?.matches("input[type=search]"));
  await userEvent.keyboard(words);
}
const inConversations = (): Promise<void> => press("sapa-search >> label.segment", "Conversation");

describe("search", () => {
  it("SEARCH-1 finds contacts, marks the match and shows their data beneath", async () => {
    await start();
    await type("chloe");
    await until("the contact", () => all("sapa-search >> .hit").length === 1);
    expect(textOf("sapa-search >> .hit .name")).toBe("Chloé Dubois");
    expect(all("sapa-search >> .hit mark").map((mark) => mark.textContent)).toEqual(["Chloé", "chloe"]);
    expect(textOf("sapa-search >> .facts")).toContain("chloe@dubois.example");
  });

  it("SEARCH-2, SEARCH-3 finds messages and file names, and opens the room at the message", async () => {
    const { inbox } = await start();
    await type("order");
    await inConversations();
    await until("the hits", () => all("sapa-search >> .hit").length === 3 || all("sapa-search >> .hit").length === 2);
    expect(results()).toContain("Dewi: Your order left this morning");
    await userEvent.click(all("sapa-search >> .hit")[0] as HTMLElement);
    await until("the room", () => inbox.roomId === "room_00000");
    await until("the message in view", () => {
      const found = all<HTMLElement>("sapa-timeline >> [data-seq='3']")[0];
      const box = found?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= 800;
    });
    expect(all("sapa-search >> .hit").length).toBeGreaterThan(0);
  });

  it("SEARCH-4 asks nothing before there are two characters, and says so", async () => {
    await start();
    await type("o");
    await until("the words", () => results() === "Type at least 2 characters");
    expect(asked("/search/rooms").length).toBe(0);
    expect(one<HTMLInputElement>("sapa-search >> input[type=search]").maxLength).toBe(100);
  });

  it("SEARCH-5 looks 90 days back, and 90 more each time, as far as two years", async () => {
    await start();
    await type("wulan");
    await until("nothing", () => results().includes("No contact matches “wulan”"));
    const days = (query: URLSearchParams | undefined, name: string): number =>
      Math.round((Date.now() - Number(query?.get(name) ?? Date.now())) / DAY);
    expect(days(asked("/search/rooms")[0], "from")).toBe(90);
    await press("button", "Load older results");
    await until("the old one", () => textOf("sapa-search >> .hit .name") === "Wulan");
    const second = asked("/search/rooms")[1];
    expect([days(second, "from"), days(second, "until")]).toEqual([180, 90]);
    for (let more = 0; more < 12 && !results().includes("ask support"); more += 1) {
      const before = asked("/search/rooms").length;
      await press("button", "Load older results");
      await until(
        "an answer",
        () =>
          asked("/search/rooms").length > before &&
          !all<HTMLButtonElement>("sapa-search >> .after button")[0]?.disabled,
      );
    }
    expect(results()).toContain("Search reaches two years back");
    expect(days(asked("/search/rooms").at(-1), "from")).toBeLessThanOrEqual(730);
  });

  it("SEARCH-5 a period can be chosen", async () => {
    await start();
    await type("an");
    await until("hits", () => all("sapa-search >> .hit").length > 0);
    await userEvent.click(one("sapa-search >> .period"));
    await userEvent.fill(one("sapa-search >> [data-pointer='/until']"), "2026-01-31");
    await userEvent.keyboard("{Tab}");
    await until("asked", () => asked("/search/rooms").at(-1)?.get("until") === String(Date.UTC(2026, 0, 31, 17) - 1));
  });

  it("GEN-7 says that it failed, keeps the words, and tries again", async () => {
    const { server } = await start();
    server.failing.set("/search/rooms", { status: 503, code: "unavailable" });
    await type("rani");
    await until("the failure", () => results().includes("The search did not work"));
    server.failing.clear();
    await press("button", "Try again");
    await until("the hit", () => all("sapa-search >> .hit").length === 1);
  });

  it("GEN-10 arrows walk through the results, Enter opens, Escape leads back to the list", async () => {
    const { inbox } = await start();
    await type("an");
    await until("hits", () => all("sapa-search >> .hit").length > 1);
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
    await until("the room", () => inbox.roomId === all("sapa-search >> .hit")[0]?.dataset.room);
    await userEvent.keyboard("{ArrowUp}{Escape}");
    await until("the list", () => all("sapa-search").length === 0 && all(".row[data-room]").length > 0);
  });
});
