import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseStatement } from "../../worker/contacts/jobs/statements.ts";
import { openDatabase, writeBatch } from "../../worker/db/client.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { tablesWith } from "../support/tables-with.ts";
import { createWorld, type WorldOrganization } from "../support/world.ts";
import { newVisitor, type Person } from "./crowd.ts";

const PERSONS = 12;
const WORD = "qavmarker";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let system: TestSystem;
let world: WorldOrganization;
const people: Person[] = [];
const db = () => openDatabase(system.libsqlUrl);
const rows = async (sql: string, ...args: string[]) => (await db().$client.execute({ sql, args })).rows;

beforeAll(async () => {
  system = await startTestSystem({ vars: { SAPA_RATE_FACTOR: "1000" } });
  world = (await createWorld(db())).one;
  const place = { url: system.url, origin: world.origin, secret: system.secrets.SAPA_SECRET };
  for (let n = 0; n < PERSONS; n += 1) people.push(await newVisitor(place, world.integrationId, `${WORD}${n}`));
  for (const person of people) person.write();
  await until(() => people.every((person) => person.unsettled === 0), "the messages");
  await until(async () => (await rows("SELECT 1 FROM rooms")).length >= PERSONS, "libSQL to have them");
});

afterAll(async () => {
  for (const person of people) person.connection.close();
  await system?.stop();
});

async function until(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const endsAt = Date.now() + 60_000; !(await isTrue()); await wait(20))
    if (Date.now() > endsAt) throw new Error(`still waiting for ${what}`);
}

/** The minute's turn, with every job's time come. */
async function strike(): Promise<void> {
  await rows("UPDATE contact_jobs SET next_at = 0");
  await fetch(`${system.url}/cdn-cgi/local/scheduled`).catch(() => undefined);
}

async function historyStatus(roomId: string): Promise<number> {
  const { token } = await signMemberToken(system.secrets.SAPA_SECRET, {
    member: world.admin.identity,
    origin: new URL(system.url).origin,
  });
  const response = await fetch(`${system.url}/api/v1/rooms/${roomId}/events?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return response.status;
}

describe("killed while erasing", () => {
  it("PRIVACY-6 erases everybody in the end, however often the runtime is killed in the middle", async () => {
    const { organizationId } = world;
    const contacts = await rows("SELECT contact_id FROM contacts WHERE organization_id = ?", organizationId);
    expect(contacts).toHaveLength(PERSONS);
    expect(await tablesWith(db(), WORD)).toEqual(expect.arrayContaining(["events", "messages", "messages_fts_data"]));
    const now = Date.now();
    await writeBatch(db(), [
      { sql: "DELETE FROM contacts WHERE organization_id = ?", args: [organizationId] },
      { sql: "DELETE FROM identities WHERE organization_id = ?", args: [organizationId] },
      ...contacts.map((row) => eraseStatement({ organizationId, contactId: String(row.contact_id), now })),
    ]);
    for (const person of people) person.connection.close();
    for (const untilKilledMs of [5, 25, 60, 120]) {
      void strike();
      await wait(untilKilledMs);
      await system.worker.kill9();
      await system.restartWorker();
    }
    await until(async () => {
      await strike();
      return (await rows("SELECT 1 FROM contact_jobs WHERE kind = 'erase'")).length === 0;
    }, "the erasures to end");
    expect(await tablesWith(db(), WORD)).toEqual([]);
    expect(await rows("SELECT 1 FROM erased_rooms WHERE contact_id IS NULL")).toHaveLength(PERSONS);
    for (const { roomId } of people) expect(await historyStatus(roomId)).toBe(404);
  }, 240_000);
});
