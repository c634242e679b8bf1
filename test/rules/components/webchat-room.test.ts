import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWritten, replyState } from "../../../components/inbox/composer/composer-view.ts";
import { textOf } from "../../../components/inbox/conversation/content-text.ts";
import { foldSummary } from "../../../components/inbox/conversation/fold-summary.ts";
import { manualSurveys, scoreText, surveysOf } from "../../../components/inbox/conversation/surveys.ts";
import { timelineOf } from "../../../components/inbox/conversation/timeline-view.ts";
import { addressText, hostOf, isWebAddress } from "../../../components/inbox/details/addresses.ts";
import { rowView } from "../../../components/inbox/list/row-view.ts";
import type { Viewer } from "../../../components/inbox/viewer.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { isScore, SURVEY_KINDS } from "../../../protocol/survey.ts";
import {
  answers,
  botSays,
  buttons,
  type EventDraft,
  eventsOf,
  HOUR,
  MINUTE,
  me,
  NOW,
  opened,
  picks,
  says,
  summary,
  surveyAnswered,
  surveySent,
  viewer,
} from "../../support/component-builders.ts";

const text = new Localizer("en", "Asia/Jakarta");
const indonesian = new Localizer("id", "Asia/Jakarta");
const contact = { type: "contact" as const, id: "con_abcd" };
const system = { type: "system" as const };

const timeline = (events: ReturnType<typeof eventsOf>, words = text) =>
  timelineOf({
    events,
    outgoing: [],
    positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
    summary: summary(),
    viewer: me,
    unreadAfterSeq: null,
    text: words,
  });
const linesOf = (drafts: EventDraft[], words = text) =>
  timeline(eventsOf(drafts), words).flatMap((item) => (item.kind === "line" ? [item.line] : []));
const bubblesOf = (drafts: EventDraft[]) =>
  timeline(eventsOf(drafts)).flatMap((item) => (item.kind === "group" ? item.bubbles : []));

describe("choices in the timeline", () => {
  it("MSG-1 a choice is a message that quotes the question, and the question knows what was chosen of it", () => {
    const [question, choice] = bubblesOf([
      botSays(buttons("What is it about?", "My order", "A bill")),
      picks("My order", 1),
    ]);
    expect(choice?.content).toMatchObject({ text: "My order", choiceId: "My order" });
    expect(choice?.quote).toMatchObject({ seq: 1, author: "Senja", text: "What is it about?" });
    expect([...(question?.chosen ?? [])]).toEqual(["My order"]);
    expect(choice?.chosen.size).toBe(0);
  });

  it("MSG-1 buttons and lists are told by their text in quotes and in the list", () => {
    const list = {
      type: "list" as const,
      text: "Choose a branch",
      label: "Branches",
      sections: [{ title: "Jakarta", rows: [{ choiceId: "a", title: "Kemang" }] }],
    };
    expect(textOf(list, text)).toBe("Choose a branch");
    for (const contentType of ["buttons", "list"]) {
      const last = { ...summary().lastMessage, contentType, preview: "Choose a branch" };
      const room = summary({ lastMessage: last as NonNullable<ReturnType<typeof summary>["lastMessage"]> });
      expect(rowView(room, "", NOW, text, viewer()).preview).toBe("Choose a branch");
    }
  });
});

