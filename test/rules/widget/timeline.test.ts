import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../../client/types.ts";
import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../../protocol/room-events.schema.ts";
import {
  isResolved,
  type MessageItem,
  participantsOf,
  timelineOf,
  type VisitorView,
} from "../../../widget/panel/timeline.ts";

const NOON = new Date(2026, 10, 20, 12).getTime();
const MINUTE_MS = 60_000;
const dewi = { type: "member", name: "Dewi" } as const;

const message = (seq: number, at: number, isMine: boolean, commandId?: string): VisitorEvent => ({
  type: "message.created",
  seq,
  at,
  actor: isMine ? { type: "contact" } : dewi,
  direction: isMine ? "inbound" : "outbound",
  content: { type: "text", text: `m${seq}` },
  ...(commandId ? { commandId } : {}),
});

const waiting = (id: string, state: Outgoing["state"], ackedSeq?: number): Outgoing<VisitorCommand> => ({
  id,
  command: { type: "message.send", content: { type: "text", text: id } },
  createdAt: NOON,
  state,
  ...(ackedSeq ? { ackedSeq } : {}),
});

const view = (events: VisitorEvent[], extra: Partial<VisitorView> = {}): VisitorView => ({
  state: "live",
  disconnectedAt: null,
  endedWith: null,
  events,
  outgoing: [],
  hasOlder: false,
  isLoadingOlder: false,
  positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
  typing: [],
  lookers: [],
  visitor: null,
  summary: null,
  clockOffsetMs: 0,
  ...extra,
});

const messages = (items: ReturnType<typeof timelineOf>): MessageItem[] =>
  items.filter((item) => item.kind === "message");

