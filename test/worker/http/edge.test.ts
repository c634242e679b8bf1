import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import { ENDPOINTS } from "../../../worker/app.ts";
import { CALLER_HEADER } from "../../../worker/http/identity.ts";
import { RateWindows } from "../../../worker/http/rate.ts";
import { signMemberToken, verifyAccessToken } from "../../../worker/http/tokens.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import {
  asMember,
  asPage,
  Browser,
  call,
  codeOf,
  newVisitor,
  ORIGIN,
  PASSWORD,
  problemOf,
  say,
  tokenOf,
  world,
} from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

const offer = (token: string, version = SUBPROTOCOL) => `${version}, ${TOKEN_SUBPROTOCOL_PREFIX}${token}`;
const upgrade = (path: string, headers: Record<string, string>) =>
  call(path, { headers: { upgrade: "websocket", ...headers } });

describe("request bodies", () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    call("/auth/sign-in", { body, headers: { origin: ORIGIN, ...headers } });
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/jsonp",
    "",
  ])("content type %j is refused", async (type) => {
    const response = await post('{"email":"a","password":"b"}', { "content-type": type });
    expect([response.status, await codeOf(response)]).toEqual([415, "unsupported_media_type"]);
  });

  it.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "content type %j is read",
    async (type) => {
      expect(await codeOf(await post('{"email":"a","password":"b"}', { "content-type": type }))).toBe("auth.wrong");
    },
  );

  it("more than 1 MB is refused, by its announced length and while it streams in without one", async () => {
    const big = JSON.stringify({ email: "a", password: "x".repeat(LIMITS.jsonBodyBytes) });
    const announced = await post(big);
    expect([announced.status, (await problemOf(announced)).params]).toEqual([413, { limit: LIMITS.jsonBodyBytes }]);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    expect(await codeOf(await post(endless))).toBe("too_large");
    expect(pulled).toBeLessThan(3 * LIMITS.jsonBodyBytes);
  });

  it("just under 1 MB is read, and then judged by its fields", async () => {
    const padded = `{"email":"a","password":"b"${" ".repeat(LIMITS.jsonBodyBytes - 30)}}`;
    expect(await codeOf(await post(padded))).toBe("auth.wrong");
  });

  it.each(["", "{", "{'a':1}", "NaN", '{"email":"a",}'])("%j is no JSON", async (text) => {
    expect(await codeOf(await post(text))).toBe("bad_json");
  });

  it("broken UTF-8 is no JSON", async () => {
    expect(await codeOf(await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toBe("bad_json");
  });

  it("16 levels and 1,000 keys are read, one more is not", async () => {
    expect(await codeOf(await post(nested(LIMITS.jsonDepth)))).toBe("bad_request");
    expect(await codeOf(await post(nested(LIMITS.jsonDepth + 1)))).toBe("too_deep");
    expect(await codeOf(await post(nested(100_000)))).toBe("too_deep");
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    expect(await codeOf(await post(keys(LIMITS.jsonKeys)))).toBe("bad_request");
    expect(await codeOf(await post(keys(LIMITS.jsonKeys + 1)))).toBe("too_deep");
    expect(await codeOf(await post(`[${"[],".repeat(LIMITS.jsonKeys)}[]]`))).toBe("too_deep");
  });

  it("GEN-2 GEN-3 every bad field is named by its pointer", async () => {
    const response = await post({ email: "", "pass/word": 1 });
    expect(await problemOf(response)).toMatchObject({
      code: "bad_request",
      errors: expect.arrayContaining([
        { pointer: "/email", code: "required" },
        { pointer: "/password", code: "required" },
        { pointer: "/pass~1word", code: "bad_request" },
      ]),
    });
    const missing = await post({ email: "a" });
    expect([missing.status, await codeOf(missing)]).toEqual([422, "required"]);
    const long = await post({ email: "a".repeat(255), password: "x" });
    expect([long.status, await codeOf(long)]).toEqual([422, "too_long"]);
  });

  it.each(["[]", "null", "1", '"text"', "[[]]", '{"__proto__":{"email":"a"}}'])(
    "%s is no such body, and no fault of ours",
    async (text) => {
      expect((await post(text)).status).toBeLessThan(500);
      expect((await post(text)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it("INV-6 what a body says about the organization is refused, not believed", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const response = await asMember(w.two.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "k" },
      body: { type: "room.take", organizationId: w.one.organizationId },
    });
    expect(response.status).toBe(400);
  });
});

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
    expect((await upgrade(path, headers)).status).toBe(404);
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
      [{ "sec-websocket-protocol": offer("x".repeat(5_000)) }, 401, "unauthenticated"],
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

describe("every answer", () => {
  it("carries headers that keep it from running, framing, guessing and caches", async () => {
    for (const response of [await call("/api/health"), await call("/api/v1/me"), await call("/api/nothing")]) {
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(response.headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("under /api and /auth allows no other origin at all", async () => {
    for (const [path, method] of [
      ["/api/v1/me", "OPTIONS"],
      ["/api/v1/me", "GET"],
      ["/auth/session", "OPTIONS"],
      ["/api/health", "GET"],
    ] as const) {
      const response = await call(path, {
        method,
        headers: { origin: "https://evil.example", "access-control-request-method": "GET" },
      });
      for (const header of response.headers.keys()) expect(header).not.toMatch(/^access-control-/);
    }
  });

  it("names itself, and nothing of the inside when an address is unknown", async () => {
    for (const path of ["/api/x", "/auth/x", "/widget/v1/../../api/v1/x", "/api/dev/x"]) {
      const response = await call(path);
      expect([response.status, await codeOf(response)]).toEqual([404, "not_found"]);
    }
  });

  it("an id that the client sends is never taken for ours", async () => {
    const response = await call("/api/health", { headers: { "x-request-id": "mine" } });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the request log", () => {
  it("holds a line per request from an allowlist, and no address, token, password, text or email", async () => {
    const lines: string[] = [];
    const spies = (["log", "error", "warn"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts.join(" "))),
    );
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "teks yang rahasia");
    const browser = new Browser("198.51.100.77");
    await browser.signIn(w.one.admin);
    const token = await tokenOf(w.one.admin);
    await call(`/api/v1/search/messages?q=rahasia`, { headers: { authorization: `Bearer ${token}` } });
    await asPage(w.one, "/widget/v1/visitors/renew", {
      body: { widgetId: w.one.integrationId, refreshToken: visitor.refreshToken },
    });
    for (const spy of spies) spy.mockRestore();
    const own = lines.filter((line) => line.startsWith('{"event":"http"')).map((line) => JSON.parse(line) as object);
    expect(own.length).toBeGreaterThanOrEqual(5);
    const allowed = ["event", "method", "route", "status", "ms", "requestId", "organizationId"];
    for (const line of own) expect(allowed).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(own).toContainEqual(
      expect.objectContaining({ route: "/api/v1/search/messages", organizationId: w.one.organizationId }),
    );
    const all = lines.join("\n");
    const secrets = [
      "rahasia",
      token,
      visitor.accessToken,
      visitor.refreshToken,
      PASSWORD,
      browser.cookie,
      browser.csrf,
    ];
    for (const secret of [...secrets, w.one.admin.email, "198.51.100.77", visitor.roomId])
      expect(all).not.toContain(secret);
  });
});

describe("GET /api/openapi.json", () => {
  type Document = {
    openapi: string;
    paths: Record<string, Record<string, object>>;
    components: { schemas: Record<string, object> };
  };

  it("describes every route but those of development, and every reference leads somewhere", async () => {
    const document = (await (await call("/api/openapi.json")).json()) as Document;
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = ENDPOINTS.filter((one) => one.audience !== "developer").map(
      (one) => `${one.method} ${one.path.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    expect(described.sort()).toEqual(served.sort());
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, name = ""] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it("tells the shapes by which requests are judged", async () => {
    const document = (await (await call("/api/openapi.json")).json()) as Document;
    expect(document.components.schemas.SignIn).toMatchObject({
      required: ["email", "password"],
      additionalProperties: false,
    });
    expect(document.paths["/api/v1/rooms/{roomId}/commands"]?.post).toMatchObject({
      parameters: expect.arrayContaining([
        { in: "header", name: "Idempotency-Key", required: true, schema: { type: "string" } },
      ]),
    });
  });
});

describe("rate windows", () => {
  it("count each key by itself and forget when the window ends", () => {
    const windows = new RateWindows();
    const limit = { max: 2, windowMs: 1_000 };
    expect([1, 2, 3].map(() => windows.hit("a", limit, 100))).toEqual([0, 0, 1_000]);
    expect(windows.hit("b", limit, 100)).toBe(0);
    expect(windows.hit("a", limit, 600)).toBe(500);
    expect(windows.hit("a", limit, 1_100)).toBe(0);
  });

  it("a flood of new keys does not grow without end", () => {
    const windows = new RateWindows();
    for (let index = 0; index < 50_000; index += 1) windows.hit(`k${index}`, { max: 1, windowMs: 60_000 }, 1);
    expect(windows.size).toBeLessThanOrEqual(10_000);
  });
});
