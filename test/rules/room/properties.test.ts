import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canSeeRoom } from "../../../protocol/roles.ts";
import { RoomCore } from "../../../worker/room/core.ts";
import { forVisitor } from "../../../worker/room/rules/audience.ts";
import { decide } from "../../../worker/room/rules/decide.ts";
import { nextDueAt } from "../../../worker/room/rules/decide-time.ts";
import { replay } from "../../../worker/room/rules/evolve.ts";
import { visibilityOf } from "../../../worker/room/rules/seen.ts";
import { AUTO_RESPONDER_ID } from "../../../worker/room/rules/state.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { anyCalls } from "../../support/room-arbitraries.ts";
import { call, context, sendsDue, strikes, writes } from "../../support/room-builders.ts";

const freshCore = () => {
  const store = new MemoryRoomStore();
  return { store, core: RoomCore.create(context, store) };
};

describe("any order of commands, repeats and timers", () => {
  it("INV-3 gives a gapless order and a state that replaying the log gives again, also after a restart", () => {
    fc.assert(
      fc.property(anyCalls, fc.nat(60), (calls, restartAt) => {
        const { store, core: first } = freshCore();
        let core = first;
        calls.forEach((each, index) => {
          if (index === restartAt) core = RoomCore.load(context.roomId, store)!;
          core.execute([each]);
        });
        expect(store.events.map((event) => event.seq)).toEqual(store.events.map((_, index) => index + 1));
        expect(replay(store.events)).toEqual(core.state);
        expect(RoomCore.load(context.roomId, store)?.state).toEqual(core.state);
      }),
    );
  });

  it("INV-2 MSG-4 MSG-12 the same id twice changes nothing and gets the first answer", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls.filter(({ id }) => id !== null)) {
          const first = core.execute([each]).answers[0]!;
          const count = store.events.length;
          const second = core.execute([{ ...each, at: each.at + 1 }]).answers[0]!;
          if (!first.ok) continue;
          expect(second).toEqual({ ...first, isRepeat: true });
          expect(store.events.length).toBe(count);
        }
      }),
    );
  });

  it("INV-2 the same id with another content is a conflict and the first one stands", () => {
    const { store, core } = freshCore();
    core.execute([call(writes("Halo"), 1, "same")]);
    const other = core.execute([call(writes("Lain"), 2, "same")]).answers[0];
    expect(other).toMatchObject({ ok: false, refusal: { code: "id_conflict" } });
    expect(store.events).toHaveLength(3);
  });

  it("gives the same log whether commands come one by one or in batches", () => {
    fc.assert(
      fc.property(anyCalls, fc.integer({ min: 1, max: 7 }), (calls, size) => {
        const single = freshCore();
        const batched = freshCore();
        for (const each of calls) single.core.execute([each]);
        for (let n = 0; n < calls.length; n += size) batched.core.execute(calls.slice(n, n + size));
        expect(batched.store.events).toEqual(single.store.events);
      }),
    );
  });

  it("ROOM-3 ASSIGN-1 keeps every conversation in one of the four statuses, assigned exactly while somebody takes part", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core } = freshCore();
        let lastNumber = 0;
        for (const each of calls) {
          core.execute([each]);
          const { conversation } = core.state;
          if (conversation === null) continue;
          if (conversation.status === "assigned") expect(conversation.participants.length).toBeGreaterThan(0);
          if (conversation.status === "unassigned") expect(conversation.participants).toEqual([]);
          expect(new Set(conversation.participants.map((p) => p.memberId)).size).toBe(conversation.participants.length);
          expect(conversation.status === "resolved").toBe(conversation.resolvedAt !== null);
          expect([lastNumber, lastNumber + 1]).toContain(conversation.number);
          lastNumber = conversation.number;
        }
      }),
    );
  });

  it("ROOM-12 no staff message ever follows a resolution without a new customer message", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) core.execute([each]);
        let isResolved = false;
        for (const event of store.events) {
          if (event.type === "conversation.resolved") isResolved = true;
          if (event.type === "conversation.opened") isResolved = false;
          if (event.type === "message.created") expect(isResolved).toBe(false);
        }
      }),
    );
  });

  it("ROLE-3 nobody changes a room that they could not see at that moment", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core } = freshCore();
        for (const each of calls) {
          const { room, conversation } = core.state;
          const { command } = each;
          const sees =
            command.from !== "member" ||
            (room !== null && conversation !== null && canSeeRoom(command.member, visibilityOf(room, conversation)));
          const { answers, events } = core.execute([each]);
          const isRepeat = answers[0]?.ok && answers[0].isRepeat;
          if (!sees && !isRepeat) expect(events).toEqual([]);
        }
      }),
    );
  });

  it("WIDGET-24 a visitor's view has the same places and none of the notes, tags, ids or reasons", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) core.execute([each]);
        const seen = store.events.map(forVisitor);
        expect(seen.map((event) => event.seq)).toEqual(store.events.map((event) => event.seq));
        const text = JSON.stringify(seen);
        expect(text).not.toMatch(/mem_|org_|int_|con_|note|tag|explanation|"how"|"reason"|divisionId/);
      }),
    );
  });

  it("BLOCK-4 BLOCK-6 while the contact is blocked nothing goes in or out", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) core.execute([each]);
        let isBlocked = false;
        for (const event of store.events) {
          if (event.type === "contact.blocked") isBlocked = true;
          if (event.type === "contact.unblocked") isBlocked = false;
          if (event.type === "message.created" || event.type === "conversation.opened") expect(isBlocked).toBe(false);
          if (event.type === "message.withheld") expect(isBlocked).toBe(true);
        }
      }),
    );
  });

  it("BEY-5 a resolved room has nothing planned and nothing put off; every plan ends exactly once", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) {
          core.execute([each]);
          const { conversation, schedule, snoozed } = core.state;
          if (conversation?.status === "resolved") expect([schedule, snoozed]).toEqual([[], null]);
        }
        const ended = new Set<string>();
        for (const event of store.events) {
          if (event.type === "message.scheduled") expect(ended.has(event.scheduleId)).toBe(false);
          if (event.type !== "message.unscheduled") continue;
          expect(ended.has(event.scheduleId)).toBe(false);
          ended.add(event.scheduleId);
        }
      }),
    );
  });

  it("SET-6 the auto responder speaks at most once in a conversation, before any member does", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { store, core } = freshCore();
        for (const each of calls) core.execute([each]);
        let greeted = 0;
        let hasStaffSpoken = false;
        for (const event of store.events) {
          if (event.type === "conversation.opened") hasStaffSpoken = false;
          if (event.type !== "message.created") continue;
          if (event.actor.type === "member") hasStaffSpoken = true;
          if (event.actor.type !== "bot" || event.actor.id !== AUTO_RESPONDER_ID) continue;
          expect(hasStaffSpoken).toBe(false);
          expect(event.conversationNumber).toBeGreaterThan(greeted);
          greeted = event.conversationNumber;
        }
      }),
    );
  });

  it("BEY-2 BEY-5 SESS-2 whatever is due gets done when the clock strikes, and then nothing is due", () => {
    fc.assert(
      fc.property(anyCalls, fc.nat(50 * 3_600_000), (calls, lateMs) => {
        const { core } = freshCore();
        for (const each of calls) core.execute([each]);
        const now = (calls.at(-1)?.at ?? 0) + lateMs;
        for (const rings of [1, 2]) {
          const due = core.state.schedule.filter(({ dueAt }) => dueAt <= now);
          const { events } = core.execute([
            call(strikes(), now, null),
            ...due.map(({ scheduleId }) => call(sendsDue(scheduleId, null), now, null)),
          ]);
          if (rings === 2) expect(events).toEqual([]);
        }
        expect(nextDueAt(core.state, strikes()) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
      }),
    );
  });

  it("decides the same twice, and leaves the state it was given alone", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core } = freshCore();
        for (const each of calls) {
          const before = JSON.stringify(core.state);
          expect(decide(core.state, each.command, each.at)).toEqual(decide(core.state, each.command, each.at));
          expect(JSON.stringify(core.state)).toBe(before);
          core.execute([each]);
        }
      }),
    );
  });

  it("versions of the summary only grow", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core } = freshCore();
        let version = 0;
        for (const each of calls) {
          const { events } = core.execute([each]);
          const now = core.summary()?.version ?? 0;
          if (events.length > 0) expect(now).toBeGreaterThan(version);
          else expect(now).toBe(version);
          version = now;
        }
      }),
    );
  });
});
