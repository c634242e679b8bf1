import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { OwnProfile } from "../../../protocol/accounts.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { audit, oidcProviders, organizations, serverSettings } from "../../../worker/db/schema/index.ts";
import { createMember } from "../../../worker/db/seed-rows.ts";
import { jpeg } from "../../support/sample-files.ts";
import type { World } from "../../support/world.ts";
import { Browser, call, codeOf, db, ORIGIN, problemOf, world } from "../http/support.ts";
import { read } from "../settings/support.ts";

let w: World;
let browser: Browser;
beforeEach(async () => {
  w = await world();
  browser = new Browser();
  await browser.signIn(w.one.agentA);
});

const profile = async (): Promise<OwnProfile> => (await (await browser.send("/auth/profile")).json()) as OwnProfile;
const FORM = {
  firstName: "Dewi",
  lastName: "Lestari",
  phone: "+62 812-3456-7890",
  language: "id",
  sound: false,
} as const;
const save = (fields: Partial<Record<keyof typeof FORM, unknown>> = {}): Promise<Response> =>
  browser.send("/auth/profile", { method: "PUT", body: { ...FORM, ...fields } });
const version = async (organizationId: string): Promise<number> => {
  const rows = await db().select().from(organizations).where(eq(organizations.organizationId, organizationId));
  return rows[0]?.configVersion ?? 0;
};

describe("AUTH-19 the own profile", () => {
  it("changes name, phone, language and sound; every organization of the account shows the name", async () => {
    const { agentA } = w.one;
    const { organizationId } = w.two;
    await createMember(db(), { organizationId, accountId: agentA.accountId, name: "Dewi", role: "agent" });
    const before = await Promise.all([version(w.one.organizationId), version(organizationId)]);
    const saved = await save({ firstName: " Dewi  ", lastName: "Lestari\u0007" });
    expect(await saved.json()).toEqual({ ...FORM, email: agentA.email, photoUrl: null });
    expect(await profile()).toEqual({ ...FORM, email: agentA.email, photoUrl: null });
    for (const organization of [w.one, w.two]) {
      const rows = await read<{ name: string }[]>(organization.admin, "/members");
      expect(rows.map(({ name }) => name)).toContain("Dewi Lestari");
    }
    const after = await Promise.all([version(w.one.organizationId), version(organizationId)]);
    expect(after).toEqual(before.map((one) => one + 1));
    const log = await db().select().from(audit).where(eq(audit.organizationId, organizationId));
    const entry = log.find(({ action }) => action === "profile.save");
    expect(JSON.parse(entry?.changes ?? "{}")).toMatchObject({ "/lastName": "changed", "/phone": "changed" });
    expect(entry?.changes).not.toMatch(/Lestari|812/);
  });

  it("language and sound are the person's alone: no organization hears of them", async () => {
    await save();
    const before = await version(w.one.organizationId);
    expect((await save({ language: null, sound: true })).status).toBe(200);
    expect(await profile()).toMatchObject({ language: null, sound: true });
    expect(await version(w.one.organizationId)).toBe(before);
  });

  it.each([
    [{ firstName: "" }, "/firstName", "required"],
    [{ lastName: "x".repeat(61) }, "/lastName", "too_long"],
    [{ phone: "12" }, "/phone", "profile.phone"],
  ])("%j is refused at %s", async (fields, pointer, code) => {
    const before = await profile();
    expect(await problemOf(await save(fields))).toMatchObject({ status: 422, errors: [{ pointer, code }] });
    expect(await profile()).toEqual(before);
  });

  it("the email is not among what one may send", async () => {
    const sent = { method: "PUT", body: { ...FORM, email: "lain@sapa.example" } };
    expect(await codeOf(await browser.send("/auth/profile", sent))).toBe("bad_request");
  });

  it("needs a session and its token", async () => {
    expect((await new Browser().send("/auth/profile")).status).toBe(401);
    const bare = { method: "PUT", body: FORM, headers: { "x-sapa-csrf": "" } };
    expect(await codeOf(await browser.send("/auth/profile", bare))).toBe("csrf");
  });
});

