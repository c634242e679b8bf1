import { beforeAll, describe, expect, it, vi } from "vitest";
import { ENDPOINTS } from "../../../worker/app.ts";
import { networkOf } from "../../../worker/http/context.ts";
import { RateWindows } from "../../../worker/http/rate.ts";
import type { World } from "../../support/world.ts";
import { asPage, Browser, call, codeOf, newVisitor, PASSWORD, say, tokenOf, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
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

  it("allows no other origin anything where a cookie or an API token counts", async () => {
    for (const [path, method] of [
      ["/auth/session", "OPTIONS"],
      ["/auth/session", "GET"],
      ["/auth/token", "OPTIONS"],
      ["/operator/v1/organizations", "OPTIONS"],
      ["/api/open/v1/embed_tokens", "OPTIONS"],
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
  it("count an IPv6 network as one, however its addresses are written", () => {
    const same = ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2:3:4:5:6"];
    expect(new Set(same.map(networkOf))).toEqual(new Set(["2001:db8:1:2::/64"]));
    expect(networkOf("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
    expect([networkOf("192.0.2.7"), networkOf("::ffff:192.0.2.7")]).toEqual(["192.0.2.7", "192.0.2.7"]);
  });

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
