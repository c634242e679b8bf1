import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventOf } from "../../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { SURVEY_LIMITS } from "../../../protocol/survey.ts";
import { RoomCore } from "../../../worker/room/core.ts";
import { forVisitor } from "../../../worker/room/rules/audience.ts";
import { unlinkedSurveys } from "../../../worker/room/rules/decide-survey.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { anyCalls } from "../../support/room-arbitraries.ts";
import {
  acts,
  botSays,
  context,
  does,
  greets,
  member,
  obeys,
  resolves,
  says,
  surveyOf,
  writes,
  writesOn,
} from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const sari = member("mem_sari", "supervisor");
const budi = member("mem_budi", "supervisor");
const csat = surveyOf("csat");
const nps = surveyOf("nps", { mode: "manual", comment: null });
const HOUR_MS = 3_600_000;

const answer = (surveySeq: number, score: number, comment?: string) =>
  acts({ type: "survey.answer", surveySeq, score, ...(comment === undefined ? {} : { comment }) });

/** A conversation that was answered and resolved at 1,000; the survey's seq with it. */
function rated(survey = csat) {
  const room = story(writes("1"), says(sari, "a"));
  const { events } = room.tell(resolves(sari, [survey]));
  return { room, seq: events.find(({ type }) => type === "survey.sent")?.seq ?? 0 };
}

describe("a survey after the conversation", () => {
  it("SURVEY-3 SURVEY-7 follows the closing event in one batch and names who was in the conversation", () => {
    const room = story(writes("1"), says(sari, "a"), says(budi, "b"));
    const { types, events } = room.tell(resolves(sari, [csat]));
    expect(types).toEqual(["conversation.resolved", "survey.sent"]);
    expect(events[1]).toMatchObject({
      kind: "csat",
      conversationNumber: 1,
      title: csat.title,
      question: csat.question,
      comment: csat.comment,
      thanks: csat.thanks,
      memberIds: ["mem_sari", "mem_budi"],
      actor: { type: "system" },
    });
    expect(events[1]).not.toHaveProperty("mode");
  });

  it("SURVEY-3 also after a bot's answer, and after the end by itself", () => {
    const byBot = story(writes("1"), botSays({ type: "text", text: "Hi" }));
    expect(byBot.tell(resolves(sari, [csat])).types).toContain("survey.sent");
    const byItself = story(writes("1"), says(sari, "a"));
    const lastMessageSeq = byItself.core.state.lastMessage?.seq ?? 0;
    const end = obeys({ type: "auto_resolve", conversationNumber: 1, lastMessageSeq, tag: null });
    expect(byItself.tell({ ...end, surveys: [csat] } as typeof end).types).toContain("survey.sent");
  });

  it("SURVEY-3 not where nobody but the auto responder wrote, and the answer of an earlier conversation is none", () => {
    const greeted = story(writes("1"), greets("We are closed"), does(sari, { type: "room.take" }));
    expect(greeted.tell(resolves(sari, [csat])).types).toEqual(["conversation.resolved"]);
    const { room } = rated();
    room.tell(writes("2"));
    expect(room.tell(resolves(sari, [csat])).types).toEqual(["conversation.resolved"]);
  });

  it("SURVEY-3 SESS-14 not after resolving what is expired", () => {
    const room = story(writes("1"), says(sari, "a"));
    const end = obeys({ type: "resolve_expired", by: { type: "system" }, includeUnassigned: true });
    expect(room.tell({ ...end, surveys: [csat] } as typeof end, 30 * HOUR_MS).types).toEqual(["conversation.resolved"]);
  });

  it("SURVEY-3 SESS-9 not where the vendor has closed the session, and not to whoever is blocked", () => {
    const closed = story(writesOn("wa_cloud", "1"), says(sari, "a"));
    expect(closed.tell(resolves(sari, [csat]), 25 * HOUR_MS).types).toEqual(["conversation.resolved"]);
    const blocked = story(writes("1"), says(sari, "a"), does(sari, { type: "contact.block" }));
    expect(blocked.tell(resolves(sari, [csat])).types).toEqual(["conversation.resolved"]);
  });

  it("SURVEY-3 not for comments", () => {
    const inComments = { ...context, kind: "comment" as const };
    const room = story({ ...writes("Nice"), context: inComments } as ReturnType<typeof writes>, says(sari, "a"));
    expect(room.tell(resolves(sari, [csat])).types).toEqual(["conversation.resolved"]);
  });

  it("SURVEY-1 ROOM-18 those set to manual are sent only when asked for", () => {
    const quiet = story(writes("1"), says(sari, "a")).tell(resolves(sari, [csat, nps]));
    expect(quiet.events.flatMap((event) => (event.type === "survey.sent" ? event.kind : []))).toEqual(["csat"]);
    const asked = story(writes("1"), says(sari, "a")).tell(resolves(sari, [csat, nps], { survey: true }));
    expect(asked.events.flatMap((event) => (event.type === "survey.sent" ? event.kind : []))).toEqual(["csat", "nps"]);
  });
});

