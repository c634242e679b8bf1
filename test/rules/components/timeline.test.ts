import { describe, expect, it } from "vitest";
import { deliveriesOf, deliveryOf } from "../../../components/inbox/conversation/ticks.ts";
import type { TimelineInput } from "../../../components/inbox/conversation/timeline-items.ts";
import { inboundAfter, timelineOf } from "../../../components/inbox/conversation/timeline-view.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { DeliveryStatus } from "../../../protocol/room-events.schema.ts";
import {
  answers,
  eventsOf,
  HOUR,
  MINUTE,
  me,
  NOW,
  opened,
  outgoing,
  says,
  summary,
} from "../../support/component-builders.ts";

const text = new Localizer("en", "Asia/Jakarta");
const positions = { contactDelivered: 0, contactRead: 0, staffRead: 0 };
const timeline = (change: Partial<TimelineInput>) =>
  timelineOf({
    events: [],
    outgoing: [],
    positions,
    summary: summary(),
    viewer: me,
    unreadAfterSeq: null,
    text,
    ...change,
  });
const kinds = (change: Partial<TimelineInput>) => timeline(change).map(({ kind }) => kind);
const lines = (change: Partial<TimelineInput>) =>
  timeline(change).flatMap((item) => (item.kind === "line" ? [item.line.text] : []));

describe("the timeline", () => {
  it("groups messages of one author within three minutes", () => {
    const events = eventsOf([
      says("a", NOW),
      says("b", NOW + 2 * MINUTE),
      says("c", NOW + 5 * MINUTE),
      answers("d", me, NOW + 5 * MINUTE),
    ]);
    const groups = timeline({ events }).flatMap((item) => (item.kind === "group" ? [item.bubbles.length] : []));
    expect(groups).toEqual([2, 1, 1]);
  });

  it("ROOM-21 marks every day of the organization's zone once", () => {
    const midnight = Date.UTC(2026, 10, 20, 17, 0, 0);
    const events = eventsOf([says("before", midnight - 1), says("after", midnight), says("later", midnight + HOUR)]);
    expect(kinds({ events })).toEqual(["day", "group", "day", "group", "group"]);
  });

  it("ROOM-21 marks borders, joins, leaves and resolution with who", () => {
    const dewi = { memberId: "mem_dewi", memberName: "Dewi" };
    const by = (memberId: string, name: string) => ({ type: "member" as const, id: memberId, name });
    const events = eventsOf([
      opened(3),
      {
        type: "participant.joined",
        actor: by("mem_me", "Bagas"),
        memberId: "mem_me",
        memberName: "Bagas",
        how: "takeover",
      },
      { type: "participant.joined", actor: by("mem_me", "Bagas"), ...dewi, how: "handed_over" },
      {
        type: "participant.left",
        actor: by("mem_me", "Bagas"),
        memberId: "mem_me",
        memberName: "Bagas",
        reason: "handed_over",
      },
      {
        type: "participant.joined",
        actor: { type: "system" },
        memberId: "mem_me",
        memberName: "Bagas",
        how: "allocated",
      },
      { type: "participant.left", actor: by("mem_dewi", "Dewi"), ...dewi, reason: "left" },
      { type: "conversation.resolved", actor: by("mem_me", "Bagas"), number: 3, reason: "manual" },
    ]);
    expect(lines({ events })).toEqual([
      "Conversation 3 opened by customer",
      "You took over",
      "You handed over to Dewi",
      "You were assigned automatically",
      "Dewi left",
      "Conversation 3 resolved by you",
    ]);
  });

  it("ROOM-21 the unread line stands once, before the first unread customer message", () => {
    const events = eventsOf([says("read"), answers("ours"), says("new"), says("newer")]);
    expect(kinds({ events, unreadAfterSeq: 2 })).toEqual(["day", "group", "group", "unread", "group"]);
    expect(kinds({ events, unreadAfterSeq: 4 })).not.toContain("unread");
    expect(kinds({ events, unreadAfterSeq: null })).not.toContain("unread");
  });

  it("MSG-4 a message keeps its key from the first moment to its place in the log", () => {
    const sending = timeline({
      outgoing: [outgoing({ type: "message.send", content: { type: "text", text: "Hi" } }, { id: "command-Hi" })],
    });
    const arrived = timeline({ events: eventsOf([answers("Hi")]) });
    const keyOf = (items: ReturnType<typeof timeline>) =>
      items.flatMap((item) => (item.kind === "group" ? item.bubbles.map(({ key }) => key) : []));
    expect(keyOf(sending)).toEqual(keyOf(arrived));
  });

  it("MSG-4 what failed stays, with the tick that says so", () => {
    const failed = outgoing({ type: "message.send", content: { type: "text", text: "Hi" } }, { state: "failed" });
    const [, group] = timeline({ outgoing: [failed] });
    expect(group).toMatchObject({
      kind: "group",
      side: "ours",
      bubbles: [{ delivery: { tick: "failed" }, outgoing: { id: "out-1" } }],
    });
  });

  it("shows notes with their author, and a quoted message's words", () => {
    const events = eventsOf([
      says("What does it cost?"),
      { type: "note.created", actor: { type: "member", id: "mem_dewi", name: "Dewi" }, text: "asked before" },
      { ...answers("Rp 90.000"), replyToSeq: 1 } as ReturnType<typeof answers>,
    ]);
    const items = timeline({ events });
    expect(items.find(({ kind }) => kind === "note")).toMatchObject({ authorName: "Dewi", text: "asked before" });
    expect(items.at(-1)).toMatchObject({
      bubbles: [{ quote: { author: "Rani Puspita", text: "What does it cost?" } }],
    });
  });

  it("counts what arrived from the customer behind a seq", () => {
    expect(inboundAfter(eventsOf([says("a"), answers("b"), says("c"), says("d")]), 1)).toBe(2);
  });
});

describe("ticks", () => {
  const message = { seq: 5, at: NOW };

  it("MSG-8 webchat follows positions", () => {
    const tick = (contactDelivered: number, contactRead: number) =>
      deliveryOf(message, "web_chat", undefined, { contactDelivered, contactRead, staffRead: 0 }).tick;
    expect([tick(0, 0), tick(4, 4), tick(5, 0), tick(9, 5)]).toEqual(["sent", "sent", "delivered", "read"]);
  });

  it("MSG-8 a status never goes backwards, late and repeated reports are ignored", () => {
    const report = (status: DeliveryStatus) => ({
      type: "message.status" as const,
      actor: { type: "system" as const },
      messageSeq: 5,
      status,
    });
    const events = eventsOf((["sent", "read", "delivered", "sent", "read"] as const).map(report), 6);
    const found = deliveriesOf(events).get(5);
    expect(found?.tick).toBe("read");
    expect(deliveryOf(message, "wa_cloud", found, positions)).toMatchObject({ tick: "read", sentAt: events[3]?.at });
  });

  it("MSG-9 a failure keeps the channel's reason", () => {
    const events = eventsOf(
      [{ type: "message.status", actor: { type: "system" }, messageSeq: 5, status: "failed", reason: "131047" }],
      6,
    );
    expect(deliveriesOf(events).get(5)).toMatchObject({ tick: "failed", reason: "131047" });
  });
});
