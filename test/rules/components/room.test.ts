import { describe, expect, it } from "vitest";
import { canSend, counterFor, marksRead, replyState } from "../../../components/inbox/composer/composer-view.ts";
import { foldSummary } from "../../../components/inbox/conversation/fold-summary.ts";
import { optimisticSummary } from "../../../components/inbox/conversation/optimistic.ts";
import { roomActions } from "../../../components/inbox/conversation/room-actions.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { answers, eventsOf, me, opened, outgoing, says, summary, viewer } from "../../support/component-builders.ts";

const dewi = { memberId: "mem_dewi", name: "Dewi" };
const mine = summary({ status: "assigned", participants: [me] });
const theirs = summary({ status: "assigned", participants: [dewi] });

describe("where answers are written", () => {
  it("MSG-3 supervisors and admins write in unassigned and assigned rooms", () => {
    for (const role of ["admin", "supervisor"] as const)
      for (const room of [summary(), mine, theirs]) expect(replyState(room, "open", viewer(role)).kind).toBe("write");
  });

  it("ROOM-15 a resolved room says why, and on webchat who can continue", () => {
    expect(replyState(summary({ status: "resolved" }), "open", viewer())).toEqual({
      kind: "resolved",
      isWebchat: true,
      hasTemplates: false,
    });
    expect(replyState(summary({ status: "resolved", channel: "wa_cloud" }), "open", viewer())).toMatchObject({
      isWebchat: false,
    });
  });

  it("ROOM-17 nothing but a template goes to somebody who never wrote", () => {
    expect(replyState(summary({ status: "campaign" }), "expired", viewer()).kind).toBe("campaign");
  });

  it("ASSIGN-6 agents take an unassigned room over before they answer", () => {
    expect(replyState(summary(), "open", viewer("agent")).kind).toBe("take_over");
    expect(replyState(mine, "open", viewer("agent")).kind).toBe("write");
    expect(replyState(theirs, "open", viewer("agent"))).toEqual({ kind: "not_yours", names: ["Dewi"] });
  });

  it("SESS-6, SESS-7, SESS-8 expiry locks WhatsApp, Messenger and Instagram, and never webchat", () => {
    const kind = (channel: typeof mine.channel) => replyState({ ...mine, channel }, "expired", viewer()).kind;
    expect(["wa", "wa_cloud", "fb", "ig"].map((channel) => kind(channel as "wa"))).toEqual(Array(4).fill("expired"));
    for (const channel of ["web_chat", "telegram", "line", "email", "ig_comment"] as const)
      expect(kind(channel)).toBe("write");
  });

  it("EMBED-6 read-only writes nowhere and marks nothing read", () => {
    const reader = viewer("admin", { isReadOnly: true });
    expect(replyState(mine, "open", reader).kind).toBe("read_only");
    expect(marksRead(mine, reader)).toBe(false);
    expect(Object.values(roomActions(mine, reader)).every((action) => action === false || action === "no")).toBe(true);
  });

  it("ROOM-28 only who may answer marks read", () => {
    expect(marksRead(summary(), viewer())).toBe(true);
    expect(marksRead(summary(), viewer("agent"))).toBe(false);
    expect(marksRead(mine, viewer("agent"))).toBe(true);
  });

  it("MSG-5 the counter appears at 80 % and counts code points, on Instagram bytes", () => {
    expect(counterFor("a".repeat(3276), "web_chat", "reply")).toMatchObject({ isShown: false });
    expect(counterFor("a".repeat(3277), "web_chat", "reply")).toEqual({ isShown: true, left: 819 });
    expect(counterFor("😀".repeat(4096), "web_chat", "reply").left).toBe(0);
    expect(counterFor("é".repeat(501), "ig", "reply").left).toBe(-2);
    expect(counterFor("a".repeat(1001), "web_chat", "note").left).toBe(-1);
  });

  it("MSG-2, MSG-5 blanks and too long texts cannot be sent", () => {
    expect(canSend(" \n\t ", { isShown: false, left: 10 })).toBe(false);
    expect(canSend("ok", { isShown: true, left: 0 })).toBe(true);
    expect(canSend("ok", { isShown: true, left: -1 })).toBe(false);
  });
});

