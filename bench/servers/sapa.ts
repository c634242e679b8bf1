import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { contactIdFor, newId, roomIdFor } from "../../protocol/ids.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../protocol/version.ts";
import { dataFolder } from "../../scripts/support/paths.ts";
import { migrateDatabase } from "../../scripts/system/migrate.ts";
import { type Sqld, startSqld } from "../../scripts/system/sqld.ts";
import { memberIdentity } from "../../worker/accounts/store.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { createAccount, createMember, createOrganization, createWebchat } from "../../worker/db/seed-rows.ts";
import type { Caller } from "../../worker/http/identity.ts";
import { signMemberToken, signVisitorToken } from "../../worker/http/tokens.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";
import type { Connection } from "../load/job.ts";
import { interruption } from "../support/interruption.ts";
import type { NewRoom } from "../workers/contract.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

const ORIGIN = "https://bench.example";
const ROOMS_AT_ONCE = 100;

/** A measured installation: libSQL, the runtime and one organization. Rate limits are lifted, nothing else. */
export type Sapa = {
  url: string;
  libsqlUrl: string;
  organizationId: string;
  workerd: Workerd;
  sqld: Sqld;
  /** Rooms in which a visitor has written and the agent answers. */
  openRooms(count: number, options?: { messages?: number }): Promise<BenchRoom[]>;
  /** As many more agents, each with a feed. Before anything else asks for the organization. */
  hireAgents(count: number): Promise<BenchAgent[]>;
  stop(): Promise<void>;
};

export type BenchRoom = {
  roomId: string;
  visitorId: string;
  /** A socket of the agent who has the room. */
  agent(): Promise<Connection>;
  /** A socket of one of some supervisors who look on. */
  onlooker(number: number): Promise<Connection>;
  visitor(): Promise<Connection>;
};

export type BenchAgent = { memberId: string; feed(): Promise<Connection> };

const ONLOOKERS = 20;

export async function startSapa(options: { name: string; entry?: string; vars?: Record<string, string> }) {
  const dataDir = join(dataFolder(), "bench", `${options.name}-${process.pid}`);
  rmSync(dataDir, { recursive: true, force: true });
  const sqld = await startSqld({ dataDir, signal: interruption });
  const stop = async (workerd?: Workerd) => {
    await workerd?.stop();
    await sqld.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await migrateDatabase(sqld.url);
    const secret = randomBytes(32).toString("base64url");
    const devKey = randomBytes(24).toString("base64url");
    const vars = { LIBSQL_URL: sqld.url, SAPA_SECRET: secret, SAPA_DEV_KEY: devKey, SAPA_RATE_FACTOR: "100000" };
    const entry = options.entry ?? "bench/workers/worker.ts";
    const workerd = await startWorkerd({ dataDir, entry, vars: { ...vars, ...options.vars } });
    const site = await createSite(sqld.url);
    const opener = new RoomOpener(workerd, secret, site);
    const sapa: Sapa = {
      url: workerd.url,
      libsqlUrl: sqld.url,
      organizationId: site.organizationId,
      workerd,
      sqld,
      openRooms: (count, { messages = 1 } = {}) => opener.open(count, messages),
      hireAgents: (count) => hireAgents(sqld.url, workerd.url, secret, site.organizationId, count),
      stop: () => stop(workerd),
    };
    return sapa;
  } catch (error) {
    await stop();
    throw error;
  }
}

type Site = {
  organizationId: string;
  integrationId: string;
  integrationName: string;
  agent: MemberIdentity;
  onlookers: MemberIdentity[];
};

async function createSite(libsqlUrl: string): Promise<Site> {
  const db = openDatabase(libsqlUrl);
  const { organizationId } = await createOrganization(db, { name: "Bench" });
  const integrationName = "Shop";
  const { integrationId } = await createWebchat(db, { organizationId, name: integrationName, domain: ORIGIN });
  const agent = await hire(db, organizationId, "Dewi", "agent");
  const onlookers: MemberIdentity[] = [];
  for (let n = 0; n < ONLOOKERS; n += 1) onlookers.push(await hire(db, organizationId, `Lead ${n}`, "supervisor"));
  return { organizationId, integrationId, integrationName, agent, onlookers };
}

async function hire(db: Database, organizationId: string, name: string, role: Role): Promise<MemberIdentity> {
  const email = `${name.toLowerCase().replace(" ", "-")}@bench.example`;
  const { accountId } = await createAccount(db, { email, passwordHash: "none", name });
  const { memberId } = await createMember(db, { organizationId, accountId, name, role });
  const identity = await memberIdentity(db, organizationId, memberId);
  if (identity === null) throw new Error("A member was not created");
  return identity;
}

