import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../../protocol/room-events.schema.ts";
import { verifyAudit } from "../../../worker/db/audit.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import type { ProjectionSlice } from "../../../worker/db/projector/contract.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { searchMessages } from "../../../worker/inbox/store.ts";
import { projectedRoom } from "../../support/projected.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World, type WorldMember } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const submit = (slice: ProjectionSlice) => projected(projectorFor(env, slice.organizationId), slice);
const submitOnce = (slice: ProjectionSlice) => projectorFor(env, slice.organizationId).submit(slice);
const dump = (slice: ProjectionSlice) => projectedRoom(db, slice.organizationId, slice.roomId);

const T0 = 1_700_000_000_000;
let world: World;
beforeAll(async () => {
  world = await createWorld(db);
});

const invoice = (externalId: string) => ({
  fileId: `fil_${externalId}`,
  name: "faktur 2026.pdf",
  mime: "application/pdf",
  size: 12,
});

/** Two conversations with all that a log can hold. */
async function longRoom(externalId: string): Promise<RoomScript> {
  const { agentA, agentB, supervisor } = world.one;
  const system: Actor = { type: "system" };
  const room = await RoomScript.open(world.one, externalId, { contactName: "Rina" });
  room
    .writes("Halo, pesanan saya belum sampai")
    .joins(agentA)
    .answers(agentA, "Kami cek dulu, ya")
    .tags(agentA, "refund");
  room.add(system, { type: "message.status", messageSeq: 5, status: "sent" });
  room.add(system, { type: "message.status", messageSeq: 5, status: "read" });
  room.joins(agentB).leaves(agentB).joins(agentB).tags(agentA, "vip").tags(agentA, "refund", false).resolves(agentA);
  room.opens().writes("Terima kasih").joins(supervisor).tags(supervisor, "refund").writes("Satu lagi");
  const dewi: Actor = { type: "member", id: agentA.memberId, name: "Dewi" };
  const customer: Actor = { type: "contact", id: room.summary.contact.contactId };
  const noteSeq = room.add(dewi, { type: "note.created", text: "pelanggan lama" }).headSeq;
  room.add(dewi, { type: "note.updated", noteSeq, text: "pelanggan lama, ramah" });
  room.add(dewi, { type: "conversation.moved", divisionId: world.one.salesId, divisionName: "Sales" });
  room.add(dewi, { type: "conversation.moved", divisionId: null, divisionName: "General" });
  room.add(customer, { type: "message.edited", messageSeq: 3, content: { type: "text", text: "Halo, belum sampai" } });
  room.add(dewi, { type: "contact.blocked", participantIds: [] });
  room.add(customer, { type: "message.withheld", content: { type: "document", file: invoice(externalId) } });
  room.add(dewi, { type: "contact.unblocked", participantIds: [] });
  room.answers(agentA, "Sama-sama").resolves(agentA);
  const asked = { kind: "csat" as const, conversationNumber: 2, memberIds: [agentA.memberId, supervisor.memberId] };
  const words = { en: "How was it?", id: "Bagaimana?" };
  room.add(system, { type: "survey.sent", ...asked, title: words, question: words, comment: null, thanks: words });
  const surveySeq = room.headSeq;
  room.add(customer, { type: "survey.answered", ...asked, surveySeq, score: 2 });
  room.add(customer, { type: "survey.answered", ...asked, surveySeq, score: 4, comment: "cepat" });
  return room;
}

