import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { ContactDetail } from "../../../protocol/contacts.schema.ts";
import { verifyAudit } from "../../../worker/db/audit.ts";
import { RoomScript } from "../../support/room-script.ts";
import { until } from "../../support/until.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { openRoomIn, text } from "../room/support.ts";
import { done, refused, send } from "../settings/support.ts";
import { contact, db, formOf, idsOf, listed, project, restrict, rows, seed } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
beforeAll(async () => {
  ({ one, two } = await createWorld(db));
});

let pairs = 0;
type Pair = { survivor: ContactDetail; other: ContactDetail };

/** Two contacts that differ in everything. */
async function pair(given: { blocked?: "this" | "other" } = {}): Promise<Pair> {
  const [a, b] = [`con_a${++pairs}`, `con_b${pairs}`];
  await seed(
    one,
    {
      contactId: a,
      name: "Rina",
      phone: "628111",
      identities: [["web_chat", `vis_a${pairs}`]],
      createdAt: 5_000,
      isBlocked: given.blocked === "this",
    },
    {
      contactId: b,
      name: "Rina W",
      email: "rina@kopi.example",
      identities: [["telegram", `rina_${pairs}`]],
      createdAt: 2_000,
      isBlocked: given.blocked === "other",
      divisionId: one.salesId,
    },
  );
  return { survivor: await contact(one.admin, a), other: await contact(one.admin, b) };
}

const bodyOf = ({ survivor, other }: Pair, keep: Record<string, "this" | "other"> = {}) => ({
  otherId: other.contactId,
  keep,
  versions: { this: survivor.version, other: other.version },
});
const merge = (both: Pair, keep: Record<string, "this" | "other"> = {}) =>
  done<ContactDetail>(one.supervisor, "POST", `/contacts/${both.survivor.contactId}/merge`, bodyOf(both, keep));
const refusedMerge = (both: Pair, body: object = {}, member = one.admin) =>
  refused(member, "POST", `/contacts/${both.survivor.contactId}/merge`, { ...bodyOf(both), ...body });