const upload = (body: unknown): Promise<Response> =>
  browser.send("/auth/profile/photo", {
    method: "POST",
    body,
    headers: { "content-type": "application/octet-stream" },
  });

describe("AUTH-19 the photo", () => {
  it("is read by its address, without what the camera wrote; a new one takes its place and its bytes", async () => {
    const first = await upload(jpeg(640, 480, { place: "Bandung" }));
    expect(first.status).toBe(201);
    const { photoUrl } = (await first.json()) as { photoUrl: string };
    expect(photoUrl).toMatch(new RegExp(`^${ORIGIN}/files/photos/[\\w-]{27}\\.jpg$`));
    expect((await profile()).photoUrl).toBe(photoUrl);
    const path = photoUrl.slice(ORIGIN.length);
    const shown = await call(path);
    expect(shown.headers.get("content-type")).toBe("image/jpeg");
    expect(shown.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await shown.text()).not.toContain("Bandung");
    const again = await call(path, { headers: { "if-none-match": shown.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);

    const second = (await (await upload(jpeg(320, 240))).json()) as { photoUrl: string };
    expect(second.photoUrl).not.toBe(photoUrl);
    await expect.poll(async () => (await call(path)).status).toBe(404);
    expect((await browser.send("/auth/profile/photo", { method: "DELETE" })).status).toBe(204);
    expect((await profile()).photoUrl).toBeNull();
    await expect.poll(async () => (await call(second.photoUrl.slice(ORIGIN.length))).status).toBe(404);
  });

  it("is refused when it is empty, no picture or too large", async () => {
    const stored = (await env.FILES.list({ prefix: "photos/" })).objects.length;
    const script = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
    for (const [body, code] of [
      [new Uint8Array(), "required"],
      [script, "msg.file_type"],
      [new Uint8Array(LIMITS.photoBytes + 1), "msg.file_size"],
      [jpeg(5000, 200), "msg.file_size"],
    ] as const)
      expect(await codeOf(await upload(body))).toBe(code);
    expect((await env.FILES.list({ prefix: "photos/" })).objects).toHaveLength(stored);
    expect((await profile()).photoUrl).toBeNull();
  });

  it.each(["x.jpg", "..%2Flogos.png", "A".repeat(27)])("there is none called %s", async (name) => {
    expect((await call(`/files/photos/${name}`)).status).toBe(404);
  });
});

describe("AUTH-18, AUTH-20 what sign-in screens show", () => {
  it("the providers by name, and whom to ask for help", async () => {
    const read = async () => (await (await new Browser().send("/auth/options")).json()) as { support: unknown };
    const provider = { issuer: "https://id.example", clientId: "c", sealedSecret: "s", keyId: "k", createdAt: 1 };
    await db()
      .insert(oidcProviders)
      .values({ providerId: `prv_${w.one.organizationId}`, name: "Google", ...provider });
    const support = { text: "Help desk", url: "https://help.example" };
    const row = { value: support, changedAt: 1 };
    await db()
      .insert(serverSettings)
      .values({ name: "support", ...row })
      .onConflictDoUpdate({ target: serverSettings.name, set: row });
    expect(await read()).toEqual({
      providers: expect.arrayContaining([{ providerId: `prv_${w.one.organizationId}`, name: "Google" }]),
      support,
    });
    await db().update(serverSettings).set({ value: "unreadable" }).where(eq(serverSettings.name, "support"));
    expect((await read()).support).toBeNull();
    await db().delete(serverSettings).where(eq(serverSettings.name, "support"));
    await db()
      .delete(oidcProviders)
      .where(eq(oidcProviders.providerId, `prv_${w.one.organizationId}`));
    expect((await read()).support).toBeNull();
  });
});