describe("projection of a room's log", () => {
  it("INV-4 stores every kind of row of a log in one submission", async () => {
    const room = await longRoom("whole");
    const slice = room.slice();
    await expect(submit(slice)).resolves.toEqual({
      ok: true,
      flushedSeq: room.headSeq,
      flushedVersion: room.summary.version,
    });
    const rows = await dump(slice);
    const counts = Object.fromEntries(Object.entries(rows).map(([table, found]) => [table, found.length]));
    expect(counts).toEqual({
      events: room.headSeq,
      messages: 6,
      notes: 1,
      conversations: 2,
      conversation_participants: 4,
      conversation_tags: 3,
      rooms: 1,
      room_participants: 1,
      room_tags: 1,
      room_contacts: 1,
      files: 1,
      surveys: 1,
      survey_members: 2,
    });
    expect(JSON.parse(rows.surveys?.[0] ?? "")).toMatchObject({
      conversation_number: 2,
      kind: "csat",
      score: 4,
      comment: "cepat",
      answer_seq: room.headSeq,
    });
    const replied = (rows.conversations ?? []).map((row) => JSON.parse(row) as Record<string, number>);
    const first = room.events.find(({ type, actor }) => type === "message.created" && actor.type === "member");
    expect(replied.find(({ number }) => number === 1)?.first_replied_at).toBe(first?.at);
    expect(replied.find(({ number }) => number === 2)?.first_replied_at).toBe(room.events.at(-5)?.at);
    const { rows: tags } = await db.$client.execute({
      sql: "SELECT conversation_number AS number, name, is_present FROM conversation_tags WHERE room_id = ? ORDER BY number, name",
      args: [room.roomId],
    });
    expect(tags.map((row) => [row.number, row.name, row.is_present])).toEqual([
      [1, "refund", 0],
      [1, "vip", 1],
      [2, "refund", 1],
    ]);
    const { rows: joins } = await db.$client.execute({
      sql: `SELECT conversation_number AS number, member_name AS name, left_seq FROM conversation_participants
            WHERE room_id = ? ORDER BY joined_seq`,
      args: [room.roomId],
    });
    expect(joins.map((row) => [row.number, row.name, row.left_seq])).toEqual([
      [1, "Dewi", null],
      [1, "Agus", 10],
      [1, "Agus", null],
      [2, "Budi", null],
    ]);
  });

  it("INV-4 the same slice twice, also at the same time, changes nothing", async () => {
    const slice = (await longRoom("twice")).slice();
    await submit(slice);
    const before = await dump(slice);
    await Promise.all([submit(slice), submit(slice), submit(slice)]);
    expect(await dump(slice)).toEqual(before);
  });

  it("INV-4 slices cut anywhere, each sent again with all later ones, end in the same rows", async () => {
    const whole = await longRoom("uncut");
    await submit(whole.slice());
    const expected = JSON.stringify(await dump(whole.slice()));
    for (let cut = 1; cut < whole.headSeq; cut += 3) {
      const room = await longRoom(`cut-${cut}`);
      const summaries: ProjectionSlice[] = [];
      for (let from = 0; from < room.headSeq; from += cut) summaries.push(room.slice(from, cut));
      for (const slice of summaries) await submit(slice);
      for (const slice of summaries.toReversed()) await submit(slice);
      const found = JSON.stringify(await dump(room.slice()));
      expect(
        found
          .replaceAll(room.roomId, whole.roomId)
          .replaceAll(room.summary.contact.contactId, whole.summary.contact.contactId)
          .replaceAll(`cut-${cut}`, "uncut"),
      ).toBe(expected);
    }
  });

  it("SURVEY-7 INV-4 the same rows come of the survey's events in any order, however often", async () => {
    const whole = await longRoom("surveys");
    await submit(whole.slice());
    const rowsOf = async (slice: ProjectionSlice) => {
      const { surveys, survey_members } = await dump(slice);
      return JSON.stringify({ surveys, survey_members }).replaceAll(slice.roomId, "room");
    };
    const expected = await rowsOf(whole.slice());
    for (const order of [
      [2, 0, 1],
      [1, 2, 0],
      [2, 1, 0, 1, 2],
      [0, 2, 1, 0],
    ]) {
      const room = await longRoom(`surveys-${order.join("")}`);
      for (const n of order) await submit(room.slice(room.headSeq - 3 + n, 1));
      expect(await rowsOf(room.slice())).toBe(expected);
    }
  });

  it("INV-4 a late older slice, committed after newer ones, does not bring back who left or what was removed", async () => {
    const { agentA, agentB } = world.one;
    const room = await RoomScript.open(world.one, "late");
    room.writes("halo").joins(agentA).joins(agentB).tags(agentA, "refund");
    const older = room.slice();
    room.leaves(agentB).tags(agentA, "refund", false).writes("lagi");
    await submit(room.slice());
    const before = await dump(older);
    await submit(older);
    expect(await dump(older)).toEqual(before);
    expect(before.room_participants).toHaveLength(1);
  });

  it("LIST-13 who leaves a room, and who took part in a former conversation only, leaves its participants", async () => {
    const { agentA, agentB } = world.one;
    const room = (await RoomScript.open(world.one, "leaving")).writes("halo").joins(agentA).joins(agentB);
    const present = async () => {
      await submit(room.slice());
      const { rows } = await db.$client.execute({
        sql: "SELECT member_id, status FROM room_participants WHERE room_id = ? ORDER BY member_id",
        args: [room.roomId],
      });
      return rows.map((row) => [row.member_id, row.status]);
    };
    expect(await present()).toHaveLength(2);
    room.leaves(agentB);
    expect(await present()).toEqual([[agentA.memberId, "assigned"]]);
    room.resolves(agentA);
    expect(await present()).toEqual([[agentA.memberId, "resolved"]]);
    room.opens().writes("lagi");
    expect(await present()).toEqual([]);
  });

  it("keeps text that SQLite could not: lone surrogates and NUL", async () => {
    const room = (await RoomScript.open(world.one, "odd")).writes("satu\ud800 dua\0 tiga");
    await submit(room.slice());
    const { rows } = await db.$client.execute({
      sql: "SELECT text FROM messages WHERE room_id = ?",
      args: [room.roomId],
    });
    expect(rows[0]?.text).toBe("satu\ufffd dua tiga");
  });

  it("INV-6 one organization's slice never touches rows of another with the same room id", async () => {
    const mine = (await RoomScript.open(world.one, "shared")).writes("punya satu");
    await submit(mine.slice());
    const forged = {
      ...mine.slice(),
      organizationId: world.two.organizationId,
      summary: { ...mine.summary, version: 99 },
    };
    const before = await dump(mine.slice());
    await submit(forged);
    expect(await dump(mine.slice())).toEqual(before);
  });
});