async function hireAgents(
  libsqlUrl: string,
  url: string,
  secret: string,
  organizationId: string,
  count: number,
): Promise<BenchAgent[]> {
  const db = openDatabase(libsqlUrl);
  const agents: BenchAgent[] = [];
  for (let n = 0; n < count; n += 1) {
    const member = await hire(db, organizationId, `Agent ${n}`, "agent");
    const feed = async () =>
      connection(
        `${url.replace("http", "ws")}/api/v1/feed/socket`,
        (await signMemberToken(secret, { member, origin: ORIGIN })).token,
      );
    agents.push({ memberId: member.memberId, feed });
  }
  return agents;
}

class RoomOpener {
  readonly #workerd: Workerd;
  readonly #secret: string;
  readonly #site: Site;

  constructor(workerd: Workerd, secret: string, site: Site) {
    this.#workerd = workerd;
    this.#secret = secret;
    this.#site = site;
  }

  async open(count: number, messages: number): Promise<BenchRoom[]> {
    const rooms: BenchRoom[] = [];
    for (let at = 0; at < count; at += ROOMS_AT_ONCE) {
      const wanted = Array.from({ length: Math.min(ROOMS_AT_ONCE, count - at) }, () => this.#newRoom(messages));
      const made = await Promise.all(wanted);
      await this.#post(made.map((one) => one.body));
      rooms.push(...made.map((one) => one.room));
    }
    return rooms;
  }

  async #newRoom(messages: number): Promise<{ body: NewRoom; room: BenchRoom }> {
    const visitorId = newId("vis");
    const { organizationId, integrationId, integrationName, agent, onlookers } = this.#site;
    const context: RoomContext = {
      roomId: await roomIdFor(integrationId, visitorId),
      organizationId,
      integrationId,
      integrationName,
      channel: "web_chat",
      kind: "message",
      contactId: await contactIdFor(organizationId, "web_chat", visitorId),
      externalId: visitorId,
      contactName: null,
      divisionId: null,
    };
    const { roomId } = context;
    const api = this.#workerd.url.replace("http", "ws");
    const asMember = async (who: MemberIdentity): Promise<Connection> => {
      const { token } = await signMemberToken(this.#secret, { member: who, origin: ORIGIN });
      return connection(`${api}/api/v1/rooms/${roomId}/socket`, token);
    };
    const room: BenchRoom = {
      roomId,
      visitorId,
      agent: () => asMember(agent),
      onlooker: (number) => asMember(onlookers[number % ONLOOKERS]!),
      visitor: async () => {
        const claims = { organizationId, integrationId, visitorId, roomId, origin: ORIGIN };
        return connection(`${api}/widget/v1/socket`, (await signVisitorToken(this.#secret, claims)).token);
      },
    };
    return { body: { context, calls: pastOf(context, visitorId, agent, messages) }, room };
  }

  async #post(rooms: NewRoom[]): Promise<void> {
    const answer = await fetch(`${this.#workerd.url}/bench/rooms`, { method: "POST", body: JSON.stringify(rooms) });
    if (!answer.ok) throw new Error(`The rooms were not opened: ${answer.status} ${await answer.text()}`);
    const { refused } = (await answer.json()) as { refused: number };
    if (refused > 0) throw new Error(`${refused} commands were refused while opening rooms`);
  }
}

const connection = (url: string, token: string): Connection => ({
  url,
  protocols: [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token],
  origin: ORIGIN,
});

/** The visitor writes, the agent takes the room, and both go on in turn a minute apart. Without messages: nothing yet. */
function pastOf(context: RoomContext, visitorId: string, agent: MemberIdentity, messages: number): RehearsedCall[] {
  if (messages === 0) return [];
  const { organizationId, integrationId, roomId } = context;
  const expiresAt = Date.now() + 3_600_000;
  const visitor: Caller = {
    kind: "visitor",
    organizationId,
    integrationId,
    visitorId,
    roomId,
    origin: ORIGIN,
    expiresAt,
  };
  const staff: Caller = { kind: "member", member: agent, origin: ORIGIN, expiresAt };
  const startAt = Date.now() - (messages + 1) * 60_000;
  const says = (caller: Caller, n: number): RehearsedCall => ({
    caller,
    id: `past-${n}`,
    command: { type: "message.send", content: { type: "text", text: `Line ${n} of a conversation about an order.` } },
    at: startAt + n * 60_000,
  });
  const calls = [
    says(visitor, 0),
    { caller: staff, id: "take", command: { type: "room.take" as const }, at: startAt + 1 },
  ];
  for (let n = 1; n < messages; n += 1) calls.push(says(n % 2 === 0 ? visitor : staff, n));
  return calls;
}
