import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import type { WebchatIntegration, WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { sweepLogos } from "../../../worker/integrations/webchat/logo.ts";
import { jpeg } from "../../support/sample-files.ts";
import type { World } from "../../support/world.ts";
import { asMember, asPage, call, codeOf, ORIGIN, problemOf, world } from "../http/support.ts";
import { done, refused } from "../settings/support.ts";
import { asOrganization, at, formOf, newWidget } from "./support.ts";

let w: World;
let widget: WebchatIntegration;
beforeAll(async () => {
  w = await world();
  widget = await newWidget(w.one.admin);
});

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const PNG = bytesOf("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
const WEBP = bytesOf("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const chunk = (name: string, text: string): number[] => [...be32(text.length), ...ascii(name + text), 0, 0, 0, 0];
/** The picture with a text of its maker after the header, and something after its end. */
const chatty = new Uint8Array([
  ...PNG.subarray(0, 33),
  ...chunk("tEXt", "Author\0Rahasia"),
  ...PNG.subarray(33),
  ...ascii("Rahasia"),
]);
/** The same picture in the extended form, with Exif. */
const chattyWebp = (() => {
  const body = [...ascii("WEBPVP8X"), 10, 0, 0, 0, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...WEBP.subarray(12)];
  const all = [...body, ...ascii("EXIF"), 7, 0, 0, 0, ...ascii("Rahasia"), 0];
  return new Uint8Array([...ascii("RIFF"), all.length, 0, 0, 0, ...all]);
})();

type Logo = { logo: string; logoUrl: string };
const upload = (body: unknown, path = at(widget, "/logo"), member = w.one.admin): Promise<Response> =>
  asMember(member, `/api/v1${path}`, { method: "POST", body, headers: { "content-type": "application/octet-stream" } });
const uploaded = async (body: unknown): Promise<Logo> => {
  const response = await upload(body);
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as Logo;
};
const pathOf = ({ logoUrl }: Logo): string => logoUrl.slice(ORIGIN.length);

describe("the logo of a widget", () => {
  it("WIDGET-6 PNG, JPEG and WebP are taken by their content, and read by anybody under a name that never changes", async () => {
    for (const [bytes, type] of [
      [PNG, "image/png"],
      [WEBP, "image/webp"],
      [jpeg(120, 80), "image/jpeg"],
    ] as const) {
      const sent = await uploaded(bytes);
      expect(await uploaded(bytes)).toEqual(sent);
      expect(sent.logoUrl).toBe(`${ORIGIN}/files/logos/${widget.integrationId}/${sent.logo}`);
      const response = await call(pathOf(sent), { headers: { origin: "https://any.example" } });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe(type);
      expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      const etag = response.headers.get("etag") ?? "";
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
      expect((await call(pathOf(sent), { headers: { "if-none-match": etag } })).status).toBe(304);
    }
  });

  it("PRIVACY-3 what a camera or a program wrote beside the picture is left out, and the picture stays the same", async () => {
    for (const [plain, written] of [
      [PNG, chatty],
      [jpeg(120, 80), jpeg(120, 80, { place: "Rahasia" })],
    ] as const) {
      const served = await (await call(pathOf(await uploaded(written)))).arrayBuffer();
      expect(new TextDecoder("latin1").decode(served)).not.toContain("Rahasia");
      if (plain === PNG) expect(await uploaded(written)).toEqual(await uploaded(plain));
    }
    const webp = new Uint8Array(await (await call(pathOf(await uploaded(chattyWebp)))).arrayBuffer());
    expect(new TextDecoder("latin1").decode(webp)).not.toMatch(/EXIF|Rahasia/);
    expect([webp[4], webp[20]]).toEqual([webp.length - 8, 0]);
  });

  it("MSG-6 anything else, too much or too large is refused and stores nothing", async () => {
    const stored = async () => (await env.FILES.list({ prefix: `logos/${widget.integrationId}/` })).objects.length;
    const before = await stored();
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [bytes, code] of [
      [svg, "msg.file_type"],
      [PNG.subarray(0, 40), "msg.file_type"],
      [new TextEncoder().encode("GIF89a\x01\0\x01\0\0\0\0;"), "msg.file_type"],
      [jpeg(2001, 10), "msg.file_size"],
      [new Uint8Array(LIMITS.logoBytes + 1), "msg.file_size"],
      [new Uint8Array(), "required"],
    ] as const) {
      const response = await upload(bytes);
      expect([response.status, await codeOf(response)]).toEqual([422, code]);
    }
    expect(await problemOf(await upload(svg))).toMatchObject({ params: { allowed: "PNG, JPEG, WebP" } });
    expect(await stored()).toBe(before);
  });

  it("WIDGET-6 is shown once it is saved; a name that was never sent, or was sent for another widget, is refused", async () => {
    const { logo, logoUrl } = await uploaded(PNG);
    const other = await newWidget(w.one.admin);
    const withLogo = (to: WebchatIntegration) => formOf(to, {}, { appearance: { ...to.settings.appearance, logo } });
    expect(await refused(w.one.admin, "PUT", at(other), withLogo(other))).toMatchObject({
      errors: [{ pointer: "/settings/appearance/logo", code: "settings.invalid" }],
    });
    const saved = await done<WebchatIntegration>(w.one.admin, "PUT", at(widget), withLogo(widget));
    expect(saved).toMatchObject({ logoUrl, settings: { appearance: { logo } } });
    const config = await asPage(asOrganization(w.one, widget), "/widget/v1/config");
    expect((await config.json()) as WidgetConfig).toMatchObject({ appearance: { logoUrl } });
  });

  it("INV-6 another organization cannot send one, and an address that was made up shows nothing", async () => {
    expect(await codeOf(await upload(PNG, at(widget, "/logo"), w.two.admin))).toBe("not_found");
    const name = `${"a".repeat(32)}.png`;
    for (const path of [
      `/files/logos/${widget.integrationId}/${name}`,
      `/files/logos/${w.one.organizationId}/${name}`,
      `/files/logos/${widget.integrationId}/..%2f..%2fsweep`,
      `/files/logos/${widget.integrationId}/state.png`,
    ])
      expect((await call(path)).status).toBe(404);
  });

  it("pictures that are shown no more go, the one that is shown and what was just sent stay", async () => {
    const own = await newWidget(w.one.admin);
    const sent = [PNG, WEBP].map(async (bytes) => {
      const response = await upload(bytes, at(own, "/logo"));
      return (await response.json()) as Logo;
    });
    const [kept, gone] = await Promise.all(sent);
    const statusOf = async (one: Logo | undefined) => (await call(pathOf(one as Logo))).status;
    await sweepLogos(env.FILES, own.integrationId, kept?.logo ?? null, Date.now());
    expect([await statusOf(kept), await statusOf(gone)]).toEqual([200, 200]);
    await sweepLogos(env.FILES, own.integrationId, kept?.logo ?? null, Date.now() + 2 * 3_600_000);
    expect([await statusOf(kept), await statusOf(gone)]).toEqual([200, 404]);
    await done(w.one.admin, "DELETE", at(own));
    await expect.poll(() => statusOf(kept)).toBe(404);
  });
});
