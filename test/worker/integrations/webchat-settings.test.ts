import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newIntegrationId } from "../../../protocol/ids.ts";
import type { WebchatIntegration, WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { writeBatch } from "../../../worker/db/client.ts";
import { integrations } from "../../../worker/db/schema/index.ts";
import type { World, WorldOrganization } from "../../support/world.ts";
import { asMember, asPage, codeOf, db, newVisitor, say, world } from "../http/support.ts";
import { done, read, refused, send } from "../settings/support.ts";
import { asOrganization, at, auditOf, formOf, LIST, newWidget } from "./support.ts";

let w: World;
let one: WorldOrganization;
beforeAll(async () => {
  w = await world();
  one = w.one;
});

const fields = async (...given: Parameters<typeof refused>) => {
  const { status, code, errors, params } = await refused(...given);
  return { status, code, params, errors: (errors ?? []).map(({ pointer, code: own }) => `${pointer} ${own}`) };
};
const configOf = (widget: WebchatIntegration) => asPage(asOrganization(one, widget), "/widget/v1/config");

describe("a new widget", () => {
  it("WIDGET-1 WIDGET-2 name and domain are asked, both required, the domain as browsers write it", async () => {
    const created = await newWidget(one.admin, { name: " Kasir ", domain: "https://KASIR.example:443" });
    expect(created).toMatchObject({
      name: "Kasir",
      isEnabled: true,
      divisionId: null,
      version: 1,
      changedBy: "Sari",
      lastMessageAt: null,
      logoUrl: null,
      settings: { domain: "https://kasir.example", prechat: null, greeting: null, proactive: [], signedOnly: false },
    });
    expect(await fields(one.admin, "POST", LIST, { name: " ", domain: "" })).toMatchObject({
      status: 422,
      errors: ["/name required", "/domain required"],
    });
    expect(await fields(one.admin, "POST", LIST, { name: "a".repeat(61), domain: "https://x.example" })).toMatchObject({
      errors: ["/name too_long"],
    });
  });

  it("WIDGET-2 a slash at the end and anything but an origin are refused with the right form", async () => {
    const trying = (domain: string) => fields(one.admin, "POST", LIST, { name: "Web", domain });
    expect(await trying("https://chat.example.com/")).toEqual({
      status: 422,
      code: "widget.slash",
      errors: ["/domain widget.slash"],
      params: { wrong: "https://chat.example.com/", right: "https://chat.example.com" },
    });
    for (const domain of ["chat.example.com", "https://chat.example.com/shop", "http://chat.example.com"])
      expect(await trying(domain)).toMatchObject({
        code: "widget.domain",
        params: { right: "https://chat.example.com" },
      });
  });

  it("WIDGET-4 WIDGET-5 its page is served at once, and a visitor's message stands in the list as its last", async () => {
    const created = await newWidget(one.admin);
    const page = asOrganization(one, created);
    const response = await asPage(page, "/widget/v1/config");
    expect(response.status).toBe(200);
    expect((await response.json()) as WidgetConfig).toMatchObject({
      widgetId: created.integrationId,
      name: "Toko web",
    });
    const visitor = await newVisitor(page);
    expect((await say(page, visitor, "Halo")).status).toBe(200);
    await expect
      .poll(async () => (await read<WebchatIntegration>(one.admin, at(created))).lastMessageAt)
      .toBeGreaterThan(created.createdAt - 1);
    const room = await asMember(one.admin, `/api/v1/rooms/${visitor.roomId}`);
    expect(await room.json()).toMatchObject({ integrationName: "Toko web" });
  });

  it("WIDGET-3 one widget serves one domain, another needs another widget", async () => {
    const [first, second] = [await newWidget(one.admin), await newWidget(one.admin)];
    const crossed = { ...asOrganization(one, first), origin: second.settings.domain };
    expect((await asPage(crossed, "/widget/v1/config")).status).toBe(403);
  });
});

describe("the settings of a widget", () => {
  it("WIDGET-6 are saved whole, and the page gets them at once", async () => {
    const created = await newWidget(one.admin);
    const greeting = { position: "left" as const, text: { en: " Hi ", id: "Halo" } };
    const appearance = { ...created.settings.appearance, accent: "#AA0011", side: "left" as const, offsetPx: 40 };
    const prechat = { title: null, subtitle: null, email: "required" as const, phone: "off" as const };
    const form = formOf(created, { name: "Kasir", divisionId: one.salesId }, { greeting, appearance, prechat });
    const saved = await done<WebchatIntegration>(one.admin, "PUT", at(created), form);
    expect(saved).toMatchObject({ name: "Kasir", version: 2, divisionId: one.salesId, changedBy: "Sari" });
    expect(saved.settings.greeting).toEqual({ position: "left", text: { en: "Hi", id: "Halo" } });
    expect(await read(one.admin, at(created))).toEqual(saved);
    const config = (await (await configOf(created)).json()) as WidgetConfig;
    expect(config).toMatchObject({ name: "Kasir", prechat, appearance: { accent: "#aa0011", side: "left" } });
    expect(Object.keys(config.appearance)).not.toContain("logo");
  });

  it("WIDGET-6 WIDGET-7 bad fields are named, each with its code, and nothing is saved", async () => {
    const created = await newWidget(one.admin);
    const bad = formOf(
      created,
      { name: "", divisionId: w.two.salesId },
      {
        domain: "https://x.example/",
        appearance: { ...created.settings.appearance, accent: "red", logo: `${"a".repeat(32)}.png` },
        online: { en: "Hi", id: " " },
        proactive: [{ path: "price", afterSeconds: 5, when: "always", text: { en: "x", id: "y" } }],
      },
    );
    expect(await fields(one.admin, "PUT", at(created), bad)).toMatchObject({
      status: 422,
      errors: [
        "/name required",
        "/divisionId settings.invalid",
        "/settings/domain widget.slash",
        "/settings/appearance/accent widget.colour",
        "/settings/online/id required",
        "/settings/proactive/0/path settings.invalid",
        "/settings/appearance/logo settings.invalid",
      ],
    });
    expect(await read(one.admin, at(created))).toEqual(created);
  });

  it("GEN-11 another version meanwhile is a conflict that names who and shows what stands; the same again is none", async () => {
    const created = await newWidget(one.admin);
    const saved = await done<WebchatIntegration>(one.supervisor, "PUT", at(created), formOf(created, { name: "Baru" }));
    expect(await done(one.admin, "PUT", at(created), formOf(created, { name: "Baru" }))).toEqual(saved);
    const problem = await refused(one.admin, "PUT", at(created), formOf(created, { name: "Lain" }));
    expect(problem).toMatchObject({ status: 409, code: "conflict", params: { name: "Budi" }, current: saved });
  });

  it("WIDGET-8 the former domain is shut out when it changes", async () => {
    const created = await newWidget(one.admin);
    expect((await configOf(created)).status).toBe(200);
    await done(one.admin, "PUT", at(created), formOf(created, {}, { domain: "https://pindah.example" }));
    expect((await configOf(created)).status).toBe(403);
    const moved = { ...created, settings: { ...created.settings, domain: "https://pindah.example" } };
    expect((await configOf(moved)).status).toBe(200);
  });

  it("settings of an older build are read with defaults where something is missing or unreadable", async () => {
    const created = await newWidget(one.admin);
    const old = { domain: "https://lama.example", appearance: { accent: "#112233", side: "middle" }, prechat: "on" };
    await writeBatch(db(), [
      db().update(integrations).set({ settings: old }).where(eq(integrations.integrationId, created.integrationId)),
    ]);
    const { settings } = await read<WebchatIntegration>(one.admin, at(created));
    expect(settings).toEqual({
      ...created.settings,
      domain: old.domain,
      appearance: { ...created.settings.appearance, accent: "#112233" },
    });
  });
});

describe("off and gone", () => {
  it("WIDGET-6 WIDGET-9 the switch takes the widget off every page and back, and the list says so", async () => {
    const created = await newWidget(one.admin);
    const off = await done<WebchatIntegration>(one.supervisor, "PUT", at(created, "/switch"), { isEnabled: false });
    expect(off).toMatchObject({ isEnabled: false, version: 2, changedBy: "Budi" });
    expect(await codeOf(await configOf(created))).toBe("widget.off");
    expect(await done(one.admin, "PUT", at(created, "/switch"), { isEnabled: false })).toEqual(off);
    const list = await read<WebchatIntegration[]>(one.supervisor, LIST);
    expect(list.find(({ integrationId }) => integrationId === created.integrationId)).toEqual(off);
    await done(one.admin, "PUT", at(created, "/switch"), { isEnabled: true });
    expect((await configOf(created)).status).toBe(200);
  });

  it("WIDGET-9 removed: nowhere to be seen, its visitors have no address left, its rooms stay readable", async () => {
    const created = await newWidget(one.admin);
    const page = asOrganization(one, created);
    const visitor = await newVisitor(page);
    await say(page, visitor, "Masih buka?");
    await done(one.admin, "DELETE", at(created));
    expect(await codeOf(await configOf(created))).toBe("widget.off");
    expect(await codeOf(await say(page, visitor, "Halo?"))).toBe("widget.off");
    for (const [method, path] of [
      ["GET", at(created)],
      ["DELETE", at(created)],
      ["GET", at(created, "/identity-secret")],
    ] as const)
      expect(await codeOf(await send(one.admin, method, path))).toBe("not_found");
    expect(await refused(one.admin, "PUT", at(created), formOf(created))).toMatchObject({ code: "not_found" });
    const list = await read<WebchatIntegration[]>(one.admin, LIST);
    expect(list.map(({ integrationId }) => integrationId)).not.toContain(created.integrationId);
    const forForms = await read<{ integrationId: string }[]>(one.agentA, "/integrations");
    expect(forForms.map(({ integrationId }) => integrationId)).not.toContain(created.integrationId);
    const room = await asMember(one.admin, `/api/v1/rooms/${visitor.roomId}`);
    expect(await room.json()).toMatchObject({ integrationId: created.integrationId });
    const hub = env.ORGANIZATION.getByName(one.organizationId);
    expect(await hub.policy({ integrationId: created.integrationId })).toMatchObject({ isChannelOn: false });
    expect(await hub.policy({ integrationId: one.integrationId })).toMatchObject({ isChannelOn: true });
  });
});

describe("who may", () => {
  it("INTEG-7 INTEG-8 supervisors see, open and save; create, remove and the secret are the admin's; agents have nothing", async () => {
    const created = await newWidget(one.admin);
    const form = formOf(created, { name: "Dari Budi" });
    const tries = (member: World["one"]["admin"]) =>
      Promise.all(
        (
          [
            ["GET", LIST],
            ["GET", at(created)],
            ["PUT", at(created), form],
            ["PUT", at(created, "/switch"), { isEnabled: true }],
            ["POST", LIST, { name: "x", domain: "https://x.example" }],
            ["GET", at(created, "/identity-secret")],
            ["POST", at(created, "/identity-secret")],
            ["DELETE", at(created)],
          ] as const
        ).map(async ([method, path, body]) => (await send(member, method, path, body)).status),
      );
    expect(await tries(one.agentA)).toEqual(Array(8).fill(403));
    expect(await tries(one.supervisor)).toEqual([200, 200, 200, 200, 403, 403, 403, 403]);
  });

  it("INV-6 PRIVACY-1 another organization's widget is not there, whatever is asked of it", async () => {
    const created = await newWidget(one.admin);
    for (const [method, path, body] of [
      ["GET", at(created)],
      ["PUT", at(created), formOf(created, { name: "Curian" })],
      ["PUT", at(created, "/switch"), { isEnabled: false }],
      ["DELETE", at(created)],
      ["GET", at(created, "/identity-secret")],
      ["POST", at(created, "/identity-secret")],
    ] as const)
      expect(await codeOf(await send(w.two.admin, method, path, body))).toBe("not_found");
    const unknown = { integrationId: newIntegrationId(one.organizationId) };
    expect(await codeOf(await send(one.admin, "GET", at(unknown)))).toBe("not_found");
    expect(await read(one.admin, at(created))).toEqual(created);
    const theirs = await read<WebchatIntegration[]>(w.two.admin, LIST);
    expect(theirs.map(({ integrationId }) => integrationId)).toEqual([w.two.integrationId]);
  });
});

describe("the identity secret", () => {
  type Secret = { secret: string; createdAt: number };
  it("WIDGET-19 INTEG-2 is made with the widget, told to admins who ask, changed on demand, and stored as ciphertext", async () => {
    const created = await newWidget(one.admin);
    const path = at(created, "/identity-secret");
    const first = await read<Secret>(one.admin, path);
    expect(first.secret).toMatch(/^sapai_[\w-]{43}$/);
    expect(first.createdAt).toBe(created.createdAt);
    expect(await read(one.admin, path)).toEqual(first);
    const second = await done<Secret>(one.admin, "POST", path);
    expect(second.secret).not.toBe(first.secret);
    expect(await read(one.admin, path)).toEqual(second);
    const [row] = await db().select().from(integrations).where(eq(integrations.integrationId, created.integrationId));
    expect(row?.secretsCiphertext).toMatch(/^[\w-]+$/);
    expect(JSON.stringify(row)).not.toContain(second.secret.slice(6));
    const hub = env.ORGANIZATION.getByName(one.organizationId);
    expect(JSON.stringify(await hub.config())).not.toContain(second.secret.slice(6));
  });

  it("WIDGET-19 a widget that has none gets one when it is first asked for", async () => {
    const path = at(one, "/identity-secret");
    const { secret } = await read<Secret>(one.admin, path);
    expect((await read<Secret>(one.admin, path)).secret).toBe(secret);
  });

  it("INTEG-2 never stands in the widget's own answers or in the audit log, which names each reading", async () => {
    const created = await newWidget(one.admin);
    const { secret } = await read<Secret>(one.admin, at(created, "/identity-secret"));
    await done(one.admin, "POST", at(created, "/identity-secret"));
    const entries = await auditOf(one.organizationId, 3);
    expect(entries.map(({ action, target, actorId }) => [action, target, actorId])).toEqual([
      ["webchat.secret.rotate", created.integrationId, one.admin.memberId],
      ["webchat.secret.read", created.integrationId, one.admin.memberId],
      ["webchat.create", created.integrationId, one.admin.memberId],
    ]);
    expect(JSON.stringify(entries)).not.toContain(secret);
    expect(JSON.stringify(await read(one.admin, LIST))).not.toContain("sapai_");
  });
});

describe("SET-10 the audit log", () => {
  it("WIDGET-6 says who changed which field of a widget, from what to what", async () => {
    const created = await newWidget(one.admin);
    await done(one.supervisor, "PUT", at(created), formOf(created, { name: "Kasir" }, { signedOnly: true }));
    await done(one.admin, "PUT", at(created, "/switch"), { isEnabled: false });
    await done(one.admin, "DELETE", at(created));
    const entries = (await auditOf(one.organizationId, 3)).map(({ action, actorId, changes }) => [
      action,
      actorId,
      JSON.parse(changes ?? "{}"),
    ]);
    expect(entries).toEqual([
      ["webchat.remove", one.admin.memberId, { name: "Kasir", domain: created.settings.domain }],
      ["webchat.switch", one.admin.memberId, { "/isEnabled": { from: true, to: false } }],
      [
        "webchat.save",
        one.supervisor.memberId,
        { "/name": { from: "Toko web", to: "Kasir" }, "/settings/signedOnly": { from: false, to: true } },
      ],
    ]);
  });
});
