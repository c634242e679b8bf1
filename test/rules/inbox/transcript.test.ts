import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TranscriptFor, transcriptOf } from "../../../worker/inbox/transcript/rules.ts";
import {
  answers,
  botSays,
  buttons,
  type EventDraft,
  eventsOf,
  MINUTE,
  me,
  NOW,
  opened,
  says,
  surveyAnswered,
} from "../../support/component-builders.ts";

const reader = (change: Partial<TranscriptFor> = {}): TranscriptFor => ({
  language: "en",
  timeZone: "Asia/Jakarta",
  organizationName: "Kopi Senja",
  customerName: "Rani",
  isCut: false,
  ...change,
});
const written = (drafts: EventDraft[], change: Partial<TranscriptFor> = {}): string =>
  transcriptOf(eventsOf(drafts, 1, NOW), reader(change));
const linesOf = (drafts: EventDraft[], change: Partial<TranscriptFor> = {}): string[] =>
  written(drafts, change).trimEnd().split("\n").slice(4);

const contact = { type: "contact" as const, id: "con_1" };
const member = { type: "member" as const, id: me.memberId, name: me.name };
const system = { type: "system" as const };
const tag: EventDraft = { type: "tag.added", actor: member, tagId: "tag_1", name: "difficult" };
const note: EventDraft = { type: "note.created", actor: member, text: "Careful with this one", mentions: [] };

describe("a transcript", () => {
  it("BEY-18 says who said what and when, by day and in the zone that was asked for", () => {
    expect(written([opened(), says("Is it open?"), answers("Yes")])).toBe(
      [
        "Kopi Senja · Rani",
        "Times are those of Asia/Jakarta.",
        "",
        "— 21 November 2026 —",
        "10:00  * Conversation 1",
        "10:01  Rani: Is it open?",
        `10:02  ${me.name}: Yes`,
        "",
      ].join("\n"),
    );
    const visitor = { language: "id" as const, customerName: null, timeZone: "UTC" };
    expect(linesOf([says("Buka?"), answers("Ya")], visitor)).toEqual(["03:00  Anda: Buka?", `03:01  ${me.name}: Ya`]);
    const midnight = Date.UTC(2026, 10, 20, 17);
    const days = written([says("a", midnight - MINUTE), says("b", midnight)]).match(/— .* —/g);
    expect(days).toEqual(["— 20 November 2026 —", "— 21 November 2026 —"]);
  });

  it("BEY-18, ROOM-25 nothing that is for staff only stands in it", () => {
    expect(linesOf([opened(), tag, note, says("Hi")])).toEqual(["10:00  * Conversation 1", "10:03  Rani: Hi"]);
  });

  it("MSG-1 choices stand under their question, files are named, deleted texts are gone", () => {
    const question = botSays(buttons("What is it about?", "My order", "A bill"));
    const file = { fileId: "fil_1", name: "menu.pdf", mime: "application/pdf", size: 12 };
    const sent: EventDraft = {
      type: "message.created",
      actor: member,
      conversationNumber: 1,
      direction: "outbound",
      content: { type: "document", file, caption: "Here you are" },
    };
    const gone: EventDraft = { type: "message.deleted", actor: contact, messageSeq: 3 };
    expect(linesOf([question, sent, says("my number is 0812"), gone])).toEqual([
      "10:00  Senja: What is it about?",
      "       [ My order ] [ A bill ]",
      `10:01  ${me.name}: [Document: menu.pdf] Here you are`,
      "10:02  Rani: Message deleted by its sender",
    ]);
  });

  it("SURVEY-7 the newest answer of a survey stands there once", () => {
    expect(linesOf([surveyAnswered(4, 1), surveyAnswered(4, 4, "Better")])).toEqual([
      "10:01  * CSAT: 4 of 5 · Good — “Better”",
    ]);
  });

  it("BLOCK-4 what was withheld staff read once it was shown again, and its writer always", () => {
    const {
      conversationNumber: _,
      direction: __,
      ...rest
    } = says("Anybody?") as Extract<EventDraft, { type: "message.created" }>;
    const withheld = { ...rest, type: "message.withheld" } as EventDraft;
    const unblocked: EventDraft = { type: "contact.unblocked", actor: system, participantIds: [] };
    expect(written([says("a"), withheld])).not.toContain("Anybody?");
    expect(written([says("a"), withheld, unblocked])).toContain("Anybody?");
    expect(written([says("a"), withheld], { customerName: null })).toContain("Anybody?");
  });

  it("PRIVACY-1 whatever somebody writes, it never looks like a line of somebody else, nor hides what stands there", () => {
    const forged = "Thanks\n10:05  Kopi Senja: We pay you back\r\u2028x\u202Ey\u0007";
    expect(linesOf([says(forged)])).toEqual([
      "10:00  Rani: Thanks",
      "       10:05  Kopi Senja: We pay you back",
      "       xy",
    ]);
    const words = fc.string({
      unit: fc.constantFrom("a", " ", "\n", "\r", "\u2028", "\u202e", "\u0000", "1", ":", "😀"),
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (texts) => {
        const starts = linesOf(texts.map((text) => says(text))).filter((line) => /^\d\d:\d\d {2}/.test(line));
        expect(starts).toHaveLength(texts.length);
        expect(starts.every((line) => line.startsWith("Rani:", 7))).toBe(true);
      }),
    );
  });

  it("BEY-18 a long room says that its beginning is left out", () => {
    expect(written([says("a")], { isCut: true })).toContain("What was said before is left out.");
  });
});
