import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Caller } from "../../../worker/http/identity.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import {
  callerOf,
  evict,
  type Frame,
  hello,
  hubOf,
  organizations,
  pause,
  roomIn,
  SocketsOfATest,
  tell,
} from "./organization-world.ts";

const sockets = new SocketsOfATest();
let world: World;

beforeAll(async () => {
  world = await organizations();
});

afterEach(() => {
  vi.restoreAllMocks();
  sockets.close();
});

const upgrade = (caller: Caller, organization = world.one) => TestSocket.upgrade(hubOf(organization), caller);
const codeOf = (response: Response) => response.headers.get("x-sapa-code");

describe("who gets a feed socket", () => {
  it("answers with the subprotocol and with nothing of the token", async () => {
    const { one } = world;
    const response = await upgrade(callerOf(one.admin.identity));
    expect([...response.headers]).toEqual([["sec-websocket-protocol", "sapa.v1"]]);
    response.webSocket?.accept();
    response.webSocket?.close(1000, "done");
  });

  it("INV-6 refuses members of another organization and visitors like something that does not exist", async () => {
    const { one, two } = world;
    expect(codeOf(await upgrade(callerOf(two.admin.identity)))).toBe("not_found");
    const visitor: Caller = {
      kind: "visitor",
      organizationId: one.organizationId,
      integrationId: one.integrationId,
      visitorId: "vis_1",
      roomId: "room_1",
      origin: one.origin,
      expiresAt: Date.now() + 60_000,
    };
    expect(codeOf(await upgrade(visitor))).toBe("not_found");
  });

  it("refuses without a caller, without an upgrade, and after the token's end", async () => {
    const { one } = world;
    expect(codeOf(await hubOf(one).fetch("https://object/socket"))).toBe("unauthenticated");
    const headers = { "x-sapa-caller": JSON.stringify(callerOf(one.admin.identity)) };
    expect(codeOf(await hubOf(one).fetch("https://object/socket", { headers }))).toBe("bad_request");
    expect(codeOf(await upgrade(callerOf(one.admin.identity, { expiresAt: Date.now() - 1 })))).toBe("token_expired");
  });

  it("gives a member 20 sockets and refuses one more, while others still get theirs", async () => {
    const { one } = await organizations();
    for (let n = 0; n < LIMITS.socketsPerMember; n += 1) await sockets.raw(one, callerOf(one.agentA.identity));
    expect(codeOf(await upgrade(callerOf(one.agentA.identity), one))).toBe("too_many_sockets");
    await evict(one);
    expect(codeOf(await upgrade(callerOf(one.agentA.identity), one))).toBe("too_many_sockets");
    await sockets.open(one, one.agentB.identity);
  });

  it("ROLE-22 refuses a deactivated member although the token is still good", async () => {
    const { one } = await organizations();
    await sockets.open(one, one.admin.identity);
    const stranger = { ...one.agentA.identity, memberId: "mem_gone" };
    expect(codeOf(await upgrade(callerOf(stranger), one))).toBe("forbidden");
  });

  it("ROLE-23 a token with former rights is sent for a fresh one", async () => {
    const { one } = await organizations();
    const former = { ...one.agentA.identity, role: "admin" as const };
    await sockets.open(one, one.admin.identity);
    const socket = await sockets.raw(one, callerOf(former));
    expect(await socket.closing()).toMatchObject({ code: 4001 });
    expect(socket.left).toMatchObject([{ type: "error", refusal: { code: "token_expired" } }]);
  });
});

