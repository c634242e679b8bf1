import { describe, expect, it } from "vitest";
import {
  type Choice,
  choiceFrom,
  compareRooms,
  DEFAULT_CHOICE,
  isInChoice as isInChoiceAt,
  type SortChoice,
  type StatusChoice,
  statusChoicesFor,
} from "../../../components/inbox/list/list-choice.ts";
import { rowView } from "../../../components/inbox/list/row-view.ts";
import { windowOf } from "../../../components/inbox/list/shown-rows.ts";
import type { Viewer } from "../../../components/inbox/viewer.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { HOUR, MINUTE, me, NOW, summary, viewer } from "../../support/component-builders.ts";

const en = new Localizer("en", "Asia/Jakarta");
const id = new Localizer("id", "Asia/Jakarta");
const choice = (status: StatusChoice) => ({ ...DEFAULT_CHOICE, status });
const isInChoice = (room: RoomSummary, wanted: Choice, looker: Viewer): boolean =>
  isInChoiceAt(room, wanted, looker, NOW);
const row = (change = {}, draft = "", text = en) => rowView(summary(change), draft, NOW, text, viewer());

describe("what stands in a choice", () => {
  const assigned = summary({ status: "assigned", participants: [me] });
  const resolved = summary({ status: "resolved", participants: [me] });

  it("LIST-9 All holds every status once the customer has written, and no silent campaign", () => {
    for (const room of [summary(), assigned, resolved]) expect(isInChoice(room, choice("all"), viewer())).toBe(true);
    expect(isInChoice(summary({ status: "campaign", lastInboundAt: null }), choice("all"), viewer())).toBe(false);
  });

  it("LIST-10, LIST-11, LIST-12 the other choices hold exactly their status", () => {
    for (const room of [summary(), assigned, resolved])
      for (const status of ["unassigned", "assigned", "resolved"] as const)
        expect(isInChoice(room, choice(status), viewer())).toBe(room.status === status);
  });

  it("LIST-2 a comment never stands under Messages", () => {
    expect(isInChoice(summary({ kind: "comment" }), choice("all"), viewer())).toBe(false);
    expect(isInChoice(summary({ kind: "comment" }), { ...choice("all"), kind: "comment" }, viewer())).toBe(true);
  });

  it("LIST-13 All of an agent holds own rooms only", () => {
    expect(isInChoice(summary(), choice("all"), viewer("agent"))).toBe(false);
    expect(isInChoice(assigned, choice("all"), viewer("agent"))).toBe(true);
  });

  it("LIST-13 agents have Unassigned only while takeover is on", () => {
    const off = viewer(
      "agent",
      {},
      { agentCanTakeOver: false, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false },
    );
    expect(statusChoicesFor(viewer("agent"))).toContain("unassigned");
    expect(statusChoicesFor(off)).toEqual(["all", "assigned", "resolved"]);
    expect(choiceFrom({ kind: "message", status: "unassigned", sort: "newest", filter: "" }, off).status).toBe("all");
  });

  it("EMBED-6 unknown values fall back to the default", () => {
    expect(
      choiceFrom({ kind: "posts", status: "open", sort: "random", filter: "color=red&sessions=asleep" }, null),
    ).toEqual(DEFAULT_CHOICE);
  });

  it("LIST-1 newest customer message first, Oldest reverses, equal times by id", () => {
    const rooms = [
      summary({ roomId: "room_a", lastInboundAt: 5 }),
      summary({ roomId: "room_b", lastInboundAt: 9 }),
      summary({ roomId: "room_c", lastInboundAt: 5 }),
    ];
    const order = (sort: SortChoice) => rooms.toSorted((a, b) => compareRooms(a, b, sort)).map(({ roomId }) => roomId);
    expect(order("newest")).toEqual(["room_b", "room_c", "room_a"]);
    expect(order("oldest")).toEqual(["room_a", "room_c", "room_b"]);
  });

  it("BEY-2 what expires soonest stands first: by the beginning of the session, running ones only", () => {
    const expires: Choice = { ...DEFAULT_CHOICE, sort: "expires" };
    const seen = summary({ roomId: "room_seen", lastInboundAt: NOW - 20 * HOUR, lastSeenAt: NOW - HOUR });
    const old = summary({ roomId: "room_old", lastInboundAt: NOW - 15 * HOUR });
    const over = summary({ roomId: "room_over", lastInboundAt: NOW - 24 * HOUR });
    const rooms = [seen, old, over].filter((room) => isInChoice(room, expires, viewer()));
    expect(rooms.toSorted((a, b) => compareRooms(a, b, "expires"))).toEqual([old, seen]);
  });
});

