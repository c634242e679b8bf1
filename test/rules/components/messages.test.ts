import { describe, expect, it } from "vitest";
import { clustersOf } from "../../../components/inbox/conversation/clusters.ts";
import { textOf } from "../../../components/inbox/conversation/content-text.ts";
import { failureOfDelivery, failureOfOutgoing } from "../../../components/inbox/conversation/failure.ts";
import { notesOf, scheduledOf } from "../../../components/inbox/conversation/message-facts.ts";
import { partsOf } from "../../../components/inbox/conversation/rich-text.ts";
import type { Bubble, Group, TimelineInput } from "../../../components/inbox/conversation/timeline-items.ts";
import { timelineOf } from "../../../components/inbox/conversation/timeline-view.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import {
  answers,
  type EventDraft,
  eventsOf,
  HOUR,
  me,
  NOW,
  outgoing,
  says,
  summary,
} from "../../support/component-builders.ts";

const text = new Localizer("en", "Asia/Jakarta");
const positions = { contactDelivered: 0, contactRead: 0, staffRead: 0 };
const timeline = (drafts: EventDraft[], change: Partial<TimelineInput> = {}) =>
  timelineOf({
    events: eventsOf(drafts),
    outgoing: [],
    positions,
    summary: summary(),
    viewer: { ...me, role: "agent" },
    unreadAfterSeq: null,
    text,
    ...change,
  });
const bubblesOf = (items: ReturnType<typeof timeline>): Bubble[] =>
  items.flatMap((item) => (item.kind === "group" ? item.bubbles : []));
const linesOf = (items: ReturnType<typeof timeline>) =>
  items.flatMap((item) => (item.kind === "line" ? [item.line] : []));

const contact = { type: "contact" as const, id: "con_abcd" };
const bagas = { type: "member" as const, id: me.memberId, name: me.name };
const dewi = { type: "member" as const, id: "mem_dewi", name: "Dewi" };
const image = (name: string, caption?: string): MessageContent => ({
  type: "image",
  file: { fileId: `file_${name}`, name, mime: "image/png", size: 10 },
  ...(caption === undefined ? {} : { caption }),
});
const sends = (content: MessageContent): EventDraft => ({ ...says(""), content }) as EventDraft;

