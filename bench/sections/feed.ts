import WebSocket from "ws";
import type { FeedServerFrame } from "../../protocol/feed-frames.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import type { Connection } from "../load/job.ts";
import { type BenchAgent, type Sapa, startSapa } from "../servers/sapa.ts";
import { pause } from "../support/figures.ts";
import type { Pace } from "../support/pace.ts";
import { cpuMsOf } from "../support/process-usage.ts";
import { figure, ms, percent, type Section, table, verdict } from "../support/section.ts";
import { percentile } from "../support/statistics.ts";
import type { RoomChanges } from "../workers/contract.ts";

const AGENTS = 200;
const ROOMS = 2_000;
const CHANGES_PER_SECOND = 1_000;
const EVERY_MS = 20;
/** Feeds in which every room is read and timed; of the others only bytes are counted. */
const SAMPLED = 40;

type Course = {
  name: string;
  agents: number;
  /** Of a hundred rooms so many are unassigned, which every agent sees; each other one belongs to one agent. */
  waitingShare: number;
  isIdle?: boolean;
};

const COURSES: Course[] = [
  { name: "calls that do nothing", agents: 0, waitingShare: 0, isIdle: true },
  { name: "changes, nobody there", agents: 0, waitingShare: 5 },
  { name: "200 agents, all rooms assigned", agents: AGENTS, waitingShare: 0 },
  { name: "200 agents, 1 of 20 rooms waits and is seen by all", agents: AGENTS, waitingShare: 5 },
];

type Measured = {
  changesPerSecond: number;
  deliveriesPerSecond: number;
  megabytesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpu: number;
};

export const feed: Section = {
  name: "feed",
  title: "The feed of an organization: 200 agents, 1,000 changes of rooms a second",
  async run(pace, log) {
    const rows: { course: Course; found: Measured }[] = [];
    for (const course of COURSES) {
      const found = await measureCourse(course, pace);
      rows.push({ course, found });
      log(rowOf(course, found).join("  "));
    }
    const idle = rows[0]?.found.cpu ?? 0;
    const busiest = rows.at(-1)?.found;
    const head = ["", "changes/s", "deliveries/s", "MB/s", "p50 ms", "p99 ms", "processor", "of it the organization"];
    const cells = rows.map(({ course, found }) => [
      ...rowOf(course, found),
      course.isIdle ? "" : percent(Math.max(0, found.cpu - idle)),
    ]);
    return [
      verdict(
        "changes reach all who see the room within 250 ms (p99)",
        (busiest?.p99Ms ?? Number.NaN) <= 250,
        `p50 ${ms(busiest?.p50Ms ?? Number.NaN)} ms, p99 ${ms(busiest?.p99Ms ?? Number.NaN)} ms`,
      ),
      table(head, cells),
      NOTE,
    ].join("\n\n");
  },
};

const NOTE =
  "One delivery is one changed room in one agent's frame; changes within 50 ms share a frame. Latency counts from the moment the change is handed to the Worker until the agent's client has parsed it. Processor: the runtime's whole process, as a share of one core; what calls that do nothing cost at the same pace is taken off for the last column.";

const rowOf = ({ name }: Course, found: Measured): string[] => [
  name,
  figure(found.changesPerSecond),
  figure(found.deliveriesPerSecond),
  figure(found.megabytesPerSecond, 1),
  ms(found.p50Ms),
  ms(found.p99Ms),
  percent(found.cpu),
];

async function measureCourse(course: Course, pace: Pace): Promise<Measured> {
  const sapa = await startSapa({ name: "feed" });
  const watchers: Watcher[] = [];
  try {
    const agents = await sapa.hireAgents(AGENTS);
    for (const [at, agent] of agents.slice(0, course.agents).entries())
      watchers.push(await Watcher.open(await agent.feed(), at < SAMPLED));
    const load = new Load(sapa, agents, course);
    await load.run(pace.isQuick ? 1_000 : 3_000);
    for (const watcher of watchers) watcher.reset();
    const cpuBefore = cpuMsOf(sapa.workerd.pid);
    const startedAt = performance.now();
    const changes = await load.run(pace.isQuick ? 3_000 : 15_000);
    const tookMs = performance.now() - startedAt;
    const cpu = (cpuMsOf(sapa.workerd.pid) - cpuBefore) / tookMs;
    await pause(500);
    return { ...deliveredTo(watchers, tookMs), changesPerSecond: (changes * 1000) / tookMs, cpu };
  } finally {
    for (const watcher of watchers) watcher.close();
    await sapa.stop();
  }
}

