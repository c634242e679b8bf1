import { describe, expect, it } from "vitest";
import { foldSummary } from "../../../components/inbox/conversation/fold-summary.ts";
import { loadOf, memberOptions } from "../../../components/inbox/conversation/member-options.ts";
import { optimisticSummary } from "../../../components/inbox/conversation/optimistic.ts";
import { roomActions } from "../../../components/inbox/conversation/room-actions.ts";
import { leavingBy } from "../../../components/inbox/dialogs/leaving.ts";
import { momentsOf, pauseAfter } from "../../../components/inbox/replay/replay-frames.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import {
  answers,
  type EventDraft,
  eventsOf,
  HOUR,
  MINUTE,
  me,
  member,
  NOW,
  opened,
  outgoing,
  says,
  summary,
  viewer,
} from "../../support/component-builders.ts";

const text = new Localizer("en", "Asia/Jakarta");
const bagas = { type: "member" as const, id: me.memberId, name: me.name };
const takes: EventDraft = {
  type: "participant.joined",
  actor: bagas,
  memberId: me.memberId,
  memberName: me.name,
  how: "takeover",
};

describe("a room brought up to date", () => {
  it.each([
    [
      { type: "contact.blocked", participantIds: [] },
      { isBlocked: true, isUnresponded: false },
    ],
    [{ type: "room.snoozed", until: 9 }, { snoozedUntil: 9 }],
    [{ type: "conversation.moved", divisionId: "div_1", divisionName: "Billing" }, { divisionId: "div_1" }],
    [{ type: "conversation.auto_resolve_set", isAllowed: false }, { mayAutoResolve: false }],
  ])("BLOCK-3, BEY-5, ASSIGN-15: %o", (event, expected) => {
    const room = summary({ headSeq: 0 });
    expect(foldSummary(room, eventsOf([{ actor: bagas, ...event } as EventDraft]))).toMatchObject(expected);
  });

  it("ASSIGN-13 the oldest unanswered message counts as waiting until a member answers", () => {
    const room = summary({ headSeq: 0, waitingSince: null });
    const waiting = foldSummary(room, eventsOf([says("a", NOW), says("b", NOW + MINUTE)]));
    expect(waiting.waitingSince).toBe(NOW);
    expect(foldSummary(waiting, eventsOf([answers("c")], 3)).waitingSince).toBeNull();
  });

  it.each<[MemberCommand, object]>([
    [{ type: "contact.block" }, { isBlocked: true }],
    [{ type: "contact.unblock" }, { isBlocked: false }],
    [{ type: "room.snooze", until: 5 }, { snoozedUntil: 5 }],
    [{ type: "room.unsnooze" }, { snoozedUntil: null }],
    [{ type: "room.move", divisionId: null }, { divisionId: null }],
    [{ type: "conversation.set_auto_resolve", isAllowed: false }, { mayAutoResolve: false }],
  ])("shows %o at once, and takes it back when it is refused", (command, expected) => {
    const names = { member: () => undefined, tag: () => undefined };
    const room = summary({ divisionId: "div_1", isBlocked: command.type === "contact.unblock", snoozedUntil: 1 });
    expect(optimisticSummary(room, [outgoing(command)], me, names)).toMatchObject(expected);
    expect(optimisticSummary(room, [outgoing(command, { state: "failed" })], me, names)).toBe(room);
  });
});