describe("the visitor's timeline", () => {
  it("groups messages of one author within three minutes, not a moment longer, and never over a line", () => {
    const items = messages(
      timelineOf(
        view([
          message(1, NOON, true),
          message(2, NOON + 3 * MINUTE_MS - 1, true),
          message(3, NOON + 6 * MINUTE_MS - 1, true),
          message(4, NOON + 6 * MINUTE_MS, false),
          { type: "participant.joined", seq: 5, at: NOON + 6 * MINUTE_MS, actor: dewi, memberName: "Dewi" },
          message(6, NOON + 6 * MINUTE_MS, false),
        ]),
        0,
      ),
    );
    expect(items.map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it("ROOM-21 marks each day once, and puts the unread line before the first unread message", () => {
    const day = 24 * 60 * MINUTE_MS;
    const items = timelineOf(
      view([message(1, NOON - day, false), message(2, NOON, false), message(3, NOON, false)]),
      3,
    );
    expect(items.map((item) => item.kind)).toEqual(["day", "message", "day", "message", "new", "message"]);
  });

  it("MSG-8 goes from clock to one tick to two, and an answer proves that all before it was read", () => {
    const reached = (given: VisitorView) => messages(timelineOf(given, 0)).map((item) => item.reached);
    expect(
      reached(view([], { outgoing: [waiting("a", "queued"), waiting("b", "sending"), waiting("c", "sending", 9)] })),
    ).toEqual(["sending", "sending", "sent"]);
    expect(reached(view([message(1, NOON, true), message(2, NOON, true)]))).toEqual(["sent", "sent"]);
    const positions = { contactDelivered: 0, contactRead: 0, staffRead: 1 };
    expect(reached(view([message(1, NOON, true), message(2, NOON, true)], { positions }))).toEqual(["read", "sent"]);
    expect(reached(view([message(1, NOON, true), message(2, NOON, false), message(3, NOON, true)]))).toEqual([
      "read",
      "read",
      "sent",
    ]);
  });

  it("keeps the key of an own message from sending to the event", () => {
    const [before] = messages(timelineOf(view([], { outgoing: [waiting("id-1", "sending")] }), 0));
    const [after] = messages(timelineOf(view([message(1, NOON, true, "id-1")]), 0));
    expect(after?.key).toBe(before?.key);
  });

  it("shows a failed message apart from its neighbours, with what to do about it", () => {
    const outgoing = [waiting("a", "queued"), waiting("b", "failed"), waiting("c", "queued")];
    const items = messages(timelineOf(view([], { outgoing }), 0));
    expect(items.map(({ isFirst, isLast, failed }) => [isFirst, isLast, Boolean(failed)])).toEqual([
      [true, true, false],
      [true, true, true],
      [true, true, false],
    ]);
  });

  it("WIDGET-24 draws nothing of hidden events, and gives every entry a key of its own", () => {
    const event = fc.record({
      kind: fc.constantFrom("mine", "theirs", "hidden", "joined", "resolved"),
      gapMs: fc.nat(90_000_000),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.nat(60), (script, newFrom) => {
        let at = NOON;
        const events = script.map(({ kind, gapMs }, index): VisitorEvent => {
          at += gapMs;
          const seq = index + 1;
          if (kind === "hidden") return { seq, type: "hidden" };
          if (kind === "joined") return { seq, type: "participant.joined", at, actor: dewi, memberName: "Dewi" };
          if (kind === "resolved") return { seq, type: "conversation.resolved", at, actor: dewi, number: 1 };
          return message(seq, at, kind === "mine", kind === "mine" ? `c${seq}` : undefined);
        });
        const items = timelineOf(view(events), newFrom);
        const shown = script.filter(({ kind }) => kind !== "hidden").length;
        expect(items.filter((item) => item.kind === "message" || item.kind === "line")).toHaveLength(shown);
        expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
        for (const [index, item] of items.entries()) {
          if (item.kind !== "message" || item.isFirst) continue;
          const former = items[index - 1];
          expect(former?.kind === "message" && !former.isLast && former.isMine === item.isMine).toBe(true);
        }
      }),
    );
  });
});

describe("who answers, and whether it is over", () => {
  const joined = (seq: number, memberName: string): VisitorEvent => ({
    type: "participant.joined",
    seq,
    at: NOON,
    actor: { type: "system" },
    memberName,
  });
  const resolved = (seq: number): VisitorEvent => ({
    type: "conversation.resolved",
    seq,
    at: NOON,
    actor: dewi,
    number: 1,
  });

  it("names those who take part now", () => {
    expect(participantsOf([joined(1, "Dewi"), joined(2, "Rizky")])).toEqual(["Dewi", "Rizky"]);
    const left: VisitorEvent = { type: "participant.left", seq: 3, at: NOON, actor: dewi, memberName: "Dewi" };
    expect(participantsOf([joined(1, "Dewi"), joined(2, "Rizky"), left])).toEqual(["Rizky"]);
    expect(participantsOf([joined(1, "Dewi"), resolved(2)])).toEqual([]);
  });

  it("WIDGET-16 is resolved until something is written or a new conversation opens", () => {
    expect(isResolved(view([message(1, NOON, true), resolved(2)]))).toBe(true);
    expect(isResolved(view([resolved(2)], { outgoing: [waiting("a", "queued")] }))).toBe(false);
    const opened: VisitorEvent = {
      type: "conversation.opened",
      seq: 3,
      at: NOON,
      actor: { type: "contact" },
      number: 2,
    };
    expect(isResolved(view([resolved(2), opened]))).toBe(false);
    expect(isResolved(view([]))).toBe(false);
  });
});

describe("WIDGET-16 conversations of one thread", () => {
  const opened = (seq: number, at: number, number: number): VisitorEvent => ({
    type: "conversation.opened",
    seq,
    at,
    actor: { type: "contact" },
    number,
  });
  const resolved: VisitorEvent = { type: "conversation.resolved", seq: 3, at: NOON, actor: dewi, number: 1 };
  const survey = (seq: number): VisitorEvent => ({
    type: "survey.sent",
    seq,
    at: NOON,
    actor: { type: "system" },
    kind: "csat",
    conversationNumber: 1,
    title: { en: "t", id: "t" },
    question: { en: "q", id: "q" },
    comment: null,
    thanks: { en: "k", id: "k" },
  });

  it("a new one begins under a border with its date, and the earlier ones stay above", () => {
    const nextDay = NOON + 24 * 60 * MINUTE_MS;
    const items = timelineOf(
      view([opened(1, NOON, 1), message(2, NOON, true), resolved, opened(4, nextDay, 2), message(5, nextDay, true)]),
      0,
    );
    expect(items.map((item) => (item.kind === "line" ? item.what : item.kind))).toEqual([
      "day",
      "message",
      "resolved",
      "opened",
      "message",
    ]);
  });

  it("SURVEY-6 surveys stand under the closing line, and an answer on its way does not reopen the chat", () => {
    const answer: Outgoing<VisitorCommand> = {
      ...waiting("answer", "queued"),
      command: { type: "survey.answer", surveySeq: 4, score: 5 },
    };
    const shown = view([message(2, NOON, true), resolved, survey(4), survey(5)], { outgoing: [answer] });
    expect(timelineOf(shown, 0).map(({ kind }) => kind)).toEqual(["day", "message", "line", "survey", "survey"]);
    expect(isResolved(shown)).toBe(true);
    expect(isResolved({ ...shown, outgoing: [waiting("hello", "queued")] })).toBe(false);
  });

  it("WIDGET-13 what was picked from a bot's message stands as the visitor's while it is on its way", () => {
    const offer: VisitorEvent = {
      ...message(1, NOON, false),
      content: { type: "buttons", text: "Which?", buttons: [{ choiceId: "b", title: "Beans" }] },
    } as VisitorEvent;
    const pick: Outgoing<VisitorCommand> = {
      ...waiting("pick", "queued"),
      command: { type: "choice.pick", messageSeq: 1, choiceId: "b" },
    };
    const items = messages(timelineOf(view([offer], { outgoing: [pick] }), 0));
    expect(items.map(({ text, isMine, reached }) => [text, isMine, isMine ? reached : ""])).toEqual([
      ["Which?", false, ""],
      ["Beans", true, "sending"],
    ]);
  });
});