describe("what a message says", () => {
  it("MSG-1 a kind that is not known is named, never an empty bubble", () => {
    expect(textOf({ type: "unsupported", rawKind: "sticker_pack" }, text)).toBe("Unsupported message (sticker_pack)");
    expect(textOf({ type: "poll" } as unknown as MessageContent, text)).toBe("Unsupported message (poll)");
  });

  it("MSG-7 any content can be quoted in one line", () => {
    expect(textOf(image("a.png"), text)).toBe("Photo");
    expect(textOf(image("a.png", "Look"), text)).toBe("Photo: Look");
    const file = { fileId: "file_1", name: "invoice.pdf", mime: "application/pdf", size: 9 };
    expect(textOf({ type: "document", file }, text)).toBe("Document: invoice.pdf");
  });

  it("MSG-7 a quote of something further back than what is loaded still leads there", () => {
    const [bubble] = bubblesOf(
      timelineOf({
        events: eventsOf([{ ...answers("Yes"), replyToSeq: 4 } as EventDraft], 90),
        outgoing: [],
        positions,
        summary: summary(),
        viewer: me,
        unreadAfterSeq: null,
        text,
      }),
    );
    expect(bubble?.quote).toEqual({ seq: 4, author: null, text: null });
  });

  it("MSG-15 edited and deleted messages say so, and show what the customer made of them", () => {
    const items = timeline([
      says("Frist"),
      says("Secret"),
      { type: "message.edited", actor: contact, messageSeq: 1, content: { type: "text", text: "First" } },
      { type: "message.deleted", actor: contact, messageSeq: 2 },
      { ...answers("Which one?"), replyToSeq: 2 } as EventDraft,
    ]);
    const [first, second, answer] = bubblesOf(items);
    expect(first).toMatchObject({ content: { text: "First" }, isDeleted: false });
    expect(first?.editedAt).not.toBeNull();
    expect(second?.isDeleted).toBe(true);
    // What was taken back is not told by a quote either.
    expect(answer?.quote?.text).toBe("Deleted by sender");
  });

  it("MSG-16 WhatsApp's marks become emphasis, only where asked, and addresses stay whole", () => {
    const marked = (value: string) => partsOf(value, { hasMarks: true }).map(({ text, marks }) => [text, ...marks]);
    expect(marked("*bold* _it_ ~no~ ```a*b*```")).toEqual([
      ["bold", "bold"],
      [" "],
      ["it", "italic"],
      [" "],
      ["no", "strike"],
      [" "],
      ["a*b*", "mono"],
    ]);
    expect(marked("*both _at once_*")).toEqual([
      ["both ", "bold"],
      ["at once", "bold", "italic"],
    ]);
    expect(marked("2*3*4 and snake_case_name")).toEqual([["2*3*4 and snake_case_name"]]);
    expect(marked("https://a.example/_x_ ok").map(([part]) => part)).toEqual(["https://a.example/_x_", " ok"]);
    expect(marked("*see https://a.example/x*")).toEqual([
      ["see ", "bold"],
      ["https://a.example/x", "bold"],
    ]);
    expect(partsOf("*plain*").map(({ marks }) => marks)).toEqual([[]]);
  });

  it("MSG-16 nothing of a text is lost or added by reading its marks", () => {
    for (const value of ["* a *", "**", "_ _", "```", "~x", "*a\nb*", "a_b_", "\u{1F600}*x*"]) {
      const shown = partsOf(value, { hasMarks: true })
        .map((part) => part.text)
        .join("");
      expect(shown.replace(/[*_~`]/g, "")).toBe(value.replace(/[*_~`]/g, ""));
    }
  });

  it("BEY-6 a mention stands out only where it is one", () => {
    const parts = partsOf("@Dewi Lestari and @Dewi, mail dewi@Dewi.example", { mentions: ["Dewi", "Dewi Lestari"] });
    expect(parts.filter(({ marks }) => marks.includes("mention")).map((part) => part.text)).toEqual([
      "@Dewi Lestari",
      "@Dewi",
      "@Dewi",
    ]);
  });

  it("pictures of one author in a row become one grid; a caption in the middle begins another", () => {
    const group = timeline([
      sends(image("1", "All of them")),
      sends(image("2")),
      sends(image("3")),
      says("and"),
      sends(image("4")),
      sends(image("5", "own words")),
    ])[1] as Group;
    expect(clustersOf(group.bubbles).map(({ bubbles }) => bubbles.length)).toEqual([3, 1, 1, 1]);
  });
});

describe("failures", () => {
  it("MSG-9 names cause, code and cure, and offers another try only where it can help", () => {
    const failed = outgoing({ type: "message.send", content: { type: "text", text: "x" } }, { state: "failed" });
    const of = (code: string, params = {}) =>
      failureOfOutgoing({ ...failed, refusal: { code, params, retryable: false } as never }, text);
    expect(of("block.active")).toMatchObject({
      code: "block.active",
      cure: "Unblock the contact to answer.",
      canRetry: true,
    });
    expect(of("msg.too_long")).toMatchObject({ canRetry: false });
    expect(of("msg.file_gone")).toMatchObject({ cure: "Attach the file again.", canRetry: false });
  });

  it("MSG-9 Messenger and Instagram say how to reconnect, MSG-10 email names what to check", () => {
    const delivery = { tick: "failed" as const, reason: "131047: Re-engagement message" };
    expect(failureOfDelivery(delivery, "fb", text)).toMatchObject({
      cause: "Re-engagement message",
      code: "131047",
      cure: "Reconnect: Channel Integrations > Disconnect, then connect again",
    });
    expect(failureOfDelivery(delivery, "email", text).cure).toMatch(/2FA.*forwarder.*app password/);
    expect(failureOfDelivery({ tick: "failed", reason: "Mailbox is full" }, "wa_cloud", text)).toMatchObject({
      cause: "Mailbox is full",
      code: null,
      cure: null,
    });
  });
});

