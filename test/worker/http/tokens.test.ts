import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { feedClientFrameSchema } from "../../../protocol/feed-frames.schema.ts";
import { newId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { memberFrameSchema } from "../../../protocol/room-frames.schema.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import { CALLER_HEADER } from "../../../worker/http/identity.ts";
import { signMemberToken, verifyAccessToken } from "../../../worker/http/tokens.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import { call, codeOf, newVisitor, ORIGIN, say, tokenOf, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

const offer = (token: string, version = SUBPROTOCOL) => `${version}, ${TOKEN_SUBPROTOCOL_PREFIX}${token}`;
const upgrade = (path: string, headers: Record<string, string>) =>
  call(path, { headers: { upgrade: "websocket", ...headers } });

describe("opening sockets", () => {
  const open = async (path: string, headers: Record<string, string>) => {
    const response = await upgrade(path, headers);
    if (response.webSocket === null) throw new Error(`no socket: ${response.status} ${await response.text()}`);
    return response;
  };

  it("the visitor's socket speaks only sapa.v1 and never echoes the token", async () => {
    const visitor = await newVisitor(w.one);
    const headers = { origin: w.one.origin, "sec-websocket-protocol": offer(visitor.accessToken) };
    const response = await open("/widget/v1/socket", headers);
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBe(SUBPROTOCOL);
    expect(JSON.stringify([...response.headers])).not.toContain(visitor.accessToken);
    const socket = TestSocket.over(response);
    socket.send({ type: "hello", version: 1 });
    expect(await socket.next("resumed")).toMatchObject({ mode: "snapshot", head: 0 });
    socket.close();
  });

  it("the member's room and feed sockets open, also for names beyond ASCII", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const member = { ...w.one.admin.identity, name: "Şarı 陳 😀" };
    const { token } = await signMemberToken(env.SAPA_SECRET, { member, origin: ORIGIN });
    const headers = { origin: ORIGIN, "sec-websocket-protocol": offer(token) };
    const room = TestSocket.over(await open(`/api/v1/rooms/${visitor.roomId}/socket`, headers));
    room.send({ type: "hello", version: 1 });
    expect(await room.next("resumed")).toMatchObject({ head: 3, summary: { roomId: visitor.roomId } });
    room.close();
    const feed = TestSocket.over(await open("/api/v1/feed/socket", headers));
    feed.send({ type: "hello", version: 1 });
    expect(await feed.next("welcome")).toMatchObject({ counters: { messages: expect.any(Number) } });
    feed.close();
  });

  it("ROLE-3 a supervisor of every division an organization may have opens a room and the feed", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const divisionIds = Array.from({ length: LIMITS.divisions }, () => newId("div"));
    const member = { ...w.one.supervisor.identity, isRestricted: true, divisionIds };
    const { token } = await signMemberToken(env.SAPA_SECRET, { member, origin: ORIGIN });
    const headers = { origin: ORIGIN, "sec-websocket-protocol": offer(token) };
    const room = TestSocket.over(await open(`/api/v1/rooms/${visitor.roomId}/socket`, headers));
    room.send({ type: "hello", version: 1 });
    expect(await room.next("resumed")).toMatchObject({ head: 3 });
    room.close();
    const feed = TestSocket.over(await open("/api/v1/feed/socket", headers));
    feed.send({ type: "hello", version: 1 });
    await feed.next("welcome");
    feed.close();
    const renewal = { type: "renew", token };
    expect([feedClientFrameSchema, memberFrameSchema].map((schema) => schema.safeParse(renewal).success)).toEqual([
      true,
      true,
    ]);
  });

  it("identity comes from the token alone: the header of our own calls is dropped when it comes from outside", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const forged = JSON.stringify({
      kind: "member",
      member: w.one.admin.identity,
      origin: ORIGIN,
      expiresAt: Date.now() + 9e6,
    });
    const path = `/api/v1/rooms/${visitor.roomId}/socket`;
    const bare = await upgrade(path, {
      origin: ORIGIN,
      "sec-websocket-protocol": SUBPROTOCOL,
      [CALLER_HEADER]: forged,
    });
    expect(bare.status).toBe(401);
    const headers = {
      origin: ORIGIN,
      "sec-websocket-protocol": offer(await tokenOf(w.two.admin)),
      [CALLER_HEADER]: forged,
    };
    expect((await TestSocket.over(await upgrade(path, headers)).closing()).code).toBe(4003);
  });

  it("refuses what is no upgrade, another version, no subprotocol and no token, each with its code", async () => {
    const token = await tokenOf(w.one.admin);
    const cases: [Record<string, string>, number, string][] = [
      [{ upgrade: "h2c", "sec-websocket-protocol": offer(token) }, 400, "bad_request"],
      [{ "sec-websocket-protocol": offer(token, "sapa.v2") }, 426, "version_too_old"],
      [{ "sec-websocket-protocol": `${TOKEN_SUBPROTOCOL_PREFIX}${token}` }, 400, "bad_request"],
      [{}, 400, "bad_request"],
      [{ "sec-websocket-protocol": SUBPROTOCOL }, 401, "unauthenticated"],
      [{ "sec-websocket-protocol": offer("x") }, 401, "unauthenticated"],
      [{ "sec-websocket-protocol": offer("x".repeat(20_000)) }, 401, "unauthenticated"],
    ];
    for (const [headers, status, code] of cases) {
      const response = await upgrade("/api/v1/feed/socket", { origin: ORIGIN, ...headers });
      expect([response.status, response.headers.get("content-type"), await codeOf(response)]).toEqual([
        status,
        "application/problem+json",
        code,
      ]);
    }
  });

  it("the token stands nowhere in an address: in the query it opens nothing", async () => {
    const token = await tokenOf(w.one.admin);
    for (const name of ["token", "access_token", "jwt"]) {
      expect((await call(`/api/v1/me?${name}=${token}`)).status).toBe(401);
      const headers = { origin: ORIGIN, "sec-websocket-protocol": SUBPROTOCOL };
      expect((await upgrade(`/api/v1/feed/socket?${name}=${token}`, headers)).status).toBe(401);
    }
  });

  it("without an Origin there is no socket", async () => {
    const headers = { "sec-websocket-protocol": offer(await tokenOf(w.one.admin)) };
    expect((await upgrade("/api/v1/feed/socket", headers)).status).toBe(403);
  });
});

