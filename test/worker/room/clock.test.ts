import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../worker/db/client.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import { until } from "../../support/until.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { callerOf, logOf, type OpenRoom, openRoom, openRoomIn, text } from "./support.ts";

const db = openDatabase(env.LIBSQL_URL);
const HOUR_MS = 3_600_000;
let one: WorldOrganization;
let two: WorldOrganization;

beforeAll(async () => {
  ({ one, two } = await createWorld(db));
});

const hub = (organization: WorldOrganization) => env.ORGANIZATION.getByName(organization.organizationId);
const sleep = (room: OpenRoom) => evictDurableObject(room.stub(), { webSockets: "hibernate" });
const alarmAt = (room: OpenRoom) =>
  runInDurableObject(room.stub(), async (_, state) => (await state.storage.getAlarm()) ?? 0);
const typesOf = async (room: OpenRoom) => (await logOf(room)).map(({ type }) => type);
/** Everything told and stored, so that the alarm is left to what the clock will do. */
const settle = async (room: OpenRoom) => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  await runDurableObjectAlarm(room.stub());
};

describe("what a room does by the clock", () => {
  it("BEY-5 INV-8 sends at its time though the object died meanwhile, and not again when the alarm rings twice", async () => {
    const room = await openRoomIn(one);
    const dewi = callerOf(one.agentA);
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await room.stub().command({ caller: dewi, id: "t", command: { type: "room.take" } });
    const dueAt = Date.now() + 1_500;
    const content = { type: "text" as const, text: "Sudah sampai?" };
    const plan = { type: "message.schedule" as const, scheduleId: "s1", content, dueAt, cancelOnReply: false };
    expect(await room.stub().command({ caller: dewi, id: "p", command: plan })).toMatchObject({ ok: true });
    expect(await alarmAt(room)).toBeLessThanOrEqual(dueAt);
    await sleep(room);
    const log = await until(
      () => logOf(room),
      (events) => events.at(-1)?.type === "message.created" && events.length > 4,
    );
    const sent = log.at(-1);
    expect(sent).toMatchObject({ actor: { id: one.agentA.memberId, name: "Dewi" }, content });
    expect(sent?.at).toBeGreaterThanOrEqual(dueAt);
    await runDurableObjectAlarm(room.stub());
    await runDurableObjectAlarm(room.stub());
    expect(await logOf(room)).toHaveLength(log.length);
  });

  it("BEY-5 what was due while the object was away goes late, once, with the snooze that ended", async () => {
    const room = await openRoomIn(one);
    const dewi = callerOf(one.agentA);
    const past = Date.now() - HOUR_MS;
    const content = { type: "text" as const, text: "Kemarin" };
    const at = (command: object, id: string, ms: number, caller: unknown = dewi) =>
      ({ caller, id, command, at: past + ms }) as never;
    await room.stub().rehearse({
      context: room.context,
      calls: [
        at(text("Halo"), "c", 0, room.visitor),
        at({ type: "room.take" }, "t", 1),
        at({ type: "message.schedule", scheduleId: "s1", content, dueAt: past + 1_000, cancelOnReply: false }, "p", 2),
        at({ type: "room.snooze", until: past + 2_000 }, "z", 3),
      ],
    });
    await runDurableObjectAlarm(room.stub());
    const types = await until(
      () => typesOf(room),
      (found) => found.includes("room.unsnoozed") && found.at(-1) === "message.created",
    );
    await runDurableObjectAlarm(room.stub());
    expect(await typesOf(room)).toEqual(types);
  });

  it("BEY-5 refuses what its author may no longer send, and says whose it was", async () => {
    const room = await openRoomIn(one);
    const content = { type: "text" as const, text: "Nanti" };
    const soon = { dueAt: Date.now() + 300, cancelOnReply: false };
    const plan = { type: "message.schedule" as const, scheduleId: "s1", content, ...soon };
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await room.stub().command({ caller: room.staff("mem_former"), id: "p", command: plan });
    const refused = await until(
      () => logOf(room),
      (events) => events.at(-1)?.type === "message.unscheduled",
    );
    expect(refused.at(-1)).toMatchObject({ reason: "refused", code: "forbidden", authorId: "mem_former" });
  });

  it("SESS-4 goes by the organization's thresholds, learnt with the first summary and kept over sleep", async () => {
    await saveSection(db, two.organizationId, "sessions", { expiringMs: HOUR_MS / 2, expiredMs: 2 * HOUR_MS });
    await hub(two).configChanged();
    const room = await openRoomIn(two);
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await settle(room);
    const inHours = async () => ((await alarmAt(room)) - Date.now()) / HOUR_MS;
    await until(inHours, (hours) => hours > 0.45 && hours <= 0.5);
    await sleep(room);
    await room.stub().command({ caller: room.visitor, id: "c2", command: text("Ada?") });
    await settle(room);
    await until(inHours, (hours) => hours > 0.45 && hours <= 0.5);
  });
});