describe("what else follows from a log", () => {
  const run = async (sql: string, ...args: string[]) => (await db.$client.execute({ sql, args })).rows;
  const member = (who: WorldMember): Actor => ({ type: "member", id: who.memberId, name: who.name });

  it("BLOCK-7, NOTIF-1 a block is told to admins, supervisors and assignees, and stands in the audit log once", async () => {
    const { admin, supervisor, agentA, agentB, organizationId } = world.one;
    const room = (await RoomScript.open(world.one, "blocked")).writes("halo").joins(agentA).joins(agentB);
    const participantIds = [agentA.memberId, agentB.memberId];
    room.add(member(agentA), { type: "contact.blocked", participantIds, reason: "spam" });
    await Promise.all([submit(room.slice()), submit(room.slice())]);
    room.add(member(agentB), { type: "contact.unblocked", participantIds });
    await submit(room.slice());
    const told = await run(
      "SELECT member_id, kind FROM notices WHERE organization_id = ? AND room_id = ? ORDER BY kind, member_id",
      organizationId,
      room.roomId,
    );
    const those = (...members: WorldMember[]) => members.map((one) => one.memberId).toSorted();
    expect(told.filter((row) => row.kind === "blocked").map((row) => row.member_id)).toEqual(
      those(admin, supervisor, agentB),
    );
    expect(told.filter((row) => row.kind === "unblocked").map((row) => row.member_id)).toEqual(
      those(admin, supervisor, agentA),
    );
    const entries = await run(
      "SELECT action, actor_id, target FROM audit WHERE organization_id = ? ORDER BY number",
      organizationId,
    );
    const { contactId } = room.summary.contact;
    expect(entries.filter((row) => row.target === contactId).map((row) => [row.action, row.actor_id])).toEqual([
      ["contact.block", agentA.memberId],
      ["contact.unblock", agentB.memberId],
    ]);
    expect(await verifyAudit(db, organizationId)).toMatchObject({ brokenAt: null });
  });

  it("ROLE-24 a restricted supervisor is told of rooms of the own divisions only", async () => {
    const { supervisor, agentA, organizationId, salesId } = world.one;
    const restrict = (value: number) =>
      run("UPDATE members SET is_restricted = ?1 WHERE member_id = ?2", String(value), supervisor.memberId);
    await restrict(1);
    const told = async (divisionId: string | null, name: string) => {
      const room = (await RoomScript.open(world.one, name, { divisionId })).writes("halo");
      room.add(member(agentA), { type: "contact.blocked", participantIds: [] });
      await submit(room.slice());
      const rows = await run(
        "SELECT member_id FROM notices WHERE organization_id = ? AND room_id = ?",
        organizationId,
        room.roomId,
      );
      return rows.some((row) => row.member_id === supervisor.memberId);
    };
    expect(await told(salesId, "restricted-own")).toBe(true);
    expect(await told(null, "restricted-general")).toBe(false);
    await restrict(0);
  });

  it("BLOCK-4, BLOCK-5 what a blocked contact writes is stored, and only after unblocking found", async () => {
    const { admin } = world.one;
    const room = (await RoomScript.open(world.one, "unseen")).writes("halo");
    const { contactId } = room.summary.contact;
    const withheld = (text: string) =>
      room.add({ type: "contact", id: contactId }, { type: "message.withheld", content: { type: "text", text } });
    const found = async (q: string) =>
      (await searchMessages(db, admin.identity, { q, limit: 5 }, { from: T0, until: T0 + 1_000 }))?.hits.map(
        (hit) => hit.text,
      );
    room.add(member(admin), { type: "contact.blocked", participantIds: [] });
    withheld("tersembunyi satu");
    await submit(room.slice());
    expect(await found("tersembunyi")).toEqual([]);
    room.add(member(admin), { type: "contact.unblocked", participantIds: [] });
    room.add(member(admin), { type: "contact.blocked", participantIds: [] });
    withheld("tersembunyi dua");
    await submit(room.slice());
    await submit(room.slice(0, 4));
    expect(await found("tersembunyi")).toEqual(["tersembunyi satu"]);
  });

  it("MSG-15, ROOM-25 the newest edit stands, whatever comes again; deleted texts go", async () => {
    const { agentA } = world.one;
    const room = (await RoomScript.open(world.one, "edited")).writes("satu").writes("dua");
    const customer: Actor = { type: "contact", id: room.summary.contact.contactId };
    const text = (value: string) => ({ type: "text", text: value }) as const;
    room.add(customer, { type: "message.edited", messageSeq: 3, content: text("satu baru") });
    room.add(customer, { type: "message.edited", messageSeq: 3, content: text("satu terbaru") });
    room.add(customer, { type: "message.deleted", messageSeq: 4 });
    const noteSeq = room.add(member(agentA), { type: "note.created", text: "catatan" }).headSeq;
    room.add(member(agentA), { type: "note.updated", noteSeq, text: "catatan baru" });
    room.add(member(agentA), { type: "note.deleted", noteSeq });
    await submit(room.slice());
    await submit(room.slice(0, 5));
    const messages = await run("SELECT text, is_deleted FROM messages WHERE room_id = ? ORDER BY seq", room.roomId);
    expect(messages.map((row) => [row.text, row.is_deleted])).toEqual([
      ["satu terbaru", 0],
      [null, 1],
    ]);
    const notes = await run("SELECT text, is_deleted FROM notes WHERE room_id = ?", room.roomId);
    expect(notes.map((row) => [row.text, row.is_deleted])).toEqual([["", 1]]);
  });
});

