import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { runContactJobs, tryContactJob } from "../../../worker/contacts/jobs/run.ts";
import { eraseStatement } from "../../../worker/contacts/jobs/statements.ts";
import { openDatabase, writeBatch } from "../../../worker/db/client.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import type { Env } from "../../../worker/env.ts";
import { signTicket } from "../../../worker/files/tickets.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import { tablesWith } from "../../support/tables-with.ts";
import { until } from "../../support/until.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { callerOf, hello, live, logOf, openRoomIn, text } from "../room/support.ts";

const db = openDatabase(env.LIBSQL_URL);
const rows = async (sql: string, ...args: (string | number)[]) => (await db.$client.execute({ sql, args })).rows;
let one: WorldOrganization;
let count = 0;
beforeAll(async () => {
  ({ one } = await createWorld(db));
  const { surveys } = defaultSettings("Asia/Jakarta");
  await saveSection(db, one.organizationId, "surveys", { ...surveys, csat: { ...surveys.csat, isOn: true } });
  await env.ORGANIZATION.getByName(one.organizationId).configChanged();
});

type Room = Awaited<ReturnType<typeof openRoomIn>>;
const latin = new TextDecoder("latin1");
const shown = (row: object): string =>
  JSON.stringify(Object.values(row), (_, value) => (value instanceof ArrayBuffer ? latin.decode(value) : value));

const dumpOf = (stub: DurableObjectStub<never>): Promise<string> =>
  runInDurableObject(stub, (_, state) => {
    const { sql } = state.storage;
    const tables = sql.exec(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    );
    return tables
      .toArray()
      .map(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray().map(shown).join("\n"))
      .join("\n");
  });
const roomDump = (room: Room) => dumpOf(room.stub() as never);
const hubDump = () => dumpOf(env.ORGANIZATION.getByName(one.organizationId) as never);
const filesOf = async (room: Room) =>
  (await env.FILES.list({ prefix: `${one.organizationId}/${room.roomId}/` })).objects.map(({ key }) => key);

/** A person who has left their mark in every place there is. `word` stands in all of it, and nowhere else. */
async function person(word: string): Promise<Room> {
  const contactId = `con_${word}`;
  const room = await openRoomIn(one, {
    contactId,
    contactName: `Rina ${word}`,
    profile: { email: `${word}@toko.example`, isVerified: false },
  });
  const { organizationId, roomId } = { organizationId: one.organizationId, roomId: room.roomId };
  const dewi = callerOf(one.agentA);
  const sari = callerOf(one.admin);
  const fileId = `fil_${crypto.randomUUID().replaceAll("-", "")}`;
  await env.FILES.put(`${organizationId}/${roomId}/${fileId}`, word);
  const file = { fileId, name: `${word}.pdf`, mime: "application/pdf", size: word.length };
  const ticket = await signTicket(env.SAPA_SECRET, { organizationId, roomId, kind: "document", file });
  const { socket } = { socket: await TestSocket.open(room.stub(), room.visitor) };
  const does = async (caller: typeof dewi | typeof room.visitor, command: object) => {
    const answer = await room.stub().command({ caller, id: `c${++count}`, command } as never);
    expect(answer, JSON.stringify(command)).toMatchObject({ ok: true });
  };
  await does(room.visitor, text(`halo ${word}`));
  socket.send(hello());
  socket.send({
    type: "context",
    page: { url: `https://shop.example/${word}`, title: word, referrer: "" },
    attributes: { vip: word },
  });
  await does(room.visitor, { type: "message.send", content: { type: "file", ticket, caption: `caption ${word}` } });
  await does(dewi, { type: "room.take" });
  await does(dewi, { type: "note.add", text: `note ${word}`, mentions: [one.admin.memberId] });
  await does(sari, { type: "contact.update", phone: `6281255500${word.length}` });
  await does(dewi, text(`jawab ${word}`));
  await does(dewi, {
    type: "message.schedule",
    scheduleId: "later",
    content: { type: "text", text: `nanti ${word}` },
    dueAt: Date.now() + 3_600_000,
    cancelOnReply: false,
  });
  await does(sari, { type: "contact.block", reason: `reason ${word}` });
  await does(room.visitor, text(`withheld ${word}`));
  await does(sari, { type: "contact.unblock" });
  await does(dewi, { type: "conversation.resolve" });
  const surveySeq = (await logOf(room)).find(({ type }) => type === "survey.sent")?.seq ?? 0;
  await does(room.visitor, { type: "survey.answer", surveySeq, score: 4, comment: `comment ${word}` });
  await writeBatch(db, [
    {
      sql: "INSERT INTO drafts (organization_id, member_id, room_id, tab, text, edited_at) VALUES (?, ?, ?, 'reply', ?, 1)",
      args: [organizationId, one.agentA.memberId, roomId, `draft ${word}`],
    },
    {
      sql: `INSERT INTO dead_letters (organization_id, room_id, seq, failures, is_dead, error, body, first_failed_at, last_failed_at)
            VALUES (?, ?, 2, 8, 1, 'x', ?, 1, 1)`,
      args: [organizationId, roomId, word],
    },
  ]);
  await until(
    () => rows("SELECT head_seq FROM rooms WHERE room_id = ?", roomId),
    ([row]) => Number(row?.head_seq) >= surveySeq + 1,
  );
  await until(hubDump, (dump) => dump.includes(word));
  return room;
}

