import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { HistoryPage } from "../../../protocol/http.schema.ts";
import type { RoomSummary, VisitorEvent } from "../../../protocol/room-events.schema.ts";
import type { VisitorProfile, VisitorSession, WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import type { World, WorldOrganization } from "../../support/world.ts";
import { asMember, asPage, codeOf, db, newVisitor, problemOf, say, world } from "../http/support.ts";
import { done, read } from "../settings/support.ts";
import { asOrganization, at, formOf, newWidget } from "./support.ts";

let w: World;
let page: WorldOrganization;
let secret: string;
beforeAll(async () => {
  w = await world();
  const widget = await newWidget(w.one.admin);
  page = asOrganization(w.one, widget);
  ({ secret } = await read<{ secret: string }>(w.one.admin, at(widget, "/identity-secret")));
});

const post = (where: WorldOrganization, path: string, body: object, headers: Record<string, string> = {}) =>
  asPage(where, path, { headers, body: { widgetId: where.integrationId, ...body } });
const roomAs = async (roomId: string): Promise<RoomSummary> =>
  (await (await asMember(w.one.admin, `/api/v1/rooms/${roomId}`)).json()) as RoomSummary;
const eventsOf = (where: WorldOrganization, { accessToken }: VisitorSession): Promise<Response> =>
  asPage(where, "/widget/v1/events", { headers: { authorization: `Bearer ${accessToken}` } });

const token = (claims: Record<string, unknown> = {}, { key = secret, lifeSeconds = 3600 } = {}): Promise<string> =>
  new SignJWT({ sub: "pelanggan-7", exp: Math.floor(Date.now() / 1000) + lifeSeconds, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(key));
const identify = (body: object, where = page) => post(where, "/widget/v1/visitors/identify", body);
async function identified(claims: Record<string, unknown> = {}, extra: object = {}): Promise<VisitorSession> {
  const response = await identify({ token: await token(claims), ...extra });
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as VisitorSession;
}

describe("what a visitor says in the pre-chat form", () => {
  const open = (profile: VisitorProfile) => post(page, "/widget/v1/visitors", { profile });

  it("WIDGET-11 stands in the room from the first message on, as unverified", async () => {
    const response = await open({ name: " Ayu ", email: "ayu@melati.example", phone: " " });
    expect(response.status).toBe(201);
    const visitor = (await response.json()) as VisitorSession;
    await say(page, visitor, "Halo");
    const { contact } = await roomAs(visitor.roomId);
    expect(contact).toMatchObject({ name: "Ayu", email: "ayu@melati.example", phone: null, isVerified: false });
  });

  it("WIDGET-11 bad details are named by field, and no visitor is made", async () => {
    const response = await open({ name: "Ayu", email: "ayu@", phone: "12" });
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      code: "profile.email",
      errors: [
        { pointer: "/profile/email", code: "profile.email" },
        { pointer: "/profile/phone", code: "profile.phone" },
      ],
    });
    const strange = await post(page, "/widget/v1/visitors", { profile: { name: "Ayu", isVerified: true } });
    expect(strange.status).toBe(400);
  });
});