describe("answering a survey", () => {
  it("SURVEY-6 opens no conversation and changes nothing that lists, sessions or counters show", () => {
    const { room, seq } = rated();
    const { version: _, headSeq: __, ...before } = room.summary() ?? { version: 0, headSeq: 0 };
    expect(room.tell(answer(seq, 5, " Great "), 5_000).events[0]).toMatchObject({
      type: "survey.answered",
      surveySeq: seq,
      kind: "csat",
      score: 5,
      comment: "Great",
      memberIds: ["mem_sari"],
    });
    const { version: ___, headSeq: ____, ...after } = room.summary() ?? { version: 0, headSeq: 0 };
    expect(after).toEqual(before);
  });

  it.each([
    ["csat", 1, 5],
    ["ces", 1, 7],
    ["nps", 0, 10],
  ] as const)("SURVEY-2 %s takes whole numbers from %i to %i", (kind, min, max) => {
    const { room, seq } = rated(surveyOf(kind));
    for (const bad of [min - 1, max + 1, min + 0.5]) expect(room.tell(answer(seq, bad)).code).toBe("bad_request");
    for (const good of [min, max]) expect(room.tell(answer(seq, good)).code).toBe("ok");
  });

  it("SURVEY-2 GEN-6 a comment has up to 1,000 characters, and stands only where one is asked for", () => {
    const { room, seq } = rated();
    expect(room.tell(answer(seq, 3, "😀".repeat(1000))).code).toBe("ok");
    expect(room.tell(answer(seq, 3, "😀".repeat(1001))).refusal).toMatchObject({
      code: "too_long",
      params: { limit: 1000, length: 1001 },
    });
    const silent = rated(surveyOf("csat", { comment: null }));
    expect(silent.room.tell(answer(silent.seq, 3, "unasked")).events[0]).not.toHaveProperty("comment");
  });

  it("SURVEY-1 a comment may be required", () => {
    const question = csat.question;
    const { room, seq } = rated(surveyOf("csat", { comment: { question, isRequired: true } }));
    expect(room.tell(answer(seq, 3, "  ")).code).toBe("required");
    expect(room.tell(answer(seq, 3, "slow")).code).toBe("ok");
  });

  it("SURVEY-4 may be changed for 10 minutes after the first answer, which may come within 7 days", () => {
    const { room, seq } = rated();
    const lastChance = 1_000 + SURVEY_LIMITS.validMs - 1;
    expect(rated().room.tell(answer(seq, 3), lastChance + 1).code).toBe("survey.ended");
    expect(room.tell(answer(seq, 3), lastChance).code).toBe("ok");
    expect(room.tell(answer(seq, 3), lastChance + 1).types).toEqual([]);
    expect(room.tell(answer(seq, 4), lastChance + SURVEY_LIMITS.changeMs - 1).code).toBe("ok");
    expect(room.tell(answer(seq, 5), lastChance + SURVEY_LIMITS.changeMs).code).toBe("survey.ended");
    expect(room.core.state.surveys[0]?.answer).toMatchObject({ score: 4, firstAt: lastChance });
  });

  it("SURVEY-4 BLOCK-4 is refused for a survey that never was, and to whoever is blocked", () => {
    const { room, seq } = rated();
    expect(room.tell(answer(seq + 1, 3)).code).toBe("survey.ended");
    const blocked = story(writes("1"), says(sari, "a"));
    const asked = blocked.tell(resolves(sari, [csat])).events[1]?.seq ?? 0;
    blocked.tell(writes("2"));
    blocked.tell(does(sari, { type: "contact.block" }));
    expect(blocked.tell(answer(asked, 3)).code).toBe("survey.ended");
  });

  it("WIDGET-24 SURVEY-6 visitors get the question and their answer, and nothing of the members", () => {
    const { room, seq } = rated();
    room.tell(answer(seq, 4, "ok"));
    const [sent, answered] = room.store.events.slice(-2).map(forVisitor);
    expect(sent).toMatchObject({ type: "survey.sent", kind: "csat", question: csat.question });
    expect(answered).toMatchObject({ type: "survey.answered", surveySeq: seq, score: 4, comment: "ok" });
    expect(JSON.stringify([sent, answered])).not.toContain("mem_");
  });
});