describe("actions of the header", () => {
  it("ROOM-22 follow status, part and role", () => {
    expect(roomActions(summary(), viewer())).toMatchObject({
      take: true,
      assign: "yes",
      handOver: "no",
      resolve: true,
      leave: false,
    });
    expect(roomActions(mine, viewer("agent"))).toMatchObject({
      take: false,
      assign: "yes",
      handOver: "yes",
      resolve: true,
      leave: true,
    });
    expect(roomActions(theirs, viewer("agent"))).toMatchObject({ assign: "no", resolve: false });
    expect(roomActions(summary({ status: "resolved" }), viewer())).toMatchObject({
      take: false,
      assign: "no",
      resolve: false,
    });
  });

  it("ASSIGN-8 without the setting agents see + Agent and Hand over switched off", () => {
    const agent = viewer(
      "agent",
      {},
      { agentCanTakeOver: true, agentCanAssign: false, agentCanBroadcast: false, contactMasking: false },
    );
    expect(roomActions(mine, agent)).toMatchObject({ assign: "blocked", handOver: "blocked" });
  });
});

describe("the room before its answer", () => {
  const names = { member: (memberId: string) => (memberId === "mem_dewi" ? "Dewi" : undefined), tag: () => "VIP" };
  const once = (room: typeof mine, ...commands: MemberCommand[]) =>
    optimisticSummary(
      room,
      commands.map((command) => outgoing(command)),
      me,
      names,
    );

  it("ASSIGN-1, ASSIGN-2 taking over and answering assign at once", () => {
    expect(once(summary(), { type: "room.take" })).toMatchObject({ status: "assigned", participants: [me] });
    expect(once(summary(), { type: "message.send", content: { type: "text", text: "Hi" } }).status).toBe("assigned");
  });

  it("ASSIGN-3 + Agent keeps the others, Hand over adds and leaves", () => {
    expect(once(mine, { type: "room.assign", memberId: "mem_dewi" }).participants).toEqual([me, dewi]);
    expect(once(mine, { type: "room.hand_over", memberId: "mem_dewi" }).participants).toEqual([dewi]);
  });

  it("ROOM-10, ROOM-11 leaving frees the room, resolving closes it", () => {
    expect(once(mine, { type: "room.leave" }).status).toBe("unassigned");
    expect(once(mine, { type: "conversation.resolve" })).toMatchObject({ status: "resolved", isUnresponded: false });
  });

  it("what was refused no longer counts", () => {
    const refused = outgoing({ type: "conversation.resolve" }, { state: "failed" });
    expect(optimisticSummary(mine, [refused], me, names)).toEqual(mine);
  });
});

describe("the room after events that its summary does not know yet", () => {
  const member = { type: "member" as const, id: me.memberId, name: me.name };

  it("follows conversation, people, tags and messages", () => {
    const room = foldSummary(
      summary({ headSeq: 2 }),
      eventsOf([
        says("old"),
        says("old too"),
        { type: "participant.joined", actor: member, memberId: me.memberId, memberName: me.name, how: "takeover" },
        answers("Hello"),
        { type: "tag.added", actor: member, tagId: "tag_vip", name: "VIP" },
        { type: "contact.updated", actor: member, name: "Rani P." },
      ]),
    );
    expect(room).toMatchObject({
      headSeq: 6,
      status: "assigned",
      participants: [me],
      tags: [{ tagId: "tag_vip", name: "VIP" }],
      isUnresponded: false,
      contact: { name: "Rani P." },
      conversation: { messageCount: 2 },
    });
  });

  it("ROOM-14 a new conversation starts without people and tags; SESS-5 its message sets the clock anew", () => {
    const closed = summary({
      status: "resolved",
      headSeq: 0,
      participants: [me],
      tags: [{ tagId: "tag_a", name: "A" }],
    });
    const events = eventsOf([opened(2), says("again")]);
    expect(foldSummary(closed, events)).toMatchObject({
      status: "unassigned",
      participants: [],
      tags: [],
      conversation: { number: 2, messageCount: 1, resolvedAt: null },
      lastInboundAt: events[1]?.at,
    });
  });

  it("gives the same object when there is nothing newer", () => {
    const room = summary({ headSeq: 9 });
    expect(foldSummary(room, eventsOf([says("a")]))).toBe(room);
  });
});
