import { beforeEach, describe, expect, it } from "vitest";
import { createReconnectingSocket, type ReconnectingSocket } from "../../../client/reconnecting-socket.ts";
import { createTokenSource, SignInNeeded } from "../../../client/token-source.ts";
import { CLOSE } from "../../../protocol/limits.ts";
import { FakePlatform } from "../../support/client-platform.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let platform: FakePlatform;
let tokenRequests: number;
let tokenFailure: Error | null;
let hellos: boolean[];
let frames: unknown[];
let downs: number;
let ends: unknown[];
let socket: ReconnectingSocket;

async function open(): Promise<void> {
  await platform.time.pass(0);
  platform.socket.accept();
  platform.socket.give({ type: "welcome" });
}

/** Passes time in which the server answers every ping. */
async function passAlive(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= SECOND) {
    const { pings } = platform.socket;
    await platform.time.pass(Math.min(SECOND, left));
    if (platform.socket.pings > pings) platform.socket.give("pong");
  }
}

beforeEach(() => {
  platform = new FakePlatform();
  tokenRequests = 0;
  tokenFailure = null;
  hellos = [];
  frames = [];
  downs = 0;
  ends = [];
  const tokens = createTokenSource(async () => {
    tokenRequests++;
    if (tokenFailure) throw tokenFailure;
    return { token: `t${tokenRequests}`, expiresAt: platform.now() + 10 * MINUTE };
  }, platform);
  socket = createReconnectingSocket({
    url: "wss://chat.example/socket",
    tokens,
    platform,
    hello: (mustForget) => {
      hellos.push(mustForget);
      return { type: "hello", version: 1 };
    },
    onFrame: (frame) => frames.push(frame),
    onDown: () => downs++,
    onEnd: (refusal, mustClear) => ends.push({ ...refusal, mustClear }),
  });
});