describe("merging two contacts", () => {
  it("CONTACT-5 moves addresses, keeps what was chosen, takes over what the survivor lacks, and leaves one behind", async () => {
    const both = await pair();
    const merged = await merge(both, { name: "other" });
    expect(merged).toMatchObject({
      contactId: both.survivor.contactId,
      name: "Rina W",
      phone: "628111",
      email: "rina@kopi.example",
      divisionId: one.salesId,
      createdAt: 2_000,
      isBlocked: false,
      version: both.survivor.version + 1,
    });
    expect(merged.channels.toSorted()).toEqual(["telegram", "web_chat"]);
    expect(await contact(one.admin, both.other.contactId)).toEqual(merged);
    expect(idsOf(await listed(one.admin, `q=rina_${pairs}`))).toEqual([both.survivor.contactId]);
    const [entry] = await rows("SELECT * FROM audit WHERE target = ? AND action = 'contact.merge'", merged.contactId);
    expect(JSON.parse(String(entry?.changes))).toEqual({
      former: both.other.contactId,
      fields: ["name", "email", "divisionId"],
    });
    expect((await verifyAudit(db, one.organizationId)).brokenAt).toBe(null);
  });

  it("WIDGET-19 what was signed for stays verified, unless staff chose something else", async () => {
    const signed = async (column: string, { other }: Pair) =>
      rows(`UPDATE contacts SET ${column}_rank = 2, is_verified = 1 WHERE contact_id = ?`, other.contactId);
    const taken = await pair();
    await signed("email", taken);
    expect((await merge(taken)).isVerified).toBe(true);
    const alike = await pair();
    await rows("UPDATE contacts SET phone = '628111' WHERE contact_id = ?", alike.other.contactId);
    await signed("phone", alike);
    expect((await merge(alike, { email: "this" })).isVerified).toBe(true);
    const chosen = await pair();
    await signed("email", chosen);
    expect((await merge(chosen, { email: "this" })).isVerified).toBe(false);
  });

  it.each(["this", "other"] as const)("CONTACT-5 blocked stays blocked if %s was", async (blocked) => {
    expect((await merge(await pair({ blocked }))).isBlocked).toBe(true);
  });

  it("CONTACT-5, BLOCK-1 rooms with their history follow and are told, and a block holds in all of them", async () => {
    const rooms = await Promise.all([0, 1].map((n) => openRoomIn(one, { contactId: `con_r${n}_${Date.now()}` })));
    const [here, there] = rooms as [(typeof rooms)[0], (typeof rooms)[0]];
    for (const room of rooms) await room.stub().command({ caller: room.visitor, id: "hello", command: text("Halo") });
    await there
      .stub()
      .command({ caller: there.staff("mem_x", "admin"), id: "b", command: { type: "contact.block", reason: "spam" } });
    const ids = rooms.map(({ context }) => context.contactId) as [string, string];
    await until(
      () => rows("SELECT is_blocked FROM contacts WHERE contact_id IN (?, ?) ORDER BY is_blocked", ...ids),
      (found) => found.length === 2 && found[1]?.is_blocked === 1,
    );
    const [survivor, other] = await Promise.all(ids.map((contactId) => contact(one.admin, contactId)));
    const merged = await done<ContactDetail>(
      one.admin,
      "POST",
      `/contacts/${ids[0]}/merge`,
      bodyOf({ survivor, other } as Pair),
    );
    expect(merged.rooms.map(({ roomId }) => roomId).toSorted()).toEqual(rooms.map(({ roomId }) => roomId).toSorted());
    const summaries = await until(
      () => Promise.all(rooms.map((room) => room.stub().summary({ caller: room.staff("mem_x", "admin") }))),
      (found) => found.every((room) => room?.contact.contactId === ids[0] && room.isBlocked),
    );
    expect(summaries).toHaveLength(2);
    await here.stub().command({ caller: here.visitor, id: "late", command: text("Promo") });
    expect(await refused(one.admin, "POST", `/contacts/${ids[0]}/erase`, { name: "x" })).toMatchObject({
      code: "contact.open_room",
      params: { rooms: 2 },
    });

    const free = await done<ContactDetail>(one.admin, "POST", `/contacts/${ids[1]}/unblock`);
    expect(free.isBlocked).toBe(false);
    await until(
      () => Promise.all(rooms.map((room) => room.stub().summary({ caller: room.staff("mem_x", "admin") }))),
      (found) => found.every((room) => room?.isBlocked === false),
    );
    await until(
      () => contact(one.admin, ids[0]),
      ({ isBlocked }) => !isBlocked,
    );
    expect(await refused(one.admin, "POST", `/contacts/${ids[0]}/unblock`)).toMatchObject({
      code: "block.not_blocked",
    });
  });

  it("CONTACT-5 merged again, and by a former id, there is one contact and never a chain", async () => {
    const [first, second] = [await pair(), await pair()];
    const [a, b] = [await merge(first), await merge(second)];
    const all = await done<ContactDetail>(one.admin, "POST", `/contacts/${first.other.contactId}/merge`, {
      ...bodyOf({ survivor: a, other: b }),
      otherId: second.other.contactId,
    });
    expect(all.contactId).toBe(a.contactId);
    const merges = await rows(
      "SELECT former_id FROM contact_merges WHERE organization_id = ? AND contact_id = ?",
      one.organizationId,
      a.contactId,
    );
    expect(merges.map((row) => row.former_id).toSorted()).toEqual(
      [first.other.contactId, b.contactId, second.other.contactId].toSorted(),
    );
    expect(await refusedMerge({ survivor: all, other: b })).toMatchObject({
      code: "contact.same",
      errors: [{ pointer: "/otherId" }],
    });
  });

  it("GEN-11 refuses when either was changed meanwhile, with both as they stand", async () => {
    const both = await pair();
    const form = { ...formOf(both.other), company: "New" };
    const changed = await done<ContactDetail>(one.supervisor, "PUT", `/contacts/${both.other.contactId}`, form);
    expect(await refusedMerge(both)).toMatchObject({
      status: 409,
      code: "conflict",
      params: { name: one.supervisor.name },
      current: { this: both.survivor, other: changed },
    });
  });

  it("CONTACT-5, GEN-11 of merges and saves at once one is taken, and nobody is lost with the others", async () => {
    for (let run = 0; run < 4; run += 1) {
      const { survivor, other } = await pair();
      const third = (await pair()).survivor;
      const to = (into: ContactDetail, from: ContactDetail) =>
        send(one.admin, "POST", `/contacts/${into.contactId}/merge`, bodyOf({ survivor: into, other: from }));
      const save = { ...formOf(other), company: "Saved at once" };
      const answers = await Promise.all([
        to(survivor, other),
        to(other, survivor),
        to(third, other),
        send(one.supervisor, "PUT", `/contacts/${other.contactId}`, save),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const isSaved = answers[3]?.ok === true;
      const ids = [survivor, other, third].map(({ contactId }) => contactId);
      const living = new Set(await Promise.all(ids.map(async (id) => (await contact(one.admin, id)).contactId)));
      expect(living.size).toBe(isSaved ? 3 : 2);
      const found = await Promise.all([...living].map((id) => contact(one.admin, id)));
      const addresses = found.flatMap(({ identities }) => identities.map(({ externalId }) => externalId));
      expect(addresses.toSorted()).toEqual(
        [survivor, other, third].flatMap((each) => each.identities.map(({ externalId }) => externalId)).toSorted(),
      );
    }
    expect(await verifyAudit(db, one.organizationId)).toMatchObject({ brokenAt: null });
  });

  it("PRIVACY-1, ROLE-17 refuses itself, strangers, agents and other organizations", async () => {
    const both = await pair();
    expect(await refusedMerge(both, { otherId: both.survivor.contactId })).toMatchObject({
      status: 422,
      code: "contact.same",
    });
    expect(await refusedMerge(both, { otherId: "con_nobody" })).toMatchObject({ status: 404 });
    expect(await refusedMerge(both, {}, one.agentA)).toMatchObject({ status: 403 });
    expect(await refusedMerge(both, {}, two.admin)).toMatchObject({ status: 404 });
  });

  it("ROLE-24 whoever does not see all rooms of a person neither merges nor erases them", async () => {
    const { one: shop } = await createWorld(db);
    await restrict(shop.supervisor);
    const mine = await RoomScript.open(shop, `m${pairs}`, { divisionId: shop.salesId });
    const general = await RoomScript.open(shop, `g${pairs}`);
    await Promise.all([project(mine.writes("a")), project(general.writes("b"))]);
    const ids = [mine, general].map((room) => room.summary.contact.contactId) as [string, string];
    await rows("UPDATE contacts SET division_id = ? WHERE contact_id = ?", shop.salesId, ids[1]);
    const body = { otherId: ids[1], keep: {}, versions: { this: 1, other: 1 } };
    expect(await refused(shop.supervisor, "POST", `/contacts/${ids[0]}/merge`, body)).toMatchObject({ status: 403 });
    expect(await refused(shop.supervisor, "POST", `/contacts/${ids[1]}/erase`, { name: "x" })).toMatchObject({
      status: 403,
    });
    expect((await send(shop.admin, "POST", `/contacts/${ids[0]}/merge`, body)).status).toBe(200);
  });
});

type Step =
  | { type: "merge"; a: number; b: number }
  | { type: "edit"; a: number; name: string }
  | { type: "write"; a: number; text: string }
  | { type: "project"; a: number; count: number };

const PEOPLE = 4;
const index = fc.nat(PEOPLE - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant("merge" as const), a: index, b: index }),
  fc.record({ type: fc.constant("edit" as const), a: index, name: fc.constantFrom("Ana", "Bayu", "Cici") }),
  fc.record({ type: fc.constant("write" as const), a: index, text: fc.constantFrom("halo", "apa kabar") }),
  fc.record({ type: fc.constant("project" as const), a: index, count: fc.integer({ min: 1, max: 3 }) }),
);

