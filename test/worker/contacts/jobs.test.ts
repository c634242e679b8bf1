import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import { runContactJobs, tryContactJob } from "../../../worker/contacts/jobs/run.ts";
import { tellStatement } from "../../../worker/contacts/jobs/statements.ts";
import { openDatabase, writeBatch } from "../../../worker/db/client.ts";
import { projectedContact } from "../../support/projected.ts";
import { until } from "../../support/until.ts";
import { createWorld, type World } from "../../support/world.ts";
import { callerOf, logOf, openRoomIn, text } from "../room/support.ts";

const db = openDatabase(env.LIBSQL_URL);
const rows = async (sql: string, ...args: (string | number)[]) => (await db.$client.execute({ sql, args })).rows;
let world: World;
let count = 0;
beforeAll(async () => {
  world = await createWorld(db);
});

type Room = Awaited<ReturnType<typeof openRoomIn>>;
const copiesIn = (log: RoomEvent[]) => log.filter((event) => "isCopy" in event && event.isCopy === true);
const jobsOf = ({ context }: Room) => rows("SELECT * FROM contact_jobs WHERE contact_id = ?", context.contactId);
const known = (room: Room) => rows("SELECT * FROM rooms WHERE room_id = ?", room.roomId);

/** A room with a message that libSQL knows of. */
async function written(extra = {}): Promise<Room> {
  const room = await openRoomIn(world.one, { contactId: `con_jobs_${++count}`, ...extra });
  await room.stub().command({ caller: room.visitor, id: "hello", command: text("Halo") });
  await until(
    () => known(room),
    (found) => found.length > 0,
  );
  return room;
}

/** What the contacts page does when two contacts are found to be one. */
async function merge(survivor: string, former: string): Promise<void> {
  const { organizationId } = world.one;
  const args = [organizationId, survivor, former];
  await writeBatch(db, [
    { sql: "UPDATE rooms SET contact_id = ?2 WHERE organization_id = ?1 AND contact_id = ?3", args },
    { sql: "UPDATE identities SET contact_id = ?2 WHERE organization_id = ?1 AND contact_id = ?3", args },
    {
      sql: "INSERT INTO contact_merges (organization_id, contact_id, former_id, at) VALUES (?1, ?2, ?3, 1)",
      args,
    },
    { sql: "DELETE FROM contacts WHERE organization_id = ? AND contact_id = ?", args: [organizationId, former] },
    tellStatement({ organizationId, contactId: survivor, now: Date.now(), actor: { id: "mem_ayu", name: "Ayu" } }),
  ]);
  await tryContactJob(env, { organizationId, contactId: survivor, kind: "tell" });
}

async function twoRoomsOfOne(): Promise<[Room, Room]> {
  const [one, other] = [await written(), await written()];
  await merge(one.context.contactId, other.context.contactId);
  return [one, other];
}

