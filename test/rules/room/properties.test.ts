import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canSeeRoom } from "../../../protocol/roles.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { type Call, RoomCore } from "../../../worker/room/core.ts";
import { forVisitor } from "../../../worker/room/rules/audience.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import { replay } from "../../../worker/room/rules/evolve.ts";
import { visibilityOf } from "../../../worker/room/rules/seen.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { allocates, call, context, does, member, says, writes } from "../../support/room-builders.ts";

const members = [member("mem_a"), member("mem_b"), member("mem_s", "supervisor"), member("mem_z", "admin")];
const anyMember = fc.constantFrom(...members);

const anyCommand: fc.Arbitrary<RoomCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 12 }).map(writes) },
  { weight: 4, arbitrary: fc.tuple(anyMember, fc.string({ maxLength: 12 })).map(([who, text]) => says(who, text)) },
  anyMember.map((who) => does(who, { type: "room.take" })),
  fc.tuple(anyMember, anyMember).map(([who, to]) => does(who, { type: "room.assign", memberId: to.memberId }, to)),
  fc.tuple(anyMember, anyMember).map(([who, to]) => does(who, { type: "room.hand_over", memberId: to.memberId }, to)),
  fc
    .tuple(anyMember, anyMember)
    .map(([who, of]) => does(who, { type: "room.remove_participant", memberId: of.memberId })),
  anyMember.map((who) => does(who, { type: "room.leave" })),
  anyMember.map((who) => does(who, { type: "conversation.resolve" })),
  fc.tuple(anyMember, fc.string({ maxLength: 5 })).map(([who, text]) => does(who, { type: "note.add", text })),
  fc.tuple(anyMember, fc.integer({ min: 1, max: 4 })).map(([who, number]) => allocates(who, number)),
  fc.option(fc.nat(100_000_000), { nil: null }).map(
    (lastSeenAt): RoomCommand => ({
      from: "timer",
      lastSeenAt,
      policy: { session: DEFAULT_SESSION, remindBeforeMs: 3_600_000 },
    }),
  ),
);

/** Commands at rising times; ids repeat now and then, as retries do. */
const anyCalls: fc.Arbitrary<Call[]> = fc
  .array(fc.tuple(anyCommand, fc.nat(8 * 3_600_000), fc.nat(9)), { maxLength: 60 })
  .map((steps) => {
    const calls: Call[] = [];
    let at = 0;
    for (const [command, stepMs, chance] of steps) {
      at += stepMs;
      const earlier = calls[Math.floor(calls.length / 2)];
      const isTimer = command.from === "timer" || command.from === "allocator";
      if (chance === 0 && earlier) calls.push({ ...earlier, at });
      else calls.push(call(command, at, isTimer ? null : undefined));
    }
    return calls;
  });

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

  it("INV-2 the same id twice changes nothing and gets the first answer", () => {
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
