import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { RoomListQuery } from "../../../protocol/http.schema.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { countersFor, eventsBefore, listRooms, openRooms, roomById } from "../../../worker/inbox/store.ts";
import { expectedCounters, expectedList } from "../../support/inbox-oracle.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World, type WorldOrganization } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const T0 = 1_760_000_000_000;
const clock = { now: T0 + 60_000, session: DEFAULT_SESSION };

let world: World;
const summaries: RoomSummary[] = [];

/** Rooms of every status, kind, division and answer, many of them at the same millisecond, in both organizations. */
async function fill(organization: WorldOrganization): Promise<void> {
  const { agentA, agentB, salesId } = organization;
  const rooms: RoomScript[] = [];
  for (let index = 0; index < 48; index++) {
    const kind = index % 5 === 4 ? "comment" : "message";
    const divisionId = [null, salesId, "div_other"][index % 3] ?? null;
    const room = await RoomScript.open(organization, `guest-${index}`, { kind, divisionId, at: T0 });
    room.at(T0 + Math.floor(index / 6) * 1000).writes(`halo ${index}`);
    const stage = index % 6;
    if (stage >= 1) room.joins(index % 2 ? agentA : agentB);
    if (stage >= 2) room.answers(agentA, "ya");
    if (stage >= 3) room.resolves(agentA);
    if (stage === 4)
      room
        .opens()
        .at(T0 + Math.floor(index / 6) * 1000 + 1)
        .writes("lagi");
    if (stage === 5) room.opens("campaign");
    rooms.push(room);
  }
  rooms.push((await RoomScript.open(organization, "lost")).writes("halo").joins(agentA).leaves(agentA));
  await Promise.all(rooms.map((room) => projected(projectorFor(env, organization.organizationId), room.slice())));
  summaries.push(...rooms.map((room) => room.summary));
}

beforeAll(async () => {
  world = await createWorld(db);
  await fill(world.one);
  await fill(world.two);
});

/** Everybody there is to ask: each role, with and without takeover, with and without restriction. */
function everybody(): [string, MemberIdentity][] {
  return [world.one, world.two].flatMap(
    ({ name, admin, supervisor, agentA, agentB, salesId }): [string, MemberIdentity][] => {
      const restricted = { ...supervisor.identity, isRestricted: true };
      const noTakeover = { ...agentA.identity, settings: { ...agentA.identity.settings, agentCanTakeOver: false } };
      return [
        [`${name} admin`, admin.identity],
        [`${name} supervisor`, supervisor.identity],
        [`${name} restricted supervisor`, restricted],
        [`${name} supervisor of two divisions`, { ...restricted, divisionIds: [salesId, "div_other"] }],
        [`${name} supervisor of none`, { ...restricted, divisionIds: [] }],
        [`${name} agent in Sales`, agentA.identity],
        [`${name} agent in General only`, agentB.identity],
        [`${name} agent without takeover`, noTakeover],
      ];
    },
  );
}

const queries: Pick<RoomListQuery, "kind" | "status" | "sort">[] = (["message", "comment"] as const).flatMap((kind) =>
  (["all", "unassigned", "assigned", "resolved"] as const).flatMap((status) =>
    (["newest", "oldest"] as const).map((sort) => ({ kind, status, sort })),
  ),
);

async function allPages(
  member: MemberIdentity,
  query: Pick<RoomListQuery, "kind" | "status" | "sort">,
  limit: number,
): Promise<RoomSummary[]> {
  const found: RoomSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRooms(db, member, { ...query, limit, cursor }, clock);
    if (page === null) throw new Error("the cursor was refused");
    expect(page.rooms.length).toBeLessThanOrEqual(limit);
    found.push(...page.rooms);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

describe("inbox lists", () => {
  it("LIST-9..13, ROLE-3, INV-6 every list of everybody equals the rule, across pages and ties, with no other tenant's room", async () => {
    let shown = 0;
    for (const [who, member] of everybody()) {
      for (const query of queries) {
        const found = await allPages(member, query, 3);
        const ids = found.map((room) => room.roomId);
        expect(ids, `${who} ${JSON.stringify(query)}`).toEqual(expectedList(member, summaries, query, clock));
        expect(new Set(found.map((room) => room.organizationId)).size).toBeLessThanOrEqual(1);
        shown += ids.length;
      }
    }
    expect(shown).toBeGreaterThan(500);
  });

  it("LIST-13 an agent without takeover has an empty Unassigned", async () => {
    const { identity } = world.one.agentA;
    const member = { ...identity, settings: { ...identity.settings, agentCanTakeOver: false } };
    expect(await allPages(member, { kind: "message", status: "unassigned", sort: "newest" }, 50)).toEqual([]);
  });

  it("gives each room as its object says it", async () => {
    const [first] = summaries;
    const rooms = await allPages(world.one.admin.identity, { kind: "message", status: "all", sort: "newest" }, 50);
    expect(rooms.find((room) => room.roomId === first?.roomId)).toEqual(first);
    expect(await roomById(db, world.one.organizationId, String(first?.roomId))).toEqual(first);
    expect(await roomById(db, world.two.organizationId, String(first?.roomId))).toBeNull();
  });

  it("a page ends with no cursor exactly when it is the last", async () => {
    const query = { kind: "message", status: "resolved", sort: "newest" } as const;
    const all = expectedList(world.one.admin.identity, summaries, query, clock).length;
    expect((await listRooms(db, world.one.admin.identity, { ...query, limit: all }, clock))?.nextCursor).toBeNull();
    expect(
      (await listRooms(db, world.one.admin.identity, { ...query, limit: all - 1 }, clock))?.nextCursor,
    ).not.toBeNull();
  });

  it.each([
    "x",
    "AAAA",
    btoa("1,2"),
    btoa("1,room_' OR 1=1"),
    btoa("99999999999999999999,room_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
  ])("refuses %s as a cursor", async (cursor) => {
    const query = { kind: "message", status: "all", sort: "newest", limit: 5, cursor } as const;
    expect(await listRooms(db, world.one.admin.identity, query, clock)).toBeNull();
  });
});

describe("counters", () => {
  it("LIST-4, LIST-6 everybody's numbers equal the rule", async () => {
    for (const [who, member] of everybody()) {
      expect(await countersFor(db, member), who).toEqual(expectedCounters(member, summaries));
    }
  });
});

describe("what objects read back", () => {
  it("gives the unresolved rooms of one organization page by page", async () => {
    const { organizationId } = world.one;
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: RoomSummary[] = await openRooms(db, organizationId, after, 7);
      if (page.length === 0) break;
      found.push(...page.map((room) => room.roomId));
      after = found.at(-1) ?? null;
    }
    const expected = summaries.filter((room) => room.organizationId === organizationId && room.status !== "resolved");
    expect(found).toEqual(expected.map((room) => room.roomId).toSorted());
  });

  it("INV-3 gives a room's events before a seq, oldest first, to its own organization only", async () => {
    const room = await RoomScript.open(world.one, "history");
    for (let index = 0; index < 10; index++) room.writes(`pesan ${index}`);
    await projected(projectorFor(env, world.one.organizationId), room.slice());
    const { organizationId } = world.one;
    const page = await eventsBefore(db, { organizationId, roomId: room.roomId, before: 9, limit: 4 });
    expect(page).toEqual(room.events.slice(4, 8));
    const newest = await eventsBefore(db, { organizationId, roomId: room.roomId, limit: 3 });
    expect(newest).toEqual(room.events.slice(-3));
    expect(await eventsBefore(db, { organizationId: world.two.organizationId, roomId: room.roomId, limit: 3 })).toEqual(
      [],
    );
  });
});
