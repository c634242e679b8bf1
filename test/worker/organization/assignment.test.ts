import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { newCommandId } from "../../../protocol/ids.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { divisionMembers, divisions, members } from "../../../worker/db/schema/index.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import { customAllocationSecret, signatureOf } from "../../../worker/organization/custom-endpoint.ts";
import { configChange } from "../../../worker/organization/store.ts";
import { until } from "../../support/until.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { openRoom, text } from "../room/support.ts";
import { callerOf, evict, hubOf, organizations, SocketsOfATest, shiftClock } from "./organization-world.ts";

const db = openDatabase(env.LIBSQL_URL);
const sockets = new SocketsOfATest();
const MINUTE_MS = 60_000;
type Room = Awaited<ReturnType<typeof openRoom>>;

afterEach(() => {
  vi.restoreAllMocks();
  sockets.close();
});

async function online(organization: WorldOrganization, member: WorldMember) {
  const { socket } = await sockets.open(organization, member.identity);
  socket.send({ type: "presence.set", isOnline: true });
  await socket.next("presence");
  return socket;
}

async function configure<S extends "idle" | "workload" | "auto-resolve" | "allocation">(
  organization: WorldOrganization,
  section: S,
  value: Partial<Settings[S]>,
) {
  await saveSection(db, organization.organizationId, section, value);
  await hubOf(organization).configChanged();
}

let written = 0;
/** A room whose customer has written. */
async function waitingRoom(organization: WorldOrganization, divisionId: string | null = null): Promise<Room> {
  const { organizationId, integrationId } = organization;
  const room = await openRoom({ organizationId, integrationId, divisionId });
  await say(organization, room);
  return room;
}

async function say({ organizationId, integrationId }: WorldOrganization, room: Room): Promise<void> {
  const caller = { ...room.visitor, organizationId, integrationId };
  const answer = await room.stub().command({ caller, id: `c${++written}`, command: text("Halo") });
  expect(answer.ok).toBe(true);
}

const summaryOf = async (organization: WorldOrganization, room: Room) => {
  const summary = await room.stub().summary({ caller: callerOf(organization.admin.identity) });
  if (summary === null) throw new Error("no such room");
  return summary;
};
const participantsOf = async (organization: WorldOrganization, room: Room): Promise<string[]> =>
  (await summaryOf(organization, room)).participants.map(({ memberId }) => memberId);
const givenTo = (organization: WorldOrganization, room: Room, memberId: string) =>
  until(
    () => participantsOf(organization, room),
    (ids) => ids.includes(memberId),
  );
const waiting = (organization: WorldOrganization, count: number) =>
  until(
    () => hubOf(organization).counters(organization.admin.identity),
    ({ unassigned }) => unassigned === count,
  );
const eventsOf = async (organization: WorldOrganization, room: Room): Promise<RoomEvent[]> => {
  const answer = await room.stub().history({ caller: callerOf(organization.admin.identity), limit: 50 });
  return answer.ok ? (answer.events as RoomEvent[]) : [];
};
const eventOf = async <T extends RoomEvent["type"]>(organization: WorldOrganization, room: Room, type: T) =>
  until(
    async () => (await eventsOf(organization, room)).findLast((event) => event.type === type),
    (event) => event !== undefined,
  );
/** The organization knows by now that the member has so many rooms. */
const holds = (organization: WorldOrganization, { memberId }: WorldMember, count: number) =>
  until(
    () => hubOf(organization).loads(),
    (loads) => loads.some((load) => load.memberId === memberId && load.openRooms === count),
  );
const alarm = (organization: WorldOrganization) => runDurableObjectAlarm(hubOf(organization));
const assign = async (organization: WorldOrganization, room: Room, { memberId }: WorldMember) => {
  const caller = callerOf(organization.supervisor.identity);
  const answer = await room.stub().command({ caller, id: `a${++written}`, command: { type: "room.assign", memberId } });
  expect(answer.ok).toBe(true);
};

describe("Get New Chat with real rooms", () => {
  it("ASSIGN-6 ASSIGN-7 many agents who ask at once get a room each, the longest waiting first, and then none", async () => {
    const { one } = await organizations();
    const rooms: Room[] = [];
    for (let n = 0; n < 4; n += 1) rooms.push(await waitingRoom(one));
    await waiting(one, 4);
    const takers = [one.agentA, one.agentB, one.supervisor, one.agentA, one.agentB, one.supervisor];
    const taken = await Promise.all(
      takers.map(({ identity }) => hubOf(one).takeNext({ member: identity, id: newCommandId() })),
    );
    const given = taken.flatMap((answer) => (answer.ok && answer.roomId !== null ? [answer.roomId] : []));
    expect(new Set(given)).toEqual(new Set(rooms.map(({ roomId }) => roomId)));
    expect(given).toHaveLength(4);
    for (const room of rooms) expect(await participantsOf(one, room)).toHaveLength(1);
  });

  it("ASSIGN-6 with the rights that hold now, not with those of a token", async () => {
    const { one } = await organizations();
    await waitingRoom(one);
    await waiting(one, 1);
    await configure(one, "allocation", { agentCanTakeOver: false });
    const answer = await hubOf(one).takeNext({ member: one.agentA.identity, id: newCommandId() });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
  });
});