describe("the reconnecting socket", () => {
  it("offers the version and the token as subprotocols, never in the address, and says hello first", async () => {
    await platform.time.pass(0);
    expect(platform.socket.url).toBe("wss://chat.example/socket");
    expect(platform.socket.protocols).toEqual(["sapa.v1", "sapa.token.t1"]);
    expect(socket.send({ type: "typing" })).toBe(false);
    platform.socket.accept();
    expect(platform.socket.texts).toEqual(['{"type":"hello","version":1}']);
    platform.socket.give({ type: "welcome" });
    expect(socket.send({ type: "typing" })).toBe(true);
    expect(frames).toEqual([{ type: "welcome" }]);
  });

  it("ignores what is not a JSON object", async () => {
    await open();
    for (const text of ["pong", "{", "null", "7"]) platform.socket.give(text);
    expect(frames).toEqual([{ type: "welcome" }]);
  });

  it("pings every 25 s and gives up after two without an answer", async () => {
    await open();
    await platform.time.pass(25 * SECOND);
    expect(platform.socket.pings).toBe(1);
    platform.socket.give("pong");
    await platform.time.pass(50 * SECOND);
    expect(platform.socket.pings).toBe(3);
    expect(downs).toBe(0);
    await platform.time.pass(25 * SECOND);
    expect(downs).toBe(1);
    expect(platform.sockets[0]?.isClosedByClient).toBe(true);
  });

  it("any frame counts as a sign of life", async () => {
    await open();
    for (let round = 0; round < 6; round++) {
      await platform.time.pass(20 * SECOND);
      platform.socket.give({ type: "events" });
    }
    expect(downs).toBe(0);
  });

  it("probes at once when the page wakes and waits 5 s only", async () => {
    await open();
    await platform.time.pass(10 * SECOND);
    platform.wake();
    platform.wake();
    expect(platform.socket.pings).toBe(1);
    await platform.time.pass(4.9 * SECOND);
    expect(downs).toBe(0);
    await platform.time.pass(0.2 * SECOND);
    expect(downs).toBe(1);
  });

  it("a probe that is answered changes nothing", async () => {
    await open();
    platform.wake();
    await platform.time.pass(SECOND);
    platform.socket.give("pong");
    await passAlive(2 * MINUTE);
    expect(downs).toBe(0);
    expect(platform.sockets.length).toBe(1);
  });

  it("after hours of sleep asks first, by the clock's difference, instead of judging by ticks", async () => {
    await open();
    await platform.time.pass(10 * SECOND);
    platform.time.sleep(3 * 3600 * SECOND);
    await platform.time.pass(0);
    expect(downs).toBe(0);
    expect(platform.socket.pings).toBe(1);
    await platform.time.pass(5 * SECOND);
    expect(downs).toBe(1);
  });

  it("tries at once when the page wakes while it waits", async () => {
    platform.chance = 1;
    await open();
    platform.socket.end(1006);
    await platform.time.pass(SECOND);
    expect(platform.sockets.length).toBe(1);
    platform.wake();
    await platform.time.pass(0);
    expect(platform.sockets.length).toBe(2);
  });

  it("gives an attempt up that gets no first frame within 10 s", async () => {
    await platform.time.pass(0);
    platform.socket.accept();
    await platform.time.pass(10 * SECOND);
    expect(platform.sockets[0]?.isClosedByClient).toBe(true);
    await platform.time.pass(SECOND);
    expect(platform.sockets.length).toBe(2);
  });

  it("a refused hello is a failed attempt as well", async () => {
    await platform.time.pass(0);
    platform.socket.accept();
    platform.socket.give({ type: "error", refusal: { code: "rate_limited", retryable: true, retryAfterMs: 500 } });
    expect(socket.send({ type: "typing" })).toBe(false);
    await platform.time.pass(11 * SECOND);
    expect(platform.sockets.length).toBe(2);
  });

  it("backs off while it fails, and starts anew after 60 s stable", async () => {
    platform.chance = 1;
    await platform.time.pass(0);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      const before = platform.sockets.length;
      platform.socket.end(1006);
      const endedAt = platform.now();
      while (platform.sockets.length === before) await platform.time.pass(100);
      waits.push(platform.now() - endedAt);
    }
    expect(waits).toEqual([500, 800, 1300, 2100, 3300, 5300, 8400, 13_500, 21_500, 30_000, 30_000]);
    await open();
    await passAlive(59 * SECOND);
    platform.socket.end(1006);
    await platform.time.pass(29 * SECOND);
    expect(platform.sockets.length).toBe(12);
    await platform.time.pass(SECOND);
    await open();
    await passAlive(61 * SECOND);
    platform.socket.end(1006);
    await platform.time.pass(5 * SECOND);
    expect(platform.sockets.length).toBe(14);
  });

  it("EMBED-5 renews the token 60 s before its end over the open socket", async () => {
    await open();
    await passAlive(9 * MINUTE - SECOND);
    expect(platform.socket.frames("renew")).toEqual([]);
    await passAlive(SECOND);
    expect(platform.socket.frames("renew")).toEqual([{ type: "renew", token: "t2" }]);
    await passAlive(9 * MINUTE);
    expect(platform.socket.frames("renew").map(({ token }) => token)).toEqual(["t2", "t3"]);
    expect(platform.sockets.length).toBe(1);
  });

  it("4001: renews and reconnects", async () => {
    await open();
    platform.socket.end(CLOSE.tokenEnded);
    await platform.time.pass(SECOND);
    expect(platform.socket.protocols[1]).toBe("sapa.token.t2");
    expect(hellos.length).toBe(1);
    await open();
    expect(hellos).toEqual([false, false]);
  });

  it("ends when sign-in is needed, and tries again when only the network failed", async () => {
    await open();
    tokenFailure = new TypeError("no network");
    platform.socket.end(CLOSE.tokenEnded);
    await platform.time.pass(3 * SECOND);
    expect(ends).toEqual([]);
    tokenFailure = new SignInNeeded();
    await platform.time.pass(MINUTE);
    expect(ends).toEqual([{ code: "unauthenticated", mustClear: false }]);
    const count = tokenRequests;
    await platform.time.pass(10 * MINUTE);
    expect(tokenRequests).toBe(count);
  });

  it("renews once when openings are refused without a reason, because the token may be why", async () => {
    await platform.time.pass(0);
    platform.socket.end(1006);
    await platform.time.pass(SECOND);
    expect(platform.socket.protocols[1]).toBe("sapa.token.t1");
    platform.socket.end(1006);
    await platform.time.pass(SECOND);
    expect(platform.socket.protocols[1]).toBe("sapa.token.t2");
    platform.socket.end(1006);
    await platform.time.pass(2 * SECOND);
    expect(platform.socket.protocols[1]).toBe("sapa.token.t2");
    expect(tokenRequests).toBe(2);
  });

  it.each([
    [CLOSE.forbidden, { code: "forbidden", mustClear: true }],
    [CLOSE.versionTooOld, { code: "version_too_old", mustClear: false }],
  ])("%i ends it for good", async (code, end) => {
    await open();
    platform.socket.end(code);
    expect(ends).toEqual([end]);
    await platform.time.pass(10 * MINUTE);
    platform.wake();
    await platform.time.pass(0);
    expect(platform.sockets.length).toBe(1);
  });

  it("4009: one snapshot, then stop; a stable minute forgives", async () => {
    await open();
    platform.socket.end(CLOSE.protocolError);
    await platform.time.pass(SECOND);
    await open();
    expect(hellos).toEqual([false, true]);
    await passAlive(61 * SECOND);
    platform.socket.end(CLOSE.protocolError);
    await platform.time.pass(SECOND);
    await open();
    expect(hellos).toEqual([false, true, true]);
    platform.socket.end(CLOSE.protocolError);
    expect(ends).toEqual([{ code: "bad_request", mustClear: false }]);
  });

  it("4029: waits as long as it is told, also when the page wakes", async () => {
    await open();
    platform.socket.give({ type: "error", refusal: { code: "rate_limited", retryable: true, retryAfterMs: 20_000 } });
    platform.socket.end(CLOSE.rateLimited, "rate_limited");
    await platform.time.pass(19 * SECOND);
    platform.wake();
    await platform.time.pass(0);
    expect(platform.sockets.length).toBe(1);
    await platform.time.pass(2 * SECOND);
    expect(platform.sockets.length).toBe(2);
  });

  it("what a former socket still says is not heard", async () => {
    await open();
    const former = platform.socket;
    socket.drop();
    former.give({ type: "late" });
    former.end(CLOSE.forbidden);
    await platform.time.pass(SECOND);
    expect(platform.sockets.length).toBe(2);
    expect(frames).toEqual([{ type: "welcome" }]);
    expect(ends).toEqual([]);
  });

  it("closed, it stays closed", async () => {
    await open();
    socket.close();
    expect(platform.socket.isClosedByClient).toBe(true);
    platform.wake();
    await platform.time.pass(10 * MINUTE);
    expect(platform.sockets.length).toBe(1);
    expect(downs).toBe(0);
  });
});