describe("a signed identity", () => {
  it("WIDGET-19 opens the room of that person, the same in every browser, with what the site says as verified", async () => {
    const claims = { sub: "ayu-1", name: "Ayu Lestari", email: "ayu@melati.example" };
    const first = await identified(claims);
    expect(first.refreshToken).toBeNull();
    expect((await say(page, first, "Pesanan saya?")).status).toBe(200);
    expect((await roomAs(first.roomId)).contact).toMatchObject({
      externalId: "sub:ayu-1",
      name: "Ayu Lestari",
      email: "ayu@melati.example",
      isVerified: true,
    });
    // Also when the room has slept meanwhile.
    await evictDurableObject(env.ROOM.getByName(first.roomId));
    expect((await say(page, first, "Halo?")).status).toBe(200);
    const second = await identified(claims);
    expect(second).toMatchObject({ visitorId: first.visitorId, roomId: first.roomId });
    expect(await (await eventsOf(page, second)).text()).toContain("Pesanan saya?");
    expect((await identified({ sub: "ayu-2" })).roomId).not.toBe(first.roomId);
  });

  it("WIDGET-19 its session ends with the token of the site, and within 15 minutes", async () => {
    const long = await identified();
    expect(long.expiresAt - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(long.expiresAt - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const response = await identify({ token: await token({}, { lifeSeconds: 60 }) });
    const short = (await response.json()) as VisitorSession;
    expect(short.expiresAt - Date.now()).toBeLessThanOrEqual(91_000);
  });

  it("WIDGET-19 the anonymous room becomes one of the contact's, and can no longer be read from that browser", async () => {
    const anonymous = await newVisitor(page);
    await say(page, anonymous, "Saya belum masuk");
    const person = await identified({ sub: "citra", name: "Citra" }, { refreshToken: anonymous.refreshToken });
    expect(person.roomId).not.toBe(anonymous.roomId);
    await say(page, person, "Sekarang sudah");
    const [before, now] = [await roomAs(anonymous.roomId), await roomAs(person.roomId)];
    expect(before.contact.contactId).toBe(now.contact.contactId);
    expect((await say(page, anonymous, "Masih saya?")).status).not.toBe(200);
    expect(await (await eventsOf(page, anonymous)).text()).not.toContain("belum masuk");
    const renewed = await post(page, "/widget/v1/visitors/renew", { refreshToken: anonymous.refreshToken });
    expect(await codeOf(renewed)).toBe("unauthenticated");
    // The answer may have been lost: the same request again ends the same way.
    const again = await identified({ sub: "citra", name: "Citra" }, { refreshToken: anonymous.refreshToken });
    expect(again.roomId).toBe(person.roomId);
  });

  it("WIDGET-19 nobody takes over a room without its own token: made-up, cut and foreign ones link nothing", async () => {
    const victim = await newVisitor(page);
    await say(page, victim, "Milik saya");
    const { contact } = await roomAs(victim.roomId);
    const elsewhere = await newVisitor(w.one);
    const real = victim.refreshToken ?? "";
    for (const refreshToken of [victim.visitorId, `${victim.visitorId}.x.y`, real.slice(0, -4), elsewhere.refreshToken])
      expect((await identify({ token: await token({ sub: "pencuri" }), refreshToken })).status).toBe(201);
    expect((await roomAs(victim.roomId)).contact.contactId).toBe(contact.contactId);
    const page1 = (await (await eventsOf(page, victim)).json()) as HistoryPage<VisitorEvent>;
    expect(page1.events.length).toBeGreaterThan(0);
  });

  it("WIDGET-19 unsigned data never opens another's history, whatever it says of itself", async () => {
    const known = await identified({ sub: "dewi", email: "dewi@melati.example" });
    await say(page, known, "Rahasia Dewi");
    const response = await post(page, "/widget/v1/visitors", {
      profile: { name: "Dewi", email: "dewi@melati.example" },
    });
    const stranger = (await response.json()) as VisitorSession;
    expect(stranger.roomId).not.toBe(known.roomId);
    expect(await (await eventsOf(page, stranger)).text()).not.toContain("Rahasia");
    const asSub = await post(page, "/widget/v1/visitors/renew", { refreshToken: `${known.visitorId}.a.b` });
    expect(await codeOf(asSub)).toBe("unauthenticated");
  });

  it("WIDGET-19 whatever is wrong, the answer is one and the same; only developers are told the reason", async () => {
    const bad: [string, string][] = [
      [await token({}, { lifeSeconds: -60 }), "expired"],
      [await token({}, { lifeSeconds: 90_000 }), "claims"],
      [await token({ sub: "" }), "claims"],
      [await token({}, { key: "sapai_another" }), "signature"],
      ["x.y.z", "signature"],
    ];
    for (const [one, reason] of bad) {
      const response = await identify({ token: one });
      expect(response.headers.get("access-control-allow-origin")).toBe(page.origin);
      expect(await problemOf(response)).toMatchObject({ status: 401, code: "widget.identity", params: { reason } });
    }
  });

  it("WIDGET-19 the secret of one widget opens no other, and one that was changed opens nothing any more", async () => {
    const other = await newWidget(w.one.admin);
    expect(await codeOf(await identify({ token: await token() }, asOrganization(w.one, other)))).toBe(
      "widget.identity",
    );
    // A widget whose secret nobody has seen yet.
    expect(await codeOf(await identify({ token: await token() }, w.two))).toBe("widget.identity");
    const path = at(other, "/identity-secret");
    const { secret: former } = await read<{ secret: string }>(w.one.admin, path);
    const signed = await token({}, { key: former });
    expect((await identify({ token: signed }, asOrganization(w.one, other))).status).toBe(201);
    const { secret: next } = await done<{ secret: string }>(w.one.admin, "POST", path);
    expect(await codeOf(await identify({ token: signed }, asOrganization(w.one, other)))).toBe("widget.identity");
    const signedAnew = await token({}, { key: next });
    expect((await identify({ token: signedAnew }, asOrganization(w.one, other))).status).toBe(201);
  });

  it("INV-7 WIDGET-19 needs no libSQL", async () => {
    await identified({ sub: "eka" });
    const away = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("connection refused"));
    try {
      expect((await identify({ token: await token({ sub: "eka-2" }) })).status).toBe(201);
    } finally {
      away.mockRestore();
    }
  });
});

describe("signed only", () => {
  it("WIDGET-19 nobody is anonymous there, and whoever was is not renewed; a signed person chats", async () => {
    const widget: WebchatIntegration = await newWidget(w.one.admin);
    const where = asOrganization(w.one, widget);
    const before = await newVisitor(where);
    await done(w.one.admin, "PUT", at(widget), formOf(widget, {}, { signedOnly: true }));
    const config = await asPage(where, "/widget/v1/config");
    expect(await config.json()).toMatchObject({ signedOnly: true });
    const opened = await post(where, "/widget/v1/visitors", {});
    expect([opened.status, await codeOf(opened)]).toEqual([403, "widget.signed_only"]);
    const renewed = await post(where, "/widget/v1/visitors/renew", { refreshToken: before.refreshToken });
    expect(await codeOf(renewed)).toBe("widget.signed_only");
    const { secret: key } = await read<{ secret: string }>(w.one.admin, at(widget, "/identity-secret"));
    const signed = await identify({ token: await token({}, { key }), refreshToken: before.refreshToken }, where);
    expect(signed.status).toBe(201);
    expect((await say(where, (await signed.json()) as VisitorSession, "Halo")).status).toBe(200);
  });
});

describe("what is kept of a visitor", () => {
  const ADDRESS = "203.0.113.77";
  /** What every table holds of it. */
  async function rowsWith(text: string): Promise<number> {
    const { rows } = await db().$client.execute(
      "SELECT m.name AS tbl, p.name AS col FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
    );
    const counts = await db().$client.batch(
      rows.map(({ tbl, col }) => ({
        sql: `SELECT count(*) AS n FROM "${String(tbl)}" WHERE instr(CAST("${String(col)}" AS TEXT), ?) > 0`,
        args: [text],
      })),
      "read",
    );
    return counts.reduce((sum, one) => sum + Number(one.rows[0]?.n), 0);
  }

  it("PRIVACY-5 the address of a visitor counts for limits in memory and is stored nowhere", async () => {
    const from = { "cf-connecting-ip": ADDRESS };
    const visitor = (await (await post(page, "/widget/v1/visitors", {}, from)).json()) as VisitorSession;
    const said = await asPage(page, "/widget/v1/commands", {
      headers: { ...from, authorization: `Bearer ${visitor.accessToken}`, "idempotency-key": "p5" },
      body: { type: "message.send", content: { type: "text", text: "alamat saya rahasia" } },
    });
    expect(said.status).toBe(200);
    await expect.poll(() => rowsWith("alamat saya rahasia")).toBeGreaterThan(0);
    expect(await rowsWith(ADDRESS)).toBe(0);
    const kept = await env.ROOM.getByName(visitor.roomId).history({
      caller: { kind: "member", member: w.one.admin.identity, origin: "", expiresAt: Date.now() + 60_000 },
      limit: 50,
    });
    expect(JSON.stringify(kept)).not.toContain(ADDRESS);
  });

  it("PRIVACY-3 nothing of a person, no token and no secret reaches the log", async () => {
    const lines: string[] = [];
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts.map(String).join(" "))),
    );
    const claims = { sub: "rahasia-sub", email: "rahasia@melati.example", phone: "+6281234567890", name: "Rahasia" };
    const signed = await token(claims);
    const profile = { name: "Rahasia", email: "rahasia@melati.example" };
    const anonymous = (await (await post(page, "/widget/v1/visitors", { profile })).json()) as VisitorSession;
    const person = await identified(claims, { refreshToken: anonymous.refreshToken });
    await identify({ token: `${signed}x` });
    await say(page, person, "Rahasia besar");
    for (const spy of spies) spy.mockRestore();
    const text = lines.join("\n");
    expect(lines.filter((line) => line.includes('"event":"http"')).length).toBeGreaterThanOrEqual(4);
    for (const word of [/rahasia/i, /6281234567890/, signed.slice(-20), person.accessToken.slice(-20), secret])
      expect(text).not.toMatch(word);
  });
});
