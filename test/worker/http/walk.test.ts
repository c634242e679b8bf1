import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { ENDPOINTS } from "../../../worker/app.ts";
import { type Endpoint, mayCall } from "../../../worker/http/endpoint.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { call, newVisitor, ORIGIN, problemOf, say, tokenOf, world } from "./support.ts";

/**
 * Every route of the Worker, found by itself: a new one is walked without anybody having to remember it, and one that
 * forgets its guard fails here.
 */
let w: World;
let visitor: VisitorSession;
let foreignVisitor: VisitorSession;
let garbage: string;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
  visitor = await newVisitor(w.one);
  await say(w.one, visitor, "rahasia toko satu");
  foreignVisitor = await newVisitor(w.two);
  await say(w.two, foreignVisitor, "rahasia toko dua");
  garbage = (await tokenOf(w.one.admin)).replace(/.{8}$/, "AAAAAAAA");
});

const BODIES: Record<string, unknown> = {
  "/auth/sign-in": { email: "x@sapa.example", password: "x" },
  "/auth/session/organization": { organizationId: "org_x" },
  "/auth/password": { current: "x", next: "y" },
  "/api/v1/rooms/:roomId/commands": { type: "room.take" },
  "/widget/v1/visitors": { widgetId: "x" },
  "/widget/v1/visitors/renew": { widgetId: "x", refreshToken: "x" },
  "/widget/v1/visitors/identify": { widgetId: "x", token: "x" },
  "/widget/v1/commands": { type: "message.send", content: { type: "text", text: "x" } },
  "/api/v1/drafts/:roomId": { text: "Baik kak", tab: "reply", replyToSeq: null, editedAt: 1 },
  "/api/v1/rooms/:roomId/files/links": { fileIds: ["fil_x"] },
  "/api/v1/rooms/:roomId/contact": { company: null, fields: {}, version: 1 },
  "/widget/v1/files/links": { fileIds: ["fil_x"] },
  "/survey/v1/view": { token: "x" },
  "/survey/v1/answer": { token: "x", score: 1 },
  "/api/dev/rehearse": {},
  "/api/dev/config-changed": {},
};
const QUERIES: Record<string, string> = {
  "/api/v1/rooms/:roomId/files": "name=x.txt",
  "/widget/v1/files": "name=x.txt",
  "/api/v1/search/messages": "q=rahasia",
  "/api/v1/search/rooms": "q=rahasia",
};

type Headers = Record<string, string>;

function ask(one: Endpoint, headers: Headers, roomId = visitor.roomId): Promise<Response> {
  const path = one.path.replace(":roomId", roomId).replace(":sessionId", "ses_x");
  const widget = path.startsWith("/widget/v1") ? `widget=${w.one.integrationId}` : "";
  const query = [widget, QUERIES[one.path]].filter(Boolean).join("&");
  const upgrade: Headers = one.isSocket ? { upgrade: "websocket" } : {};
  const body = one.method === "POST" || one.method === "PUT" ? (BODIES[one.path] ?? {}) : undefined;
  const all = { "idempotency-key": crypto.randomUUID(), ...upgrade, ...headers };
  return call(`${path}?${query}`, { method: one.method, headers: all, body });
}

/** How a token is shown: as a header, or for sockets as a subprotocol. */
const shown = (one: Endpoint, token: string): Headers =>
  one.isSocket
    ? { "sec-websocket-protocol": `sapa.v1, ${TOKEN_SUBPROTOCOL_PREFIX}${token}` }
    : { authorization: `Bearer ${token}` };

async function expectRefusal(response: Response, status: number, code: string): Promise<void> {
  const text = await response.clone().text();
  expect([response.status, text]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await problemOf(response)).toMatchObject({ status, code, requestId: response.headers.get("x-request-id") });
  expect(text).not.toMatch(/\bat \/|SELECT|sqlite|stack|\.ts:/i);
}

const isOf = (...audiences: string[]) => ENDPOINTS.filter((one) => audiences.includes(one.audience));
const name = (endpoints: Endpoint[]) => endpoints.map((one) => [`${one.method} ${one.path}`, one] as const);
const memberRoutes = ENDPOINTS.filter(
  (one) => one.audience === "member" || (one.isSocket && one.path.startsWith("/api/v1")),
);
const visitorRoutes = ENDPOINTS.filter(
  (one) => one.audience === "visitor" || (one.isSocket && one.path.startsWith("/widget/v1")),
);
const roomRoutes = memberRoutes.filter((one) => one.path.includes(":roomId"));

