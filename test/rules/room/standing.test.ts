import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticesOf } from "../../../worker/notices/rules.ts";
import type { ContactStanding, Said } from "../../../worker/room/contract.ts";
import { RoomCore } from "../../../worker/room/core.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import { replay } from "../../../worker/room/rules/evolve.ts";
import { isVerified } from "../../../worker/room/rules/evolve-contact.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { anyCalls } from "../../support/room-arbitraries.ts";
import { acts, call, context, does, member, writes } from "../../support/room-builders.ts";

const ayu = { id: "mem_ayu", name: "Ayu" };
const standing = (extra: Partial<ContactStanding> = {}): ContactStanding => ({
  contactId: context.contactId,
  name: null,
  email: null,
  phone: null,
  isBlocked: false,
  actor: ayu,
  ...extra,
});
const staff = (value: string | null): Said => ({ value, by: "staff" });
const stands = (contact: ContactStanding): RoomCommand => ({ from: "standing", context, contact });
const opened = (...commands: RoomCommand[]) => {
  const store = new MemoryRoomStore();
  const core = RoomCore.create(context, store);
  const runs = (command: RoomCommand, at = 1_000) => core.execute([call(command, at, null)]);
  for (const command of [writes("Halo"), ...commands]) runs(command);
  return { store, core, runs };
};

const anySaid = fc.option(
  fc.record({
    value: fc.option(fc.constantFrom("Ani", "a@b.example", "628123"), { nil: null }),
    by: fc.constantFrom("staff" as const, "signed" as const, null),
  }),
  { nil: null },
);
const anyStanding: fc.Arbitrary<ContactStanding> = fc.record({
  contactId: fc.constantFrom(context.contactId, "con_b", "con_c"),
  name: anySaid,
  email: anySaid,
  phone: anySaid,
  isBlocked: fc.boolean(),
  actor: fc.option(fc.constant(ayu), { nil: null }),
});