describe("access tokens", () => {
  const claims = () => ({ member: w.one.admin.identity, origin: ORIGIN });
  const verify = (token: string, now?: number) => verifyAccessToken(env.SAPA_SECRET, "member", token, now);
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

  it("end after ten minutes, to the second", async () => {
    const now = 1_800_000_000_000;
    const { token, expiresAt } = await signMemberToken(env.SAPA_SECRET, claims(), now);
    expect(expiresAt).toBe(now + 600_000);
    expect((await verify(token, expiresAt - 1)).ok).toBe(true);
    expect(await verify(token, expiresAt)).toEqual({ ok: false, refusal: { code: "token_expired" } });
  });

  it("another algorithm, another key, another kind, a changed claim: all the same refusal", async () => {
    const { token } = await signMemberToken(env.SAPA_SECRET, claims());
    const [header = "", body = "", signature = ""] = token.split(".");
    const other = await signMemberToken("b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlci1zZWNyZXQ", claims());
    const payload = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/"))) as { who: { member: object } };
    payload.who.member = w.two.admin.identity;
    const forged = [
      `${part({ alg: "none", typ: "at+jwt" })}.${body}.`,
      `${part({ alg: "HS512", typ: "at+jwt" })}.${body}.${signature}`,
      `${header}.${part(payload)}.${signature}`,
      other.token,
      (await newVisitor(w.one)).accessToken,
      "",
      "..",
    ];
    for (const one of forged) expect(await verify(one)).toEqual({ ok: false, refusal: { code: "unauthenticated" } });
  });

  it("a secret that is too short signs nothing", async () => {
    await expect(signMemberToken("c2hvcnQ", claims())).rejects.toThrow("SAPA_SECRET");
  });
});
