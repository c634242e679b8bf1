import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choiceFrom,
  compareKeys,
  DEFAULT_CHOICE,
  isInChoice,
  type StatusChoice,
  sortKeyOf,
  statusChoicesFor,
} from "../../../components/inbox/list/list-choice.ts";
import { EMPTY_ORDER, nextOrder, windowOf } from "../../../components/inbox/list/list-order.ts";
import { rowView } from "../../../components/inbox/list/row-view.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { HOUR, MINUTE, me, NOW, summary, viewer } from "../../support/component-builders.ts";

const en = new Localizer("en", "Asia/Jakarta");
const id = new Localizer("id", "Asia/Jakarta");
const choice = (status: StatusChoice) => ({ ...DEFAULT_CHOICE, status });
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
    expect(choiceFrom({ kind: "message", status: "unassigned", sort: "newest" }, off).status).toBe("all");
  });

  it("EMBED-6 unknown values fall back to the default", () => {
    expect(choiceFrom({ kind: "posts", status: "open", sort: "random" }, null)).toEqual(DEFAULT_CHOICE);
  });

  it("LIST-1 newest customer message first, Oldest reverses, equal times by id", () => {
    const rooms = [
      summary({ roomId: "room_a", lastInboundAt: 5 }),
      summary({ roomId: "room_b", lastInboundAt: 9 }),
      summary({ roomId: "room_c", lastInboundAt: 5 }),
    ];
    const order = (sort: "newest" | "oldest") =>
      rooms
        .map(sortKeyOf)
        .sort((a, b) => compareKeys(a, b, sort))
        .map(({ roomId }) => roomId);
    expect(order("newest")).toEqual(["room_b", "room_c", "room_a"]);
    expect(order("oldest")).toEqual(["room_a", "room_c", "room_b"]);
  });
});

describe("the order on screen", () => {
  const rows = (...ids: string[]) => ids.map((roomId, index) => ({ roomId, at: 100 - index }));
  const shown = nextOrder(EMPTY_ORDER, rows("a", "b", "c"), false);

  it("LIST-15 arriving rows do not shift a held list and are counted", () => {
    const held = nextOrder(shown, [{ roomId: "new", at: 200 }, ...rows("a", "b", "c")], true);
    expect(held.ids).toEqual(["a", "b", "c"]);
    expect(held.waiting).toBe(1);
  });

  it("LIST-15 a moving row keeps its place and is counted", () => {
    const held = nextOrder(shown, [{ roomId: "c", at: 200 }, ...rows("a", "b")], true);
    expect(held).toMatchObject({ ids: ["a", "b", "c"], waiting: 1 });
  });

  it("LIST-15 a row that left the choice stays until the list may move", () => {
    const held = nextOrder(shown, rows("a", "c"), true);
    expect(held.ids).toEqual(["a", "b", "c"]);
    expect(nextOrder(held, rows("a", "c"), false).ids).toEqual(["a", "c"]);
  });

  it("LIST-15 the next page is added below a held list", () => {
    expect(nextOrder(shown, rows("a", "b", "c", "d", "e"), true)).toMatchObject({
      ids: ["a", "b", "c", "d", "e"],
      waiting: 0,
    });
  });

  it("LIST-15 whatever arrives, a held list only ever grows at its end", () => {
    const target = fc.uniqueArray(fc.record({ roomId: fc.constantFrom(..."abcdefghij"), at: fc.nat(20) }), {
      selector: ({ roomId }) => roomId,
    });
    fc.assert(
      fc.property(target, fc.array(target, { maxLength: 5 }), (first, changes) => {
        let order = nextOrder(EMPTY_ORDER, first, false);
        for (const next of changes) {
          const held = nextOrder(order, next, true);
          expect(held.ids.slice(0, order.ids.length)).toEqual(order.ids);
          expect(new Set(held.ids).size).toBe(held.ids.length);
          order = held;
        }
      }),
    );
  });

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
      "Segera berakhir · sisa 1 mnt",
    );
    expect(row({ lastInboundAt: NOW - 24 * HOUR }).session).toMatchObject({ state: "expired", percentLeft: 0 });
  });
});