describe("workload with real rooms", () => {
  it("ASSIGN-12 ASSIGN-11 nobody is given more than the limit; what waits is given when there is space", async () => {
    const { one } = await organizations({ autoAllocation: true });
    await configure(one, "workload", { rules: [{ memberIds: null, channels: null, limit: 2 }] });
    await online(one, one.agentA);
    const rooms: Room[] = [];
    for (let n = 0; n < 3; n += 1) rooms.push(await waitingRoom(one));
    await holds(one, one.agentA, 2);
    const loads = await hubOf(one).loads();
    expect(loads.find(({ memberId }) => memberId === one.agentA.memberId)).toEqual({
      memberId: one.agentA.memberId,
      openRooms: 2,
      limits: [{ channels: null, limit: 2, openRooms: 2 }],
    });
    const [first] = rooms;
    const caller = callerOf(one.agentA.identity);
    await first!.stub().command({ caller, id: "resolve", command: { type: "conversation.resolve" } });
    await givenTo(one, rooms[2]!, one.agentA.memberId);
  });
});

describe("rules over time with real rooms", () => {
  it("ASSIGN-13 an unanswered room moves to another agent, says why, and does not come back", async () => {
    const { one } = await organizations();
    await configure(one, "idle", { isOn: true, minutes: 10 });
    await online(one, one.agentA);
    await online(one, one.agentB);
    const room = await waitingRoom(one);
    await assign(one, room, one.agentA);
    await holds(one, one.agentA, 1);
    shiftClock(11 * MINUTE_MS);
    for (const { identity } of [one.agentA, one.agentB]) await sockets.open(one, identity);
    await alarm(one);
    await givenTo(one, room, one.agentB.memberId);
    expect(await participantsOf(one, room)).toEqual([one.agentB.memberId]);
    expect(await eventOf(one, room, "participant.left")).toMatchObject({
      memberId: one.agentA.memberId,
      reason: "idle",
      explanation: "No answer for 10 min",
    });
    expect(await eventOf(one, room, "participant.joined")).toMatchObject({
      memberId: one.agentB.memberId,
      explanation: expect.stringContaining("Dewi left this conversation"),
    });
  });

  it("ASSIGN-13 with nobody free the room stays and supervisors are told, also when the object slept in between", async () => {
    const { one } = await organizations();
    await configure(one, "idle", { isOn: true, minutes: 10 });
    const room = await waitingRoom(one);
    await assign(one, room, one.agentA);
    await holds(one, one.agentA, 1);
    for (const minutes of [11, 21, 31]) {
      shiftClock(minutes * MINUTE_MS);
      await evict(one);
      // The first alarm counts the try, the second tells what came of the third.
      await alarm(one);
      await alarm(one);
    }
    expect(await eventOf(one, room, "idle.exhausted")).toMatchObject({ minutes: 10, tries: 3 });
    expect(await participantsOf(one, room)).toEqual([one.agentA.memberId]);
  });

  it("BEY-4 a room of an agent who vanished is offered to others, and says so", async () => {
    const { one } = await organizations({ autoAllocation: true });
    await configure(one, "idle", { offlineMinutes: 5 });
    const gone = await online(one, one.agentA);
    const room = await waitingRoom(one);
    await givenTo(one, room, one.agentA.memberId);
    await online(one, one.agentB);
    gone.send({ type: "presence.set", isOnline: false });
    await gone.next("presence");
    // What was given counts at once; the rule goes by what the room itself has told.
    await waiting(one, 0);
    shiftClock(6 * MINUTE_MS);
    await sockets.open(one, one.agentB.identity);
    await alarm(one);
    await givenTo(one, room, one.agentB.memberId);
    expect(await eventOf(one, room, "participant.left")).toMatchObject({
      memberId: one.agentA.memberId,
      reason: "offline",
      explanation: "Offline for 6 min",
    });
  });

  it("SET-7 a room where staff had the last word is resolved when the time is up, with its tag", async () => {
    const { one } = await organizations();
    const rule = { isOn: true, channels: null, inactivityMs: 60 * MINUTE_MS, tagId: one.tagId, onSince: Date.now() };
    await configure(one, "auto-resolve", { message: rule });
    const room = await waitingRoom(one);
    const answer = { caller: callerOf(one.supervisor.identity), id: "answer", command: text("Sudah?") };
    expect((await room.stub().command(answer)).ok).toBe(true);
    await holds(one, one.supervisor, 1);
    shiftClock(61 * MINUTE_MS);
    await alarm(one);
    const resolved = await until(
      () => summaryOf(one, room),
      ({ status }) => status === "resolved",
    );
    expect(resolved.tags).toEqual([{ tagId: one.tagId, name: "refund" }]);
    expect(await eventOf(one, room, "conversation.resolved")).toMatchObject({ reason: "auto" });
  });

  it("ROLE-22 ASSIGN-4 a deactivated member's rooms lose them and go to others", async () => {
    const { one } = await organizations({ autoAllocation: true });
    await online(one, one.agentA);
    const room = await waitingRoom(one);
    await givenTo(one, room, one.agentA.memberId);
    await online(one, one.agentB);
    await db.update(members).set({ isActive: false }).where(eq(members.memberId, one.agentA.memberId));
    await configChange(db, one.organizationId);
    await hubOf(one).configChanged();
    await givenTo(one, room, one.agentB.memberId);
    expect(await participantsOf(one, room)).toEqual([one.agentB.memberId]);
  });

  it("ASSIGN-20 rooms of a deleted division fall to General", async () => {
    const { one } = await organizations();
    const room = await waitingRoom(one, one.salesId);
    await waiting(one, 1);
    expect((await summaryOf(one, room)).divisionId).toBe(one.salesId);
    await db.delete(divisionMembers).where(eq(divisionMembers.divisionId, one.salesId));
    await db.delete(divisions).where(eq(divisions.divisionId, one.salesId));
    await configChange(db, one.organizationId);
    await hubOf(one).configChanged();
    await until(
      () => summaryOf(one, room),
      ({ divisionId }) => divisionId === null,
    );
  });

  it("what is due is not forgotten when the object sleeps, and fires without anybody asking", async () => {
    const { one } = await organizations();
    await configure(one, "idle", { isOn: true, minutes: 10 });
    const room = await waitingRoom(one);
    await assign(one, room, one.agentA);
    await holds(one, one.agentA, 1);
    await evict(one);
    const { dueAt, alarmAt } = await runInDurableObject(hubOf(one), async (_, { storage }) => ({
      dueAt: Number(storage.sql.exec("SELECT due_at FROM timers WHERE kind = 'upkeep'").one().due_at),
      alarmAt: await storage.getAlarm(),
    }));
    expect(dueAt - Date.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(alarmAt).toBeLessThanOrEqual(dueAt);
  });
});

describe("custom allocation with a real server", () => {
  const custom = (path: string, key: string) => ({
    autoAllocation: false,
    customUrl: `${inject("endpointUrl")}${path}?key=${key}`,
  });
  const callsOf = async (key: string): Promise<{ body: string; signature: string }[]> =>
    (await fetch(`${inject("endpointUrl")}/calls?key=${key}`)).json();

  it("ASSIGN-14 ASSIGN-5 API-20 the endpoint is asked with a good signature, and whom it names has the room", async () => {
    const { one } = await organizations();
    await configure(one, "allocation", custom("/first", one.organizationId));
    await online(one, one.agentB);
    const room = await waitingRoom(one);
    await givenTo(one, room, one.agentB.memberId);
    const [call, ...others] = await callsOf(one.organizationId);
    expect(others).toEqual([]);
    expect(JSON.parse(call!.body)).toMatchObject({
      room: { id: room.roomId, channel: "web_chat" },
      candidates: [{ agent_id: one.agentB.memberId, open_rooms: 0 }],
    });
    const secret = customAllocationSecret(env.SAPA_SECRET, one.organizationId);
    const seconds = Number(/^t=(\d+),/.exec(call!.signature)?.[1]);
    expect(call!.signature).toBe(signatureOf([secret], call!.body, seconds * 1000));
  });

  it("ASSIGN-14 API-21 a redirect is not followed, and the room stays unassigned", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { one } = await organizations();
    await configure(one, "allocation", custom("/elsewhere", one.organizationId));
    await online(one, one.agentB);
    const room = await waitingRoom(one);
    await until(
      async () => warned.mock.calls.length,
      (calls) => calls > 0,
    );
    expect(warned.mock.calls).toEqual([["organization.custom_allocation", room.roomId, "redirect"]]);
    expect(await callsOf(one.organizationId)).toHaveLength(1);
    expect(await participantsOf(one, room)).toEqual([]);
  });
});