describe("rooms are told of their contact", () => {
  it("CONTACT-5 merging links the rooms of both to the survivor, in their logs and for good", async () => {
    const [one, other] = await twoRoomsOfOne();
    const { contactId } = one.context;
    const linked = (await logOf(other)).find(({ type }) => type === "contact.linked");
    expect(linked).toMatchObject({ contactId, reason: "merged", actor: { type: "member", name: "Ayu" } });
    expect((await logOf(one)).some(({ type }) => type === "contact.linked")).toBe(false);
    expect(await jobsOf(one)).toEqual([]);

    await other
      .stub()
      .command({ caller: other.visitor, id: "profile", command: { type: "profile.update", name: "Queen" } });
    await until(
      () =>
        rows("SELECT summary ->> '$.contact.contactId' AS id, contact_id FROM rooms WHERE room_id = ?", other.roomId),
      ([row]) => row?.id === contactId && row.contact_id === contactId,
    );
    await until(
      () => projectedContact(db, world.one.organizationId, contactId),
      (row) => row?.name === "Queen",
    );
    expect(await projectedContact(db, world.one.organizationId, other.context.contactId)).toBeUndefined();
  });

  it("CONTACT-2 what staff type in one room stands in the other within moments, and is changed there by no visitor", async () => {
    const [one, other] = await twoRoomsOfOne();
    const caller = callerOf(world.one.admin);
    const update = { type: "contact.update", name: "Ibu Rina", phone: "6281230000" } as const;
    expect(await one.stub().command({ caller, id: "edit", command: update })).toMatchObject({ ok: true });
    const log = await until(
      () => logOf(other),
      (found) => found.some((event) => event.type === "contact.updated" && event.phone === "6281230000"),
    );
    expect(copiesIn(log)).toHaveLength(1);
    expect(copiesIn(log)[0]).toMatchObject({ name: "Ibu Rina", actor: { type: "member", name: "Sari" } });
    await until(
      () => jobsOf(one),
      (jobs) => jobs.length === 0,
    );
    expect(copiesIn(await logOf(one))).toEqual([]);
    expect(await projectedContact(db, world.one.organizationId, one.context.contactId)).toMatchObject({
      name: "Ibu Rina",
      name_rank: 3,
      changed_by_name: "Sari",
      version: 2,
    });
  });

  it("BLOCK-1 BLOCK-4 BLOCK-7 a block in one room holds in all, is told and audited once, and unblocking lifts it in all", async () => {
    const [one, other] = await twoRoomsOfOne();
    const caller = callerOf(world.one.admin);
    await one.stub().command({ caller, id: "block", command: { type: "contact.block", reason: "spam" } });
    await until(
      () => logOf(other),
      (log) => log.some(({ type }) => type === "contact.blocked"),
    );
    await other.stub().command({ caller: other.visitor, id: "promo", command: text("Promo!") });
    expect((await logOf(other)).at(-1)?.type).toBe("message.withheld");
    await until(
      () => rows("SELECT is_blocked FROM rooms WHERE contact_id = ?", one.context.contactId),
      (found) => found.length === 2 && found.every((row) => row.is_blocked === 1),
    );
    expect(await projectedContact(db, world.one.organizationId, one.context.contactId)).toMatchObject({
      is_blocked: 1,
    });
    await one.stub().command({ caller, id: "unblock", command: { type: "contact.unblock" } });
    await until(
      () => logOf(other),
      (log) => log.some(({ type }) => type === "contact.unblocked"),
    );
    const audited = await until(
      () => rows("SELECT action FROM audit WHERE target = ? ORDER BY number", one.context.contactId),
      (entries) => entries.length >= 2,
    );
    expect(audited.map(({ action }) => action)).toEqual(["contact.block", "contact.unblock"]);
    const bells = await rows(
      "SELECT room_id FROM notices WHERE organization_id = ? AND kind = 'blocked' AND room_id IN (?, ?)",
      ...[world.one.organizationId, one.roomId, other.roomId],
    );
    expect(new Set(bells.map((row) => row.room_id))).toEqual(new Set([one.roomId]));
  });

  it("BLOCK-1 a new room of a blocked contact is blocked within moments", async () => {
    const first = await written();
    const caller = callerOf(world.one.admin);
    await first.stub().command({ caller, id: "block", command: { type: "contact.block" } });
    await until(
      () => projectedContact(db, world.one.organizationId, first.context.contactId),
      (row) => row?.is_blocked === 1,
    );
    const second = await written({ contactId: first.context.contactId });
    const log = await until(
      () => logOf(second),
      (found) => found.some(({ type }) => type === "contact.blocked"),
    );
    expect(copiesIn(log)).toHaveLength(1);
  });

  it("CONTACT-10 a late word of a former contact's room is the survivor's, and what a lower rank says later never wins", async () => {
    const [one, other] = await twoRoomsOfOne();
    const { contactId } = one.context;
    const caller = callerOf(world.one.admin);
    await other.stub().command({ caller, id: "empty", command: { type: "contact.update", email: "a@toko.example" } });
    await other.stub().command({ caller, id: "clear", command: { type: "contact.update", email: "" } });
    const emailOf = () => projectedContact(db, world.one.organizationId, contactId);
    await until(emailOf, (row) => row?.email_rank === 3 && row.email === null);
    await one.stub().command({
      caller: one.visitor,
      id: "typed",
      command: { type: "profile.update", email: "typed@toko.example" },
    });
    await until(
      () => known(one),
      ([row]) => Number(row?.head_seq) >= 4,
    );
    expect(await emailOf()).toMatchObject({ email: null, email_rank: 3 });
  });

  it("a job that nobody carried out is carried out by the minute's turn, twice is as good as once, and it is lost in no way", async () => {
    const one = await written();
    const { organizationId } = world.one;
    const { contactId } = one.context;
    const tell = () =>
      writeBatch(db, [
        {
          sql: "UPDATE contacts SET name = 'Rina', name_rank = 3, name_at = 9 WHERE contact_id = ?",
          args: [contactId],
        },
        tellStatement({ organizationId, contactId, now: Date.now(), actor: null }),
      ]);
    await tell();
    await tell();
    expect(await jobsOf(one)).toMatchObject([{ number: 2 }]);
    await Promise.all([runContactJobs(env, Date.now()), runContactJobs(env, Date.now())]);
    await until(
      () => jobsOf(one),
      (jobs) => jobs.length === 0,
    );
    await tell();
    await runContactJobs(env, Date.now());
    expect(copiesIn(await logOf(one))).toMatchObject([{ name: "Rina", actor: { type: "system" } }]);
  });
});
