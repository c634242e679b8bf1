import { describe, expect, it } from "vitest";
import { forVisitor } from "../../../worker/room/rules/audience.ts";
import { positionsOf, visitorPositionsOf } from "../../../worker/room/rules/positions.ts";
import { emptyCursors } from "../../../worker/room/rules/state.ts";
import { allocates, does, member, says, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const sari = member("mem_sari", "supervisor");
const dewi = member("mem_dewi");
const budi = member("mem_budi");
const blocks = (who = sari, reason?: string) =>
  does(who, { type: "contact.block", ...(reason === undefined ? {} : { reason }) });
const unblocks = (who = sari) => does(who, { type: "contact.unblock" });
const resolves = does(sari, { type: "conversation.resolve" });

describe("blocking a contact", () => {
  it("BLOCK-1 ROLE-6 blocks in an unassigned and in an assigned room, an agent only in an own one", () => {
    const room = story(writes("Halo"));
    expect(room.tell(blocks(dewi)).code).toBe("forbidden");
    expect(room.tell(blocks()).types).toEqual(["contact.blocked"]);
    expect(room.summary()).toMatchObject({ isBlocked: true, status: "unassigned" });
    const own = story(writes("Halo"), does(dewi, { type: "room.take" }));
    expect(own.tell(blocks(dewi, "  spam  ")).events).toMatchObject([
      { reason: "spam", participantIds: ["mem_dewi"], actor: { id: "mem_dewi" } },
    ]);
  });

  it("BLOCK-1 a reason of 200 characters is kept, one more is refused and nothing is blocked", () => {
    const room = story(writes("Halo"));
    expect(room.tell(blocks(sari, "😀".repeat(201))).refusal).toMatchObject({
      code: "too_long",
      fields: [{ pointer: "/reason", code: "too_long" }],
    });
    expect(room.summary()?.isBlocked).toBe(false);
    expect(room.tell(blocks(sari, "😀".repeat(200))).code).toBe("ok");
  });

  it("BLOCK-2 refuses in a resolved and in a campaign room", () => {
    const room = story(writes("Halo"), resolves);
    expect(room.tell(blocks()).code).toBe("block.room_resolved");
    expect(room.summary()?.isBlocked).toBe(false);
  });

  it("BLOCK-1 blocking what is blocked changes nothing; unblocking what is not says so", () => {
    const room = story(writes("Halo"));
    expect(room.tell(unblocks()).code).toBe("block.not_blocked");
    room.tell(blocks());
    expect(room.tell(blocks(member("mem_rina", "admin"))).types).toEqual([]);
  });
});

describe("while a contact is blocked", () => {
  it("BLOCK-4 a message is stored and changes nothing that anybody sees", () => {
    const room = story(writes("Halo"), says(sari, "Hai"), blocks());
    const seen = () => ({ ...room.summary(), headSeq: 0, version: 0 });
    const before = seen();
    expect(room.tell(writes("Tolong"), 9_000_000).types).toEqual(["message.withheld"]);
    expect(seen()).toEqual(before);
    expect(room.summary()).toMatchObject({ unreadCount: 0, isUnresponded: false, lastInboundAt: 1_000 });
  });

  it("BLOCK-4 opens no conversation in a resolved room", () => {
    const room = story(writes("Halo"), blocks(), resolves);
    expect(room.tell(writes("Halo lagi")).types).toEqual(["message.withheld"]);
    expect(room.summary()).toMatchObject({ status: "resolved", conversation: { number: 1 } });
  });

  it("BLOCK-4 the visitor sees the own message as sent, and never as read while the block holds", () => {
    const room = story(writes("Halo"), blocks());
    const [event] = room.tell(writes("Tolong")).events;
    expect(event && forVisitor(event)).toMatchObject({
      type: "message.created",
      direction: "inbound",
      content: { type: "text", text: "Tolong" },
      commandId: expect.any(String),
    });
    const seen = { ...emptyCursors, staffRead: event?.seq ?? 0 };
    expect(positionsOf(room.core.state, seen).staffRead).toBe(event?.seq);
    expect(visitorPositionsOf(room.core.state, seen).staffRead).toBe((event?.seq ?? 0) - 1);
    room.tell(unblocks());
    expect(visitorPositionsOf(room.core.state, seen).staffRead).toBe(event?.seq);
  });

  it("BLOCK-4 WIDGET-14 the sender's limits hold as ever, so that nothing tells the difference", () => {
    const room = story(writes("Halo"), blocks());
    for (let n = 0; n < 19; n += 1) expect(room.tell(writes(`${n}`), 2_000 + n).code).toBe("ok");
    expect(room.tell(writes("20"), 3_000).code).toBe("widget.too_fast");
  });

  it("BLOCK-3 BLOCK-6 answers are refused; resolving, notes and tags work", () => {
    const room = story(writes("Halo"), blocks());
    expect(room.tell(says(sari, "Hai")).code).toBe("block.active");
    const later = { type: "message.schedule", scheduleId: "s", dueAt: 9_000, cancelOnReply: false } as const;
    expect(room.tell(does(sari, { ...later, content: { type: "text", text: "Hai" } })).code).toBe("block.active");
    expect(room.tell(does(sari, { type: "note.add", text: "spam" })).types).toEqual(["note.created"]);
    const tag = { tagId: "tag_1", name: "Spam" };
    const adds = { from: "member", member: sari, command: { type: "tag.add", tagId: "tag_1" }, tag } as const;
    expect(room.tell(adds).types).toEqual(["tag.added"]);
    expect(room.tell(resolves).types).toEqual(["conversation.resolved"]);
  });

  it("BLOCK-4 whoever is blocked waits for nobody: no allocation, no idle rule", () => {
    const room = story(writes("Halo"), blocks());
    expect(room.summary()).toMatchObject({ isUnresponded: false, waitingSince: null });
    expect(room.tell(allocates(budi)).code).toBe("block.active");
    room.tell(unblocks());
    expect(room.summary()).toMatchObject({ isUnresponded: true, waitingSince: 1_000 });
  });
});

describe("unblocking", () => {
  it("BLOCK-3 BLOCK-5 works in any status and opens nothing; the next message works as usual", () => {
    const room = story(writes("Halo"), blocks(), resolves, writes("Tolong"));
    expect(room.tell(unblocks()).types).toEqual(["contact.unblocked"]);
    expect(room.summary()).toMatchObject({ status: "resolved", isBlocked: false, unreadCount: 1 });
    expect(room.tell(writes("Terima kasih")).types).toEqual(["conversation.opened", "message.created"]);
    expect(room.summary()).toMatchObject({ status: "unassigned", unreadCount: 2, conversation: { number: 2 } });
  });
});