describe("what the organization asks of a room", () => {
  it("ASSIGN-13 SESS-12 reaches it by its own call, safe to repeat, and a room that never was says so", async () => {
    const room = await openRoomIn(one);
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await room.stub().command({ caller: callerOf(one.agentA), id: "t", command: { type: "room.take" } });
    const release = {
      type: "release" as const,
      conversationNumber: 1,
      memberId: one.agentA.memberId,
      reason: "idle" as const,
      explanation: "No answer for 10 minutes",
    };
    const asked = { command: release, id: "job_1" };
    expect(await room.stub().organizationCommand(asked)).toMatchObject({ ok: true, seq: 5, isRepeat: false });
    await sleep(room);
    expect(await room.stub().organizationCommand(asked)).toMatchObject({ ok: true, seq: 5, isRepeat: true });
    expect(await room.stub().organizationCommand({ command: release })).toMatchObject({
      refusal: { code: "assign.not_member" },
    });
    const expire = { type: "resolve_expired" as const, by: { type: "system" as const }, includeUnassigned: true };
    expect(await room.stub().organizationCommand({ command: expire })).toMatchObject({ refusal: { code: "conflict" } });
    const nobody = env.ROOM.getByName(`room_${"y".repeat(26)}`);
    expect(await nobody.organizationCommand({ command: expire })).toMatchObject({ refusal: { code: "not_found" } });
  });

  it("SET-6 SET-5 answers a new conversation once, after the customer's message, and leaves it waiting", async () => {
    const always = { isOn: true, text: "Kami segera membalas" };
    await saveSection(db, one.organizationId, "auto-responder", { inHours: always, outsideHours: always });
    await hub(one).configChanged();
    const room = await openRoomIn(one);
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const log = await until(
      () => logOf(room),
      (events) => events.length === 4,
    );
    expect(log.at(-1)).toMatchObject({
      actor: { type: "bot", id: "auto_responder", name: one.name },
      content: { text: "Kami segera membalas" },
    });
    const summary = await room.stub().summary({ caller: callerOf(one.admin) });
    expect(summary).toMatchObject({ status: "unassigned", isUnresponded: true });
    await room.stub().command({ caller: room.visitor, id: "c2", command: text("Ada?") });
    await settle(room);
    await sleep(room);
    await runDurableObjectAlarm(room.stub());
    expect((await typesOf(room)).filter((type) => type === "message.created")).toHaveLength(3);
  });

  it("SET-6 INV-8 asks again after a death between the message and its answer", async () => {
    const always = { isOn: true, text: "Kami segera membalas" };
    await saveSection(db, one.organizationId, "auto-responder", { inHours: always, outsideHours: always });
    await hub(one).configChanged();
    const room = await openRoomIn(one);
    await runInDurableObject(room.stub(), (instance) =>
      instance.command({ caller: room.visitor, id: "c", command: text("Halo") }),
    );
    await sleep(room);
    await runDurableObjectAlarm(room.stub());
    const log = await until(
      () => logOf(room),
      (events) => events.length >= 4,
    );
    expect(log.at(-1)).toMatchObject({ actor: { type: "bot" } });
    await settle(room);
    expect(await logOf(room)).toHaveLength(4);
  });
});

describe("a room written by a former version", () => {
  it("finds its notes and who waits again, from the log", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const sari = room.staff("mem_sari");
    await room.stub().command({ caller: sari, id: "n", command: { type: "note.add", text: "VIP" } });
    await runInDurableObject(room.stub(), (instance, state) => {
      void instance;
      const old = { headSeq: 4, recentInbound: [], sessionMark: "open" };
      state.storage.sql.exec("INSERT INTO snapshot (id, body) VALUES (1, ?)", JSON.stringify(old));
      state.storage.sql.exec("CREATE TABLE timers (kind TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID");
    });
    await sleep(room);
    const edit = { type: "note.edit" as const, noteSeq: 4, text: "VIP lama" };
    expect(await room.stub().command({ caller: sari, id: "e", command: edit })).toMatchObject({ ok: true });
    const summary = await room.stub().summary({ caller: sari });
    expect(summary).toMatchObject({ isUnresponded: true, isBlocked: false, scheduledCount: 0, mayAutoResolve: true });
  });
});