describe("what the header offers", () => {
  it("BLOCK-1, BLOCK-2 the red icon stands in unassigned and assigned message rooms only", () => {
    const offers = (change: Parameters<typeof summary>[0]) => roomActions(summary(change), viewer()).block;
    expect(offers({ status: "unassigned" })).toBe(true);
    expect(offers({ status: "assigned" })).toBe(true);
    expect(offers({ status: "resolved" })).toBe(false);
    expect(offers({ status: "campaign" })).toBe(false);
    expect(offers({ kind: "comment" })).toBe(false);
    expect(offers({ isBlocked: true })).toBe(false);
  });

  it("ROLE-6 agents act in rooms they take part in; BEY-17 replay is for those who look after others", () => {
    const stranger = roomActions(summary({ status: "assigned" }), viewer("agent"));
    expect(stranger).toMatchObject({ block: false, snooze: false, markUnread: false, replay: false });
    const mine = summary({ status: "assigned", participants: [me] });
    expect(roomActions(mine, viewer("agent"))).toMatchObject({ block: true, snooze: true, markUnread: true });
    expect(roomActions(mine, viewer("supervisor")).replay).toBe(true);
    expect(roomActions(mine, viewer("supervisor", { isReadOnly: true }))).toMatchObject({
      block: false,
      snooze: false,
    });
  });

  it("ASSIGN-12 says how full somebody's hands are, by the limit that counts for the channel", () => {
    const dewi = member({
      memberId: "mem_dewi",
      name: "Dewi",
      openRooms: 9,
      limits: [
        { channels: ["email"], limit: 3, openRooms: 3 },
        { channels: null, limit: 6, openRooms: 5 },
      ],
    });
    expect(loadOf(dewi, "web_chat")).toEqual({ open: 5, limit: 6, isFull: false });
    expect(loadOf(dewi, "email")?.isFull).toBe(true);
    expect(loadOf(member({ memberId: "m", name: "M" }), "email")).toBeNull();
    const [option] = memberOptions([dewi], [], summary({ channel: "email" }), me.memberId, text);
    expect(option?.detail).toBe("Online · full, 3/3");
  });

  it("ASSIGN-15 names who would leave by a move; General covers everyone", () => {
    const division = {
      divisionId: "div_1",
      name: "Billing",
      supervisorId: "mem_s",
      agentIds: ["mem_a"],
      integrationIds: null,
      version: 1,
    };
    const participants = ["mem_s", "mem_a", "mem_x"].map((memberId) => ({ memberId, name: memberId }));
    expect(leavingBy(division, participants)).toEqual(["mem_x"]);
    expect(leavingBy(null, participants)).toEqual([]);
  });
});

describe("BEY-17 replay", () => {
  const events = eventsOf([
    { ...opened(1), at: NOW },
    { ...says("Hello?"), at: NOW + 1000 },
    { ...takes, at: NOW + 20 * MINUTE },
    { ...answers("Hi"), at: NOW + 30 * MINUTE },
    { type: "contact.blocked", actor: bagas, participantIds: [], at: NOW + 40 * MINUTE },
    { type: "conversation.resolved", actor: bagas, number: 1, reason: "manual", at: NOW + HOUR },
    { ...opened(2), at: NOW + 20 * HOUR },
  ] as EventDraft[]);
  const moments = momentsOf(summary({ headSeq: 7, status: "unassigned", isBlocked: true }), events);

  it("shows state, agents, waiting and session as they were at every moment", () => {
    expect(moments.map(({ status }) => status)).toEqual([
      "unassigned",
      "unassigned",
      "assigned",
      "assigned",
      "assigned",
      "resolved",
      "unassigned",
    ]);
    expect(moments[2]).toMatchObject({ agents: ["Bagas Pratama"], waitingMs: 20 * MINUTE - 1000, session: "open" });
    expect(moments[3]).toMatchObject({ waitingMs: null, messageCount: 2, sinceOpeningMs: 30 * MINUTE });
    expect(moments[4]?.isBlocked).toBe(true);
    expect(moments[1]?.isBlocked).toBe(false);
    expect(moments[6]).toMatchObject({ conversationNumber: 2, agents: [], session: "expiring" });
  });

  it("knows only what had happened by then", () => {
    for (let index = 0; index < events.length; index += 1)
      expect(momentsOf(summary({ isBlocked: true }), events.slice(0, index + 1)).at(-1)).toEqual(moments[index]);
  });

  it("never waits for a long silence", () => {
    for (let index = 0; index < moments.length; index += 1) {
      expect(pauseAfter(moments, index, 1)).toBeLessThanOrEqual(1500);
      expect(pauseAfter(moments, index, 4)).toBeLessThan(pauseAfter(moments, index, 1));
    }
  });
});
