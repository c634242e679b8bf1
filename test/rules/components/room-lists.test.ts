import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderedRooms } from "../../../components/data/ordered-rooms.ts";
import { compareRooms, type SortChoice } from "../../../components/inbox/list/list-choice.ts";
import { ShownRows } from "../../../components/inbox/list/shown-rows.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { summary } from "../../support/component-builders.ts";

const room = (roomId: string, at: number): RoomSummary => summary({ roomId, lastInboundAt: at });
const by = (sort: SortChoice) => (a: RoomSummary, b: RoomSummary) => compareRooms(a, b, sort);
const idsOf = (rooms: readonly (RoomSummary | undefined)[]): string[] => rooms.map((one) => one?.roomId ?? "?");

/** What happens to the rooms of a choice: a room gets a new time, or leaves. */
type Change = { roomId: string; at: number | null };
const names = [..."abcdefghij"];
const changes = fc.array(fc.record({ roomId: fc.constantFrom(...names), at: fc.option(fc.nat(20), { nil: null }) }), {
  maxLength: 40,
});
const first = fc.uniqueArray(fc.record({ roomId: fc.constantFrom(...names), at: fc.nat(20) }), {
  selector: ({ roomId }) => roomId,
});

/** The store's part: knows each room's newest state and tells the order of the change. */
class World {
  readonly known = new Map<string, RoomSummary>();
  readonly order: OrderedRooms;

  constructor(rooms: { roomId: string; at: number }[], sort: SortChoice = "newest", end: RoomSummary | null = null) {
    for (const { roomId, at } of rooms) this.known.set(roomId, room(roomId, at));
    this.order = new OrderedRooms([...this.known.values()], by(sort), end);
  }

  apply({ roomId, at }: Change): void {
    const before = this.known.get(roomId) ?? null;
    const after = at === null ? null : room(roomId, at);
    if (after) this.known.set(roomId, after);
    else this.known.delete(roomId);
    this.order.replace([{ before, after }]);
  }

  /** Many at once; of a room that changes more than once the last state counts. */
  applyAll(news: readonly Change[]): void {
    const last = new Map(news.map((change) => [change.roomId, change]));
    const changes = [...last.values()].map(({ roomId, at }) => ({
      before: this.known.get(roomId) ?? null,
      after: at === null ? null : room(roomId, at),
    }));
    for (const { before, after } of changes) {
      if (after) this.known.set(after.roomId, after);
      else if (before) this.known.delete(before.roomId);
    }
    this.order.replace(changes);
  }
}

describe("rooms in order", () => {
  it("LIST-1 whatever changes, the order is the one that sorting would give", () => {
    fc.assert(
      fc.property(first, changes, fc.constantFrom("newest", "oldest", "expires"), (rooms, news, sort: SortChoice) => {
        const world = new World(rooms, sort);
        for (const change of news) world.apply(change);
        const sorted = [...world.known.values()].sort(by(sort));
        expect(idsOf(world.order.rows())).toEqual(idsOf(sorted));
        for (const [index, one] of sorted.entries()) expect(world.order.indexOf(one)).toBe(index);
      }),
    );
  });

  it("LIST-1 many changes at once lead to the same order, tell the same, and respect the last page", () => {
    fc.assert(
      fc.property(first, fc.array(changes, { maxLength: 5 }), fc.option(fc.nat(20)), (rooms, batches, end) => {
        const last = end === null ? null : room("zz", end);
        const world = new World(rooms, "newest", last);
        const shown = new ShownRows(world.order);
        for (const batch of batches) {
          world.applyAll(batch);
          const sorted = [...world.known.values()].sort(by("newest"));
          const within = sorted.filter((one) => last === null || by("newest")(one, last) <= 0);
          expect(idsOf(world.order.rows())).toEqual(idsOf(within));
          for (const [index, one] of within.entries()) expect(shown.indexOf(one.roomId, one)).toBe(index);
          const before = shown.length;
          shown.hold(true);
          world.applyAll(batch.map((change) => ({ ...change, at: change.at === null ? null : change.at + 1 })));
          expect(shown.length).toBeGreaterThanOrEqual(before);
          shown.hold(false);
        }
      }),
    );
  });

  it("rooms behind the last page are not shown before the pages reach them", () => {
    fc.assert(
      fc.property(first, changes, fc.nat(20), fc.nat(20), (rooms, news, at, later) => {
        const world = new World(rooms, "newest", room("zz", at));
        for (const change of news) world.apply(change);
        const upTo = (end: number): string[] =>
          idsOf([...world.known.values()].sort(by("newest")).filter((one) => (one.lastInboundAt ?? 0) >= end));
        expect(idsOf(world.order.rows())).toEqual(upTo(at + 1).concat(idsOf([])));
        world.order.reachTo(room("", Math.min(at, later)));
        expect(idsOf(world.order.rows())).toEqual(upTo(Math.min(at, later)));
        world.order.reachTo(null);
        expect(world.order.length).toBe(world.known.size);
      }),
    );
  });

  it("one change of a hundred thousand rooms costs a search, not a sort", () => {
    const rooms = Array.from({ length: 100_000 }, (_, index) => room(`room_${index}`, index));
    let compared = 0;
    const order = new OrderedRooms(
      rooms,
      (a, b) => {
        compared += 1;
        return compareRooms(a, b, "newest");
      },
      null,
    );
    compared = 0;
    order.replace([{ before: rooms.at(-1) as RoomSummary, after: room("room_0", 200_000) }]);
    expect(compared).toBeLessThan(60);
    expect(order.at(0)?.roomId).toBe("room_0");
  });
});