/** What the contacts page does: the contact goes in the batch that writes the job. */
async function ask(room: Room, now = Date.now()): Promise<void> {
  const { contactId } = room.context;
  const args = [one.organizationId, contactId];
  await writeBatch(db, [
    { sql: "DELETE FROM contacts WHERE organization_id = ? AND contact_id = ?", args },
    { sql: "DELETE FROM identities WHERE organization_id = ? AND contact_id = ?", args },
    eraseStatement({ organizationId: one.organizationId, contactId, now }),
  ]);
}
const ref = (room: Room) =>
  ({ organizationId: one.organizationId, contactId: room.context.contactId, kind: "erase" }) as const;

/** As many of the minute's turns as it takes; each finds the time come. */
async function carryOut(room: Room): Promise<void> {
  for (let turn = 1; turn <= 20; turn += 1) {
    await runContactJobs(env, Date.now() + turn * 120_000);
    if ((await rows("SELECT 1 FROM contact_jobs WHERE contact_id = ?", room.context.contactId)).length === 0) return;
  }
  throw new Error("the erasure does not end");
}

async function expectGone(room: Room, word: string): Promise<void> {
  expect(await tablesWith(db, word)).toEqual(await idsOnly(word));
  expect(await roomDump(room)).not.toContain(word);
  expect(await hubDump()).not.toContain(word);
  expect(await filesOf(room)).toEqual([]);
}
/** The audit log keeps ids, and here the word is part of one. */
async function idsOnly(word: string): Promise<string[]> {
  const told = await rows("SELECT * FROM audit WHERE target = ?", `con_${word}`);
  const clean = told.every((row) => !shown({ ...row, target: "" }).includes(word));
  return clean ? ["audit"] : ["audit with more than an id"];
}

