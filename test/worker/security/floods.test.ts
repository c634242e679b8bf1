import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newIntegrationId, newOrganizationId } from "../../../protocol/ids.ts";
import { LIMITS, TIMES } from "../../../protocol/limits.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import { asMember, asPage, Browser, call, codeOf, db, newVisitor, say, world } from "../http/support.ts";
import { command, hello, live, openRoom, text } from "../room/support.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const FLOOD = LIMITS.framesBurst * 4;

describe("a room's socket that floods is cut off, whatever it sends", () => {
  it.each([
    ["what is no JSON", () => "{"],
    ["what is no frame", () => ({ type: "typing" })],
    ["types of a newer peer", () => ({ type: "hologram" })],
    ["commands", (n: number) => command(`c${n}`, text("Halo"))],
    ["greetings", () => hello()],
  ])("%s", async (_, frame) => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    const { socket } = await live(room, room.visitor);
    for (let n = 0; n < FLOOD && socket.closed === null; n += 1) socket.send(frame(n));
    expect((await socket.closing()).code).toBe(4029);
  });

  it("a short excess is only slowed down", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    for (let n = 0; n < LIMITS.framesBurst + 10; n += 1) socket.send({ type: "seen" });
    await socket.next((frame) => JSON.stringify(frame).includes("rate_limited"));
    await pause(200);
    expect(socket.closed).toBeNull();
    socket.close();
  });
});

describe("answers much larger than what asks for them", () => {
  it("are given at the pace of somebody who reads: pages of history", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    const { socket } = await live(room, room.visitor);
    for (let n = 0; n < 50; n += 1) socket.send({ type: "history", ref: `h${n}`, before: 4, limit: 200 });
    await socket.next((frame) => JSON.stringify(frame).includes("rate_limited"));
    await pause(200);
    const pages = socket.left.filter((frame) => frame.type === "history").length;
    expect(pages).toBeLessThan(25);
    socket.close();
  });
});

describe("typing", () => {
  it("is told once in 3 seconds, also when it stops and starts in between", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    const visitor = await live(room, room.visitor);
    const staff = await live(room, room.staff("mem_sari"));
    await staff.socket.next("live");
    for (let n = 0; n < 10; n += 1) visitor.socket.send({ type: "typing", isTyping: n % 2 === 0 });
    visitor.socket.send(command("end", text("selesai")));
    await visitor.socket.next("ack");
    await pause(100);
    const told = staff.socket.left.filter((frame) => frame.type === "typing");
    expect(told).toMatchObject([{ isTyping: true }, { isTyping: false }]);
    visitor.socket.close();
    staff.socket.close();
  });
});

describe("sockets that nobody ends", () => {
  it("do not keep a visitor out once their tokens have ended", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    const short = { ...room.visitor, expiresAt: Date.now() + 400 };
    const dead: TestSocket[] = [];
    for (let n = 0; n < LIMITS.socketsPerVisitor; n += 1) dead.push(await TestSocket.open(room.stub(), short));
    expect((await TestSocket.upgrade(room.stub(), room.visitor)).status).toBe(429);
    await pause(450);
    const { socket } = await live(room, room.visitor);
    expect((await dead[0]?.closing())?.code).toBe(4001);
    socket.close();
  });
});

describe("sockets whose line died without a word", () => {
  it("do not keep a visitor out after two minutes, and one that still talks stays", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    const talking = await live(room, room.visitor);
    const dead: TestSocket[] = [];
    for (let n = 1; n < LIMITS.socketsPerVisitor; n += 1) dead.push(await TestSocket.open(room.stub(), room.visitor));
    const at = Date.now() + TIMES.presenceLeaseMs;
    vi.spyOn(Date, "now").mockImplementation(() => at);
    talking.socket.send({ type: "position", last: 3 });
    const { socket } = await live(room, room.visitor);
    vi.restoreAllMocks();
    expect((await dead[0]?.closing())?.code).toBe(4008);
    expect(talking.socket.closed).toBeNull();
    socket.close();
    talking.socket.close();
  });
});