describe("notes", () => {
  const note = (words: string, actor = bagas): EventDraft => ({ type: "note.created", actor, text: words });

  it("ROOM-25 only the author or an admin changes a note", () => {
    const drafts = [note("mine"), note("hers", dewi)];
    const may = (role: string) =>
      timeline(drafts, { viewer: { ...me, role } }).flatMap((item) => (item.kind === "note" ? [item.mayChange] : []));
    expect(may("agent")).toEqual([true, false]);
    expect(may("admin")).toEqual([true, true]);
  });

  it("ROOM-25 an edited note shows its last words, a deleted one leaves a line", () => {
    const drafts: EventDraft[] = [
      note("first"),
      note("second"),
      { type: "note.updated", actor: bagas, noteSeq: 1, text: "better" },
      { type: "note.deleted", actor: bagas, noteSeq: 2 },
    ];
    const items = timeline(drafts);
    expect(items.flatMap((item) => (item.kind === "note" ? [item.text] : []))).toEqual(["better"]);
    expect(linesOf(items).map((line) => line.text)).toEqual(["You deleted a note"]);
    expect(notesOf(eventsOf(drafts)).map((one) => one.text)).toEqual(["better"]);
  });

  it("ROOM-25 a change shows at once and goes back when it is refused", () => {
    const edit = outgoing({ type: "note.edit", noteSeq: 1, text: "now" });
    const words = (state: "sending" | "failed") =>
      timeline([note("before")], { outgoing: [{ ...edit, state }] }).flatMap((item) =>
        item.kind === "note" ? [item.text] : [],
      );
    expect(words("sending")).toEqual(["now"]);
    expect(words("failed")).toEqual(["before"]);
    const gone = outgoing({ type: "note.delete", noteSeq: 1 });
    expect(timeline([note("before")], { outgoing: [gone] }).some(({ kind }) => kind === "note")).toBe(false);
  });
});

describe("blocked contacts", () => {
  const withheld: EventDraft = { type: "message.withheld", actor: contact, content: { type: "text", text: "Hello?" } };
  const block: EventDraft = { type: "contact.blocked", actor: bagas, participantIds: [], reason: "Spam" };

  it("BLOCK-4 what a blocked contact writes is out of sight", () => {
    const items = timeline([block, withheld], { summary: summary({ isBlocked: true }) });
    expect(bubblesOf(items)).toEqual([]);
    expect(linesOf(items)[0]).toMatchObject({ kind: "blocked", text: "You blocked the contact: Spam" });
  });

  it("BLOCK-5 after unblocking it stands in its place, marked; a second block hides only what came after", () => {
    const unblock: EventDraft = { type: "contact.unblocked", actor: bagas, participantIds: [] };
    const items = timeline([block, withheld, unblock, says("next")]);
    expect(bubblesOf(items).map(({ isWithheld }) => isWithheld)).toEqual([true, false]);
    const again = timeline([block, withheld, unblock, block, withheld], { summary: summary({ isBlocked: true }) });
    expect(bubblesOf(again).length).toBe(1);
  });
});

