import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { HistoryPage } from "../../../protocol/http.schema.ts";
import { newIntegrationId, newOrganizationId } from "../../../protocol/ids.ts";
import type { VisitorEvent } from "../../../protocol/room-events.schema.ts";
import type { VisitorSession, WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { signVisitorToken } from "../../../worker/http/tokens.ts";
import type { World } from "../../support/world.ts";
import { asOrganization, at, newWidget } from "../integrations/support.ts";
import { done } from "../settings/support.ts";
import { asMember, asPage, call, codeOf, newVisitor, problemOf, say, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

describe("WIDGET-8 only the widget's own origin", () => {
  it("WIDGET-8 WIDGET-10 gets the configuration, which names nothing but what the page may know", async () => {
    const response = await asPage(w.one, "/widget/v1/config");
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(w.one.origin);
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    expect(response.headers.get("vary")).toContain("Origin");
    expect(response.headers.get("set-cookie")).toBeNull();
    const config = (await response.json()) as WidgetConfig;
    expect(Object.keys(config).sort()).toEqual([
      "appearance",
      "greeting",
      "isOnline",
      "language",
      "name",
      "offline",
      "online",
      "opensAt",
      "organizationName",
      "prechat",
      "proactive",
      "replyMinutes",
      "signedOnly",
      "team",
      "widgetId",
    ]);
    expect(config).toMatchObject({ widgetId: w.one.integrationId, organizationName: "Toko Melati", isOnline: false });
  });

  it.each(["https://evil.example", "null", "http://sub.example"])(
    "WIDGET-3 WIDGET-8 another origin (%s) is refused, told the right one, and never allowed",
    async (origin) => {
      const response = await asPage(w.one, "/widget/v1/config", { headers: { origin } });
      expect(response.status).toBe(403);
      expect(await problemOf(response)).toMatchObject({ code: "widget.origin", params: { expected: w.one.origin } });
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
    },
  );

  it("WIDGET-3 a subdomain, another scheme or another port is another origin", async () => {
    const host = w.one.origin.slice("https://".length);
    for (const origin of [`https://www.${host}`, `http://${host}`, `${w.one.origin}:8443`, `${w.one.origin}/`])
      expect((await asPage(w.one, "/widget/v1/config", { headers: { origin } })).status).toBe(403);
  });

  it("WIDGET-8 an unknown widget, a malformed one and none at all are refused alike and told nothing", async () => {
    const unknown = [newIntegrationId(w.one.organizationId), newIntegrationId(newOrganizationId()), "int_x", ""];
    for (const widget of unknown) {
      const response = await call(`/widget/v1/config?widget=${widget}`, { headers: { origin: w.one.origin } });
      expect(response.status).toBe(403);
      const problem = await problemOf(response);
      expect(problem.code).toBe("widget.origin");
      expect(problem.params).toBeUndefined();
    }
  });

  it.each(["switched off", "removed"])(
    "WIDGET-9 %s: its own page alone is told so, also after a preflight",
    async (how) => {
      const created = await newWidget(w.one.admin);
      if (how === "removed") await done(w.one.admin, "DELETE", at(created));
      else await done(w.one.admin, "PUT", at(created, "/switch"), { isEnabled: false });
      const own = asOrganization(w.one, created);
      const told = [await asPage(own, "/widget/v1/config"), await asPage(own, "/widget/v1/visitors", { body: {} })];
      for (const response of told) {
        expect(response.headers.get("access-control-allow-origin")).toBe(own.origin);
        expect(await problemOf(response)).toMatchObject({ status: 409, code: "widget.off" });
      }
      const preflight = await asPage(own, "/widget/v1/visitors", { method: "OPTIONS" });
      expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, own.origin]);
      for (const headers of [{ origin: w.two.origin }, { origin: "null" }]) {
        const response = await asPage(own, "/widget/v1/config", { headers });
        expect(response.headers.get("access-control-allow-origin")).toBe("*");
        const problem = await problemOf(response);
        expect([problem.status, problem.code, problem.params]).toEqual([403, "widget.origin", undefined]);
      }
    },
  );

  it("WIDGET-8 another organization's page cannot use this widget", async () => {
    const response = await asPage(w.one, "/widget/v1/visitors", {
      headers: { origin: w.two.origin },
      body: { widgetId: w.one.integrationId },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("answers a preflight for exactly this origin, for ten minutes", async () => {
    const ask = (origin: string) =>
      asPage(w.one, "/widget/v1/commands", {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const good = await ask(w.one.origin);
    expect(good.status).toBe(204);
    expect(good.headers.get("access-control-allow-origin")).toBe(w.one.origin);
    expect(good.headers.get("access-control-allow-headers")).toContain("idempotency-key");
    expect(good.headers.get("access-control-max-age")).toBe("600");
    const bad = await ask("https://evil.example");
    expect(bad.status).toBe(403);
    expect(bad.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets the page read refusals too, so that it can renew or wait", async () => {
    const response = await asPage(w.one, "/widget/v1/events", { headers: { authorization: "Bearer a.b.c" } });
    expect(response.status).toBe(401);
    expect(response.headers.get("access-control-allow-origin")).toBe(w.one.origin);
  });
});

describe("a visitor", () => {
  it("WIDGET-10 has no room in anybody's sight until the first message, and then one with a contact without a name", async () => {
    const visitor = await newVisitor(w.one);
    expect((await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}`)).status).toBe(404);
    expect((await say(w.one, visitor, "Halo, masih ada?")).status).toBe(200);
    const room = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}`);
    expect(await room.json()).toMatchObject({
      organizationId: w.one.organizationId,
      status: "unassigned",
      contact: { name: null, externalId: visitor.visitorId },
    });
  });

  it("INV-2 the same Idempotency-Key gives the same answer, marked as a repeat", async () => {
    const visitor = await newVisitor(w.one);
    const first = (await (await say(w.one, visitor, "Halo", "k1")).json()) as { seq: number };
    expect(await (await say(w.one, visitor, "Halo", "k1")).json()).toEqual({
      id: "k1",
      seq: first.seq,
      isRepeat: true,
    });
    expect(await codeOf(await say(w.one, visitor, "Lain", "k1"))).toBe("id_conflict");
  });

  it("a command without Idempotency-Key, or with a bad one, is refused and does nothing", async () => {
    const visitor = await newVisitor(w.one);
    const headers = { authorization: `Bearer ${visitor.accessToken}` };
    const body = { type: "message.send", content: { type: "text", text: "Halo" } };
    for (const extra of [{}, { "idempotency-key": "with blank" }, { "idempotency-key": "x".repeat(65) }]) {
      const response = await asPage(w.one, "/widget/v1/commands", { headers: { ...headers, ...extra } as never, body });
      expect(response.status).toBe(400);
      expect(await problemOf(response)).toMatchObject({ code: "bad_request", params: { header: "Idempotency-Key" } });
    }
    const page = await asPage(w.one, "/widget/v1/events", { headers });
    expect(await page.json()).toEqual({ events: [], hasMore: false });
  });

  it("WIDGET-24 reads its own room only, and of it only what visitors may see", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "n1" },
      body: { type: "note.add", text: "pelanggan lama" },
    });
    const response = await asPage(w.one, "/widget/v1/events", {
      headers: { authorization: `Bearer ${visitor.accessToken}` },
    });
    const text = await response.text();
    expect(text).not.toContain("pelanggan lama");
    const { events } = JSON.parse(text) as HistoryPage<VisitorEvent>;
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toEqual({ seq: events.length, type: "hidden" });
  });

  it("cannot send what only members may", async () => {
    const visitor = await newVisitor(w.one);
    const response = await asPage(w.one, "/widget/v1/commands", {
      headers: { authorization: `Bearer ${visitor.accessToken}`, "idempotency-key": "k" },
      body: { type: "conversation.resolve" },
    });
    expect(response.status).toBe(400);
  });

  it("its token opens neither /api/v1 nor another widget's address, and a member's token opens nothing here", async () => {
    const visitor = await newVisitor(w.one);
    const authorization = `Bearer ${visitor.accessToken}`;
    expect(await codeOf(await call("/api/v1/rooms", { headers: { authorization } }))).toBe("unauthenticated");
    expect((await asPage(w.two, "/widget/v1/events", { headers: { authorization } })).status).toBe(401);
    const { tokenOf } = await import("./support.ts");
    const member = `Bearer ${await tokenOf(w.one.admin, w.one.origin)}`;
    expect((await asPage(w.one, "/widget/v1/events", { headers: { authorization: member } })).status).toBe(401);
  });

  it("a token that has ended says so, so that the widget renews instead of starting anew", async () => {
    const visitor = await newVisitor(w.one);
    const { token } = await signVisitorToken(
      env.SAPA_SECRET,
      { ...w.one, visitorId: visitor.visitorId, roomId: visitor.roomId, organizationId: w.one.organizationId },
      Date.now() - 3_600_000,
    );
    const response = await asPage(w.one, "/widget/v1/events", { headers: { authorization: `Bearer ${token}` } });
    expect(await codeOf(response)).toBe("token_expired");
  });
});

describe("renewing a visitor", () => {
  const renew = (organization: World["one"], refreshToken: string | null) =>
    asPage(organization, "/widget/v1/visitors/renew", { body: { widgetId: organization.integrationId, refreshToken } });

  it("WIDGET-10 keeps visitor and room, and rotates the refresh token", async () => {
    const first = await newVisitor(w.one);
    await say(w.one, first, "Halo");
    const response = await renew(w.one, first.refreshToken);
    expect(response.status).toBe(200);
    const second = (await response.json()) as VisitorSession;
    expect(second).toMatchObject({ visitorId: first.visitorId, roomId: first.roomId });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    // Another tab that renews at the same time still holds the former one.
    expect((await renew(w.one, first.refreshToken)).status).toBe(200);
    expect((await say(w.one, second, "Masih di sini")).status).toBe(200);
  });

  it("refuses made-up, foreign and cut tokens alike, before any room is asked", async () => {
    const visitor = await newVisitor(w.one);
    const token = visitor.refreshToken ?? "";
    const made = [
      `${visitor.visitorId}.${"A".repeat(43)}.${"A".repeat(22)}`,
      token.slice(0, -3),
      token.split(".").slice(0, 2).join("."),
      `vis_other.${token.split(".").slice(1).join(".")}`,
      "x",
      "",
    ];
    for (const one of made) expect(await codeOf(await renew(w.one, one))).toBe("unauthenticated");
    expect(await codeOf(await renew(w.two, visitor.refreshToken))).toBe("unauthenticated");
  });
});

describe("limits of the widget's addresses (reliability-security §8)", () => {
  it("200 loads an hour for one address, whatever the page claims about itself", async () => {
    const load = (extra = {}) =>
      asPage(w.two, "/widget/v1/config", { headers: { "cf-connecting-ip": "192.0.2.3", ...extra } });
    for (let count = 0; count < 200; count += 1) expect((await load()).status).toBe(200);
    expect((await load({ "x-forwarded-for": "198.51.100.9", "user-agent": "other" })).status).toBe(429);
  });
});