describe("surveys in the timeline", () => {
  it("SURVEY-2, SURVEY-7 tells what was sent and what was answered, in words, in both languages", () => {
    const log = [surveySent(), surveyAnswered(1, 4, "Very quick")];
    expect(linesOf(log)).toEqual([
      { kind: "survey", text: "Survey sent: CSAT" },
      { kind: "survey", text: "CSAT answered: 4 of 5 · Good", said: "Very quick" },
    ]);
    expect(linesOf(log, indonesian).map((line) => line.text)).toEqual([
      "Survei dikirim: CSAT",
      "CSAT dijawab: 4 dari 5 · Baik",
    ]);
    expect(scoreText("ces", 6, text)).toBe("6 of 7");
    expect(scoreText("nps", 0, indonesian)).toBe("0 dari 10");
    for (const [score, word] of ["Very bad", "Bad", "Fair", "Good", "Very good"].entries())
      expect(scoreText("csat", score + 1, text)).toBe(`${score + 1} of 5 · ${word}`);
  });

  it("SURVEY-4 of an answer that was changed only the newest stands there", () => {
    const log = [surveySent(), surveyAnswered(1, 1, "Slow"), says("hm"), surveyAnswered(1, 5)];
    expect(linesOf(log).map((line) => line.text)).toEqual(["Survey sent: CSAT", "CSAT answered: 5 of 5 · Very good"]);
    expect(surveysOf(eventsOf(log))).toEqual([
      { surveySeq: 1, kind: "csat", conversationNumber: 1, score: 5, comment: null },
    ]);
  });

  it("SURVEY-4 whatever was answered how often, each survey has one line of its own newest answer", () => {
    const answers = fc.array(
      fc.record({ survey: fc.integer({ min: 0, max: 2 }), score: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(answers, (given) => {
        const drafts = [
          ...SURVEY_KINDS.map((kind) => surveySent({ kind })),
          ...given.map(({ survey, score }) => surveyAnswered(survey + 1, score)),
        ];
        const newest = new Map(given.map(({ survey, score }) => [survey, score]));
        const shown = linesOf(drafts).filter((line) => line.text.includes("answered"));
        expect(shown).toHaveLength(newest.size);
        expect(surveysOf(eventsOf(drafts)).map(({ score }) => score)).toEqual(
          SURVEY_KINDS.map((_, index) => newest.get(index) ?? null),
        );
      }),
    );
  });

  it("SURVEY-2 every possible score can be said", () => {
    for (const kind of SURVEY_KINDS)
      for (let score = 0; score <= 10; score += 1)
        if (isScore(kind, score)) expect(scoreText(kind, score, text)).toMatch(/^\d+ of \d+/);
  });
});

describe("the question before resolving", () => {
  const on = (change: Partial<Viewer["surveys"][number]> = {}): Viewer["surveys"] => [
    { kind: "csat", mode: "manual", channels: null, ...change },
  ];
  const asked = (surveys: Viewer["surveys"], drafts: EventDraft[], room: Partial<RoomSummary> = {}) =>
    manualSurveys({ room: summary(room), events: eventsOf(drafts), viewer: viewer("agent", { surveys }), now: NOW });

  it("ROOM-18 comes only where a manual survey is on for the channel", () => {
    const log = [opened(), says("hi"), answers("hello")];
    expect(asked(on(), log)).toEqual(["csat"]);
    expect(asked(on({ channels: ["web_chat"] }), log)).toEqual(["csat"]);
    expect(asked(on({ channels: ["telegram"] }), log)).toEqual([]);
    expect(asked(on({ mode: "automatic" }), log)).toEqual([]);
    expect(asked([], log)).toEqual([]);
  });

  it("SURVEY-3 comes not where nothing would be sent: unanswered, comments, a closed session", () => {
    expect(asked(on(), [opened(), says("hi")])).toEqual([]);
    expect(asked(on(), [opened(), says("hi"), botSays(buttons("Which?", "This", "That"))])).toEqual(["csat"]);
    // The beginning is not loaded: there may be an answer.
    expect(asked(on(), [says("hi")])).toEqual(["csat"]);
    const log = [opened(), says("hi"), answers("hello")];
    expect(asked(on(), log, { kind: "comment" })).toEqual([]);
    const old = { lastInboundAt: NOW - 25 * HOUR };
    expect(asked(on(), log, { ...old, channel: "wa_cloud" })).toEqual([]);
    expect(asked(on(), log, { ...old, channel: "telegram" })).toEqual(["csat"]);
  });
});

describe("a webchat that is switched off", () => {
  it("WIDGET-9 locks the room like a resolved one, and says why", () => {
    const reply = (change: Partial<RoomSummary>, isOff = true) =>
      replyState(summary({ participants: [me], ...change }), "open", viewer(), isOff).kind;
    expect(reply({ status: "assigned" })).toBe("off");
    expect(reply({ status: "resolved" })).toBe("off");
    expect(reply({ status: "assigned" }, false)).toBe("write");
    // Two locks: the one that stays after switching on is told.
    expect(reply({ isBlocked: true })).toBe("blocked");
  });

  it("MSG-11 a lone slash is nothing that was written", () => {
    expect(["", " ", "/", " / ", "/\n"].map(isWritten)).toEqual([false, false, false, false, false]);
    expect(["/re", "a", "a/", "//"].map(isWritten)).toEqual([true, true, true, true]);
  });
});

describe("who the visitor is", () => {
  it("WIDGET-19 a sign-in on the site is a line, and the header knows the person at once", () => {
    const linked = {
      type: "contact.linked" as const,
      actor: system,
      contactId: "con_rani",
      formerContactId: "con_abcd",
    };
    expect(linesOf([{ ...linked, name: "Rani" }]).map((line) => line.text)).toEqual([
      "Rani signed in; this conversation belongs to their profile now",
    ]);
    expect(linesOf([{ ...linked, name: null }])[0]?.text).toMatch(/^The visitor signed in/);
    const room = foldSummary(summary({ headSeq: 0 }), eventsOf([{ ...linked, name: "Rani" }]));
    expect(room.contact).toMatchObject({ contactId: "con_rani", name: "Rani" });
  });

  it("WIDGET-11 what the visitor said and what the site says are told apart from what staff wrote", () => {
    const told = { type: "contact.updated" as const, actor: contact, name: "Rani", email: "rani@example.com" };
    expect(linesOf([{ ...told, isVerified: false }])[0]?.text).toBe(
      "The visitor gave these details: Rani · rani@example.com",
    );
    expect(linesOf([{ ...told, isVerified: true }])[0]?.text).toBe(
      "Confirmed by the site’s sign-in: Rani · rani@example.com",
    );
    const before = summary({ headSeq: 0, contact: { ...summary().contact, isVerified: false } });
    expect(foldSummary(before, eventsOf([told])).contact.isVerified).toBe(false);
    expect(foldSummary(before, eventsOf([{ ...told, isVerified: true }])).contact.isVerified).toBe(true);
  });
});

describe("addresses of the site", () => {
  it("BEY-12 a long address is cut in the middle, a plain one is told without scheme", () => {
    expect(addressText("https://www.shop.example/")).toBe("shop.example");
    const long = addressText(`https://shop.example/${"kopi-".repeat(40)}?size=large`, 40);
    expect([...long]).toHaveLength(40);
    expect(long).toMatch(/^shop\.example\/kopi-.*….*\?size=large$/);
    expect(addressText("https://shop.example/caf%C3%A9")).toBe("shop.example/café");
    expect(addressText("https://shop.example/a%20b")).toBe("shop.example/a%20b");
  });

  it("BEY-12 only web addresses become links, whatever a page claims to be", () => {
    expect(["https://a.example", "http://a.example"].every(isWebAddress)).toBe(true);
    expect(["javascript:alert(1)", "data:text/html,x", "", "shop", "//a"].some(isWebAddress)).toBe(false);
    expect([hostOf("https://www.google.com/search?q="), hostOf(""), hostOf("nonsense")]).toEqual([
      "google.com",
      null,
      null,
    ]);
  });

  it("BEY-12 no address is longer than asked, and none throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()),
        fc.integer({ min: 10, max: 80 }),
        (url, max) => {
          expect([...addressText(url, max)].length).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

it("ROOM-21 a day is marked for survey lines too", () => {
  const kinds = timeline(eventsOf([{ ...surveySent(), at: NOW - 2 * MINUTE }])).map(({ kind }) => kind);
  expect(kinds).toEqual(["day", "line"]);
});