describe("later", () => {
  const plan = (scheduleId: string, dueAt: number, words = scheduleId): EventDraft => ({
    type: "message.scheduled",
    actor: dewi,
    scheduleId,
    content: { type: "text", text: words },
    dueAt,
    cancelOnReply: true,
  });
  const laterOf = (items: ReturnType<typeof timeline>) =>
    items.flatMap((item) => (item.kind === "scheduled" ? [item] : []));

  it("BEY-5 waiting sends stand at the end, the next one first, each as it was last planned", () => {
    const drafts = [
      plan("b", NOW + 2 * HOUR),
      plan("a", NOW + HOUR),
      says("in between"),
      plan("b", NOW + HOUR / 2, "sooner"),
      plan("c", NOW + HOUR),
      { type: "message.unscheduled", actor: dewi, scheduleId: "c", reason: "sent" } as EventDraft,
    ];
    const items = timeline(drafts);
    expect(laterOf(items).map(({ scheduled }) => scheduled.scheduleId)).toEqual(["b", "a"]);
    expect(items.slice(-2).every(({ kind }) => kind === "scheduled")).toBe(true);
    expect(scheduledOf(eventsOf(drafts))[0]?.content).toEqual({ type: "text", text: "sooner" });
  });

  it("BEY-5 one that was planned long ago is shown too, until it is over", () => {
    const [old] = scheduledOf(eventsOf([plan("old", NOW + HOUR)]));
    if (!old) throw new Error("no plan");
    expect(laterOf(timeline([says("x")], { scheduledBefore: [old] })).length).toBe(1);
    const over = timeline([{ type: "message.unscheduled", actor: dewi, scheduleId: "old", reason: "cancelled" }], {
      scheduledBefore: [old],
    });
    expect(laterOf(over)).toEqual([]);
  });

  it("BEY-5 planning and cancelling show at once; only the planner or an admin may change it", () => {
    const content = { type: "text" as const, text: "soon" };
    const planning = outgoing({ type: "message.schedule", scheduleId: "n", content, dueAt: NOW, cancelOnReply: false });
    expect(laterOf(timeline([], { outgoing: [planning] }))[0]).toMatchObject({ isPending: true, mayChange: true });
    const cancelling = outgoing({ type: "message.unschedule", scheduleId: "a" });
    expect(laterOf(timeline([plan("a", NOW)], { outgoing: [cancelling] }))).toEqual([]);
    expect(laterOf(timeline([plan("a", NOW)]))[0]?.mayChange).toBe(false);
    expect(laterOf(timeline([plan("a", NOW)], { viewer: { ...me, role: "admin" } }))[0]?.mayChange).toBe(true);
  });

  it("BEY-5 a refused send and one the customer's answer cancelled say so", () => {
    const ended = (reason: string, code?: string) =>
      linesOf(
        timeline([
          { type: "message.unscheduled", actor: { type: "system" }, scheduleId: "a", reason, code } as EventDraft,
        ]),
      );
    expect(ended("refused", "block.active")[0]).toMatchObject({ kind: "alert" });
    expect(ended("refused", "block.active")[0]?.text).toContain("The contact is blocked");
    expect(ended("answered")[0]?.text).toBe("A scheduled message was cancelled, the customer wrote");
    expect(ended("sent")).toEqual([]);
  });
});

describe("system lines", () => {
  it("BEY-3 an allocation explains itself", () => {
    const [line] = linesOf(
      timeline([
        {
          type: "participant.joined",
          actor: { type: "system" },
          memberId: "mem_dewi",
          memberName: "Dewi",
          how: "allocated",
          explanation: "Dewi has the fewest open rooms (2). Skipped: Eka (at cap 6/6).",
        },
      ]),
    );
    expect(line?.text).toBe("Dewi was assigned automatically");
    expect(line?.why).toContain("at cap 6/6");
  });

  it.each([
    [
      { type: "participant.left", memberId: "mem_dewi", memberName: "Dewi", reason: "idle" },
      "Dewi did not answer in time",
    ],
    [{ type: "participant.left", memberId: "mem_dewi", memberName: "Dewi", reason: "offline" }, "Dewi went offline"],
    [
      { type: "participant.left", memberId: "mem_dewi", memberName: "Dewi", reason: "moved" },
      "not being in the new division",
    ],
    [{ type: "conversation.moved", divisionId: null, divisionName: "" }, "moved the conversation to General"],
    [{ type: "conversation.moved", divisionId: "div_1", divisionName: "Billing" }, "moved the conversation to Billing"],
    [{ type: "room.snoozed", until: NOW }, "snoozed until 21 Nov 2026 10:00"],
    [{ type: "room.unsnoozed", reason: "due", participantIds: [] }, "Back from snooze"],
    [{ type: "room.marked_unread" }, "marked as unread"],
    [{ type: "conversation.auto_resolve_set", isAllowed: false }, "switched automatic resolving off"],
    [{ type: "idle.exhausted", minutes: 5, tries: 3 }, "after 3 tries nobody was free"],
    [{ type: "session.reminder", endsAt: NOW, participantIds: [] }, "The session ends at 10:00"],
    [{ type: "contact.unblocked", participantIds: [] }, "unblocked the contact"],
  ])("ROOM-21 tells %o", (event, words) => {
    const [line] = linesOf(timeline([{ actor: dewi, ...event } as EventDraft]));
    expect(line?.text).toContain(words);
  });
});