describe("the link of a survey outside webchat", () => {
  const link = (surveySeq: number) =>
    ({ from: "survey_link", surveySeq, text: "Rate us: https://x/survey#t", session: DEFAULT_SESSION }) as const;

  it("SURVEY-4 goes out once as a message of the conversation that is over", () => {
    const room = story(writesOn("telegram", "1"), says(sari, "a"));
    const seq = room.tell(resolves(sari, [csat])).events[1]?.seq ?? 0;
    expect(unlinkedSurveys(room.core.state, 2_000).map((asked) => asked.seq)).toEqual([seq]);
    expect(room.tell(link(seq)).events[0]).toMatchObject({
      type: "message.created",
      direction: "outbound",
      actor: { type: "system" },
      conversationNumber: 1,
      surveySeq: seq,
    });
    expect(room.tell(link(seq)).types).toEqual([]);
    expect(unlinkedSurveys(room.core.state, 2_000)).toEqual([]);
    expect(room.summary()).toMatchObject({ status: "resolved", unreadCount: 0, isUnresponded: false });
    expect(room.restart().core.state).toEqual(room.core.state);
  });

  it("SURVEY-6 on webchat there is none", () => {
    const { room, seq } = rated();
    expect(unlinkedSurveys(room.core.state, 2_000)).toEqual([]);
    expect(room.tell(link(seq)).types).toEqual([]);
  });

  it("SURVEY-4 SURVEY-6 the page's answer is the same answer", () => {
    const room = story(writesOn("telegram", "1"), says(sari, "a"));
    const surveySeq = room.tell(resolves(sari, [csat])).events[1]?.seq ?? 0;
    expect(room.tell({ from: "survey_page", surveySeq, score: 2 }).types).toEqual(["survey.answered"]);
    expect(room.tell({ from: "survey_page", surveySeq, score: 6 }).code).toBe("bad_request");
  });
});

describe("surveys in any order of commands", () => {
  const freshCore = () => {
    const store = new MemoryRoomStore();
    return { store, core: RoomCore.create(context, store) };
  };

  it("SURVEY-3 are asked at most once per conversation and kind, directly after its end", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) core.execute([each]);
        const sent = store.events.filter((event): event is EventOf<"survey.sent"> => event.type === "survey.sent");
        const keys = sent.map(({ conversationNumber, kind }) => `${conversationNumber} ${kind}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { seq } of sent)
          expect(["conversation.resolved", "survey.sent"]).toContain(store.events[seq - 2]?.type);
      }),
    );
  });

  it("SURVEY-6 an answer never moves status, session, unread or whose turn it is", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core } = freshCore();
        for (const each of calls) {
          const { surveys: _, headSeq: __, ...before } = core.state;
          const { events } = core.execute([each]);
          if (!events.every(({ type }) => type === "survey.answered")) continue;
          const { surveys: ___, headSeq: ____, ...after } = core.state;
          expect(after).toEqual(before);
        }
      }),
    );
  });
});
