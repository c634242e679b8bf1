import { afterEach, describe, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { member } from "../../support/component-builders.ts";
import { FakeInbox } from "./fake-inbox.ts";
import type { FakeServer } from "./fake-server.ts";
import {
  addAll,
  all,
  expectAccessible,
  leave,
  type MountOptions,
  manyRooms,
  mount,
  named,
  one,
  pause,
  talk,
  until,
} from "./mount.ts";

afterEach(leave);

const ROOM = "room_00000";
let fake: FakeInbox;

/** A believable morning: tags, people, drafts, every session state, a resolved room, a talk with a note and a border. */
function morning(server: FakeServer): void {
  fake = new FakeInbox(server);
  const hour = 3_600_000;
  const people = [
    { memberId: "mem_dewi", name: "Dewi Lestari" },
    { memberId: "mem_eka", name: "Eka Nugraha" },
    { memberId: "mem_ayu", name: "Ayu" },
  ];
  const rooms = manyRooms(8, (index) => ({
    unreadCount: index % 3,
    status: index === 3 ? "resolved" : index % 2 ? "assigned" : "unassigned",
    participants: index % 2 ? people.slice(0, index % 4) : [],
    tags: ["Pengiriman", "VIP", "Refund"].slice(0, index % 4).map((name) => ({ tagId: `tag_${name}`, name })),
    lastInboundAt: Date.now() - [0.5, 2, 5, 9, 16.5, 20, 25, 40][index]! * hour,
  }));
  const [first, ...others] = rooms;
  if (first) talk(server, first, 70);
  addAll(server, others);
  const actor = { type: "member" as const, id: "mem_dewi", name: "Dewi Lestari" };
  const at = Date.now() - 60_000;
  server.append(
    ROOM,
    { type: "note.created", at, actor, text: "Asked twice already" },
    { type: "conversation.resolved", at, actor, number: 1, reason: "manual" },
    {
      type: "conversation.opened",
      at,
      actor: { type: "contact", id: "con_1" },
      number: 2,
      origin: "contact",
      status: "unassigned",
      divisionId: null,
    },
    { type: "participant.joined", at, actor, memberId: "mem_dewi", memberName: "Dewi Lestari", how: "takeover" },
    { type: "tag.added", at, actor, tagId: "tag_VIP", name: "VIP" },
  );
  server.says(ROOM, "See https://kopisenja.example 😀");
  server.members = people.map((person) => member({ ...person, isOnline: person.name === "Ayu" }));
  server.tags = ["Refund", "Grosir"].map((name) => ({ tagId: `tag_${name}`, name }));
  server.hits = [
    {
      roomId: ROOM,
      seq: 1,
      at,
      text: "My order has arrived",
      direction: "inbound",
      authorName: null,
      contactId: "con_abcd",
      contactName: "Rani",
      channel: "web_chat",
      fileName: null,
    },
    {
      roomId: ROOM,
      seq: 2,
      at,
      text: "Which order?",
      direction: "outbound",
      authorName: "Dewi",
      contactId: "con_abcd",
      contactName: "Rani",
      channel: "web_chat",
      fileName: null,
    },
  ];
}

const start = async (options: MountOptions = {}) => {
  const mounted = await mount({ prepare: morning, ...options });
  await until("rows", () => all(".row[data-room]").length > 0);
  return mounted;
};
const startInRoom = async (options: MountOptions = {}) => {
  const mounted = await mount({ prepare: morning, ...options, attributes: { "room-id": ROOM, ...options.attributes } });
  await until("the talk", () => all(".bubble").length > 20 && all("sapa-composer").length > 0);
  return mounted;
};

async function searchFor(words: string): Promise<void> {
  await userEvent.keyboard("/");
  await until("the field", () => all("sapa-search >> input[type=search]").length === 1);
  await userEvent.click(all("sapa-search >> label.segment").at(-1) as HTMLElement);
  await userEvent.keyboard(words);
}

/** What is seen, in the states a member meets. */
const states: Record<string, (attributes: Record<string, string>) => Promise<void>> = {
  async "the list and nothing chosen"(attributes) {
    await start({ attributes });
  },
  async "a room with details"(attributes) {
    const { server } = await startInRoom({ attributes });
    server.toRoom(ROOM, { type: "typing", actor: { type: "contact" }, isTyping: true });
    await until("typing", () => all("sapa-conversation >> .dots").length === 1);
  },
  async "an empty list"(attributes) {
    await mount({ attributes });
    await until("the words", () => all("sapa-room-list >> .state").length === 1);
  },
  async "a failed list"(attributes) {
    await mount({
      attributes,
      prepare: (server) => server.failing.set("/rooms", { status: 503, code: "unavailable" }),
    });
    await until("the words", () => all("sapa-room-list >> .state").length === 1);
  },
  async loading(attributes) {
    await mount({
      attributes,
      prepare: (server) => {
        server.delayMs = 3_000;
      },
    });
    await until("the skeleton", () => all(".skeleton").length > 0);
  },
  async "sign-in needed"(attributes) {
    await mount({ attributes, properties: { tokenProvider: () => Promise.reject(new Error("no")) } });
    await until("the words", () => all("sapa-inbox >> .state").length === 1);
  },
  async "a resolved room with a draft"(attributes) {
    const { server } = await startInRoom({ attributes });
    await userEvent.click(one("sapa-composer >> textarea"));
    await userEvent.keyboard("unsent");
    server.append(ROOM, {
      type: "conversation.resolved",
      at: Date.now(),
      actor: { type: "system" },
      number: 2,
      reason: "auto",
    });
    await until("the panel", () => all("sapa-composer >> .kept").length === 1);
  },
  async "taking over"(attributes) {
    await mount({
      role: "agent",
      attributes: { ...attributes, "room-id": ROOM },
      prepare: (server) => talk(server, manyRooms(1)[0]!, 4),
    });
    await until("the panel", () => all("sapa-composer >> .panel").length === 1);
  },
  async "writing a note"(attributes) {
    await startInRoom({ attributes });
    await userEvent.keyboard("n");
    await until("the note", () => all("sapa-composer >> .card.note textarea").length === 1);
    await userEvent.keyboard("Remember");
  },
  async "a failed message and a refusal"(attributes) {
    const { server } = await startInRoom({ attributes });
    server.refusing.set("message.send", { code: "forbidden", retryable: false });
    server.refusing.set("conversation.resolve", { code: "forbidden", retryable: false });
    await userEvent.click(one("sapa-composer >> textarea"));
    await userEvent.keyboard("Hello{Enter}");
    await until("the failure", () => all(".failure").length === 1);
    await userEvent.keyboard("{Escape}e");
    await until("the refusal", () => all("sapa-toasts >> li.error").length === 1);
  },
  async "choosing an agent"(attributes) {
    await startInRoom({ attributes });
    await userEvent.keyboard("a");
    await until("the people", () => all("sapa-picker >> [role=option]").length > 0);
  },
  async "choosing a tag"(attributes) {
    await startInRoom({ attributes });
    await userEvent.keyboard("t");
    await until("the tags", () => all("sapa-details >> sapa-picker >> [role=option]").length > 0);
  },
  async "search results"(attributes) {
    await start({ attributes });
    await searchFor("order");
    await until("the results", () => all("sapa-search >> .hit").length === 2);
  },
  async "no search result"(attributes) {
    await start({ attributes });
    await searchFor("nothing like it");
    await until("the words", () => all("sapa-search >> .results .state").length === 1);
  },
  async "contacts found"(attributes) {
    await start({ attributes });
    await userEvent.keyboard("/");
    await until("the field", () => all("sapa-search >> input[type=search]").length === 1);
    await userEvent.keyboard("ra");
    await until("the results", () => all("sapa-search >> .hit").length > 0);
    await userEvent.click(one("sapa-search >> .period"));
  },
  async "a filtered list"(attributes) {
    await start({
      attributes,
      properties: { filter: "tagIds=tag_Refund,none&sessions=expiring,open&unresponded=true" },
    });
    await until("the chips", () => all(".chip").length === 5);
  },
  async "nothing that matches"(attributes) {
    await start({ attributes: { ...attributes, status: "resolved" } });
    one<HTMLElement & { filter: string }>("sapa-inbox").filter = "sessions=open&campaign=true";
    await until("the words", () => all("sapa-room-list >> .state").length === 1);
  },
  async "the filter panel"(attributes) {
    await start({ attributes });
    await userEvent.keyboard("f");
    await until("the panel", () => all("sapa-filter-panel >> sapa-choice-field").length === 4);
    await userEvent.click(all("sapa-filter-panel >> .pill")[0] as HTMLElement);
    await until("the offer to keep it", () => all("sapa-filter-panel >> .fields > .link").length === 1);
    await userEvent.click(one("sapa-filter-panel >> .fields > .link"));
  },
  async "chosen rooms"(attributes) {
    await start({ attributes });
    await userEvent.keyboard("jxjx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
  },
  async "the question before many are closed"(attributes) {
    await start({ attributes });
    await userEvent.keyboard("jx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    await userEvent.click(all("sapa-bulk-bar >> .acts > button").at(-1) as HTMLElement);
    await until("the question", () => all("sapa-bulk-bar >> dialog[open]").length === 1);
  },
  async "rooms that were skipped"(attributes) {
    await start({ attributes });
    fake.skipping.set("room_00000", "room.resolved");
    await userEvent.keyboard("jx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    await userEvent.keyboard("e");
    await until("the question", () => all("sapa-bulk-bar >> dialog[open]").length === 1);
    await userEvent.click(one("sapa-bulk-bar >> .ask button.primary"));
    await until("the report", () => all("sapa-bulk-bar >> .skipped li").length === 1);
  },
  async "the tools"(attributes) {
    await start({ attributes });
    await userEvent.click(one("sapa-inbox >> .tools sapa-popover button"));
    await until("the menu", () => all("sapa-inbox >> .tools [role=menuitem]").some((item) => item.checkVisibility()));
  },
  async "the order"(attributes) {
    await start({ attributes });
    await userEvent.click(one("sapa-room-list >> .order button"));
    await until("the menu", () => all("sapa-room-list >> [role=menuitemradio]").some((item) => item.checkVisibility()));
  },
  async "the expired rooms"(attributes) {
    await start({ attributes });
    await userEvent.click(one("sapa-inbox >> .tools sapa-popover button"));
    await userEvent.click(all("sapa-inbox >> .tools [role=menuitem]").at(-1) as HTMLElement);
    await until("the number", () => all("sapa-resolve-expired >> .number.ready").length === 1);
  },
  async "the expired rooms being closed"(attributes) {
    await start({ attributes });
    await userEvent.click(one("sapa-inbox >> .tools sapa-popover button"));
    await userEvent.click(all("sapa-inbox >> .tools [role=menuitem]").at(-1) as HTMLElement);
    await until("the number", () => all("sapa-resolve-expired >> .number.ready").length === 1);
    await userEvent.click(one("sapa-resolve-expired >> button.primary"));
    await until("the progress", () => all("sapa-resolve-expired >> progress").length === 1);
  },
  async "the palette"(attributes) {
    await startInRoom({ attributes });
    await userEvent.keyboard("{Control>}k{/Control}");
    await until("the palette", () => all("sapa-palette >> dialog[open]").length === 1);
  },
  async "the list of keys"(attributes) {
    await start({ attributes });
    await userEvent.keyboard("?");
    await until("the sheet", () => all("sapa-shortcut-sheet >> dialog[open]").length === 1);
  },
  async "more actions"(attributes) {
    await startInRoom({ attributes, width: 900 });
    await userEvent.click(all("sapa-room-header >> [aria-haspopup=menu]")[0]!);
    await until("the menu", () => all("sapa-room-header >> [role=menuitem]").some((item) => item.checkVisibility()));
  },
  async "editing the profile"(attributes) {
    await startInRoom({ attributes });
    await until("the button", () => all("sapa-room-contact >> .edit").length === 1);
    await userEvent.click(one("sapa-room-contact >> .edit"));
    await until("the form", () => all("sapa-room-contact-form >> form").length === 1);
  },
  async "an offline inbox"(attributes) {
    const { server } = await startInRoom({ attributes });
    await pause(50);
    server.down();
    await until("the strip", () => all("sapa-conversation >> .strip").length === 1);
  },
  async "a phone with the list"(attributes) {
    await start({ attributes, width: 390, height: 844 });
  },
  async "a phone with the room"(attributes) {
    await startInRoom({ attributes, width: 390, height: 844 });
  },
  async "a phone with the details"(attributes) {
    await startInRoom({ attributes, width: 390, height: 844 });
    await userEvent.click(named("button", attributes.language === "id" ? "Tampilkan rincian" : "Show details"));
    await until("the details", () => all("sapa-details").length === 1);
  },
};

describe("GEN-10 axe finds nothing", () => {
  for (const [name, show] of Object.entries(states))
    for (const [theme, language] of [
      ["light", "en"],
      ["dark", "id"],
    ] as const)
      it(`in ${name}, ${theme}, ${language}`, async () => {
        await page.viewport(1280, 800);
        document.documentElement.lang = language;
        await show({ theme, language });
        // Panels fade in; axe measures contrast as it is.
        await pause(260);
        await expectAccessible();
      });
});
