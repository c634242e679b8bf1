import { env } from "cloudflare:workers";
import { newIntegrationId, newOrganizationId, roomIdFor } from "../../../protocol/ids.ts";
import type { Role } from "../../../protocol/roles.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { MemberCaller, VisitorCaller } from "../../../worker/http/identity.ts";
import type { RoomContext } from "../../../worker/room/contract.ts";
import { member } from "../../support/room-builders.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";

const HOUR_MS = 3_600_000;
let visitors = 0;

/** A room of its own for each test, already opened for its visitor as the widget's first message does. */
export async function openRoom(extra: Partial<RoomContext> = {}) {
  const organizationId = extra.organizationId ?? newOrganizationId();
  const integrationId = extra.integrationId ?? newIntegrationId(organizationId);
  const visitorId = `vis_${++visitors}_${crypto.randomUUID()}`;
  const roomId = await roomIdFor(integrationId, visitorId);
  const context: RoomContext = {
    roomId,
    organizationId,
    integrationId,
    integrationName: "Shop",
    channel: "web_chat",
    kind: "message",
    contactId: `con_${visitors}_${crypto.randomUUID()}`,
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

export type OpenRoom = Awaited<ReturnType<typeof openRoom>>;

/** A room of an organization that libSQL knows, with everybody in it. */
export async function openRoomIn(organization: WorldOrganization, extra: Partial<RoomContext> = {}) {
  const { organizationId, integrationId } = organization;
  return { organization, ...(await openRoom({ organizationId, integrationId, ...extra })) };
}

export const callerOf = ({ identity }: WorldMember): MemberCaller => ({
  kind: "member",
  member: identity,
  origin: "https://desk.example",
  expiresAt: Date.now() + HOUR_MS,
});

/** The whole log as an admin's client gets it. */
export async function logOf(room: OpenRoom): Promise<RoomEvent[]> {
  const answer = await room.stub().history({ caller: room.staff("mem_reader", "admin"), limit: 200 });
  return answer.ok ? (answer.events as RoomEvent[]) : [];
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
