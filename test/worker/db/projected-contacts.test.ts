import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../../protocol/room-events.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import type { ProjectionSlice } from "../../../worker/db/projector/contract.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { projectedContact } from "../../support/projected.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const submit = (slice: ProjectionSlice) => projected(projectorFor(env, slice.organizationId), slice);

let world: World;
beforeAll(async () => {
  world = await createWorld(db);
});

describe("contacts of projected rooms", () => {
  const run = async (sql: string, ...args: string[]) => (await db.$client.execute({ sql, args })).rows;
  const staff: Actor = { type: "member", id: "mem_x", name: "Dewi" };
  const contact = (room: RoomScript) => projectedContact(db, world.one.organizationId, room.summary.contact.contactId);

  it("CONTACT-1 the first event of a room creates the contact, named as the channel names it, and its identity", async () => {
    const room = (await RoomScript.open(world.one, "c1", { contactName: "José  Ñandú" })).writes("hola");
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ name: "José  Ñandú", name_folded: "jose nandu", name_rank: 0 });
    const { rows } = await db.$client.execute({
      sql: "SELECT contact_id FROM identities WHERE organization_id = ? AND channel = 'web_chat' AND external_id = 'c1'",
      args: [world.one.organizationId],
    });
    expect(rows.map((row) => row.contact_id)).toEqual([room.summary.contact.contactId]);
  });

  it("CONTACT-10 the channel's name follows the channel until staff type one, which then wins over later ones", async () => {
    const room = (await RoomScript.open(world.one, "c2", { contactName: "a" })).writes("hi");
    const byChannel = (name: string) =>
      room.add({ type: "contact", id: room.summary.contact.contactId }, { type: "contact.updated", name });
    byChannel("b");
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ name: "b" });
    room.add(staff, { type: "contact.updated", name: "Ibu Rina", phone: "0812 3456" });
    byChannel("c");
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({
      name: "Ibu Rina",
      name_rank: 3,
      phone: "0812 3456",
      phone_digits: "628123456",
    });
    room.add(staff, { type: "contact.updated", name: "Rina S." });
    await submit(room.slice());
    await submit(room.slice(0, 4));
    expect(await contact(room)).toMatchObject({ name: "Rina S.", phone: "0812 3456" });
  });

  it("WIDGET-19 a linked room is the known contact's; what was typed before it was known is not", async () => {
    const { organizationId } = world.one;
    const room = await RoomScript.open(world.one, "linked", { contactName: "Queen" });
    const { contactId, externalId } = room.summary.contact;
    const known = `con_known_${organizationId.slice(4)}`;
    const visitor: Actor = { type: "contact", id: contactId };
    room.add(visitor, { type: "contact.updated", email: "typed@example.id", isVerified: false }).writes("halo");
    room.add(visitor, { type: "contact.linked", contactId: known, formerContactId: contactId, name: "Rina" });
    await submit(room.slice());
    await submit(room.slice());
    expect(await projectedContact(db, organizationId, known)).toMatchObject({
      name: "Rina",
      email: null,
      is_verified: 1,
    });
    expect(await projectedContact(db, organizationId, contactId)).toMatchObject({
      name: "Queen",
      email: "typed@example.id",
      is_verified: 0,
    });
    const [identity] = await run(
      "SELECT contact_id FROM identities WHERE organization_id = ? AND external_id = ?",
      organizationId,
      externalId,
    );
    expect(identity?.contact_id).toBe(known);
    const [row] = await run("SELECT contact_id FROM rooms WHERE room_id = ?", room.roomId);
    expect(row?.contact_id).toBe(known);
    const found = await run("SELECT names FROM room_contacts WHERE room_id = ?", room.roomId);
    expect(found.map(({ names }) => String(names).trim())).toEqual(["rina"]);
  });

  it("CONTACT-10 per field nobody of a lower rank writes over a higher one: channel, visitor, signed identity, staff", async () => {
    const room = (await RoomScript.open(world.one, "ranks", { contactName: "channel" })).writes("hi");
    const visitor: Actor = { type: "contact", id: room.summary.contact.contactId };
    const says = [
      [{ type: "system" }, {}],
      [visitor, { isVerified: false }],
      [visitor, { isVerified: true }],
      [staff, {}],
    ] as const;
    for (const field of ["name", "email", "phone"] as const)
      for (const [rank, [actor, extra]] of says.entries()) {
        room.add(actor, { type: "contact.updated", [field]: `9${rank}`, ...extra });
        for (const [lower, [other, less]] of says.slice(0, rank).entries())
          room.add(other, { type: "contact.updated", [field]: `8${lower}`, ...less });
        await submit(room.slice());
        expect(await contact(room)).toMatchObject({ [field]: `9${rank}`, [`${field}_rank`]: rank });
      }
    room.add(staff, { type: "contact.updated", email: "" });
    room.add(visitor, { type: "contact.updated", email: "typed@example.id", isVerified: false });
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ email: null, email_rank: 3 });
  });

  it("WIDGET-19 is verified while an address that was signed for stands, in whatever order the log comes", async () => {
    const room = (await RoomScript.open(world.one, "verified")).writes("hi");
    const visitor: Actor = { type: "contact", id: room.summary.contact.contactId };
    room.add(visitor, { type: "contact.updated", name: "Rina", email: "rina@toko.example", isVerified: true });
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ is_verified: 1 });
    room.add(staff, { type: "contact.updated", name: "Ibu Rina" });
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ is_verified: 1, version: 2, changed_by_name: "Dewi" });
    room.add(staff, { type: "contact.updated", email: "lain@toko.example" });
    for (const slice of [room.slice(), room.slice(0, 5), room.slice()]) await submit(slice);
    expect(await contact(room)).toMatchObject({ is_verified: 0, email: "lain@toko.example", version: 3 });
  });

  it("CONTACT-5 what rooms say under a former contact's name is the living one's, in every table", async () => {
    const { organizationId } = world.one;
    const room = (await RoomScript.open(world.one, "former", { contactName: "Queen" })).writes("halo");
    const { contactId, externalId } = room.summary.contact;
    const living = `con_living_${organizationId.slice(4)}`;
    await run(
      "INSERT INTO contact_merges (organization_id, former_id, contact_id, at) VALUES (?, ?, ?, '1')",
      organizationId,
      contactId,
      living,
    );
    await submit(room.slice());
    expect(await contact(room)).toBeUndefined();
    expect(await projectedContact(db, organizationId, living)).toMatchObject({ name: "Queen" });
    const ids = await run(
      `SELECT contact_id FROM identities WHERE organization_id = ?1 AND external_id = ?2
       UNION ALL SELECT contact_id FROM rooms WHERE organization_id = ?1 AND room_id = ?3
       UNION ALL SELECT contact_id FROM contact_jobs WHERE organization_id = ?1 AND contact_id = ?4`,
      ...[organizationId, externalId, room.roomId, living],
    );
    expect(ids.slice(0, 2).map((row) => row.contact_id)).toEqual([living, living]);
    await submit(room.slice());
    expect(await contact(room)).toBeUndefined();
  });

  it("CONTACT-2 BLOCK-7 copies touch neither the contact nor the audit log, and ask for no telling", async () => {
    const { organizationId } = world.one;
    const room = (await RoomScript.open(world.one, "copies", { contactName: "Rina" })).writes("hi");
    await submit(room.slice());
    room.add(staff, { type: "contact.updated", name: "Copy", isCopy: true });
    room.add(staff, { type: "contact.blocked", participantIds: [], isCopy: true });
    await submit(room.slice());
    expect(await contact(room)).toMatchObject({ name: "Rina", is_blocked: 0 });
    const { contactId } = room.summary.contact;
    expect(
      await run("SELECT 1 FROM audit WHERE organization_id = ? AND target = ?", organizationId, contactId),
    ).toEqual([]);
    expect(
      await run("SELECT 1 FROM contact_jobs WHERE organization_id = ? AND contact_id = ?", organizationId, contactId),
    ).toEqual([]);
    const [row] = await run(
      "SELECT is_blocked, summary ->> '$.contact.name' AS name FROM rooms WHERE room_id = ?",
      room.roomId,
    );
    expect(row).toMatchObject({ is_blocked: 1, name: "Copy" });
  });
});
