import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { FeedServerFrame } from "../../../protocol/feed-frames.schema.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import type { MemberCaller } from "../../../worker/http/identity.ts";
import { type SummaryExtra, summary } from "../../support/organization-builders.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import { createWorld, type WorldOptions, type WorldOrganization } from "../../support/world.ts";

export type Frame<T extends FeedServerFrame["type"]> = Extract<FeedServerFrame, { type: T }>;

const MINUTE = 60_000;
const SETTINGS = {
  agentCanTakeOver: true,
  agentCanAssign: true,
  agentCanBroadcast: false,
  autoAllocation: false,
};

/** Two organizations in libSQL, with allocation off unless asked for, so that rooms need not exist. */
export const organizations = (settings: Partial<NonNullable<WorldOptions["settings"]>> = {}) =>
  createWorld(openDatabase(env.LIBSQL_URL), { settings: { ...SETTINGS, ...settings } });

export const hubOf = (organization: WorldOrganization) => env.ORGANIZATION.getByName(organization.organizationId);

export const callerOf = (member: MemberIdentity, extra: Partial<MemberCaller> = {}): MemberCaller => ({
  kind: "member",
  member,
  origin: "https://shop.example",
  expiresAt: Date.now() + 10 * MINUTE,
  ...extra,
});

type Position = { epoch?: string | undefined; last?: number | undefined };

/** A feed socket that has said hello and been welcomed. */
export async function feedOf(
  organization: WorldOrganization,
  member: MemberIdentity,
  position: Position = {},
): Promise<{ socket: TestSocket; welcome: Frame<"welcome"> }> {
  const socket = await TestSocket.open(hubOf(organization), callerOf(member));
  return { socket, welcome: await hello(socket, position) };
}

export async function hello(socket: TestSocket, position: Position = {}): Promise<Frame<"welcome">> {
  socket.send({ type: "hello", version: PROTOCOL_VERSION, ...position });
  return socket.next<Frame<"welcome">>("welcome");
}

/** A summary of a room in this organization. */
export const roomIn = (
  organization: WorldOrganization,
  roomId: string,
  version: number,
  extra: SummaryExtra = {},
): RoomSummary => summary(roomId, version, { organizationId: organization.organizationId, ...extra });

export const tell = (organization: WorldOrganization, told: RoomSummary, laggingSince: number | null = null) =>
  hubOf(organization).roomChanged({ summary: told, laggingSince });

/** Puts the object to sleep once it is idle; its sockets stay. Returns how long that took, in ms. */
export async function evict(organization: WorldOrganization): Promise<number> {
  await pause(60);
  const startedAt = performance.now();
  await evictDurableObject(hubOf(organization), { webSockets: "hibernate" });
  return performance.now() - startedAt;
}

/** The clock goes on, pings stay where they were; until the mocks are restored. */
export function later(ms: number): void {
  const at = Date.now() + ms;
  vi.spyOn(Date, "now").mockImplementation(() => at);
}

/** The clock goes on from there; until the mocks are restored. */
export function shiftClock(ms: number): void {
  vi.restoreAllMocks();
  const real = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => real() + ms);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Keeps the sockets of a test, and closes them after it. */
export class SocketsOfATest {
  readonly #sockets: TestSocket[] = [];

  async open(organization: WorldOrganization, member: MemberIdentity, position: Position = {}) {
    const opened = await feedOf(organization, member, position);
    this.#sockets.push(opened.socket);
    return opened;
  }

  async raw(organization: WorldOrganization, caller: MemberCaller): Promise<TestSocket> {
    const socket = await TestSocket.open(hubOf(organization), caller);
    this.#sockets.push(socket);
    return socket;
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.close();
  }
}
