import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TokenScope } from "../../../protocol/embed.ts";
import type { Counters } from "../../../protocol/feed-frames.schema.ts";
import { canSeeRoom, type MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { visibilityAt } from "../../../worker/organization/room-entry.ts";
import { RoomIndex } from "../../../worker/organization/room-index.ts";
import { identity, ORGANIZATION, summary } from "../../support/organization-builders.ts";
import { anyMember, anyTold, type Told, toSummary } from "./arbitraries.ts";

const visibility = (room: RoomSummary) => ({
  ...room,
  contactId: room.contact.contactId,
  participantIds: room.participants.map((participant) => participant.memberId),
});

/** LIST-4 and LIST-6 by the book: look at every room, ask the one rule of visibility, count. */
function recount(rooms: Iterable<RoomSummary>, member: MemberIdentity): Counters {
  const counters = { messages: 0, comments: 0, unassigned: 0 };
  for (const room of rooms) {
    if (!canSeeRoom(member, visibility(room))) continue;
    const isCounted =
      room.isUnresponded && !room.isBlocked && (room.status === "unassigned" || room.status === "assigned");
    if (isCounted && room.kind === "message") counters.messages += 1;
    if (isCounted && room.kind === "comment") counters.comments += 1;
    if (room.status === "unassigned") counters.unassigned += 1;
  }
  return counters;
}

function newest(told: Told[]): Map<string, RoomSummary> {
  const rooms = new Map<string, RoomSummary>();
  for (const one of told) {
    if ((rooms.get(one.roomId)?.version ?? 0) < one.version) rooms.set(one.roomId, toSummary(one));
  }
  return rooms;
}

function indexOf(told: Told[], keep = 1_000): RoomIndex {
  const index = new RoomIndex(ORGANIZATION, keep);
  const closed = new Map<string, ReturnType<RoomIndex["get"]>>();
  for (const one of told) {
    index.apply(toSummary(one), null, 0, closed.get(one.roomId) ?? null);
    for (const entry of index.trim()?.closed ?? []) closed.set(entry.roomId, entry);
  }
  return index;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyCutMember: fc.Arbitrary<MemberIdentity> = fc
  .record({
    member: anyMember,
    components: fc.constantFrom<TokenScope["components"][]>(["inbox"], ["contact-rooms"], ["report"]),
    integrationIds: maybe(fc.constantFrom<string[][]>([summary("room_1", 1).integrationId], ["int_other"])),
    divisionIds: maybe(fc.constantFrom<(string | null)[][]>([null], ["div_sales"], [null, "div_help"])),
    contactId: maybe(fc.constantFrom("con_room_1", "con_room_2")),
  })
  .map(({ member, ...cut }) => ({
    ...member,
    scope: { apiTokenId: "apt_a", origin: "https://portal.example", isReadOnly: false, ...cut },
  }));

describe("counters", () => {
  it("LIST-3 LIST-4 LIST-6 equal a recount of every room, for every kind of member, after any sequence of changes", () => {
    fc.assert(
      fc.property(anyTold(6, 8), anyMember, (told, member) => {
        expect(indexOf(told).counters(member)).toEqual(recount(newest(told).values(), member));
      }),
      { numRuns: 2_000 },
    );
  });

  it("LIST-4 LIST-6 stay right when resolved rooms leave memory and come back", () => {
    fc.assert(
      fc.property(anyTold(12, 8), anyMember, (told, member) => {
        expect(indexOf(told, 2).counters(member)).toEqual(recount(newest(told).values(), member));
      }),
      { numRuns: 1_000 },
    );
  });

  it("EMBED-3 equal a recount also through a portal's token, asked for again and again while rooms change", () => {
    fc.assert(
      fc.property(anyTold(6, 8), fc.array(anyCutMember, { minLength: 1, maxLength: 4 }), (told, members) => {
        const index = new RoomIndex(ORGANIZATION, 1_000);
        told.forEach((one, at) => {
          index.apply(toSummary(one), null, 0, null);
          for (const member of members)
            expect(index.counters(member)).toEqual(recount(newest(told.slice(0, at + 1)).values(), member));
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it("PRIVACY-6 EMBED-3 a room that was erased counts no more, also through a portal's token", () => {
    const scope = { apiTokenId: "apt_a", origin: "https://portal.example", isReadOnly: false };
    const cut = { components: ["inbox" as const], integrationIds: null, divisionIds: [null], contactId: null };
    const member = { ...identity("mem_z", "admin"), scope: { ...scope, ...cut } };
    const index = new RoomIndex(ORGANIZATION, 10);
    for (const n of [1, 2]) index.apply(summary(`room_${n}`, 1), null, 0, null);
    expect(index.counters(member)).toEqual({ messages: 2, comments: 0, unassigned: 2 });
    index.remove("room_1");
    expect(index.counters(member)).toEqual({ messages: 1, comments: 0, unassigned: 1 });
  });

  it("LIST-6 example: 5 unresponded message rooms of which 2 are unassigned show 5 on Messages and 2 on the browser tab", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    for (const n of [1, 2]) index.apply(summary(`room_${n}`, 1), null, 0, null);
    for (const n of [3, 4, 5]) index.apply(summary(`room_${n}`, 1, { with: ["mem_a"] }), null, 0, null);
    expect(index.counters(identity("mem_z", "admin"))).toEqual({ messages: 5, comments: 0, unassigned: 2 });
  });

  it("LIST-6 falls by one when one of the unassigned rooms is assigned, and LIST-4 does not", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    for (const n of [1, 2]) index.apply(summary(`room_${n}`, 1), null, 0, null);
    index.apply(summary("room_1", 2, { with: ["mem_a"] }), null, 0, null);
    expect(index.counters(identity("mem_z", "admin"))).toEqual({ messages: 2, comments: 0, unassigned: 1 });
  });

  it("LIST-5 a staff answer takes the room out of the badge, a new customer message puts it back, several count once", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    const badge = () => index.counters(identity("mem_a", "supervisor")).messages;
    const tell = (version: number, isUnresponded: boolean) =>
      index.apply(summary("room_1", version, { with: ["mem_a"], isUnresponded }), null, 0, null);
    tell(1, true);
    expect(badge()).toBe(1);
    tell(2, false);
    expect(badge()).toBe(0);
    tell(3, true);
    tell(4, true);
    expect(badge()).toBe(1);
  });

  it("LIST-2 comments are counted on their own tab, and in LIST-6 with the messages", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    index.apply(summary("room_1", 1), null, 0, null);
    index.apply(summary("room_2", 1, { kind: "comment" }), null, 0, null);
    expect(index.counters(identity("mem_z", "admin"))).toEqual({ messages: 1, comments: 1, unassigned: 2 });
  });

  it("INV-6 a room of another organization is not taken, and another organization's member counts nothing", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    expect(index.apply(summary("room_1", 1, { organizationId: "org_x" }), null, 0, null)).toBeNull();
    index.apply(summary("room_2", 1), null, 0, null);
    const stranger = identity("mem_z", "admin", { organizationId: "org_x" });
    expect(index.counters(stranger)).toEqual({ messages: 0, comments: 0, unassigned: 0 });
  });
});

describe("merging by version", () => {
  it("any order and any repetition of the same summaries ends in the same state", () => {
    fc.assert(
      fc.property(anyTold(5, 6), anyMember, fc.infiniteStream(fc.nat()), (told, member, chances) => {
        const shuffled = [...told, ...told]
          .map((one) => ({ one, at: chances.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const index = indexOf(shuffled);
        const expected = indexOf(told);
        expect(index.counters(member)).toEqual(expected.counters(member));
        for (const id of ["mem_a", "mem_b", "mem_c"]) expect(index.loadOf(id)).toBe(expected.loadOf(id));
        const waiting = (one: RoomIndex) => [...one.waiting()].map((room) => room.roomId).sort();
        expect(waiting(index)).toEqual(waiting(expected));
      }),
      { numRuns: 500 },
    );
  });

  it("ASSIGN-10 the load of a member is the number of assigned rooms they take part in", () => {
    fc.assert(
      fc.property(anyTold(6, 8), (told) => {
        const index = indexOf(told);
        const rooms = [...newest(told).values()].filter((room) => room.status === "assigned").map(visibility);
        for (const id of ["mem_a", "mem_b", "mem_c"])
          expect(index.loadOf(id)).toBe(rooms.filter((room) => room.participantIds.includes(id)).length);
      }),
    );
  });

  it("an index loaded from its own entries answers as before", () => {
    fc.assert(
      fc.property(anyTold(6, 8), anyMember, fc.nat({ max: 70 }), (told, member, last) => {
        const index = indexOf(told);
        const copy = new RoomIndex(ORGANIZATION, 1_000);
        const entries = [...new Set(told.map((one) => one.roomId))].flatMap((roomId) => index.get(roomId) ?? []);
        copy.load(JSON.parse(JSON.stringify(entries)), index.floor);
        expect(copy.head).toBe(index.head);
        expect(copy.counters(member)).toEqual(index.counters(member));
        expect(copy.changedSince(last)).toEqual(index.changedSince(last));
      }),
    );
  });

  it("a summary from libSQL never replaces one that a room has told, and is no change of the feed", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    index.apply(summary("room_1", 3, { status: "resolved" }), null, 0, null);
    expect(index.restore(summary("room_1", 2))).toBeNull();
    expect(index.restore(summary("room_2", 7))).not.toBeNull();
    expect(index.head).toBe(1);
    expect(index.counters(identity("mem_z", "admin")).unassigned).toBe(1);
    expect(index.apply(summary("room_2", 7), null, 0, null)).toBeNull();
  });
});

describe("what a returning client is told", () => {
  it("BEY-1 exactly the rooms that changed since its position, each once, oldest change first; or null, never less", () => {
    fc.assert(
      fc.property(anyTold(12, 8), fc.integer({ min: 1, max: 6 }), fc.nat({ max: 60 }), (told, keep, last) => {
        const index = new RoomIndex(ORGANIZATION, keep);
        const positions = new Map<string, number>();
        for (const one of told) {
          const change = index.apply(toSummary(one), null, 0, null);
          if (change !== null) positions.set(one.roomId, change.entry.position);
          index.trim();
        }
        const missed = index.changedSince(last);
        if (missed === null) return;
        const expected = [...positions].filter(([, position]) => position > last).sort((a, b) => a[1] - b[1]);
        expect(missed.map((entry) => entry.roomId)).toEqual(expected.map(([roomId]) => roomId));
        expect(missed.length).toBeLessThanOrEqual(keep);
      }),
      { numRuns: 1_000 },
    );
  });

  it("as long as no more rooms changed than are kept, the answer is never null", () => {
    fc.assert(
      fc.property(anyTold(4, 20), fc.nat({ max: 60 }), (told, last) => {
        const index = indexOf(told, 4);
        expect(index.changedSince(Math.min(last, index.head))).not.toBeNull();
      }),
    );
  });

  it("a position from the future or from before the memory is answered by null", () => {
    const index = new RoomIndex(ORGANIZATION, 1);
    for (let n = 1; n <= 4; n += 1) {
      index.apply(summary(`room_${n}`, 1), null, 0, null);
      index.trim();
    }
    expect(index.changedSince(5)).toBeNull();
    expect(index.changedSince(0)).toBeNull();
    expect(index.changedSince(3)?.map((entry) => entry.roomId)).toEqual(["room_4"]);
  });

  it("ROLE-3 what was visible at any earlier position is still known for rooms that changed since", () => {
    fc.assert(
      fc.property(anyTold(4, 12), (told) => {
        const index = new RoomIndex(ORGANIZATION, 1_000);
        const history = new Map<string, { position: number; room: RoomSummary }[]>();
        for (const one of told) {
          const change = index.apply(toSummary(one), null, 0, null);
          if (change === null) continue;
          const past = history.get(one.roomId) ?? [];
          history.set(one.roomId, [...past, { position: change.entry.position, room: toSummary(one) }]);
        }
        for (const [roomId, past] of history)
          for (const { position, room } of past) {
            const seen = visibilityAt(index.get(roomId)!, position);
            const { status, divisionId, participantIds } = visibility(room);
            expect(seen).toMatchObject({ status, divisionId, participantIds });
          }
      }),
    );
  });
});

describe("lag", () => {
  it("is that of the room which could not store for longest, and ends when every room has caught up", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    index.apply(summary("room_1", 1), null, 0, null);
    index.apply(summary("room_2", 1), 4_000, 0, null);
    index.apply(summary("room_1", 1), 3_000, 0, null);
    expect(index.laggingSince()).toBe(3_000);
    expect(index.apply(summary("room_1", 1), null, 0, null)?.isNews).toBe(false);
    expect(index.laggingSince()).toBe(4_000);
    index.apply(summary("room_2", 2, { status: "resolved" }), null, 0, null);
    expect(index.laggingSince()).toBeNull();
  });

  it("rooms changed lately or lagging are what lists may not show yet", () => {
    const index = new RoomIndex(ORGANIZATION, 10);
    index.apply(summary("room_1", 1), 500, 1_000, null);
    index.apply(summary("room_2", 1), null, 2_000, null);
    index.apply(summary("room_3", 1), null, 9_000, null);
    expect(index.unsettled(5_000).map((entry) => entry.roomId)).toEqual(["room_1", "room_3"]);
  });

  it("a resolved room that lags stays until it has stored its end", () => {
    const index = new RoomIndex(ORGANIZATION, 1);
    index.apply(summary("room_1", 1, { status: "resolved" }), 500, 0, null);
    for (let n = 2; n <= 5; n += 1) index.apply(summary(`room_${n}`, 1), null, 0, null);
    expect(index.trim()?.closed).toEqual([]);
    expect(index.laggingSince()).toBe(500);
    index.apply(summary("room_1", 1, { status: "resolved" }), null, 0, null);
    expect(index.laggingSince()).toBeNull();
    expect(index.get("room_1")).toBeUndefined();
  });
});