describe("whatever is merged, edited and told late", () => {
  it("CONTACT-5, CONTACT-10 each address has one living contact, nothing is lost, and what staff typed stands", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { one: shop } = await createWorld(db);
        const names = Array.from({ length: PEOPLE }, (_, n) => `p${run}_${n}`);
        run += 1;
        const scripts = await Promise.all(names.map((name) => RoomScript.open(shop, name, { contactName: name })));
        const told = scripts.map(() => 1);
        // Only who is known can be merged or edited.
        for (const script of scripts) await project(script, 0, 1);
        const lives = scripts.map((script) => script.summary.contact.contactId);
        const first = [...lives];
        const typed = new Map<string, string>();
        for (const one of steps) {
          const script = scripts[one.a] as RoomScript;
          const id = lives[one.a] as string;
          if (one.type === "write") {
            script.writes(one.text);
            script.add(
              { type: "contact", id: first[one.a] as string },
              { type: "contact.updated", name: `typed ${one.text}` },
            );
          } else if (one.type === "project") {
            await project(script, told[one.a], one.count);
            told[one.a] = Math.min(script.events.length, (told[one.a] ?? 0) + one.count);
          } else if (one.type === "edit") {
            const before = await contact(shop.admin, id);
            await done(shop.admin, "PUT", `/contacts/${id}`, { ...formOf(before), name: one.name });
            typed.set(id, one.name);
          } else if (lives[one.b] !== id) {
            const other = lives[one.b] as string;
            const [survivor, former] = [await contact(shop.admin, id), await contact(shop.admin, other)];
            await done(shop.admin, "POST", `/contacts/${id}/merge`, bodyOf({ survivor, other: former }));
            for (const [at, living] of lives.entries()) if (living === other) lives[at] = id;
            typed.delete(other);
          }
        }
        for (const [at, script] of scripts.entries()) await project(script, Math.max(0, (told[at] ?? 1) - 2));
        await holds(shop, scripts, lives, typed);
      }),
      { numRuns: 12 },
    );
  });
});