function deliveredTo(watchers: Watcher[], tookMs: number): Omit<Measured, "changesPerSecond" | "cpu"> {
  const sampled = watchers.filter((watcher) => watcher.isSampled);
  const latencies = sampled.flatMap((watcher) => watcher.latenciesMs);
  const bytes = watchers.reduce((sum, watcher) => sum + watcher.bytes, 0);
  const share = sampled.length === 0 ? 0 : watchers.length / sampled.length;
  return {
    deliveriesPerSecond: (latencies.length * share * 1000) / tookMs,
    megabytesPerSecond: bytes / 1e6 / (tookMs / 1000),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

/** One agent's feed. A change carries the time at which it was sent in its contact's name. */
class Watcher {
  readonly isSampled: boolean;
  readonly #socket: WebSocket;
  latenciesMs: number[] = [];
  bytes = 0;

  private constructor(socket: WebSocket, isSampled: boolean) {
    this.#socket = socket;
    this.isSampled = isSampled;
    socket.on("message", (data) => this.#take(data as Buffer));
  }

  static async open({ url, protocols, origin }: Connection, isSampled: boolean): Promise<Watcher> {
    const socket = new WebSocket(url, protocols ?? [], { perMessageDeflate: false, origin: origin ?? "" });
    const watcher = new Watcher(socket, isSampled);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION }));
    return watcher;
  }

  reset(): void {
    this.latenciesMs = [];
    this.bytes = 0;
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(data: Buffer): void {
    this.bytes += data.length;
    if (!this.isSampled) return;
    const frame = JSON.parse(data.toString()) as FeedServerFrame;
    const now = performance.now();
    if (frame.type === "rooms")
      for (const { contact } of frame.rooms) this.latenciesMs.push(now - Number(contact.name));
  }
}

/** Tells changes at an even pace, as many calls at once as fall into one step. */
class Load {
  readonly #sapa: Sapa;
  readonly #course: Course;
  readonly #rooms: RoomSummary[];
  #next = 0;

  constructor(sapa: Sapa, agents: BenchAgent[], course: Course) {
    this.#sapa = sapa;
    this.#course = course;
    this.#rooms = Array.from({ length: ROOMS }, (_, n) => roomOf(sapa.organizationId, n, agents, course));
  }

  /** Returns how many changes were told. */
  async run(forMs: number): Promise<number> {
    const perStep = (CHANGES_PER_SECOND * EVERY_MS) / 1000;
    const startedAt = performance.now();
    const told: Promise<void>[] = [];
    for (let step = 0; step < forMs / EVERY_MS; step += 1) {
      await pause(Math.max(0, startedAt + step * EVERY_MS - performance.now()));
      told.push(this.#tell(perStep));
    }
    await Promise.all(told);
    return told.length * perStep;
  }

  async #tell(count: number): Promise<void> {
    const { isIdle = false } = this.#course;
    const summaries = Array.from({ length: isIdle ? 0 : count }, () => this.#changed());
    const { organizationId, url } = this.#sapa;
    const body = { organizationId, summaries, idleCalls: isIdle ? count : 0 } satisfies RoomChanges;
    const answer = await fetch(`${url}/bench/changes`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The changes were not taken: ${answer.status} ${await answer.text()}`);
    await answer.body?.cancel();
  }

  #changed(): RoomSummary {
    const at = this.#next++ % ROOMS;
    const before = this.#rooms[at] as RoomSummary;
    const contact = { ...before.contact, name: String(performance.now()) };
    const room = { ...before, contact, version: before.version + 1, lastActivityAt: Date.now() };
    this.#rooms[at] = room;
    return room;
  }
}

function roomOf(organizationId: string, n: number, agents: BenchAgent[], { waitingShare }: Course): RoomSummary {
  const isWaiting = n % 100 < waitingShare;
  const { memberId } = agents[n % agents.length] as BenchAgent;
  const now = Date.now();
  return {
    roomId: `room_${String(n).padStart(26, "a")}`,
    organizationId,
    integrationId: "int_bench",
    integrationName: "Shop",
    channel: "web_chat",
    kind: "message",
    version: 1,
    headSeq: 20,
    contact: { contactId: `con_${n}`, externalId: `vis_${n}`, name: "0", email: "rina@mail.example", phone: null },
    status: isWaiting ? "unassigned" : "assigned",
    divisionId: null,
    conversation: {
      number: 1,
      origin: "contact",
      openedAt: now,
      firstAssignedAt: null,
      resolvedAt: null,
      resolvedBy: null,
      messageCount: 20,
    },
    participants: isWaiting ? [] : [{ memberId, name: "Dewi" }],
    formerParticipantIds: [],
    lastAgentId: null,
    tags: [],
    isUnresponded: true,
    waitingSince: now,
    isBlocked: false,
    snoozedUntil: null,
    scheduledCount: 0,
    mayAutoResolve: true,
    unreadCount: 1,
    lastMessage: {
      seq: 20,
      at: now,
      direction: "inbound",
      authorType: "contact",
      authorName: null,
      contentType: "text",
      preview: "Hello, my order has not arrived yet. Could you look where it is?",
    },
    firstInboundAt: now,
    lastInboundAt: now,
    lastSeenAt: now,
    lastActivityAt: now,
    createdAt: now,
  };
}
