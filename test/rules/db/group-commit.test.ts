import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrganizationId } from "../../../protocol/ids.ts";
import { DatabaseUnavailable, openDatabase, tryDatabase, writeBatch } from "../../../worker/db/client.ts";
import { GroupCommit } from "../../../worker/db/projector/group-commit.ts";
import { loadConfig } from "../../../worker/organization/store.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World } from "../../support/world.ts";

let server: TestDatabase;
let world: World;
beforeAll(async () => {
  server = await startTestDatabase();
  world = await createWorld(server.db);
}, 60_000);
afterAll(() => server.stop());

const room = async (name: string) => (await RoomScript.open(world.one, name)).writes("halo").writes("lagi");
const countOf = async (sql: string): Promise<number> => Number((await server.db.$client.execute(sql)).rows[0]?.count);

/** Counts the round trips that are made. */
function counted(url = server.url) {
  let open = 0;
  const seen = { calls: 0, mostAtOnce: 0 };
  const db = openDatabase(url);
  const batch = db.$client.batch.bind(db.$client);
  db.$client.batch = async (...args) => {
    seen.calls += 1;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++open);
    return batch(...args).finally(() => open--);
  };
  return { db, seen };
}

describe("group commit", () => {
  it("INV-4 the first slice goes at once, those that come meanwhile share the next batch, one batch at a time", async () => {
    const { db, seen } = counted();
    const commits = new GroupCommit({ database: () => db, now: Date.now, random: Math.random });
    const rooms = await Promise.all(Array.from({ length: 200 }, (_, index) => room(`many-${index}`)));
    const answers = await Promise.all(rooms.map((one) => commits.submit(one.slice())));
    expect(answers.every((answer) => answer.ok && answer.flushedSeq === 4)).toBe(true);
    expect(seen).toEqual({ calls: 2, mostAtOnce: 1 });
    expect(await countOf("SELECT count(*) AS count FROM rooms")).toBe(200);
    expect(await countOf("SELECT count(*) AS count FROM messages")).toBe(400);
  });

  it("bounds a batch by rows and bytes", async () => {
    const { db, seen } = counted();
    const commits = new GroupCommit({ database: () => db, now: Date.now, random: Math.random });
    const long = "x".repeat(4_000);
    const rooms = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const one = await RoomScript.open(world.two, `big-${index}`);
        for (let message = 0; message < 80; message++) one.writes(long);
        return one;
      }),
    );
    const answers = await Promise.all(rooms.map((one) => commits.submit(one.slice())));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(seen.calls).toBeGreaterThanOrEqual(3);
    expect(seen.mostAtOnce).toBe(1);
  });
});