describe("a room follows its contact", () => {
  it("CONTACT-2 CONTACT-5 BLOCK-1 after any life a room that is told what stands has just that, and telling it again changes nothing", () => {
    fc.assert(
      fc.property(anyCalls, anyStanding, anyStanding, (calls, first, last) => {
        const { core, store, runs } = opened();
        for (const each of calls) core.execute([each]);
        const at = calls.at(-1)?.at ?? 1;
        runs(stands(first), at);
        runs(stands(last), at);
        const { state } = core;
        expect(state.room?.contactId).toBe(last.contactId);
        expect(core.context?.contactId).toBe(last.contactId);
        expect(state.isBlocked).toBe(last.isBlocked);
        for (const field of ["name", "email", "phone"] as const) {
          const said = last[field];
          if (said !== null) expect(state.contact[field]).toBe(said.value);
          if (said?.by) expect(state.said[field]).toBe(said.by);
        }
        const { length } = store.events;
        expect(runs(stands(last), at).events).toEqual([]);
        expect(store.events).toHaveLength(length);
        expect(replay(store.events)).toEqual(state);
      }),
    );
  });

  it("CONTACT-2 a copy names who changed the contact, and the visitor does not write over it", () => {
    const { core, runs } = opened(acts({ type: "profile.update", name: "Queen" }));
    const [event] = runs(stands(standing({ name: staff("Rina") }))).events;
    expect(event).toMatchObject({
      type: "contact.updated",
      name: "Rina",
      isCopy: true,
      actor: { type: "member", ...ayu },
    });
    runs(acts({ type: "profile.update", name: "Queen" }));
    expect(core.state.contact.name).toBe("Rina");
  });

  it("CONTACT-5 a merged contact links the room without a word of its own name, and nobody counts as signed for", () => {
    const { core, runs } = opened();
    const name: Said = { value: "Rina", by: null };
    const events = runs(stands(standing({ contactId: "con_other", name }))).events;
    expect(events.map(({ type }) => type)).toEqual(["contact.linked", "contact.updated"]);
    expect(events[0]).toMatchObject({
      contactId: "con_other",
      formerContactId: context.contactId,
      reason: "merged",
      name: "Rina",
    });
    expect(core.state).toMatchObject({ isSigned: false, said: {}, contact: { name: "Rina" } });
    const [said] = runs(writes("Lagi")).events;
    expect(said?.actor).toEqual({ type: "contact", id: "con_other" });
  });

  it("BLOCK-1 BLOCK-4 BLOCK-7 a block elsewhere holds here too, tells the assignees here and no role again", () => {
    const { core, runs } = opened(does(member("mem_a"), { type: "room.take" }));
    const [event] = runs(stands(standing({ isBlocked: true }))).events;
    expect(event).toMatchObject({ type: "contact.blocked", isCopy: true, participantIds: ["mem_a"] });
    const [notice] = noticesOf(event!, core.summary()!);
    expect(notice).toMatchObject({ memberIds: ["mem_a"], roles: [] });
    expect(runs(writes("Promo!")).events[0]?.type).toBe("message.withheld");
    expect(runs(stands(standing())).events[0]).toMatchObject({ type: "contact.unblocked", isCopy: true });
    expect(core.state.isBlocked).toBe(false);
  });

  it("WIDGET-19 an address that was signed for counts as verified until staff put another in its place", () => {
    const { core, runs } = opened();
    runs(stands(standing({ email: { value: "rina@toko.example", by: "signed" } })));
    expect(isVerified(core.state)).toBe(true);
    runs(stands(standing({ email: staff("lain@toko.example") })));
    expect(isVerified(core.state)).toBe(false);
  });

  it("CONTACT-2 a room has something to tell until libSQL has its own words; copies are not its own", () => {
    const { core, runs } = opened(does(member("mem_z", "admin"), { type: "contact.update", name: "Ani" }));
    expect(core.hasUntoldContact).toBe(true);
    core.markFlushed(core.state.headSeq, core.summary()!.version, 0);
    expect(core.hasUntoldContact).toBe(false);
    runs(stands(standing({ name: staff("Rina"), isBlocked: true })));
    expect(core.hasUntoldContact).toBe(false);
  });

  it("a room that was never written to has nothing to write down", () => {
    const core = RoomCore.create(context, new MemoryRoomStore());
    const { events, answers } = core.execute([call(stands(standing({ isBlocked: true })), 1, null)]);
    expect(events).toEqual([]);
    expect(answers[0]?.ok).toBe(true);
  });
});

describe("a person is erased", () => {
  it("PRIVACY-6 INV-3 after any life nothing that was said stays, numbers go on, and doing it again finds nobody else", () => {
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const { core, store, runs } = opened(writes("zzmarker"));
        for (const each of calls) core.execute([each]);
        const before = 10_000_000_000;
        const { headSeq, conversation } = core.state;
        const version = headSeq + core.cursors.revision;
        const epoch = core.epoch;
        const erased = core.erase(before);
        expect(erased).toEqual({ seq: headSeq, version });
        expect(core.erase(before)).toEqual(erased);
        expect([core.summary(), core.context, core.state.room]).toEqual([null, null, null]);
        expect(JSON.stringify([store.load(), store.events])).not.toContain("zzmarker");
        expect(store.load()?.epoch).not.toBe(epoch);
        expect(runs(writes("Terlambat"), before).answers[0]).toMatchObject({ refusal: { code: "not_found" } });

        core.begin(context);
        const { events } = runs(writes("Halo lagi"), before + 1);
        expect(events.map(({ seq }) => seq)).toEqual([headSeq + 1, headSeq + 2, headSeq + 3]);
        expect(events[1]).toMatchObject({ number: (conversation?.number ?? 0) + 1 });
        expect(core.summary()?.version).toBeGreaterThan(version);
        expect(core.erase(before)).toEqual(erased);
        expect(core.summary()?.lastMessage?.preview).toBe("Halo lagi");
        expect(RoomCore.load(context.roomId, store)?.state).toEqual(core.state);
      }),
    );
  });
});