describe("every route has a guard", () => {
  it.each(name(memberRoutes))("%s: a member's token, from its own origin, and nothing else", async (_, one) => {
    const origin = { origin: ORIGIN };
    const socket: Headers = one.isSocket ? { "sec-websocket-protocol": "sapa.v1" } : {};
    await expectRefusal(await ask(one, { ...origin, ...socket }), 401, "unauthenticated");
    await expectRefusal(await ask(one, { ...origin, ...shown(one, garbage) }), 401, "unauthenticated");
    await expectRefusal(await ask(one, { ...origin, ...shown(one, visitor.accessToken) }), 401, "unauthenticated");
    const old = await tokenOf(w.one.admin, ORIGIN, Date.now() - 3_600_000);
    await expectRefusal(await ask(one, { ...origin, ...shown(one, old) }), 401, "token_expired");
    const elsewhere = { origin: "https://evil.example", ...shown(one, await tokenOf(w.one.admin)) };
    await expectRefusal(await ask(one, elsewhere), 403, "forbidden");
  });

  it.each(name(visitorRoutes))("%s: this widget's visitor, from its page, and nobody else", async (_, one) => {
    const origin = { origin: w.one.origin };
    const socket: Headers = one.isSocket ? { "sec-websocket-protocol": "sapa.v1" } : {};
    await expectRefusal(await ask(one, { ...origin, ...socket }), 401, "unauthenticated");
    const member = await tokenOf(w.one.admin, w.one.origin);
    await expectRefusal(await ask(one, { ...origin, ...shown(one, member) }), 401, "unauthenticated");
    const elsewhere = { origin: w.two.origin, ...shown(one, visitor.accessToken) };
    await expectRefusal(await ask(one, elsewhere), 403, "widget.origin");
    if (!one.isSocket)
      await expectRefusal(
        await ask(one, { ...origin, ...shown(one, foreignVisitor.accessToken) }),
        401,
        "unauthenticated",
      );
  });

  it.each(name(isOf("widget")))("%s: the widget's page only", async (_, one) => {
    await expectRefusal(await ask(one, {}), 403, "widget.origin");
    await expectRefusal(await ask(one, { origin: w.two.origin }), 403, "widget.origin");
  });

  it.each(name(isOf("session")))("AUTH-3 %s: a live session's cookie and nothing else", async (_, one) => {
    const headers = { origin: ORIGIN, ...shown(one, await tokenOf(w.one.admin)) };
    await expectRefusal(await ask(one, headers), 401, "unauthenticated");
    await expectRefusal(
      await ask(one, { ...headers, cookie: `__Host-sapa=${"a".repeat(43)}` }),
      401,
      "unauthenticated",
    );
  });

  /** Reading says nothing of anybody, and whoever comes back from a provider is checked by what they bring. */
  const changes = isOf("page").filter(({ method }) => method !== "GET");
  it.each(name(changes))("%s: our own pages only", async (_, one) => {
    await expectRefusal(await ask(one, { origin: "https://evil.example" }), 403, "csrf");
  });

  it.each(name(isOf("developer")))("%s: not there without the development key", async (_, one) => {
    await expectRefusal(await ask(one, shown(one, await tokenOf(w.one.admin))), 404, "not_found");
    await expectRefusal(
      await ask(one, { "x-sapa-dev-key": "x".repeat((env.SAPA_DEV_KEY ?? "").length) }),
      404,
      "not_found",
    );
  });
});

describe("MSG-13 an address of a file", () => {
  it.each(name(isOf("link")))("%s: nothing without a signature of ours", async (_, one) => {
    const path = one.path
      .replace(":organizationId", w.one.organizationId)
      .replace(":roomId", visitor.roomId)
      .replace(":fileId", `fil_${"a".repeat(32)}`);
    const until = Date.now() + 60_000;
    for (const query of ["", `until=${until}`, `until=${until}&signature=${"A".repeat(43)}`]) {
      const response = await call(`${path}?${query}`, { headers: shown(one, await tokenOf(w.one.admin)) });
      expect([response.status, response.headers.get("content-type")]).toEqual([403, "text/html; charset=utf-8"]);
    }
  });
});

