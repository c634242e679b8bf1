import { env } from "cloudflare:workers";
import { newIntegrationId, newOrganizationId, roomIdFor } from "../../../protocol/ids.ts";
import type { Role } from "../../../protocol/roles.ts";
import type { MemberCaller, VisitorCaller } from "../../../worker/http/identity.ts";
import type { RoomContext } from "../../../worker/room/contract.ts";
import { member } from "../../support/room-builders.ts";
import { TestSocket } from "../../support/worker-sockets.ts";

const HOUR_MS = 3_600_000;
let visitors = 0;

/** A room of its own for each test, already opened for its visitor as the widget's first message does. */
export async function openRoom(extra: Partial<RoomContext> = {}) {
  const organizationId = newOrganizationId();
  const integrationId = newIntegrationId(organizationId);
  const visitorId = `vis_${++visitors}_${crypto.randomUUID()}`;
  const roomId = await roomIdFor(integrationId, visitorId);
  const context: RoomContext = {
    roomId,
    organizationId,
    integrationId,
    integrationName: "Shop",
    channel: "web_chat",
    kind: "message",
    contactId: `con_${visitors}`,
    externalId: visitorId,
    contactName: null,
    divisionId: null,
    ...extra,
  };
  const stub = () => env.ROOM.getByName(roomId);
  const { refreshToken } = await stub().openVisitor({ context, visitorId, now: Date.now() });
  const visitor: VisitorCaller = {
    kind: "visitor",
    organizationId,
    integrationId,
    visitorId,
    roomId,
    origin: "https://shop.example",
    expiresAt: Date.now() + HOUR_MS,
  };
  const staff = (memberId: string, role: Role = "supervisor"): MemberCaller => ({
    kind: "member",
    member: member(memberId, role, { organizationId }),
    origin: "https://desk.example",
    expiresAt: Date.now() + HOUR_MS,
  });
  return { roomId, context, stub, visitor, staff, refreshToken };
}

export const text = (words: string) => ({
  type: "message.send" as const,
  content: { type: "text" as const, text: words },
});
export const hello = (position: { epoch?: string; last?: number } = {}) => ({ type: "hello", version: 1, ...position });
export const command = (id: string, body: object) => ({ type: "command", id, command: body });

/** A socket that has said hello and is up to date. */
export async function live(
  room: Awaited<ReturnType<typeof openRoom>>,
  caller: VisitorCaller | MemberCaller,
  position = {},
) {
  const socket = await TestSocket.open(room.stub(), caller);
  socket.send(hello(position));
  const resumed = await socket.next<{ mode: string; epoch: string; head: number; after: number }>("resumed");
  return { socket, resumed };
}
