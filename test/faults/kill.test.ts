import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HistoryPage } from "../../protocol/http.schema.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { createWorld, type WorldOrganization } from "../support/world.ts";
import { newMember, newVisitor, type Person } from "./crowd.ts";
import { judge } from "./verdict.ts";

const ROOMS = 10;
const SECOND_MS = 1_000;
/** Longer than the two minutes after which the platform forgets an alarm that keeps throwing. */
const DATABASE_AWAY_MS = 190 * SECOND_MS;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let system: TestSystem;
let world: WorldOrganization;
const people: Person[] = [];
const recoveries: number[] = [];
let writers: NodeJS.Timeout[] = [];

beforeAll(async () => {
  // The crowd writes faster than people do.
  system = await startTestSystem({ vars: { SAPA_RATE_FACTOR: "1000" } });
  world = (await createWorld(openDatabase(system.libsqlUrl))).one;
  for (let n = 0; n < ROOMS; n += 1) await addRoom(`visitor${n}`);
});

afterAll(async () => {
  stopWriting();
  for (const person of people) person.connection.close();
  await system?.stop();
});

const place = () => ({ url: system.url, origin: world.origin, secret: system.secrets.SAPA_SECRET });

async function addRoom(name: string): Promise<Person> {
  const visitor = await newVisitor(place(), world.integrationId, name);
  visitor.write();
  await until(() => visitor.unsettled === 0, `${name}'s first message`);
  people.push(visitor, newMember(place(), visitor.roomId, world.supervisor.identity));
  return visitor;
}

function startWriting(): void {
  writers = people.map((person, index) => {
    // WIDGET-14 lets a visitor write 20 times a minute.
    const everyMs = person.name.startsWith("visitor") ? 4_000 : 150;
    return setInterval(() => person.write(), everyMs + index * 7);
  });
}

function stopWriting(): void {
  for (const writer of writers) clearInterval(writer);
  writers = [];
}

async function until(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 60 * SECOND_MS,
): Promise<number> {
  const startedAt = Date.now();
  while (!(await isTrue())) {
    if (Date.now() - startedAt > limitMs) throw new Error(`still waiting for ${what}`);
    await wait(20);
  }
  return Date.now() - startedAt;
}

/** Kills the Worker's runtime without warning, brings it back, and measures until everybody is live again. */
async function crashWorker(): Promise<void> {
  await system.worker.kill9();
  await wait(700);
  await system.restartWorker();
  const sinceMs = await until(
    () => people.every((person) => person.connection.view.state === "live"),
    "everybody to be live again",
  );
  recoveries.push(sinceMs);
}

const settled = () => people.every((person) => person.unsettled === 0);

async function readLog(roomId: string): Promise<RoomEvent[]> {
  const origin = new URL(system.url).origin;
  const { token } = await signMemberToken(place().secret, { member: world.admin.identity, origin });
  const log: RoomEvent[] = [];
  for (let before: number | undefined, more = true; more; ) {
    const query = before === undefined ? "limit=200" : `before=${before}&limit=200`;
    const response = await fetch(`${system.url}/api/v1/rooms/${roomId}/events?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await response.json()) as HistoryPage<RoomEvent>;
    log.unshift(...page.events);
    before = page.events[0]?.seq;
    more = page.hasMore;
  }
  return log;
}

async function storedAll(): Promise<boolean> {
  const db = openDatabase(system.libsqlUrl);
  const heads = new Map(people.map((person) => [person.roomId, person.connection.view.events.at(-1)?.seq ?? 0]));
  const result = await db.$client
    .execute("SELECT room_id, max(seq) AS head FROM events GROUP BY room_id")
    .catch(() => null);
  const stored = new Map(result?.rows.map((row) => [String(row.room_id), Number(row.head)]));
  return [...heads].every(([roomId, head]) => (stored.get(roomId) ?? 0) >= head);
}

async function verify(title: string): Promise<void> {
  stopWriting();
  await until(settled, "all messages to be settled");
  await until(storedAll, "libSQL to have everything", 90 * SECOND_MS);
  const verdict = await judge(people, readLog, system.libsqlUrl);
  const sorted = [...recoveries].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  console.info(`${title}: ${JSON.stringify({ ...verdict, recoveryP95Ms: p95 })}`);
  expect(verdict.written).toBeGreaterThan(200);
  expect(verdict).toMatchObject({
    acknowledged: verdict.written,
    lost: 0,
    doubled: 0,
    gaps: 0,
    shownTwice: 0,
    holesShown: 0,
    outboxDifference: 0,
  });
}

describe("killed in mid-load", () => {
  it("INV-1 INV-2 INV-3 loses, doubles and skips nothing when the runtime is killed again and again", async () => {
    startWriting();
    for (let crash = 0; crash < 3; crash += 1) {
      await wait(4 * SECOND_MS);
      await crashWorker();
    }
    await wait(3 * SECOND_MS);
    await verify("runtime killed three times");
  }, 240_000);

  it("INV-4 INV-7 INV-8 chat goes on while libSQL is dead for over three minutes, and it catches up by itself", async () => {
    startWriting();
    await wait(3 * SECOND_MS);
    await system.sqld.kill9();
    const diedAt = Date.now();
    await wait(30 * SECOND_MS);
    // Even a new visitor may begin, and even the runtime may die meanwhile.
    const newcomer = await addRoom("visitor-while-away");
    expect(newcomer.connection.view.state).toBe("live");
    await crashWorker();
    await wait(10 * SECOND_MS);
    const lateComer = await addRoom("visitor-after-crash");
    expect(lateComer.connection.view.state).toBe("live");
    stopWriting();
    startWriting();
    await wait(Math.max(0, DATABASE_AWAY_MS - (Date.now() - diedAt)));
    expect(Math.max(...people.map((person) => person.unsettled))).toBeLessThan(20);
    await system.restartSqld();
    await wait(2 * SECOND_MS);
    await verify(`libSQL away for ${Math.round((Date.now() - diedAt) / SECOND_MS)} s`);
  }, 480_000);
});