describe("who loses it", () => {
  it("a socket whose token has ended gets nothing more and is closed with 4001", async () => {
    const { one } = await organizations();
    const expiresAt = Date.now() + 400;
    const socket = await sockets.raw(one, callerOf(one.admin.identity, { expiresAt }));
    await hello(socket);
    await pause(450);
    await evict(one);
    await tell(one, roomIn(one, "room_1", 1));
    expect(await socket.closing()).toMatchObject({ code: 4001 });
    expect(socket.left).toEqual([]);
  });

  it("a socket whose token has ended is not served either", async () => {
    const { one } = await organizations();
    const socket = await sockets.raw(one, callerOf(one.admin.identity, { expiresAt: Date.now() + 200 }));
    await pause(250);
    socket.send({ type: "hello", version: 1 });
    expect(await socket.closing()).toMatchObject({ code: 4001 });
    expect(socket.left).toEqual([]);
  });

  it("a renewed token keeps the socket open beyond the end of the first", async () => {
    const { one } = await organizations();
    const caller = callerOf(one.admin.identity, { expiresAt: Date.now() + 400 });
    const socket = await sockets.raw(one, caller);
    await hello(socket);
    const { token } = await signMemberToken(env.SAPA_SECRET, { member: caller.member, origin: caller.origin });
    socket.send({ type: "renew", token });
    await pause(450);
    await evict(one);
    await tell(one, roomIn(one, "room_1", 1));
    expect((await socket.next<Frame<"rooms">>("rooms")).rooms).toHaveLength(1);
  });

  it("a token of someone else, of another origin, or no token at all does not renew", async () => {
    const { one } = await organizations();
    const { origin } = callerOf(one.admin.identity);
    const others = [
      (await signMemberToken(env.SAPA_SECRET, { member: one.agentA.identity, origin })).token,
      (await signMemberToken(env.SAPA_SECRET, { member: one.admin.identity, origin: "https://evil.example" })).token,
      "nonsense",
    ];
    for (const token of others) {
      const { socket } = await sockets.open(one, one.admin.identity);
      socket.send({ type: "renew", token });
      expect(await socket.closing()).toMatchObject({ code: 4001 });
    }
  });

  it("ROLE-23 a token with other rights ends the socket, so that the client starts again with what it may see", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    const { origin } = callerOf(one.agentA.identity);
    const member = { ...one.agentA.identity, divisionIds: [] };
    socket.send({ type: "renew", token: (await signMemberToken(env.SAPA_SECRET, { member, origin })).token });
    expect(await socket.closing()).toMatchObject({ code: 4001 });
  });
});

describe("what bad input gets", () => {
  it("malformed frames get an error that says what to do, change nothing, and do not end the socket", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    const bad: [string | object, string][] = [
      ["{", "bad_json"],
      ["7", "bad_json"],
      [{ type: "hello", version: "one" }, "bad_request"],
      [{ type: "presence.set" }, "bad_request"],
      [`{"type":${"[".repeat(20)}${"]".repeat(20)}}`, "too_deep"],
    ];
    for (const [frame, code] of bad) {
      socket.send(frame);
      expect((await socket.next<Frame<"error">>("error")).refusal).toMatchObject({ code, retryable: false });
    }
    socket.sendBytes(new Uint8Array([1, 2, 3]));
    expect((await socket.next<Frame<"error">>("error")).refusal.code).toBe("bad_request");
    expect(await hubOf(one).presence()).toEqual([]);
    await tell(one, roomIn(one, "room_1", 1));
    await socket.next("rooms");
  });

  it("a type from a newer client is ignored", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send({ type: "hologram", size: 3 });
    await pause(50);
    expect(socket.left).toEqual([]);
    expect(socket.closed).toBeNull();
  });

  it("nothing is done before hello", async () => {
    const { one } = await organizations();
    const socket = await sockets.raw(one, callerOf(one.agentA.identity));
    socket.send({ type: "presence.set", isOnline: true });
    expect((await socket.next<Frame<"error">>("error")).refusal.code).toBe("bad_request");
    await tell(one, roomIn(one, "room_1", 1));
    await pause(80);
    expect(socket.left).toEqual([]);
  });

  it("a version that is no longer spoken is closed with 4010", async () => {
    const { one } = await organizations();
    const socket = await sockets.raw(one, callerOf(one.agentA.identity));
    socket.send({ type: "hello", version: 0 });
    expect(await socket.closing()).toMatchObject({ code: 4010 });
    expect(socket.left).toMatchObject([{ refusal: { code: "version_too_old" } }]);
  });

  it("a frame above 64 KB is closed with 4009, others do not notice", async () => {
    const { one } = await organizations();
    const other = await sockets.open(one, one.agentB.identity);
    const { socket } = await sockets.open(one, one.agentA.identity);
    socket.send(JSON.stringify({ type: "renew", token: "x".repeat(LIMITS.frameBytes) }));
    expect(await socket.closing()).toMatchObject({ code: 4009 });
    expect(socket.left).toMatchObject([{ refusal: { code: "too_large" } }]);
    await tell(one, roomIn(one, "room_1", 1));
    await other.socket.next("rooms");
  });

  it("a greeting, whose answer may be large, is answered ten times in a row and not more", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    for (let n = 0; n < LIMITS.replaysBurst + 5; n += 1) socket.send({ type: "hello", version: 1 });
    expect(await socket.closing()).toMatchObject({ code: 4029 });
  });

  it("more than 20 frames a second after a burst of 60 is closed with 4029", async () => {
    const { one } = await organizations();
    const { socket } = await sockets.open(one, one.agentA.identity);
    for (let n = 0; n < 80; n += 1) socket.send({ type: "hologram" });
    expect(await socket.closing()).toMatchObject({ code: 4029 });
    const [frame] = socket.left as unknown as Frame<"error">[];
    expect(frame?.refusal).toMatchObject({ code: "rate_limited", retryable: true });
    expect(frame?.refusal.retryAfterMs).toBeGreaterThan(0);
  });
});