describe("erasing a contact", () => {
  it("PRIVACY-6 CONTACT-7 leaves no word of the person in the database, its text indexes, the objects or the storage", async () => {
    const word = "qawhole";
    const room = await person(word);
    expect((await tablesWith(db, word)).length).toBeGreaterThan(12);
    const { socket } = await live(room, callerOf(one.admin));
    await ask(room);
    await tryContactJob(env, ref(room));
    await socket.closing();
    expect(await roomDump(room)).not.toContain(word);
    expect(await rows("SELECT 1 FROM rooms WHERE room_id = ?", room.roomId)).toEqual([]);
    expect(await room.stub().summary({ caller: callerOf(one.admin) })).toBeNull();
    await carryOut(room);
    await expectGone(room, word);
  });

  it("PRIVACY-6 figures keep numbers without the person", async () => {
    const room = await person("wyfigures");
    await ask(room);
    await carryOut(room);
    const { roomId } = room;
    expect(await rows("SELECT channel, kind, contact_id FROM erased_rooms WHERE room_id = ?", roomId)).toMatchObject([
      { channel: "web_chat", kind: "message", contact_id: null },
    ]);
    expect(await rows("SELECT number, resolved_at FROM conversations WHERE room_id = ?", roomId)).toHaveLength(1);
    expect(await rows("SELECT score, comment FROM surveys WHERE room_id = ?", roomId)).toMatchObject([
      { score: 4, comment: null },
    ]);
  });

  it("PRIVACY-6 INV-3 whoever comes back begins anew, with numbers that go on, and is not erased by the second look", async () => {
    const word = "kuagain";
    const room = await person(word);
    const before = (await logOf(room)).at(-1)?.seq ?? 0;
    await ask(room);
    await tryContactJob(env, ref(room));
    const { contactName: _, profile: __, ...context } = room.context;
    const visitorId = room.visitor.visitorId;
    await room.stub().openVisitor({ context: { ...context, contactName: null }, visitorId, now: Date.now() });
    expect(await room.stub().command({ caller: room.visitor, id: "new", command: text("halo baru") })).toMatchObject({
      ok: true,
      seq: before + 3,
    });
    await until(
      () => rows("SELECT summary FROM rooms WHERE room_id = ?", room.roomId),
      (found) => found.length === 1,
    );
    await carryOut(room);
    expect((await logOf(room)).map(({ type }) => type)).toEqual([
      "room.created",
      "conversation.opened",
      "message.created",
    ]);
    expect(await rows("SELECT text FROM messages WHERE room_id = ?", room.roomId)).toMatchObject([
      { text: "halo baru" },
    ]);
    expect(await rows("SELECT number FROM conversations WHERE room_id = ? ORDER BY number", room.roomId)).toMatchObject(
      [{ number: 1 }, { number: 2 }],
    );
    expect(await rows("SELECT name FROM contacts WHERE contact_id = ?", room.context.contactId)).toMatchObject([
      { name: null },
    ]);
    expect(await tablesWith(db, `halo ${word}`)).toEqual([]);
    await evictDurableObject(room.stub());
    expect((await room.stub().summary({ caller: callerOf(one.admin) }))?.conversation.number).toBe(2);
  });

  it("PRIVACY-6 what a write that was under way brings back is found by the second look", async () => {
    const word = "jolate";
    const room = await person(word);
    const tables = ["events", "messages", "notes", "rooms", "room_contacts", "contacts"];
    const keyOf = (table: string) => (table === "contacts" ? "contact_id" : "room_id");
    const idOf = (table: string) => (table === "contacts" ? room.context.contactId : room.roomId);
    const keep = (table: string) => ({
      sql: `CREATE TABLE late_${table} AS SELECT * FROM ${table} WHERE ${keyOf(table)} = '${idOf(table)}'`,
      args: [],
    });
    await writeBatch(db, tables.map(keep));
    await ask(room);
    await tryContactJob(env, ref(room));
    const late = (table: string) => [`INSERT INTO ${table} SELECT * FROM late_${table}`, `DROP TABLE late_${table}`];
    await writeBatch(db, tables.flatMap(late));
    expect((await tablesWith(db, word)).length).toBeGreaterThan(5);
    await carryOut(room);
    await expectGone(room, word);
  });

  it("PRIVACY-6 a draft and a notice that were under way when the room went are found by the second look", async () => {
    const word = "latedraft";
    const room = await person(word);
    await ask(room);
    await tryContactJob(env, ref(room));
    const { roomId } = room;
    const at = Date.now() + 5_000;
    await writeBatch(db, [
      {
        sql: "INSERT INTO drafts (organization_id, member_id, room_id, tab, text, edited_at) VALUES (?, ?, ?, 'reply', ?, ?)",
        args: [one.organizationId, one.agentA.memberId, roomId, `draft ${word}`, at],
      },
      {
        sql: `INSERT INTO notices (organization_id, member_id, notice_id, kind, room_id, params, at)
              VALUES (?, ?, ?, 'mention', ?, ?, ?)`,
        args: [one.organizationId, one.agentA.memberId, `not_${roomId}`, roomId, JSON.stringify({ name: word }), at],
      },
    ]);
    await carryOut(room);
    await expectGone(room, word);
  });

  it("PRIVACY-6 a process that dies at any point leaves nothing that the next turn does not erase", async () => {
    for (let at = 1; ; at += 1) {
      const word = `${"abcdefghijklmnopqrst"[at]}${at}zdies`;
      const room = await person(word);
      await ask(room);
      const { broken, calls } = breaking(at);
      await tryContactJob(broken, ref(room));
      await carryOut(room);
      await expectGone(room, word);
      if (calls() < at) break;
    }
  });
});

/** An environment whose calls to objects and storage fail from the given one on: before it is done, then after. */
function breaking(at: number): { broken: Env; calls: () => number } {
  let calls = 0;
  const guard = <T extends object>(target: T, isOurs: (name: string) => boolean): T =>
    new Proxy(target, {
      get: (_, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        if (!isOurs(String(name))) return value.bind(target);
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls >= at && calls % 2 === 1) throw new Error("the process has died");
          const result = await value.apply(target, args);
          calls += 1;
          if (calls >= at) throw new Error("the process has died");
          return result;
        };
      },
    });
  const namespace = (space: object, names: string[]) =>
    new Proxy(space, {
      get: (_, name) =>
        name === "getByName"
          ? (id: string) => {
              const stub = (space as { getByName(id: string): object }).getByName(id);
              return Object.fromEntries(
                names.map((method) => [
                  method,
                  guard(
                    {
                      run: (...args: unknown[]) =>
                        (stub as Record<string, (...a: unknown[]) => unknown>)[method]?.(...args),
                    },
                    () => true,
                  ).run,
                ]),
              );
            }
          : Reflect.get(space, name),
    });
  const broken = {
    ...env,
    ROOM: namespace(env.ROOM, ["erase"]),
    ORGANIZATION: namespace(env.ORGANIZATION, ["forgetRoom"]),
    FILES: guard(env.FILES, (name) => name === "list" || name === "delete"),
  } as unknown as Env;
  return { broken, calls: () => calls };
}