describe("INV-6 two organizations", () => {
  const ROLES = ["admin", "supervisor", "agentA", "agentB"] as const;
  const NOT_VISIBLE = { code: 4003, reason: "not_found" };
  const MISSING = `room_${"a".repeat(26)}`;
  /** What differs between two answers by its nature. */
  const strip = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id");

  it.each(name(roomRoutes).flatMap(([title, one]) => ROLES.map((role) => [title, role, one] as const)))(
    "%s by the other's %s: the same answer for a foreign room as for a missing one",
    async (_, role, one) => {
      const headers = { origin: ORIGIN, ...shown(one, await tokenOf(w.two[role])) };
      const foreign = await ask(one, headers);
      const missing = await ask(one, headers, MISSING);
      if (one.isSocket) {
        // Browsers hide refused upgrades from pages, so a socket opens and closes at once, saying why.
        const [first, second] = [await TestSocket.over(foreign).closing(), await TestSocket.over(missing).closing()];
        expect([first, second]).toEqual([NOT_VISIBLE, NOT_VISIBLE]);
        return;
      }
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect(strip(await foreign.text())).toBe(strip(await missing.text()));
      expect([...foreign.headers.keys()]).toEqual([...missing.headers.keys()]);
    },
  );

  it.each(name(roomRoutes))("%s: what is not a room id is not found and reaches no object", async (_, one) => {
    const headers = { origin: ORIGIN, ...shown(one, await tokenOf(w.one.admin)) };
    for (const roomId of ["room_x", "ROOM_", "..%2f..", "room_%00", `${MISSING}a`, "undefined"]) {
      const response = await ask(one, headers, roomId);
      if (one.isSocket) expect(await TestSocket.over(response).closing()).toEqual(NOT_VISIBLE);
      else await expectRefusal(response, 404, "not_found");
    }
  });

  /** The owner's, who is the admin of these organizations. */
  const OWNERS = "/api/v1/organization/export";
  const reads = memberRoutes.filter((one) => one.method === "GET" && !one.isSocket && !one.path.includes(":"));
  it.each(name(reads).flatMap(([title, one]) => ROLES.map((role) => [title, role, one] as const)))(
    "%s by %s: answers, and shows nothing of the other",
    async (_, role, one) => {
      const response = await ask(one, shown(one, await tokenOf(w.two[role])));
      const { identity } = w.two[role];
      const isAllowed = one.path === OWNERS ? role === "admin" : mayCall(identity, one);
      expect(response.status).toBe(isAllowed ? 200 : 403);
      const text = await response.text();
      const { organizationId, name: shop, integrationId, admin } = w.one;
      for (const trace of [
        organizationId,
        shop,
        integrationId,
        admin.memberId,
        admin.email,
        visitor.roomId,
        "toko satu",
      ])
        expect(text).not.toContain(trace);
    },
  );

  it("a token that names another organization than its member's opens nothing", async () => {
    const member = { ...w.two.admin.identity, organizationId: w.one.organizationId };
    const { token } = await signMemberToken(env.SAPA_SECRET, { member, origin: ORIGIN });
    for (const one of memberRoutes)
      await expectRefusal(await ask(one, { origin: ORIGIN, ...shown(one, token) }), 401, "unauthenticated");
  });
});

describe("roles in one organization", () => {
  const sees = async (member: WorldMember, one: Endpoint): Promise<number> =>
    (await ask(one, shown(one, await tokenOf(member)))).status;
  const room = ENDPOINTS.find((one) => one.path === "/api/v1/rooms/:roomId") as Endpoint;
  const events = ENDPOINTS.find((one) => one.path === "/api/v1/rooms/:roomId/events") as Endpoint;

  it("ROLE-3 an unassigned room is seen by all while takeover is on, an assigned one not by other agents", async () => {
    for (const member of [w.one.admin, w.one.supervisor, w.one.agentA, w.one.agentB])
      for (const one of [room, events]) expect(await sees(member, one)).toBe(200);
    const take = ENDPOINTS.find((one) => one.path === "/api/v1/rooms/:roomId/commands") as Endpoint;
    expect((await ask(take, shown(take, await tokenOf(w.one.agentA)))).status).toBe(200);
    for (const one of [room, events]) {
      expect(await sees(w.one.agentA, one)).toBe(200);
      expect(await sees(w.one.supervisor, one)).toBe(200);
      expect(await sees(w.one.agentB, one)).toBe(404);
    }
  });
});