describe("the rows that are drawn", () => {
  it("draws only what can be seen of ten thousand rows", () => {
    const range = windowOf({ count: 10_000, rowHeight: 72 }, { scrollTop: 360_000, height: 720 });
    expect(range.first).toBeLessThanOrEqual(5000);
    expect(range.end).toBeGreaterThanOrEqual(5010);
    expect(range.end - range.first).toBeLessThan(40);
    expect(windowOf({ count: 3, rowHeight: 72 }, { scrollTop: 100_000, height: 720 })).toEqual({ first: 3, end: 3 });
  });
});

describe("a row", () => {
  it("LIST-7 shows name, activity, preview, status, count, unread, tags and assignees", () => {
    const view = row({
      tags: ["A", "B", "C"].map((name) => ({ tagId: `tag_${name}`, name })),
      participants: [me],
      status: "assigned",
      unreadCount: 2,
    });
    expect(view).toMatchObject({
      name: "Rani Puspita",
      initials: "RP",
      activity: "09:50",
      preview: "Is it still there?",
      previewFrom: "customer",
      statusLabel: "Assigned",
      messageCount: 1,
      unread: 2,
      tags: ["A", "B"],
      moreTags: ["C"],
    });
    expect(view.assignees.map(({ initials }) => initials)).toEqual(["BP"]);
  });

  it("LIST-7 activity is hh:mm today, Yesterday, else the date", () => {
    const at = (ms: number, text = en) => row({ lastMessage: { ...summary().lastMessage, at: ms } }, "", text).activity;
    expect(at(NOW - 9 * HOUR)).toBe("01:00");
    expect(at(NOW - 11 * HOUR)).toBe("Yesterday");
    expect(at(NOW - 11 * HOUR, id)).toBe("Kemarin");
    expect(at(NOW - 72 * HOUR)).toBe("18 Nov");
    expect(at(Date.UTC(2025, 4, 2))).toBe("2 May 2025");
  });

  it("MSG-2 a draft stands in front of the last message", () => {
    expect(row({}, "  still\nwriting ")).toMatchObject({ previewFrom: "draft", preview: "still writing" });
    expect(row({}, "   ").previewFrom).toBe("customer");
  });

  it("LIST-8 only a resolved room carries the tick", () => {
    expect(row({ status: "resolved" }).isResolved).toBe(true);
    expect(row().isResolved).toBe(false);
  });

  it("LIST-7, BEY-5 tells snoozed, blocked and scheduled rooms apart; a snooze that has ended says nothing", () => {
    expect(row({ snoozedUntil: NOW + HOUR, isBlocked: true, scheduledCount: 2 })).toMatchObject({
      snoozed: "Snoozed until 21 Nov 2026 11:00",
      isBlocked: true,
      scheduledCount: 2,
    });
    expect(row({ snoozedUntil: NOW - 1 }).snoozed).toBeNull();
  });

  it("LIST-7 names a file by its kind, with the words that came with it", () => {
    const last = (contentType: string, preview: string, text = en) =>
      row({ lastMessage: { ...summary().lastMessage!, contentType, preview } }, "", text).preview;
    expect(last("image", "")).toBe("Photo");
    expect(last("image", "", id)).toBe("Foto");
    expect(last("document", "invoice.pdf")).toBe("Document: invoice.pdf");
    expect(last("hologram", "")).toBe("Unsupported message");
  });

  it("LIST-18 an untold name is n/a; webchat visitors are told apart by a code", () => {
    const contact = { ...summary().contact, name: null };
    expect(row({ contact, channel: "ig" })).toMatchObject({ name: "n/a", isNameUnknown: true, initials: "" });
    expect(row({ contact }).name).toBe("Visitor ABCD");
    expect(row({ contact }, "", id).name).toBe("Pengunjung ABCD");
  });

  it("SESS-3 the clock has a word and the time left", () => {
    expect(row({ lastInboundAt: NOW - 1 * HOUR }).session).toMatchObject({
      state: "open",
      sentence: "Open · 23 h left",
    });
    expect(row({ lastInboundAt: NOW - 16 * HOUR }).session).toMatchObject({
      state: "expiring",
      sentence: "Expiring · 8 h left",
    });
    expect(row({ lastInboundAt: NOW - 23 * HOUR - 59 * MINUTE }, "", id).session.sentence).toBe(
      "Segera berakhir · sisa 1:00",
    );
    expect(row({ lastInboundAt: NOW - 24 * HOUR }).session).toMatchObject({ state: "expired", percentLeft: 0 });
  });
});