describe("rows on screen", () => {
  const begin = (...ids: string[]): { world: World; shown: ShownRows; ids: () => string[] } => {
    const world = new World(ids.map((roomId, index) => ({ roomId, at: 100 - index })));
    const shown = new ShownRows(world.order);
    return { world, shown, ids: () => idsOf(Array.from({ length: shown.length }, (_, index) => shown.at(index))) };
  };

  it("LIST-15 arriving rows do not shift a held list and are counted", () => {
    const { world, shown, ids } = begin("a", "b", "c");
    shown.hold(true);
    world.apply({ roomId: "new", at: 200 });
    expect([ids(), shown.waiting]).toEqual([["a", "b", "c"], 1]);
    shown.apply();
    expect([ids(), shown.waiting]).toEqual([["new", "a", "b", "c"], 0]);
  });

  it("LIST-15 a moving row keeps its place and is counted once; back in its place it is counted no more", () => {
    const { world, shown, ids } = begin("a", "b", "c");
    shown.hold(true);
    world.apply({ roomId: "c", at: 200 });
    world.apply({ roomId: "c", at: 300 });
    expect([ids(), shown.waiting]).toEqual([["a", "b", "c"], 1]);
    expect(shown.indexOf("c", world.known.get("c") ?? null)).toBe(2);
    world.apply({ roomId: "c", at: 98 });
    expect(shown.waiting).toBe(0);
  });

  it("LIST-15 a row that gets newer where it stands is nothing to offer", () => {
    const { world, shown, ids } = begin("a", "b", "c");
    shown.hold(true);
    world.apply({ roomId: "a", at: 200 });
    expect([ids(), shown.waiting]).toEqual([["a", "b", "c"], 0]);
    expect(shown.indexOf("a", world.known.get("a") ?? null)).toBe(0);
    world.apply({ roomId: "b", at: 300 });
    expect(shown.waiting).toBe(1);
  });

  it("LIST-15 a row that left the choice stays until the list may move", () => {
    const { world, shown, ids } = begin("a", "b", "c");
    shown.hold(true);
    world.apply({ roomId: "b", at: null });
    expect(ids()).toEqual(["a", "b", "c"]);
    expect(shown.indexOf("b", null)).toBe(1);
    shown.hold(false);
    expect(ids()).toEqual(["a", "c"]);
  });

  it("LIST-15 the next page is added below a held list", () => {
    const world = new World(
      [..."abcde"].map((roomId, index) => ({ roomId, at: 100 - index })),
      "newest",
      room("c", 98),
    );
    const shown = new ShownRows(world.order);
    shown.hold(true);
    world.order.reachTo(null);
    expect(idsOf([0, 1, 2, 3, 4].map((index) => shown.at(index)))).toEqual([..."abcde"]);
    expect(shown.waiting).toBe(0);
  });

  it("LIST-15 whatever arrives, a held list only ever grows at its end, and every row is found where it stands", () => {
    fc.assert(
      fc.property(first, changes, (rooms, news) => {
        const world = new World(rooms);
        const shown = new ShownRows(world.order);
        shown.hold(true);
        const rows = (): string[] => idsOf(Array.from({ length: shown.length }, (_, index) => shown.at(index)));
        const isHeld = rooms.length > 0;
        for (const change of news) {
          const before = rows();
          world.apply(change);
          if (isHeld) expect(rows().slice(0, before.length)).toEqual(before);
          for (const [index, roomId] of rows().entries())
            expect(shown.indexOf(roomId, world.known.get(roomId) ?? null)).toBe(index);
        }
        expect(new Set(rows()).size).toBe(rows().length);
        shown.hold(false);
        expect(rows()).toEqual(idsOf(world.order.rows()));
      }),
    );
  });
});
