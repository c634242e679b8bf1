import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { countersFor, listRooms } from "../../../worker/inbox/store.ts";
import { expectedCounters, expectedList, type ListAsk } from "../../support/inbox-oracle.ts";
import { projected } from "../../support/projection.ts";
import {
  AGENT_IDS,
  chance,
  DIVISION_IDS,
  everyContactCut,
  everyCut,
  everySight,
  INTEGRATION_IDS,
  TAG_IDS,
  variedRooms,
} from "../../support/varied-rooms.ts";
import { createWorld } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const NOW = 1_760_000_000_000;
const HOUR = 3_600_000;
const clock = { now: NOW, session: DEFAULT_SESSION };
const PLAIN: ListAsk = { kind: "message", status: "all", sort: "newest" };

let organizationId: string;
let rooms: RoomSummary[];
let foreign: RoomSummary[];

beforeAll(async () => {
  const world = await createWorld(db);
  organizationId = world.one.organizationId;
  rooms = variedRooms(organizationId, 260, NOW);
  foreign = variedRooms(world.two.organizationId, 40, NOW, 2);
  await Promise.all(
    [...rooms, ...foreign].map((summary) =>
      projected(projectorFor(env, summary.organizationId), { ...summary, events: [], summary }),
    ),
  );
});

async function allPages(
  member: MemberIdentity,
  query: ListAsk,
  limit: number,
  at = clock,
  roomsAtOnce?: number,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRooms(db, member, { ...query, limit, ...(cursor && { cursor }) }, at, roomsAtOnce);
    if (page === null) throw new Error("the cursor was refused");
    found.push(...page.rooms.map((room) => room.roomId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Every list of every sight, with this filter. */
async function check(filter: Partial<ListAsk>, at = clock): Promise<number> {
  let shown = 0;
  for (const [who, member] of everySight(organizationId))
    for (const status of ["all", "unassigned", "assigned", "resolved"] as const)
      for (const sort of ["newest", "oldest", "expires"] as const) {
        const query: ListAsk = { ...PLAIN, ...filter, status, sort };
        const found = await allPages(member, query, 100, at);
        expect(found, `${who} ${JSON.stringify(query)}`).toEqual(expectedList(member, rooms, query, at));
        shown += found.length;
      }
  return shown;
}

describe("filters of the list", () => {
  it.each([
    ["LIST-9, BEY-2 none", {}],
    ["SEARCH-6 open", { sessions: ["open"] }],
    ["SEARCH-6 expiring", { sessions: ["expiring"] }],
    ["SEARCH-6 open or expiring", { sessions: ["open", "expiring"] }],
    ["SEARCH-6 all but live", { sessions: ["expired"] }],
    ["SEARCH-6 all but expiring", { sessions: ["open", "expired"] }],
    ["SEARCH-7 an agent", { agentIds: ["mem_b"] }],
    ["SEARCH-7 agents", { agentIds: [...AGENT_IDS, "mem_gone"] }],
    ["SEARCH-7 a tag", { tagIds: ["tag_b"] }],
    ["SEARCH-7 tags or untagged", { tagIds: ["tag_a", "none", "tag_c"] }],
    ["SEARCH-7 untagged", { tagIds: ["none"] }],
    ["SEARCH-7 an integration", { integrationIds: ["int_a"] }],
    ["SEARCH-7 a division", { divisionIds: ["div_b"] }],
    ["SEARCH-7 General or a division", { divisionIds: ["general", "div_a"] }],
    ["SEARCH-8 unresponded", { unresponded: true }],
    ["SEARCH-8 campaign", { campaign: true }],
    ["BEY-5 snoozed", { snoozed: true }],
    ["SEARCH-9 dates, both ends included", { from: NOW - 20 * HOUR, until: NOW - 5 * HOUR }],
    ["SEARCH-9 the comments tab", { kind: "comment", tagIds: ["tag_a"] }],
  ] as [string, Partial<ListAsk>][])("%s: every list of every sight equals the rule", async (_name, filter) => {
    expect(await check(filter)).toBeGreaterThan(20);
  });

  it("SEARCH-9 any fields together equal the rule, across pages of any size, however few rooms are looked through at once", async () => {
    const random = chance(3);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const maybe = <T>(value: T): T | undefined => (random() < 0.35 ? value : undefined);
    const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.5);
    const sights = [...everySight(organizationId), ...everyCut(organizationId), ...everyContactCut(organizationId)];
    let shown = 0;
    for (let round = 0; round < 500; round += 1) {
      const [who, member] = pick(sights);
      const query: ListAsk = {
        kind: "message",
        status: pick(["all", "unassigned", "assigned", "resolved"]),
        sort: pick(["newest", "oldest", "expires"]),
        sessions: maybe(some(["open", "expiring", "expired"] as const)),
        agentIds: maybe(some(AGENT_IDS)),
        tagIds: maybe(some([...TAG_IDS, "none"])),
        integrationIds: maybe(some(INTEGRATION_IDS)),
        divisionIds: maybe(some([...DIVISION_IDS, "general"])),
        unresponded: maybe(true),
        campaign: random() < 0.1,
        snoozed: random() < 0.1,
        from: maybe(NOW - Math.floor(random() * 80) * (HOUR / 2)),
        until: maybe(NOW - Math.floor(random() * 40) * (HOUR / 2)),
      };
      const found = await allPages(member, query, pick([2, 9, 50]), clock, pick([3, 20, 1_000]));
      expect(found, `${who} ${JSON.stringify(query)}`).toEqual(expectedList(member, rooms, query, clock));
      shown += found.length;
    }
    expect(shown).toBeGreaterThan(500);
  });

  it("SEARCH-10, SESS-4 follow the clock and the organization's thresholds, where a vendor ends sessions never beyond its 24 hours", async () => {
    const session = { expiringMs: 30 * HOUR, expiredMs: 36 * HOUR };
    await check({ sessions: ["expiring"] }, { now: NOW, session });
    await check({ sessions: ["open"] }, { now: NOW + HOUR, session });
    await check({}, { now: NOW + HOUR, session });
    const ids = async (now: number) =>
      allPages(everySight(organizationId)[0]?.[1] as MemberIdentity, { ...PLAIN, sessions: ["open"] }, 100, {
        now,
        session: DEFAULT_SESSION,
      });
    const edge = rooms.find(
      (room) => room.kind === "message" && room.channel === "telegram" && NOW - (room.lastInboundAt ?? 0) < 10 * HOUR,
    );
    const endsAt = Number(edge?.lastInboundAt) + DEFAULT_SESSION.expiringMs;
    expect(await ids(endsAt - 1)).toContain(edge?.roomId);
    expect(await ids(endsAt)).not.toContain(edge?.roomId);
  });

  it("EMBED-3, BEY-22 every list through a portal's token is what the role sees, cut to what the token names", async () => {
    const cuts = [...everyCut(organizationId), ...everyContactCut(organizationId)];
    let shown = 0;
    for (const [who, member] of cuts)
      for (const status of ["all", "unassigned", "resolved"] as const)
        for (const sort of ["newest", "expires"] as const) {
          const query: ListAsk = { ...PLAIN, status, sort };
          const found = await allPages(member, query, 30);
          expect(found, `${who} ${status} ${sort}`).toEqual(expectedList(member, rooms, query, clock));
          shown += found.length;
        }
    expect(shown).toBeGreaterThan(300);
  });

  it("EMBED-3 counters through a portal's token count what it shows", async () => {
    let counted = 0;
    for (const [who, member] of [...everyCut(organizationId), ...everyContactCut(organizationId)]) {
      const counters = await countersFor(db, member);
      expect(counters, who).toEqual(expectedCounters(member, rooms));
      counted += counters.messages + counters.unassigned;
    }
    expect(counted).toBeGreaterThan(50);
  });

  it("INV-6 no filter reaches another organization's rooms", async () => {
    const theirs = new Set(foreign.map((room) => room.roomId));
    const admin = everySight(organizationId)[0]?.[1] as MemberIdentity;
    for (const filter of [{ tagIds: TAG_IDS }, { agentIds: AGENT_IDS }, { integrationIds: INTEGRATION_IDS }, {}])
      for (const id of await allPages(admin, { ...PLAIN, ...filter }, 100)) expect(theirs.has(id)).toBe(false);
  });
});
