import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { VisitorContext } from "../../../protocol/room-frames.schema.ts";
import {
  botSays,
  buttons,
  type EventDraft,
  picks,
  surveyAnswered,
  surveySent,
} from "../../support/component-builders.ts";
import type { Draft } from "./fake-commands.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, expectAccessible, leave, one, press, textOf, until } from "./mount.ts";
import { box, open, ROOM } from "./open-room.ts";

afterEach(leave);

const at = Date.now();
const contact = { type: "contact" as const, id: "con_1" };
const now = (draft: EventDraft): Draft => ({ at, ...draft }) as Draft;
const BRANCHES: MessageContent = {
  type: "list",
  text: "Which branch?",
  label: "Branches",
  sections: [
    { title: "Jakarta", rows: [{ choiceId: "Kemang", title: "Kemang", description: "Open until 22:00" }] },
    { rows: [{ choiceId: "Bandung", title: "Bandung" }] },
  ],
};

const visitor = (change: Partial<VisitorContext> = {}): VisitorContext => ({
  page: {
    url: "https://www.kopisenja.example/menu/kopi-susu-gula-aren-dengan-nama-yang-panjang-sekali-sampai-terpotong",
    title: "Kopi susu gula aren",
    referrer: "https://www.google.com/search",
  },
  attributes: { plan: "gold", orders: 1204, newsletter: true },
  at,
  isHere: true,
  ...change,
});
const tell = (server: FakeServer, context: VisitorContext | null): void =>
  server.toRoom(ROOM, { type: "visitor", context });
const sent = (server: FakeServer) => server.frames.flatMap(({ command }) => (command ? [command] : []));
const site = () => textOf('sapa-details >> details[data-section="site"]');

describe("choices", () => {
  it("MSG-1 buttons stand under the question, the customer's choice is marked in both places, and nothing can be pressed", async () => {
    const { server } = await open();
    server.append(ROOM, now(botSays(buttons("What is it about?", "My order", "A bill"))));
    await until("the question", () => all("sapa-timeline >> .choice").length === 2);
    server.append(ROOM, now(picks("My order", 13)));
    await until("the mark", () => all("sapa-timeline >> .chosen").length === 1);
    expect(textOf("sapa-timeline >> .choice.is-chosen")).toContain("My order");
    expect(textOf("sapa-timeline >> .quote").endsWith("What is it about?")).toBe(true);
    expect(all("sapa-timeline >> .choices button, sapa-timeline >> .choices a")).toEqual([]);
    await expectAccessible();
  });

  it("MSG-1 a list is folded, and shows sections, rows and what was chosen when it is opened", async () => {
    const { server } = await open();
    server.append(ROOM, now(botSays(BRANCHES)), now(picks("Kemang", 13)));
    await until("the list", () => all("sapa-timeline >> .choice-list").length === 1);
    const list = one<HTMLDetailsElement>("sapa-timeline >> .choice-list");
    expect(list.open).toBe(false);
    expect(textOf("sapa-timeline >> .choice-list summary")).toBe("Branches 2 choices");
    await userEvent.click(one("sapa-timeline >> .choice-list summary"));
    expect(list.open).toBe(true);
    expect(textOf("sapa-timeline >> .choice-row small")).toBe("Open until 22:00");
    expect(textOf("sapa-timeline >> .choice-row.is-chosen")).toContain("Kemang");
    await expectAccessible();
  });
});

