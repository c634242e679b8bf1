import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import { until } from "../../support/until.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { openRoom, text } from "../room/support.ts";
import { callerOf, evict, type Frame, hubOf, organizations, SocketsOfATest } from "./organization-world.ts";

const db = openDatabase(env.LIBSQL_URL);
const sockets = new SocketsOfATest();
type Room = Awaited<ReturnType<typeof openRoom>>;

afterEach(() => sockets.close());

const allocating = () => organizations({ autoAllocation: true });
const roomOf = ({ organizationId, integrationId }: WorldOrganization, divisionId: string | null = null) =>
  openRoom({ organizationId, integrationId, divisionId });

async function online(organization: WorldOrganization, member: WorldMember) {
  const { socket } = await sockets.open(organization, member.identity);
  socket.send({ type: "presence.set", isOnline: true });
  await socket.next("presence");
  return socket;
}

const write = (room: Room, id = "c1") => {
  const { organizationId, integrationId } = room.context;
  return room.stub().command({ caller: { ...room.visitor, organizationId, integrationId }, id, command: text("Halo") });
};

const summaryOf = async (organization: WorldOrganization, room: Room) => {
  const summary = await room.stub().summary({ caller: callerOf(organization.admin.identity) });
  if (summary === null) throw new Error("no such room");
  return summary;
};

const assignee = async (organization: WorldOrganization, room: Room) =>
  (await summaryOf(organization, room)).participants[0]?.memberId;

const given = (organization: WorldOrganization, room: Room) =>
  until(
    () => assignee(organization, room),
    (memberId) => memberId !== undefined,
  );

const eventsOf = async (organization: WorldOrganization, room: Room): Promise<RoomEvent[]> => {
  const answer = await room.stub().history({ caller: callerOf(organization.admin.identity), limit: 50 });
  return answer.ok ? (answer.events as RoomEvent[]) : [];
};

describe("allocation with real rooms", () => {
  it("ASSIGN-1 ASSIGN-2 ASSIGN-10 a customer's first message reaches the member who is online, and says why", async () => {
    const { one } = await allocating();
    const socket = await online(one, one.agentB);
    const room = await roomOf(one);
    await write(room);
    const frame = await socket.next<Frame<"rooms">>((one) => one.type === "rooms" && isAssigned(one));
    expect(frame).toMatchObject({
      rooms: [{ roomId: room.roomId, status: "assigned", participants: [{ memberId: one.agentB.memberId }] }],
      counters: { messages: 1, unassigned: 0 },
    });
    const joined = (await eventsOf(one, room)).find((event) => event.type === "participant.joined");
    expect(joined).toMatchObject({ how: "allocated", memberName: "Agus" });
    expect(joined).toHaveProperty(
      "explanation",
      expect.stringMatching(/^Fewest open rooms: 0; skipped: .*Dewi offline/),
    );
  });

  it("ASSIGN-10 shares rooms evenly, also over sleep", async () => {
    const { one } = await allocating();
    await online(one, one.agentA);
    await online(one, one.agentB);
    const owners: (string | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) {
      const room = await roomOf(one);
      await write(room);
      owners.push(await given(one, room));
      await until(
        () => hubOf(one).counters(one.admin.identity),
        (counters) => counters.unassigned === 0,
      );
      await evict(one);
    }
    const { memberId: a } = one.agentA;
    const { memberId: b } = one.agentB;
    expect([...owners].sort()).toEqual([a, a, b, b].sort());
    expect(owners[0]).not.toBe(owners[1]);
  });

  it("ASSIGN-11 rooms that found nobody are given, oldest first, when someone comes online", async () => {
    const { one } = await allocating();
    const [first, second] = [await roomOf(one), await roomOf(one)];
    await write(first);
    await write(second);
    await until(
      () => hubOf(one).counters(one.admin.identity),
      (counters) => counters.unassigned === 2,
    );
    await evict(one);
    expect(await assignee(one, first)).toBeUndefined();
    await online(one, one.agentA);
    expect(await given(one, first)).toBe(one.agentA.memberId);
    expect(await given(one, second)).toBe(one.agentA.memberId);
    const joinedAt = async (room: Room) =>
      (await eventsOf(one, room)).find((event) => event.type === "participant.joined")?.at ?? 0;
    expect(await joinedAt(first)).toBeLessThanOrEqual(await joinedAt(second));
  });

  it("ASSIGN-9 a room of a division waits for one of its members", async () => {
    const { one } = await allocating();
    await online(one, one.agentB);
    const room = await roomOf(one, one.salesId);
    await write(room);
    await until(
      () => hubOf(one).counters(one.admin.identity),
      (counters) => counters.unassigned === 1,
    );
    expect(await assignee(one, room)).toBeUndefined();
    await online(one, one.agentA);
    expect(await given(one, room)).toBe(one.agentA.memberId);
  });

  it("ASSIGN-4 whoever leaves is not given the room again within this conversation", async () => {
    const { one } = await allocating();
    await online(one, one.agentA);
    const room = await roomOf(one);
    await write(room);
    expect(await given(one, room)).toBe(one.agentA.memberId);
    const left = await room.stub().command({
      caller: callerOf(one.agentA.identity),
      id: "leave",
      command: { type: "room.leave" },
    });
    expect(left.ok).toBe(true);
    await until(
      () => hubOf(one).counters(one.admin.identity),
      (counters) => counters.unassigned === 1,
    );
    expect((await summaryOf(one, room)).status).toBe("unassigned");
    await online(one, one.agentB);
    expect(await given(one, room)).toBe(one.agentB.memberId);
  });

  it("ASSIGN-11 with the setting off nothing is given; switching it on gives what waits", async () => {
    const { one } = await organizations();
    await online(one, one.agentA);
    const room = await roomOf(one);
    await write(room);
    await until(
      () => hubOf(one).counters(one.admin.identity),
      (counters) => counters.unassigned === 1,
    );
    expect(await assignee(one, room)).toBeUndefined();
    await saveSection(db, one.organizationId, "allocation", { autoAllocation: true });
    await hubOf(one).configChanged();
    expect(await given(one, room)).toBe(one.agentA.memberId);
  });
});

const isAssigned = (frame: Record<string, unknown>): boolean =>
  (frame as unknown as Frame<"rooms">).rooms.some((room) => room.status === "assigned");