async function holds(shop: WorldOrganization, scripts: RoomScript[], lives: string[], typed: Map<string, string>) {
  const of = (sql: string) => rows(sql, shop.organizationId);
  const identities = await of("SELECT external_id, contact_id FROM identities WHERE organization_id = ?");
  const homes = new Map(identities.map((row) => [String(row.external_id), String(row.contact_id)]));
  expect(scripts.map((script) => homes.get(script.summary.contact.externalId))).toEqual(lives);
  const living = (await of("SELECT contact_id FROM contacts WHERE organization_id = ?")).map((row) =>
    String(row.contact_id),
  );
  expect(living.toSorted()).toEqual([...new Set(lives)].toSorted());
  const merges = await of("SELECT former_id, contact_id FROM contact_merges WHERE organization_id = ?");
  expect(
    merges.filter((row) => living.includes(String(row.former_id)) || !living.includes(String(row.contact_id))),
  ).toEqual([]);
  const rooms = await of("SELECT room_id, contact_id FROM rooms WHERE organization_id = ?");
  const roomOf = new Map(rooms.map((row) => [String(row.room_id), String(row.contact_id)]));
  expect(scripts.map(({ roomId }) => roomOf.get(roomId))).toEqual(lives);
  const said = await of("SELECT count(*) AS n FROM messages WHERE organization_id = ?");
  const written = scripts.flatMap(({ events }) => events).filter(({ type }) => type === "message.created");
  expect(Number(said[0]?.n)).toBe(written.length);
  for (const [contactId, name] of typed) expect((await contact(shop.admin, contactId)).name).toBe(name);
}
