import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createClient } from "@libsql/client/web";
import { describe, expect, it } from "vitest";
import { until } from "../../support/until.ts";
import { command, live, openRoom, text } from "./support.ts";

const database = createClient({ url: env.LIBSQL_URL });
type Room = Awaited<ReturnType<typeof openRoom>>;

/** Puts the room to sleep as the platform does; its sockets stay. Returns how long that took, in ms. */
async function sleep(room: Room): Promise<number> {
  const startedAt = performance.now();
  await evictDurableObject(room.stub(), { webSockets: "hibernate" });
  return performance.now() - startedAt;
}

const storedSeqs = async (room: Room): Promise<number[]> => {
  const { rows } = await database.execute({
    sql: "SELECT seq FROM events WHERE room_id = ? ORDER BY seq",
    args: [room.roomId],
  });
  return rows.map((row) => Number(row.seq));
};

describe("a room that sleeps", () => {
  it("INV-1 keeps its sockets, its order and its answers over sleep after every single step", async () => {
    const room = await openRoom();
    const visitor = await live(room, room.visitor);
    const staff = await (async () => {
      visitor.socket.send(command("c1", text("Halo")));
      await visitor.socket.next("ack");
      return live(room, room.staff("mem_sari"));
    })();
    await staff.socket.next("live");
    await sleep(room);
    visitor.socket.send(command("c2", text("Ada?")));
    expect(await staff.socket.next("events")).toMatchObject({ events: [{ seq: 4, content: { text: "Ada?" } }] });
    await sleep(room);
    staff.socket.send(command("m1", text("Ada")));
    await staff.socket.next("ack");
    await sleep(room);
    visitor.socket.send(command("c2", text("Ada?")));
    expect(await visitor.socket.next((frame) => JSON.stringify(frame).includes('"isRepeat":true'))).toMatchObject({
      acks: [{ seq: 4 }],
    });
    await sleep(room);
    staff.socket.send(command("r", { type: "conversation.resolve" }));
    await staff.socket.next("ack");
    const answer = await room.stub().history({ caller: room.staff("mem_sari"), limit: 50 });
    expect(answer.ok && answer.events.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    visitor.socket.close();
    staff.socket.close();
  });

  it("goes to sleep at once when idle, after each kind of operation: nothing is left that keeps it awake", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    const steps: [string, object, string][] = [
      ["command", command("c1", text("Halo")), "ack"],
      ["position", { type: "position", last: 3, read: 3 }, "positions"],
      ["history", { type: "history", ref: "h", before: 3, limit: 10 }, "history"],
    ];
    const took: Record<string, number> = {};
    for (const [name, frame, answer] of steps) {
      socket.send(frame);
      if (name !== "position") await socket.next(answer);
      await until(
        () => storedSeqs(room),
        (seqs) => seqs.length === 3,
      );
      // What follows a change (the organization's summary) is coalesced within 100 ms; idle is after that.
      await new Promise((resolve) => setTimeout(resolve, 150));
      took[name] = Math.round(await sleep(room));
    }
    // A few milliseconds here; what keeps an object awake (a timer, an open call) does so for seconds.
    for (const [name, ms] of Object.entries(took)) expect([name, ms < 1_000]).toEqual([name, true]);
    socket.close();
  });

  it("INV-4 brings every event into libSQL once and in order, and the list row with them", async () => {
    const room = await openRoom();
    for (let n = 1; n <= 12; n += 1)
      await room.stub().command({ caller: room.visitor, id: `c${n}`, command: text(`pesan ${n}`) });
    const seqs = await until(
      () => storedSeqs(room),
      (found) => found.length === 14,
    );
    expect(seqs).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    const { rows } = await until(
      () => database.execute({ sql: "SELECT version, status FROM rooms WHERE room_id = ?", args: [room.roomId] }),
      ({ rows: found }) => Number(found[0]?.version) >= 14,
    );
    expect(rows[0]).toMatchObject({ status: "unassigned" });
  });

  it("INV-4 INV-8 flushes by its alarm what memory forgot, though it died right after the answer", async () => {
    const room = await openRoom();
    await runInDurableObject(room.stub(), async (instance) => {
      const answer = await instance.command({ caller: room.visitor, id: "c1", command: text("Halo") });
      expect(answer.ok).toBe(true);
    });
    await sleep(room);
    await runInDurableObject(room.stub(), async (_, state) => expect(await state.storage.getAlarm()).not.toBeNull());
    await runDurableObjectAlarm(room.stub());
    expect(
      await until(
        () => storedSeqs(room),
        (found) => found.length === 3,
      ),
    ).toEqual([1, 2, 3]);
  });

  it("INV-8 an alarm that rings with nothing to do, or twice, changes nothing", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c1", command: text("Halo") });
    await until(
      () => storedSeqs(room),
      (found) => found.length === 3,
    );
    await runDurableObjectAlarm(room.stub());
    await runDurableObjectAlarm(room.stub());
    const answer = await room.stub().history({ caller: room.visitor, limit: 50 });
    expect(answer.ok && answer.events).toHaveLength(3);
    await runInDurableObject(room.stub(), async (_, state) => {
      // Only the session's own timer is left, hours away.
      const alarmAt = await state.storage.getAlarm();
      expect((alarmAt ?? 0) - Date.now()).toBeGreaterThan(15 * 3_600_000);
    });
  });

  it("SESS-2 SESS-5 times the session by its alarm, and anew when the customer writes after it had expired", async () => {
    const room = await openRoom();
    const HOUR_MS = 3_600_000;
    const calls = [{ caller: room.visitor, id: "old", command: text("Halo"), at: Date.now() - 25 * HOUR_MS }];
    await room.stub().rehearse({ context: room.context, calls });
    await runDurableObjectAlarm(room.stub());
    const types = async () => {
      const answer = await room.stub().history({ caller: room.staff("mem_sari"), limit: 50 });
      return answer.ok ? answer.events.map(({ type }: { type: string }) => type) : [];
    };
    await until(types, (found) => found.at(-1) === "session.expired");
    await room.stub().command({ caller: room.visitor, id: "new", command: text("Masih ada?") });
    const hoursToAlarm = () =>
      runInDurableObject(room.stub(), async (_, state) =>
        Math.round((((await state.storage.getAlarm()) ?? 0) - Date.now()) / HOUR_MS),
      );
    // Once everything is stored, only the session's boundary is left to wait for.
    await until(
      async () => {
        await runDurableObjectAlarm(room.stub());
        return hoursToAlarm();
      },
      (hours) => hours === 16,
    );
  });

  it("writes nothing for a room that was only asked about", async () => {
    const room = await openRoom();
    const stub = env.ROOM.getByName(`room_${"z".repeat(26)}`);
    expect(await stub.history({ caller: room.visitor, limit: 5 })).toMatchObject({ ok: false });
    expect(await stub.renewVisitor({ refreshToken: "vis.x" })).toBeNull();
    await runInDurableObject(stub, async (_, state) => {
      const tables = state.storage.sql
        .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
        .toArray();
      expect(tables).toEqual([]);
    });
  });
});

describe("a visitor's refresh token", () => {
  it("rotates; the former one works until the new one is used, so a lost answer or a second tab loses nobody", async () => {
    const room = await openRoom();
    const other = await openRoom();
    const renew = (refreshToken: string) => room.stub().renewVisitor({ refreshToken });
    const lost = await renew(room.refreshToken);
    const first = await renew(room.refreshToken);
    expect(first?.visitorId).toBe(room.visitor.visitorId);
    expect(new Set([room.refreshToken, lost?.refreshToken, first?.refreshToken]).size).toBe(3);
    expect(await renew(first?.refreshToken ?? "")).not.toBeNull();
    expect(await renew(room.refreshToken)).toBeNull();
    expect(await other.stub().renewVisitor({ refreshToken: first?.refreshToken ?? "" })).toBeNull();
    expect(await renew(`${room.visitor.visitorId}.guess`)).toBeNull();
  });

  it("is kept only as a hash", async () => {
    const room = await openRoom();
    await runInDurableObject(room.stub(), async (_, state) => {
      const rows = JSON.stringify(state.storage.sql.exec("SELECT * FROM visitor_tokens").toArray());
      expect(rows).not.toContain(room.refreshToken.split(".")[1]);
    });
  });
});