describe("a database that is away", () => {
  it("sends slices back without asking it again until a growing, jittered time has passed, and then goes on by itself", async () => {
    let now = 1_000_000;
    const { db, seen } = counted("http://127.0.0.1:9");
    let target = db;
    const commits = new GroupCommit({ database: () => target, now: () => now, random: () => 0.5 });
    const slice = (await room("away")).slice();
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      const answer = await commits.submit(slice);
      if (answer.ok) throw new Error("nothing listens there");
      const callsSoFar = seen.calls;
      now += answer.retryAfterMs - 600;
      expect(await commits.submit(slice)).toMatchObject({ ok: false });
      expect(seen.calls).toBe(callsSoFar);
      waits.push(answer.retryAfterMs);
      now += 600;
    }
    expect(waits).toEqual([1_250, 2_000, 3_500, 6_500, 12_500, 23_000, 23_000]);
    target = server.db;
    expect(await commits.submit(slice)).toMatchObject({ ok: true, flushedSeq: 4 });
  });

  it("tells everyone who waits at once when a batch fails", async () => {
    const { db, seen } = counted("http://127.0.0.1:9");
    const commits = new GroupCommit({ database: () => db, now: Date.now, random: Math.random });
    const slices = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await room(`told-${index}`)).slice()),
    );
    const answers = await Promise.all(slices.map((slice) => commits.submit(slice)));
    expect(answers.every((answer) => !answer.ok)).toBe(true);
    expect(seen.calls).toBe(1);
  });

  it("INV-4 a database that comes and goes in mid-load, with answers lost, ends with every event once", async () => {
    const own = await startTestDatabase();
    try {
      const organization = (await createWorld(own.db)).one;
      let isDown = false;
      let time = 0;
      const commits = new GroupCommit({
        database: () => openDatabase(isDown ? "http://127.0.0.1:9" : own.url, undefined, 2_000),
        now: () => time,
        random: Math.random,
      });
      const rooms = await Promise.all(
        Array.from({ length: 30 }, (_, index) => RoomScript.open(organization, `load-${index}`)),
      );
      const flushed = new Map<string, number>();
      const round = () =>
        Promise.all(
          rooms.map(async (one) => {
            const from = flushed.get(one.roomId) ?? 0;
            const answer = await commits.submit(one.slice(from, 20));
            if (answer.ok) flushed.set(one.roomId, answer.flushedSeq);
          }),
        );
      for (let step = 0; step < 30; step++) {
        for (const one of rooms) one.writes(`pesan ${step}`);
        isDown = step % 10 > 6;
        time += 60_000;
        await round();
        // The answer was lost: the same slices go again.
        if (step % 5 === 0) flushed.clear();
      }
      isDown = false;
      while (rooms.some((one) => (flushed.get(one.roomId) ?? 0) < one.headSeq)) {
        time += 60_000;
        await round();
      }
      const { rows } = await own.db.$client.execute(
        "SELECT room_id, count(*) AS events, max(seq) AS head FROM events GROUP BY room_id",
      );
      expect(rows).toHaveLength(30);
      for (const row of rows) expect([row.events, row.head]).toEqual([32, 32]);
      const { rows: messages } = await own.db.$client.execute("SELECT count(*) AS count FROM messages");
      expect(messages[0]?.count).toBe(900);
    } finally {
      await own.stop();
    }
  }, 60_000);
});

describe("the client's failures as values", () => {
  const listen = async (server: Server): Promise<string> => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it("a server that takes the call and never answers is given up after the time-out", async () => {
    const silent = createServer(() => {});
    const db = openDatabase(await listen(silent), undefined, 150);
    const startedAt = performance.now();
    const result = await tryDatabase(() => loadConfig(db, newOrganizationId()));
    expect(result).toMatchObject({ reason: "away", refusal: { code: "unavailable" } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    silent.closeAllConnections();
    silent.close();
  });

  it.each([
    [429, "busy"],
    [503, "away"],
    [500, "away"],
  ])("HTTP %i is a database that is %s", async (status, reason) => {
    const refusing = createServer((_, response) => response.writeHead(status).end("Too many concurrent requests"));
    const db = openDatabase(await listen(refusing));
    expect(await tryDatabase(() => writeBatch(db, ["SELECT 1"]))).toMatchObject({ reason });
    refusing.close();
  });

  it("a write lock that another holds is waited for or told as busy, and never a bug", async () => {
    const holder = await server.db.$client.transaction("write");
    await holder.execute("UPDATE organizations SET name = name");
    const db = openDatabase(server.url, undefined, 700);
    const result = await tryDatabase(() => writeBatch(db, ["UPDATE organizations SET name = name"]));
    expect(result).toBeInstanceOf(DatabaseUnavailable);
    await holder.rollback();
    expect(
      await tryDatabase(() => writeBatch(openDatabase(server.url), ["UPDATE organizations SET name = name"])),
    ).toHaveLength(1);
  });

  it("an error of the statement itself is thrown on", async () => {
    await expect(tryDatabase(() => writeBatch(server.db, ["SELECT nonsense"]))).rejects.toThrow("nonsense");
  });
});