describe("surveys", () => {
  it("SURVEY-7 question and newest answer stand in the timeline, the room's facts and its history", async () => {
    const { server } = await open({
      prepare: (fake) =>
        fake.histories.set(ROOM, {
          conversations: [
            {
              number: 1,
              openedAt: 1,
              openedSeq: 1,
              resolvedAt: 2,
              agents: [],
              tags: [],
              surveys: [{ kind: "nps", score: 9, comment: null }],
            },
          ],
          rooms: [],
        }),
    });
    server.append(ROOM, now(surveySent()));
    await until("the line", () => textOf("sapa-timeline >> .system.survey").includes("Survey sent: CSAT"));
    const about = () => textOf('sapa-details >> details[data-section="about"]');
    await until("nothing yet", () => about().includes("CSATNot answered yet"));
    server.append(ROOM, now(surveyAnswered(13, 2, "Slow")), now(surveyAnswered(13, 4, "Better than I thought")));
    await until("the answer", () => about().includes("CSAT4 of 5 · Good"));
    expect(textOf("sapa-timeline >> .system.survey .said")).toBe("Better than I thought");
    expect(textOf("sapa-room-history >> .survey")).toBe("NPS: 9 of 10 | CSAT: 4 of 5 · Good — “Better than I thought”");
    await expectAccessible();
  });

  it("ROOM-18 resolving asks whether the manual survey goes out, and remembers what was chosen last", async () => {
    const { server } = await open({
      prepare: (fake) => {
        fake.me = { ...fake.me, surveys: [{ kind: "csat", mode: "manual", channels: null }] };
      },
    });
    const tick = () => one<HTMLInputElement>("sapa-room-dialogs >> input[type=checkbox]");
    await press("button", "Resolve");
    await until("the question", () => all("sapa-room-dialogs >> input[type=checkbox]").length === 1);
    expect(tick().checked).toBe(true);
    expect(textOf("sapa-room-dialogs >> label")).toBe("Send survey");
    await expectAccessible();
    await userEvent.click(tick());
    await userEvent.keyboard("{Escape}");
    await until(
      "it to be closed",
      () => !one<HTMLElement>("sapa-room-dialogs >> sapa-dialog >> dialog").checkVisibility(),
    );
    expect(sent(server)).toEqual([]);

    await userEvent.keyboard("e");
    await until("the question again", () =>
      one<HTMLElement>("sapa-room-dialogs >> sapa-dialog >> dialog").checkVisibility(),
    );
    expect(tick().checked).toBe(true);
    await userEvent.click(tick());
    await press("sapa-room-dialogs >> button", "Resolve");
    await until("the command", () => sent(server).length === 1);
    expect(sent(server)).toEqual([{ type: "conversation.resolve", survey: false }]);
    expect(localStorage.getItem("sapa.resolve.survey")).toBe("no");
  });

  it("ROOM-18 with surveys that go by themselves nothing is asked", async () => {
    const { server } = await open({
      prepare: (fake) => {
        fake.me = { ...fake.me, surveys: [{ kind: "csat", mode: "automatic", channels: null }] };
      },
    });
    await userEvent.keyboard("e");
    await until("the command", () => sent(server).length === 1);
    expect(sent(server)).toEqual([{ type: "conversation.resolve" }]);
  });
});

describe("the visitor", () => {
  it("BEY-12 where the visitor is stands beside the room and follows them without a reload", async () => {
    const { server } = await open();
    expect(all('sapa-details >> details[data-section="site"]')).toEqual([]);
    tell(server, visitor());
    await until("the section", () => site().includes("On the site now"));
    const link = one<HTMLAnchorElement>("sapa-details >> a.page");
    expect([link.target, link.rel]).toEqual(["_blank", "noopener noreferrer nofollow"]);
    expect(textOf("sapa-details >> a.page .address")).toMatch(/^kopisenja\.example\/menu\/.*….*terpotong$/);
    expect(site()).toContain("google.com");
    expect(textOf("sapa-details >> dl.said dt")).toBe("plan | orders | newsletter");
    expect(textOf("sapa-details >> dl.said dd")).toBe("gold | 1,204 | Yes");
    await expectAccessible();

    tell(server, visitor({ page: { url: "https://kopisenja.example/", title: "", referrer: "" }, attributes: {} }));
    await until("the next page", () => textOf("sapa-details >> a.page .address") === "kopisenja.example");
    expect(all("sapa-details >> dl.said")).toEqual([]);
    tell(server, visitor({ isHere: false }));
    await until("the visitor gone", () => site().includes("Last seen"));
    tell(server, null);
    await until("nothing known", () => all('sapa-details >> details[data-section="site"]').length === 0);
  });

  it("BEY-12 what a page claims to be its address is no link unless it is one", async () => {
    const { server } = await open();
    tell(server, visitor({ page: { url: "javascript:alert(1)", title: "Hm", referrer: "nonsense" } }));
    await until("the section", () => site().includes("Hm"));
    expect(all("sapa-details >> a.page")).toEqual([]);
    expect(site()).not.toContain("Came from");
  });

  it("BEY-12 rooms of other channels have no such section", async () => {
    const { server } = await open({ room: { channel: "telegram" } });
    tell(server, visitor());
    server.says(ROOM, "after that");
    await until("the message", () => textOf("sapa-timeline >> .words").includes("after that"));
    expect(site()).toBe("");
  });

  it("WIDGET-11, WIDGET-19 the profile says who told the details", async () => {
    const known = { contactId: "con_0", externalId: "vis_1", name: "Rani", email: "rani@example.com", phone: null };
    const { server } = await open({ room: { contact: { ...known, isVerified: false } } });
    const marks = (): string => textOf("sapa-customer-profile >> .mark");
    await until("the doubt", () => marks().startsWith("Not verified"));
    expect(all("sapa-customer-profile >> .mark")).toHaveLength(1);
    await expectAccessible();
    server.append(ROOM, { type: "contact.updated", at, actor: contact, email: "rani@example.com", isVerified: true });
    await until("the certainty", () => marks() === "Verified by the site’s sign-in");
    expect(textOf("sapa-timeline >> .system")).toContain("Confirmed by the site’s sign-in: rani@example.com");
  });
});