describe("the projector object", () => {
  it("may be evicted right after a submission, and the next instance goes on", async () => {
    const room = (await RoomScript.open(world.one, "evicted")).writes("halo");
    const stub = projectorFor(env, world.one.organizationId);
    await projected(stub, room.slice());
    const startedAt = Date.now();
    await evictDurableObject(stub);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(await submit(room.writes("lagi").slice(3))).toMatchObject({ ok: true, flushedSeq: 4 });
    expect((await dump(room.slice())).events).toHaveLength(4);
  });
});

describe("a part that the database refuses", () => {
  /** A message without the number of its conversation: NOT NULL refuses it. */
  const poison = { type: "message.created", direction: "inbound", content: { type: "text", text: "x" } } as never;

  it("leaves every other room of the batch alone, and after 8 failures is set aside while its room goes on", async () => {
    const sick = (await RoomScript.open(world.two, "sick"))
      .writes("sebelum")
      .add({ type: "system" }, poison)
      .writes("sesudah");
    const healthy = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        (await RoomScript.open(world.two, `well-${index}`)).writes("halo"),
      ),
    );
    const [first, ...others] = await Promise.all([sick, ...healthy].map((room) => submitOnce(room.slice())));
    expect(others.every((answer) => answer.ok)).toBe(true);
    expect(first).toMatchObject({ ok: false });
    const answers = [first?.ok];
    while (answers.at(-1) !== true && answers.length < 20) answers.push((await submitOnce(sick.slice())).ok);
    expect(answers).toEqual([false, false, false, false, false, false, false, true]);
    const rows = await dump(sick.slice());
    expect(rows.events).toHaveLength(sick.headSeq - 1);
    expect(rows.messages).toHaveLength(2);
    expect(rows.rooms).toHaveLength(1);
    const { rows: letters } = await db.$client.execute({
      sql: "SELECT seq, failures, is_dead, body FROM dead_letters WHERE room_id = ?",
      args: [sick.roomId],
    });
    expect(letters.map((row) => [row.seq, row.failures, row.is_dead])).toEqual([[4, 8, 1]]);
    expect(JSON.parse(String(letters[0]?.body))).toEqual(sick.events[3]);
    await submit(sick.writes("lagi").slice());
  });

  it("is forgotten when it succeeds before that", async () => {
    const room = (await RoomScript.open(world.two, "healed")).writes("halo");
    const broken = room.slice();
    const bad = { ...broken, summary: { ...broken.summary, status: "strange" as never } };
    expect((await submitOnce(bad)).ok).toBe(false);
    await submit(broken);
    const { rows } = await db.$client.execute({
      sql: "SELECT 1 FROM dead_letters WHERE room_id = ?",
      args: [room.roomId],
    });
    expect(rows).toHaveLength(0);
  });
});