describe("refresh tokens", () => {
  it("of one visitor are few, however often they are renewed", async () => {
    const room = await openRoom();
    let token = room.refreshToken;
    for (let n = 0; n < 40; n += 1)
      token = (await room.stub().renewVisitor({ refreshToken: token }))?.refreshToken ?? "";
    for (let n = 0; n < 40; n += 1) expect(await room.stub().renewVisitor({ refreshToken: token })).not.toBeNull();
    await runInDurableObject(room.stub(), async (_, state) => {
      const [row] = state.storage.sql.exec("SELECT count(*) AS n FROM visitor_tokens").toArray();
      expect(Number(row?.n)).toBeLessThanOrEqual(20);
    });
  });
});

describe("over HTTP", () => {
  let w: World;
  beforeAll(async () => {
    w = await world();
  });

  it("a member's messages are as limited as over the socket: 5 a second, 30 at once", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const send = (n: number) =>
      asMember(w.one.supervisor, `/api/v1/rooms/${visitor.roomId}/commands`, {
        headers: { "idempotency-key": `flood-${n}` },
        body: { type: "message.send", content: { type: "text", text: `${n}` } },
      });
    for (let n = 0; n < 30; n += 1) expect((await send(n)).status).toBe(200);
    const refused = await send(30);
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    const other = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "other" },
      body: { type: "message.send", content: { type: "text", text: "dari orang lain" } },
    });
    expect(other.status).toBe(200);
  });

  it("a visitor's pages of history are as limited as over the socket: two a second", async () => {
    const [visitor, other] = [await newVisitor(w.one), await newVisitor(w.one)];
    const read = ({ accessToken }: typeof visitor) =>
      asPage(w.one, "/widget/v1/events", { headers: { authorization: `Bearer ${accessToken}` } });
    const statuses = async () => (await read(visitor)).status;
    const asked = await Promise.all(Array.from({ length: 241 }, statuses));
    expect(asked.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(asked[0]).toBe(200);
    expect((await read(other)).status).toBe(200);
  });

  it("made-up widget ids wake organization objects for one address only so often", async () => {
    const headers = { origin: "https://evil.example", "cf-connecting-ip": "198.51.100.7" };
    const madeUp = () => `/widget/v1/visitors?widget=${newIntegrationId(newOrganizationId())}`;
    const statuses = new Set<number>();
    for (let n = 0; n < 70; n += 1) statuses.add((await call(madeUp(), { method: "OPTIONS", headers })).status);
    expect([...statuses]).toEqual([403, 429]);
    // The same id again costs nothing, and people elsewhere are not concerned.
    const config = await asPage(w.one, "/widget/v1/config");
    expect(config.status).toBe(200);
  });

  it("one wrong id asked for many times is not taken for many", async () => {
    const headers = { origin: w.two.origin, "cf-connecting-ip": "198.51.100.8" };
    const gone = `/widget/v1/config?widget=${newIntegrationId(newOrganizationId())}`;
    for (let n = 0; n < 100; n += 1) expect((await call(gone, { headers })).status).toBe(403);
    expect((await call(`/widget/v1/config?widget=${w.two.integrationId}`, { headers })).status).toBe(200);
  });

  it("a flood of sign-ins from one address is turned away before libSQL is asked", async () => {
    const browser = new Browser("198.51.100.9");
    const auditRows = async (): Promise<number> => {
      const { rows } = await db().$client.execute("SELECT count(*) AS n FROM audit WHERE address = '198.51.100.9'");
      return Number(rows[0]?.n);
    };
    const codes = new Map<string, number>();
    for (let n = 0; n < 160; n += 1) {
      const code = await codeOf(await browser.tryPassword("siapa@toko.example", "salah-sekali"));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get("auth.wrong")).toBe(5);
    expect(codes.get("rate_limited")).toBeGreaterThanOrEqual(60);
    await pause(300);
    expect(await auditRows()).toBeLessThanOrEqual(100);
    expect((await new Browser().tryPassword(w.one.admin.email, "salah-sekali")).status).toBe(401);
  });

  it("HEAD counts as a load like GET", async () => {
    const headers = { origin: w.one.origin, "cf-connecting-ip": "198.51.100.10" };
    const address = `/widget/v1/config?widget=${w.one.integrationId}`;
    for (let n = 0; n < 200; n += 1) await call(address, { method: "HEAD", headers });
    expect((await call(address, { headers })).status).toBe(429);
    expect(env.SAPA_RATE_FACTOR).toBeUndefined();
  });
});
