import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "../../../protocol/channels.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { Actor, RoomSummary } from "../../../protocol/room-events.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { searchRooms } from "../../../worker/inbox/store.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World, type WorldMember, type WorldOrganization } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const T0 = 1_760_000_000_000;
const RANGE = { from: T0 - 60_000, until: T0 + 60_000 };
let world: World;

type Person = {
  id: string;
  name?: string;
  channel?: Channel;
  phone?: string;
  email?: string;
  with?: WorldMember;
  at?: number;
};

async function add(organization: WorldOrganization, person: Person): Promise<RoomScript> {
  const { id, name = null, channel = "web_chat", phone, email, at = T0 } = person;
  const room = await RoomScript.open(organization, id, { at, contactName: name, channel });
  room.writes("halo");
  if (person.with) room.joins(person.with);
  const staff: Actor = { type: "member", id: "mem_x", name: "Dewi" };
  if (phone !== undefined || email !== undefined)
    room.add(staff, { type: "contact.updated", ...(phone && { phone }), ...(email && { email }) });
  await projected(projectorFor(env, organization.organizationId), room.slice());
  return room;
}

beforeAll(async () => {
  world = await createWorld(db);
  const { one, two } = world;
  await add(one, { id: "v1", name: "Rina Puspita", phone: "0812-3456-789", with: one.agentA, at: T0 });
  await add(one, { id: "v2", name: "Chloé Dubois", email: "chloe.dubois@mail.example", at: T0 + 1_000 });
  await add(one, { id: "6281299990000", name: "6281299990000", channel: "wa_cloud", with: one.agentA, at: T0 + 2_000 });
  await add(one, { id: "kopi.senja_", name: "Puspa", channel: "ig", with: one.agentB, at: T0 + 3_000 });
  const hidden = { phone: "6287770011", email: "tersembunyi@mail.example", with: one.agentA };
  for (const id of ["v3", "v4", "v5"]) await add(one, { id, ...hidden, at: T0 - 30_000 });
  await add(two, { id: "v1", name: "Rina Lain", phone: "08123456789", at: T0 });
});

const everyWay = [
  ["sorted", undefined],
  ["gone through", { sortedMax: 0, roomsAtOnce: 2 }],
] as const;

async function search(member: MemberIdentity, q: string, bounds?: { sortedMax: number; roomsAtOnce: number }) {
  const found: RoomSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await searchRooms(db, member, { q, limit: 1, ...(cursor && { cursor }) }, RANGE, bounds);
    if (page === null) throw new Error("the cursor was refused");
    found.push(...page.rooms);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const masked = ({ identity }: WorldMember): MemberIdentity => ({
  ...identity,
  settings: { ...identity.settings, contactMasking: true },
});

describe.each(everyWay)("search in contacts, %s", (_way, bounds) => {
  const names = async (member: MemberIdentity, q: string) =>
    (await search(member, q, bounds)).map((room) => room.contact.name);

  it.each([
    ["rin", ["Rina Puspita"]],
    ["PUSP", ["Puspa", "Rina Puspita"]],
    ["puspita rina", ["Rina Puspita"]],
    ["chloe", ["Chloé Dubois"]],
    ["dubois@mail", ["Chloé Dubois"]],
    ["chloe.dub", ["Chloé Dubois"]],
    ["kopi.senja_", ["Puspa"]],
    ["ina", []],
    ["v1", []],
  ])(
    "SEARCH-1 %s finds by the beginnings of name, email and account, ignoring case and accents",
    async (q, expected) => {
      expect(await names(world.one.admin.identity, q)).toEqual(expected);
    },
  );

  it.each(["0812345", "+62 812-345", "62812345", "812345", "0812 3456 789", "(0812) 3456-789", "rina 0812"])(
    "SEARCH-1 %s finds a number in any spelling",
    async (q) => {
      expect(await names(world.one.admin.identity, q)).toEqual(["Rina Puspita"]);
    },
  );

  it("SEARCH-1 a number that is the channel's own identity is found like one that was typed", async () => {
    expect(await names(world.one.admin.identity, "0812")).toEqual(["6281299990000", "Rina Puspita"]);
  });

  it.each(['"', "* OR x", "names : rina", "rina*", "-", "()", "tenant:"])("takes %s as words", async (q) => {
    expect((await names(world.two.admin.identity, q)).every((name) => name === "Rina Lain")).toBe(true);
  });

  it("SEARCH-4, ROLE-3, INV-6 gives no room that the member may not see", async () => {
    const { agentA, agentB } = world.one;
    const noTakeover = (member: WorldMember): MemberIdentity => ({
      ...member.identity,
      settings: { ...member.identity.settings, agentCanTakeOver: false },
    });
    expect(await names(noTakeover(agentA), "pusp")).toEqual(["Rina Puspita"]);
    expect(await names(noTakeover(agentB), "pusp")).toEqual(["Puspa"]);
    expect(await names(world.two.admin.identity, "rina")).toEqual(["Rina Lain"]);
  });

  it("CONTACT-8 whoever sees contacts masked finds by what is shown, and by nothing that is hidden", async () => {
    const member = masked(world.one.agentA);
    const found = await search(member, "rina", bounds);
    expect(found.map((room) => room.contact.phone)).toEqual(["0812-****89"]);
    const shownIds = (await search(member, "62812", bounds)).map((room) => room.contact.externalId);
    expect(shownIds).toEqual(["62812****00", "v1"]);
    for (const hidden of ["628129", "6281299990000", "0812 3456"])
      expect(await search(member, hidden, bounds)).toEqual([]);
    expect(await search(world.one.agentA.identity, "628129", bounds)).toHaveLength(1);
  });
});

describe("what is hidden (CONTACT-8)", () => {
  it.each([
    ["sorted", undefined],
    ["gone through", { sortedMax: 0, roomsAtOnce: 1_000 }],
  ])("CONTACT-8 cannot be told from what is nowhere, not even by how the pages end, %s", async (_way, bounds) => {
    const ask = (q: string) => searchRooms(db, masked(world.one.agentA), { q, limit: 1 }, RANGE, bounds);
    for (const q of ["62855500", "62877700", "6287770011", "tersembunyi@"])
      expect(await ask(q)).toEqual({ rooms: [], nextCursor: null });
  });
});

describe("what contacts are found by", () => {
  it("SEARCH-1 follows the newest name, whatever is stored late", async () => {
    const room = await add(world.one, { id: "v9", name: "Nama Lama", at: T0 });
    const before = room.slice();
    room.add({ type: "member", id: "mem_x", name: "Dewi" }, { type: "contact.updated", name: "Nama Baru" });
    await projected(projectorFor(env, world.one.organizationId), room.slice());
    await projected(projectorFor(env, world.one.organizationId), before);
    const count = async (q: string) => (await search(world.one.admin.identity, q)).length;
    expect([await count("nama baru"), await count("nama lama")]).toEqual([1, 0]);
  });
});
