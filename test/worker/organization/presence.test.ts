import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../../worker/db/client.ts";
import { until } from "../../support/until.ts";
import type { TestSocket } from "../../support/worker-sockets.ts";
import type { WorldOrganization } from "../../support/world.ts";
import { evict, type Frame, hubOf, later, organizations, pause, SocketsOfATest } from "./organization-world.ts";

const MINUTE = 60_000;
const sockets = new SocketsOfATest();

afterEach(() => {
  vi.restoreAllMocks();
  sockets.close();
});

const presence = (socket: TestSocket) => socket.next<Frame<"presence">>("presence");
const isOnline = async (organization: WorldOrganization, memberId: string) =>
  (await hubOf(organization).presence()).find((one) => one.memberId === memberId)?.isOnline ?? false;

const logged = async (organization: WorldOrganization) => {
  const { rows } = await openDatabase(env.LIBSQL_URL).$client.execute({
    sql: "SELECT member_id, is_online, cause FROM presence_log WHERE organization_id = ? ORDER BY at, id",
    args: [organization.organizationId],
  });
  return rows.map((row) => [row.member_id, row.is_online, row.cause]);
};

describe("presence (ASSIGN-16)", () => {
  it("ASSIGN-16 switching on shows to every member of the organization, in the member's other tab, and to nobody else", async () => {
    const { one, two } = await organizations();
    const { socket, welcome } = await sockets.open(one, one.agentA.identity);
    expect(welcome).toMatchObject({ isOnline: false, presence: [] });
    const tab = await sockets.open(one, one.agentA.identity);
    const admin = await sockets.open(one, one.admin.identity);
    const stranger = await sockets.open(two, two.admin.identity);
    socket.send({ type: "presence.set", isOnline: true });
    const everyone = [{ memberId: one.agentA.memberId, isOnline: true }];
    expect(await presence(socket)).toEqual({ type: "presence", presence: everyone, isOnline: true });
    expect(await presence(tab.socket)).toMatchObject({ isOnline: true });
    expect(await presence(admin.socket)).toEqual({ type: "presence", presence: everyone, isOnline: false });
    await pause(80);
    expect(stranger.socket.left).toEqual([]);
    expect(await hubOf(two).presence()).toEqual([]);
  });

  it("ASSIGN-17 the switch stays as it was over sleep, and shows in the next welcome", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await presence(socket);
    await evict(one);
    expect(await isOnline(one, one.agentA.memberId)).toBe(true);
    const { welcome } = await sockets.open(one, one.agentA.identity);
    expect(welcome).toMatchObject({ isOnline: true, presence: [{ memberId: one.agentA.memberId, isOnline: true }] });
    await evict(one);
    socket.send({ type: "presence.set", isOnline: false });
    expect(await presence(socket)).toMatchObject({ presence: [{ isOnline: false }], isOnline: false });
  });

  it("switching to what it is already is answered to the one who asked, and told to nobody else", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    const other = await sockets.open(one, one.agentB.identity);
    socket.send({ type: "presence.set", isOnline: false });
    expect(await presence(socket)).toMatchObject({ isOnline: false });
    await pause(80);
    expect(other.socket.left).toEqual([]);
  });

  it("ROLE-4 an admin has no switch", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.admin.identity);
    socket.send({ type: "presence.set", isOnline: true });
    const frame = await socket.next<Frame<"error">>("error");
    expect(frame.refusal).toMatchObject({ code: "forbidden", retryable: false });
    await hubOf(one).setPresence({ memberId: one.admin.memberId, isOnline: true });
    expect(await hubOf(one).presence()).toEqual([]);
  });

  it("ASSIGN-16 the last connection going ends presence when it was not back within 2 minutes", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await presence(socket);
    socket.close();
    await socket.closing();
    await evict(one);
    expect(await isOnline(one, one.agentA.memberId)).toBe(true);
    later(2 * MINUTE - 5_000);
    const watcher = await sockets.open(one, one.supervisor.identity);
    await runDurableObjectAlarm(hubOf(one));
    expect(await isOnline(one, one.agentA.memberId)).toBe(true);
    vi.restoreAllMocks();
    later(2 * MINUTE + 1_000);
    await runDurableObjectAlarm(hubOf(one));
    expect(await isOnline(one, one.agentA.memberId)).toBe(false);
    expect(await presence(watcher.socket)).toMatchObject({ presence: [{ isOnline: false }] });
  });

  it("ASSIGN-16 a ping keeps a connection alive, answered without waking the object", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await presence(socket);
    await evict(one);
    await pause(1_100);
    socket.send("ping");
    await pause(50);
    later(2 * MINUTE - 500);
    await runDurableObjectAlarm(hubOf(one));
    expect(await isOnline(one, one.agentA.memberId)).toBe(true);
    expect(socket.closed).toBeNull();
  });

  it("ASSIGN-16 a line that has been silent for 2 minutes is closed and does not count", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await presence(socket);
    later(2 * MINUTE + 1_000);
    await runDurableObjectAlarm(hubOf(one));
    expect(await socket.closing()).toMatchObject({ code: 4008 });
    expect(await isOnline(one, one.agentA.memberId)).toBe(false);
  });

  it("ASSIGN-16 every change is logged in libSQL, once", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    for (const switchedOn of [true, false, true]) {
      socket.send({ type: "presence.set", isOnline: switchedOn });
      await presence(socket);
      await pause(5);
    }
    await runDurableObjectAlarm(hubOf(one));
    const { memberId } = one.agentA;
    const expected = [
      [memberId, 1, "switched_on"],
      [memberId, 0, "switched_off"],
      [memberId, 1, "switched_on"],
    ];
    expect(
      await until(
        () => logged(one),
        (rows) => rows.length >= 3,
      ),
    ).toEqual(expected);
    await evict(one);
    await runDurableObjectAlarm(hubOf(one));
    expect(await logged(one)).toEqual(expected);
  });

  it("WIDGET-12 the widget hears whether anyone is there for it", async () => {
    const { one } = await organizations();
    // Whether the office is open just now is another question.
    const widget = async () =>
      (await hubOf(one).integration(one.integrationId))?.team.flatMap(({ name, isOnline }) => (isOnline ? name : []));
    expect(await widget()).toEqual([]);
    const { socket } = await sockets.open(one, one.agentB.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await presence(socket);
    expect(await widget()).toEqual(["Agus"]);
    expect(await hubOf(one).integration("int_unknown")).toBeNull();
  });
});