describe("writing", () => {
  const shop = (isEnabled: boolean) => [{ integrationId: "int_a", name: "Shop", channel: "web_chat", isEnabled }];

  it("WIDGET-9 a webchat that is switched off locks the box and says why; what was written stays", async () => {
    const { server } = await open({ prepare: (fake) => fake.extra.set("GET /integrations", () => shop(false)) });
    await until("the lock", () => textOf("sapa-composer >> .panel").includes("This webchat is switched off"));
    expect(all("sapa-composer >> textarea")).toEqual([]);
    await expectAccessible();
    expect(sent(server)).toEqual([]);
  });

  it("WIDGET-9 so does the server's refusal, before anything was known", async () => {
    const { server } = await open({ prepare: (fake) => fake.extra.set("GET /integrations", () => shop(true)) });
    server.refusing.set("message.send", { code: "widget.off", retryable: false });
    await userEvent.fill(box(), "Hello?");
    await userEvent.keyboard("{Enter}");
    await until("the lock", () => textOf("sapa-composer >> .panel").includes("This webchat is switched off"));
    expect(textOf("sapa-timeline >> .failure")).toContain("This webchat is switched off.");
    await press("sapa-timeline >> .failure button", "Discard");
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
  });

  it("MSG-11 a lone slash is no typing", async () => {
    const { server } = await open();
    await userEvent.fill(box(), "/");
    await until("the templates", () => all("sapa-composer >> .suggestions").length === 1);
    expect(server.frames.filter(({ type }) => type === "typing")).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await userEvent.keyboard("so");
    await until("typing", () => server.frames.some(({ type }) => type === "typing"));
  });
});

describe("the transcript", () => {
  it("BEY-18 is fetched from the server as a file that is named after the customer; a failure is told", async () => {
    const asked: string[] = [];
    const { server } = await open({
      prepare: (fake) =>
        fake.extra.set(`GET /rooms/${ROOM}/transcript`, (query) => {
          asked.push(String(query));
          return new Response("Kopi Senja", { headers: { "content-type": "text/plain; charset=utf-8" } });
        }),
    });
    const saved: { name: string; text: Promise<string> }[] = [];
    const catchDownload = (event: Event): void => {
      const link = event.target as HTMLAnchorElement;
      if (!(link instanceof HTMLAnchorElement) || link.download === "") return;
      event.preventDefault();
      saved.push({ name: link.download, text: fetch(link.href).then((file) => file.text()) });
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      this.addEventListener("click", catchDownload, { once: true });
      click.call(this);
    };
    const download = async (): Promise<void> => {
      await press("sapa-room-header >> button", "More actions");
      await press("sapa-room-header >> [role=menuitem]", "Download transcript");
    };
    try {
      await download();
      await until("the file", () => saved.length === 1);
      expect(saved[0]?.name).toMatch(/^Rani-Puspita-\d{4}-\d\d-\d\d\.txt$/);
      expect(await saved[0]?.text).toBe("Kopi Senja");
      expect(asked).toEqual(["language=en&timeZone=Asia%2FJakarta"]);
      server.failing.set(`/rooms/${ROOM}/transcript`, { status: 503, code: "unavailable" });
      server.extra.delete(`GET /rooms/${ROOM}/transcript`);
      await download();
      await until("the words", () => textOf("sapa-toasts >> ul").includes("The server cannot be reached"));
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });
});

describe("notes", () => {
  it("ROOM-25 notes of older dialogs are looked for when they are wanted, through the whole room", async () => {
    const note = { type: "note.created" as const, at, actor: { type: "member" as const, id: "mem_d", name: "Dewi" } };
    const { server } = await open({
      count: 500,
      prepare: (fake) => {
        const log = fake.logs.get(ROOM);
        for (const [index, text] of [
          [3, "VIP since 2019"],
          [250, "Prefers email"],
        ] as const)
          if (log) log[index] = { ...note, seq: index + 1, text, mentions: [] };
      },
    });
    await until("words", () => textOf("sapa-room-notes >> .muted") === "No notes in the dialogs that are loaded");
    await expectAccessible();
    server.failing.set(`/rooms/${ROOM}/events`, { status: 503, code: "unavailable" });
    await press("button", "Look for notes in older dialogs");
    await until("the failure", () => textOf("sapa-room-notes >> .failed").includes("could not be loaded"));
    server.failing.clear();
    await press("sapa-room-notes >> button", "Try again");
    await until("both", () => all("sapa-room-notes >> .note").length === 2);
    expect(textOf("sapa-room-notes >> .note .words")).toBe("Prefers email | VIP since 2019");
    expect(all("sapa-room-notes >> .more")).toEqual([]);
    await userEvent.click(all("sapa-room-notes >> .note")[1] as HTMLElement);
    await until("the place", () => all('sapa-timeline >> [data-seq="4"]').length === 1);
  });
});
