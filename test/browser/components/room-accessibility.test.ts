import { afterEach, describe, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { SapaTimeline } from "../../../components/inbox/conversation/timeline.ts";
import { member } from "../../support/component-builders.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, expectAccessible, leave, manyRooms, mount, one, pause, talk, until } from "./mount.ts";
import { dewi, ROOM } from "./open-room.ts";

afterEach(leave);

const MINE = { status: "assigned" as const, participants: [{ memberId: "mem_me", name: "Bagas Pratama" }, dewi] };
type Attributes = Record<string, string>;

/** A room in which everything has happened that a timeline can show. */
function everything(server: FakeServer): void {
  const [first] = manyRooms(1, () => ({ ...MINE, channel: "wa_cloud", snoozedUntil: Date.now() + 3_600_000 }));
  if (first) talk(server, first, 30);
  const at = Date.now() - 60_000;
  const actor = { type: "member" as const, id: dewi.memberId, name: dewi.name };
  const own = { type: "member" as const, id: "mem_me", name: "Bagas Pratama" };
  const contact = { type: "contact" as const, id: "con_1" };
  const system = { type: "system" as const };
  const text = (words: string) => ({ type: "text" as const, text: words });
  const message = { type: "message.created" as const, at, conversationNumber: 1 };
  server.append(
    ROOM,
    { type: "message.edited", at, actor: contact, messageSeq: 28, content: text("*Edited* https://kopisenja.example") },
    { type: "message.deleted", at, actor: contact, messageSeq: 29 },
    { ...message, actor: own, direction: "outbound", content: text("Quoting"), replyToSeq: 29 },
    { ...message, actor: system, direction: "outbound", content: text("We are open from 8.") },
    { ...message, actor: contact, direction: "inbound", content: { type: "unsupported", rawKind: "sticker" } },
    { type: "message.status", at, actor: system, messageSeq: 33, status: "failed", reason: "131047: Re-engagement" },
    { type: "note.created", at, actor: own, text: "Mine, for @Dewi Lestari", mentions: [dewi.memberId] },
    { type: "note.created", at, actor, text: "Hers" },
    {
      type: "participant.joined",
      at,
      actor: system,
      memberId: dewi.memberId,
      memberName: dewi.name,
      how: "allocated",
      explanation: "Dewi has the fewest open rooms.",
    },
    { type: "idle.exhausted", at, actor: system, minutes: 5, tries: 3 },
    { type: "contact.blocked", at, actor, participantIds: [], reason: "Spam" },
    { type: "message.withheld", at, actor: contact, content: text("Hello?") },
    { type: "contact.unblocked", at, actor, participantIds: [] },
    {
      type: "message.scheduled",
      at,
      actor: own,
      scheduleId: "s1",
      content: text("Tomorrow then"),
      dueAt: Date.now() + 3_600_000,
      cancelOnReply: true,
    },
  );
  server.members = [
    member({ ...dewi, openRooms: 6, limits: [{ channels: null, limit: 6, openRooms: 6 }] }),
    member({ memberId: "mem_eka", name: "Eka Nugraha" }),
  ];
  server.quickReplies = ["hello", "hours"].map((command) => ({
    quickReplyId: command,
    command,
    text: "Hi {{contact.name}}",
    version: 1,
  }));
  server.divisions = [
    { divisionId: "div_1", name: "Billing", supervisorId: null, agentIds: [], integrationIds: null, version: 1 },
  ];
  server.histories.set(ROOM, {
    conversations: [
      {
        number: 1,
        openedAt: at,
        openedSeq: 1,
        resolvedAt: at,
        agents: ["Dewi"],
        tags: ["VIP"],
        surveys: [{ kind: "csat", score: 4, comment: "Quick" }],
      },
    ],
    rooms: [
      {
        roomId: "room_b",
        kind: "message",
        channel: "email",
        integrationName: "Mail",
        status: "resolved",
        lastActivityAt: at,
      },
    ],
  });
  const [other] = manyRooms(1, () => ({ roomId: "room_b" }));
  if (other) talk(server, other, 5);
}

async function start(attributes: Attributes, width = 1280): Promise<FakeServer> {
  const { server } = await mount({
    prepare: everything,
    width,
    attributes: { ...attributes, "room-id": ROOM },
  });
  await until("the talk", () => all("sapa-timeline >> .later").length === 1 && all("sapa-composer").length > 0);
  server.toRoom(ROOM, { type: "lookers", lookers: [{ memberId: "mem_eka", name: "Eka Nugraha" }] });
  await pause(30);
  return server;
}

const press = (selector: string): void => all<HTMLButtonElement>(selector)[0]?.click();
const openMenuItem = async (index: number): Promise<void> => {
  press("sapa-room-header >> sapa-popover.more button");
  await until("the menu", () => all("sapa-room-header >> [role^=menuitem]").some((item) => item.checkVisibility()));
  all<HTMLButtonElement>("sapa-room-header >> [role^=menuitem]")
    .filter((item) => item.checkVisibility())
    [index]?.click();
};

const states: Record<string, (attributes: Attributes) => Promise<unknown>> = {
  async "everything a timeline shows"(attributes) {
    await start(attributes);
    press("sapa-timeline >> .why summary");
    press("sapa-timeline >> .failure summary");
  },
  async "the buttons beside a message"(attributes) {
    await start(attributes);
    const bubble = all("sapa-timeline >> .theirs .bubble").at(-1);
    bubble?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true }));
    await until("the buttons", () => all("sapa-timeline >> .act").length > 0);
  },
  async "quick replies and a quote"(attributes) {
    await start(attributes);
    one("sapa-timeline >> .viewport").focus();
    await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}r/");
    await until("the list", () => all("sapa-composer >> [role=option]").length === 2);
  },
  async "mentions in a note"(attributes) {
    await start(attributes);
    await userEvent.keyboard("n@");
    await until("the list", () => all("sapa-composer >> [role=option]").length === 2);
  },
  async "a collision"(attributes) {
    const server = await start(attributes);
    // A note of the state before may still wait as a draft.
    await userEvent.keyboard("r");
    await until("the box", () => all("sapa-composer >> .card:not(.note) textarea").length === 1);
    await userEvent.keyboard("Hi");
    server.toRoom(ROOM, { type: "typing", actor: { type: "member", ...dewi }, isTyping: true });
    await until("the hint", () => all("sapa-composer >> .collision").length === 1);
  },
  async "changing a scheduled message"(attributes) {
    await start(attributes);
    press("sapa-timeline >> .later-buttons button");
    await until("the bar", () => all("sapa-composer >> .bar").length === 1);
  },
  async "send later"(attributes) {
    await start(attributes);
    // A note of the state before may still wait as a draft.
    await userEvent.keyboard("r");
    await until("the box", () => all("sapa-composer >> .card:not(.note) textarea").length === 1);
    await userEvent.keyboard("Hi");
    press("sapa-composer >> sapa-popover.later button");
    await until("the times", () => all("sapa-time-choice >> .menu-item").length > 2);
  },
  async "send at another time, which is wrong"(attributes) {
    await start(attributes);
    // A note of the state before may still wait as a draft.
    await userEvent.keyboard("r");
    await until("the box", () => all("sapa-composer >> .card:not(.note) textarea").length === 1);
    await userEvent.keyboard("Hi");
    press("sapa-composer >> sapa-popover.later button");
    await until("the times", () => all("sapa-time-choice >> .menu-item").length > 2);
    all<HTMLButtonElement>("sapa-time-choice >> .menu-item").at(-1)?.click();
    await until("the fields", () => all("sapa-time-choice >> [type=date]").length === 1);
    await userEvent.fill(one("sapa-time-choice >> [type=date]"), "2020-01-01");
    press("sapa-time-choice >> [type=submit]");
    await pause(30);
  },
  async emoji(attributes) {
    await start(attributes);
    press("sapa-composer >> sapa-popover.emoji button");
    await until("the emoji", () => all("sapa-emoji >> [data-emoji]").length > 500);
  },
  async "the menu of more actions"(attributes) {
    await start(attributes);
    press("sapa-room-header >> sapa-popover.more button");
    await until("the menu", () => all("sapa-room-header >> [role^=menuitem]").some((item) => item.checkVisibility()));
  },
  async "the question before blocking"(attributes) {
    await start(attributes);
    press("sapa-room-header >> .block");
    await until("the question", () => all("sapa-dialog >> dialog[open]").length === 1);
  },
  async "a blocked contact"(attributes) {
    const server = await start(attributes);
    const actor = { type: "member" as const, id: "mem_me", name: "Bagas Pratama" };
    server.append(ROOM, { type: "contact.blocked", at: Date.now(), actor, participantIds: [] });
    await until("the panel", () => all("sapa-composer >> .panel .is-blocked").length === 1);
  },
  async "moving to a division"(attributes) {
    await start(attributes);
    await openMenuItem(4);
    await until("the divisions", () => all("sapa-room-dialogs >> .choices label").length === 2);
    all<HTMLInputElement>("sapa-room-dialogs >> .choices input")[1]?.click();
    await pause(30);
  },
  async "the warning before one room too many"(attributes) {
    await start(attributes);
    const header = one("sapa-room-header") as HTMLElement & { dispatchEvent(event: Event): boolean };
    const dialog = { kind: "overload", command: { type: "room.leave" }, name: "Dewi", open: 6, limit: 6 };
    header.dispatchEvent(Object.assign(new Event("room-dialog"), { dialog }));
    await until("the question", () => all("sapa-dialog >> dialog[open]").length === 1);
  },
  async "a place far back"(attributes) {
    const server = await start(attributes);
    const [far] = manyRooms(1, () => MINE);
    if (far) talk(server, far, 400);
    leave();
    await mount({
      attributes: { ...attributes, "room-id": ROOM },
      prepare: (fake) => {
        if (far) talk(fake, far, 400);
      },
    });
    await until("the talk", () => all("sapa-timeline >> .bubble").length === 50);
    one<SapaTimeline>("sapa-timeline").scrollToSeq(30);
    await until("the message", () => all("sapa-timeline >> [data-seq='30']").length === 1);
  },
  async replay(attributes) {
    await start(attributes);
    const header = one("sapa-room-header");
    header.dispatchEvent(Object.assign(new Event("room-dialog"), { dialog: { kind: "replay" } }));
    await until("the log", () => all("sapa-replay >> .bubble").length > 10);
  },
  async "another room of the contact"(attributes) {
    await start(attributes);
    await until("the history", () => all("sapa-room-history >> .other").length === 1);
    press("sapa-room-history >> .other");
    await until("the room", () => all("sapa-room-reader >> .bubble").length === 5);
  },
  async "the profile's form with errors"(attributes) {
    await start(attributes);
    await until("the button", () => all("sapa-room-contact >> .edit").length === 1);
    press("sapa-room-contact >> .edit");
    await until("the form", () => all("sapa-room-contact-form >> form").length === 1);
    await userEvent.fill(one('sapa-room-contact-form >> [data-pointer="/phone"]'), "12");
    press("sapa-room-contact-form >> [type=submit]");
    await until("the error", () => all("sapa-room-contact-form >> .field-error").length === 1);
  },
  async "a phone with everything"(attributes) {
    await start(attributes, 390);
  },
};

describe("GEN-10 axe finds nothing in a room", () => {
  for (const [name, show] of Object.entries(states))
    for (const [theme, language] of [
      ["light", "en"],
      ["dark", "id"],
    ] as const)
      it(`with ${name}, ${theme}, ${language}`, async () => {
        await page.viewport(1280, 800);
        document.documentElement.lang = language;
        await show({ theme, language });
        // Panels fade in; axe measures contrast as it is.
        await pause(260);
        await expectAccessible();
      });
});
