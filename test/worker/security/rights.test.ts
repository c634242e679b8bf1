import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import { members } from "../../../worker/db/schema/index.ts";
import { configChange } from "../../../worker/organization/store.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { call, db, newVisitor, ORIGIN, say, tokenOf, world } from "../http/support.ts";
import { hello } from "../room/support.ts";

const hubOf = ({ organizationId }: WorldOrganization) => env.ORGANIZATION.getByName(organizationId);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let shop: WorldOrganization;
let roomId: string;
let visitor: Awaited<ReturnType<typeof newVisitor>>;

/** The room as a member's browser opens it, through the Worker. */
async function openRoom(member: WorldMember): Promise<TestSocket> {
  const response = await call(`/api/v1/rooms/${roomId}/socket`, {
    headers: {
      upgrade: "websocket",
      origin: ORIGIN,
      "sec-websocket-protocol": `${SUBPROTOCOL}, ${TOKEN_SUBPROTOCOL_PREFIX}${await tokenOf(member)}`,
    },
  });
  const socket = TestSocket.over(response);
  socket.send(hello());
  await socket.next("live");
  return socket;
}

async function change(member: WorldMember, values: Partial<typeof members.$inferInsert>): Promise<void> {
  await db().update(members).set(values).where(eq(members.memberId, member.memberId));
  await configChange(db(), shop.organizationId);
}

const textsIn = (socket: TestSocket): string => JSON.stringify(socket.left);

beforeEach(async () => {
  const settings = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, autoAllocation: false };
  ({ one: shop } = await world(settings));
  visitor = await newVisitor(shop);
  roomId = visitor.roomId;
  await say(shop, visitor, "Halo");
});

describe("ROLE-23 a room's live sockets follow a change of rights", () => {
  it("ROLE-22 a deactivated member's socket closes, and hears nothing more", async () => {
    const socket = await openRoom(shop.agentA);
    const other = await openRoom(shop.supervisor);
    await change(shop.agentA, { isActive: false });
    await hubOf(shop).configChanged();
    expect(await socket.closing()).toMatchObject({ code: 4003 });
    await say(shop, visitor, "rahasia");
    await other.next((frame) => JSON.stringify(frame).includes("rahasia"));
    expect(textsIn(socket)).not.toContain("rahasia");
    expect(other.closed).toBeNull();
    other.close();
  });

  it("another role, or other divisions, end the socket so that the client comes back with what holds now", async () => {
    const socket = await openRoom(shop.supervisor);
    await change(shop.supervisor, { role: "agent" });
    await hubOf(shop).configChanged();
    expect(await socket.closing()).toMatchObject({ code: 4001 });
  });

  it("also when the organization and the room have slept meanwhile", async () => {
    const socket = await openRoom(shop.agentA);
    await pause(200);
    await evictDurableObject(env.ROOM.getByName(roomId), { webSockets: "hibernate" });
    await evictDurableObject(hubOf(shop), { webSockets: "hibernate" });
    await change(shop.agentA, { isActive: false });
    await hubOf(shop).configChanged();
    expect(await socket.closing()).toMatchObject({ code: 4003 });
  });

  it("a socket that opens with a token from before the change does not stay", async () => {
    const caller = {
      kind: "member" as const,
      member: shop.agentA.identity,
      origin: ORIGIN,
      expiresAt: Date.now() + 600_000,
    };
    await change(shop.agentA, { isActive: false });
    await hubOf(shop).configChanged();
    // The Worker's own copy may be a few seconds old, so the room must find out by itself.
    const socket = await TestSocket.open(env.ROOM.getByName(roomId), caller);
    expect(await socket.closing()).toMatchObject({ code: 4003 });
  });

  it("a change of something else ends no socket, and what was told is not kept", async () => {
    const socket = await openRoom(shop.agentA);
    await change(shop.agentB, { role: "supervisor" });
    await hubOf(shop).configChanged();
    await pause(300);
    expect(socket.closed).toBeNull();
    await change(shop.agentA, { isActive: false });
    await hubOf(shop).configChanged();
    await socket.closing();
    await pause(200);
    await runInDurableObject(hubOf(shop), async (_, state) => {
      const rows = state.storage.sql.exec("SELECT member_id FROM watchers").toArray();
      expect(rows).toEqual([]);
    });
  });
});
