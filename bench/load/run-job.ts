import { cpuMsOf } from "../support/process-usage.ts";
import { percentile, sum } from "../support/statistics.ts";
import type { Job, Outcome, RoomPlan } from "./job.ts";
import { Link } from "./link.ts";

const OPEN_AT_ONCE = 50;
const SAMPLED_RECEIVERS = 12;
const DRAIN_LIMIT_MS = 15_000;
const SETTLE_EVERY_MS = 500;
/** A server that refuses is asked again after this time. */
const REFUSED_PAUSE_MS = 250;

/** One room under load, with the sum of what its receivers got. */
class LoadedRoom {
  readonly sender: Link;
  readonly receivers: Link[];
  readonly #filler: string;
  delivered = 0;
  #given = 0;
  #waitsUntil = 0;
  #knownRefused = 0;
  /** Called after each delivery. */
  onDelivery: () => void = () => {};

  constructor(sender: Link, receivers: Link[], textLength: number) {
    this.sender = sender;
    this.receivers = receivers;
    this.#filler = "Where is my order? ".repeat(Math.ceil(textLength / 19)).slice(0, Math.max(0, textLength - 16));
    for (const receiver of receivers)
      receiver.onMessages = (count) => {
        this.delivered += count;
        this.onDelivery();
      };
  }

  /** Messages that were not refused, as far as is known. */
  get sent(): number {
    return this.#given - this.sender.dialect.refused;
  }

  get missing(): number {
    return this.sent * this.receivers.length - this.delivered;
  }

  send(): void {
    this.#given += 1;
    this.sender.send(`${performance.now().toFixed(3)} ${this.#filler}`);
  }

  /** Sends until `inFlight` messages are on their way to somebody. */
  fill(inFlight: number): void {
    const { refused } = this.sender.dialect;
    if (refused > this.#knownRefused) this.#waitsUntil = performance.now() + REFUSED_PAUSE_MS;
    this.#knownRefused = refused;
    if (this.#waitsUntil > 0 && performance.now() < this.#waitsUntil) return;
    while (this.missing <= (inFlight - 1) * this.receivers.length) this.send();
  }
}

/** Opens the connections, loads them as the job says, and waits until everything has arrived. */
export async function runJob(job: Job): Promise<Outcome> {
  const rooms = await openRooms(job);
  const links = rooms.flatMap((room) => [room.sender, ...room.receivers]);
  const settler = setInterval(() => {
    for (const link of links) link.settle(performance.now());
  }, SETTLE_EVERY_MS);
  try {
    return await measure(job, rooms, links);
  } finally {
    clearInterval(settler);
    for (const link of links) link.close();
  }
}

async function measure(job: Job, rooms: LoadedRoom[], links: Link[]): Promise<Outcome> {
  const latencies: number[] = [];
  let isMeasuring = false;
  for (const link of sampled(rooms))
    link.onText = (text) => {
      if (isMeasuring) latencies.push(performance.now() - Number.parseFloat(text));
    };
  const stop = job.mode === "saturated" ? saturate(rooms, job.inFlight) : pace(rooms, job.everyMs);
  await pause(job.warmUpMs);
  const before = snapshot(job, rooms);
  isMeasuring = true;
  await pause(job.measureMs);
  isMeasuring = false;
  const after = snapshot(job, rooms);
  stop();
  await drain(rooms);
  const closed = links.find((link) => link.closedWith !== null);
  if (closed) throw new Error(`A connection was closed in mid-measurement: ${closed.closedWith}`);
  const elapsedMs = after.at - before.at;
  return {
    receivers: sum(rooms.map((room) => room.receivers.length)),
    deliveredPerSecond: ((after.delivered - before.delivered) / elapsedMs) * 1000,
    messagesPerSecond: ((after.sent - before.sent) / elapsedMs) * 1000,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    sent: sum(rooms.map((room) => room.sent)),
    lost: sum(rooms.map((room) => room.missing)),
    refused: sum(links.map((link) => link.dialect.refused)),
    generatorCpu: (after.ownCpuMs - before.ownCpuMs) / elapsedMs,
    serverCpu: (after.serverCpuMs - before.serverCpuMs) / elapsedMs,
  };
}

async function openRooms(job: Job): Promise<LoadedRoom[]> {
  const rooms: LoadedRoom[] = [];
  for (const plan of job.rooms) rooms.push(await openRoom(job, plan));
  return rooms;
}

async function openRoom(job: Job, plan: RoomPlan): Promise<LoadedRoom> {
  const sender = await Link.open(job.dialect, plan.sender);
  const receivers: Link[] = [];
  for (let at = 0; at < plan.receivers.length; at += OPEN_AT_ONCE) {
    const some = plan.receivers.slice(at, at + OPEN_AT_ONCE);
    receivers.push(...(await Promise.all(some.map((one) => Link.open(job.dialect, one)))));
  }
  return new LoadedRoom(sender, receivers, job.textLength);
}

/** Spread evenly over rooms and places, so that neither the first nor the last served is favoured. */
function sampled(rooms: LoadedRoom[]): Link[] {
  const receivers = rooms.flatMap((room) => room.receivers);
  const count = Math.min(SAMPLED_RECEIVERS, receivers.length);
  const step = count > 1 ? (receivers.length - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => receivers[Math.round(index * step)]).filter(
    (link) => link !== undefined,
  );
}

function saturate(rooms: LoadedRoom[], inFlight: number): () => void {
  let isOn = true;
  for (const room of rooms) {
    room.onDelivery = () => {
      if (isOn) room.fill(inFlight);
    };
    room.fill(inFlight);
  }
  // After refusals nothing may be under way that would bring the next delivery.
  const waker = setInterval(() => {
    for (const room of rooms) room.onDelivery();
  }, REFUSED_PAUSE_MS);
  return () => {
    isOn = false;
    clearInterval(waker);
  };
}

/** Rooms begin one after the other within the interval, so that they do not all speak at once. */
function pace(rooms: LoadedRoom[], everyMs: number): () => void {
  const timers: NodeJS.Timeout[] = [];
  rooms.forEach((room, index) => {
    const begin = () => timers.push(setInterval(() => room.send(), everyMs));
    timers.push(setTimeout(begin, (index / rooms.length) * everyMs));
  });
  return () => timers.forEach(clearTimeout);
}

const snapshot = (job: Job, rooms: LoadedRoom[]) => ({
  at: performance.now(),
  sent: sum(rooms.map((room) => room.sent)),
  delivered: sum(rooms.map((room) => room.delivered)),
  ownCpuMs: cpuMsOf(process.pid),
  serverCpuMs: cpuMsOf(job.serverPid),
});

/** Waits for what is still under way, as long as something still comes. */
async function drain(rooms: LoadedRoom[]): Promise<void> {
  const giveUpAt = performance.now() + DRAIN_LIMIT_MS;
  while (rooms.some((room) => room.missing > 0) && performance.now() < giveUpAt) await pause(20);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
