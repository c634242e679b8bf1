import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSent, launcher, type Site, type SitePage, say, shownPanel, startSite, visit } from "./widget-site.ts";

const doc = (body: string, head = ""): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}</head><body>${body}</body></html>`;
const words = "<h1>Shop</h1><p id=own>The page's own words</p>";
const ours = "{{system}}";

const pages: Record<string, SitePage> = {
  "/strict": {
    html: doc(`${words}{{widget}}`, "{{widget}}"),
    headers: {
      "content-security-policy": `default-src 'none'; script-src ${ours}; connect-src ${ours} {{socket}}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
  },
  "/nonce": {
    html: doc(`${words}{{tag nonce="abc"}}`),
    headers: {
      "content-security-policy": `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${ours} {{socket}}`,
    },
  },
  "/quirks": {
    html: `<html><head><style>
      * { all: unset !important; }
      body * { display: none !important; font-size: 40px !important; color: lime !important; line-height: 3 !important }
      div, button, span, p, textarea { position: static !important; width: 1px !important; transform: scale(3) !important }
      sapa-widget { display: none !important; opacity: 0 !important; z-index: -1 !important; filter: blur(9px) !important }
    </style>${words}{{widget}}`,
  },
  "/frozen": {
    html: doc(
      words,
      `<script>
      for (const type of [Object, Array, Function, String, Number, Promise, Map, Set, Date, RegExp, Error]) {
        Object.freeze(type.prototype); Object.freeze(type);
      }
      Object.freeze(JSON); Object.freeze(Math); Object.freeze(Reflect);
      </script>{{widget}}`,
    ),
  },
  "/polluted": {
    html: doc(
      words,
      `<script>
      Object.prototype.extra = function () { return "polluted"; };
      Array.prototype.last = function () { return this[this.length - 1]; };
      Array.prototype.remove = function () { throw new Error("polluted"); };
      String.prototype.format = function () { return "polluted"; };
      Function.prototype.delay = function () {};
      window.onerror = null;
      </script>{{widget}}`,
    ),
  },
  "/broken": {
    html: doc(
      words,
      `<script>
      Array.prototype.map = Array.prototype.filter = Array.prototype.some = function () { throw new Error("old library"); };
      Array.from = function () { return []; };
      JSON.stringify = function () { throw new Error("old library"); };
      Element.prototype.append = function () { throw new Error("old library"); };
      </script>{{widget}}`,
    ),
  },
  "/taken": {
    html: doc(words, `<script>window.Sapa = { greet: function () { return "theirs"; } };</script>{{widget}}{{widget}}`),
  },
  "/frames": {
    html: `<!doctype html><html><head>{{widget}}</head><frameset cols="50%,50%"><frame src="/plain"><frame src="/plain"></frameset></html>`,
  },
  "/plain": { html: doc(`${words}{{widget}}`) },
};

let site: Site;
beforeAll(async () => {
  site = await startSite(pages);
});
afterAll(() => site?.stop());

/** What a site would notice: its own words, their place and looks, and that nothing was shifted. */
const ownWords = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector("#own");
    const { color, fontSize, display } = getComputedStyle(element as Element);
    return { text: element?.textContent, color, fontSize, display, box: element?.getBoundingClientRect().toJSON() };
  });

describe("WIDGET-22 on a hostile page the widget works, and the page stays as it was", () => {
  for (const [path, what] of [
    ["/strict", "with one foreign origin for scripts and connections, no style, and Trusted Types without a policy"],
    ["/nonce", "that lets scripts run by a nonce only"],
    ["/quirks", "of old markup that unsets every style as important"],
    ["/frozen", "with frozen prototypes"],
    ["/polluted", "with libraries that extend every prototype"],
  ] as const) {
    it(`WIDGET-5 WIDGET-22 a page ${what}`, async () => {
      const { page, heard, context } = await visit(site, path);
      await launcher(page).waitFor();
      const before = await ownWords(page);
      await say(page, `Hello from ${path}`);
      await isSent(page);
      await page.waitForTimeout(300);
      expect(await ownWords(page)).toEqual(before);
      const panel = await shownPanel(page).boundingBox();
      expect([panel?.width, panel?.height]).toEqual([380, 640]);
      // Under the pointer the launcher is a little larger.
      await page.mouse.move(10, 10);
      const size = async () => Object.values((await launcher(page).boundingBox()) ?? {}).slice(2);
      await expect.poll(size).toEqual([56, 56]);
      expect(heard.errors).toEqual([]);
      expect(heard.lines).toEqual([]);
      await context.close();
    });
  }

  it("WIDGET-22 a page whose libraries broke what everybody relies on: nothing is thrown, and one line is said", async () => {
    const { page, heard, context } = await visit(site, "/broken");
    await page.waitForTimeout(1_500);
    expect(await page.locator("#own").textContent()).toBe("The page's own words");
    expect(heard.errors).toEqual([]);
    expect(heard.lines.length).toBeLessThanOrEqual(1);
    await context.close();
  });

  it("WIDGET-21 WIDGET-22 a page that has a Sapa of its own keeps it; ours is SapaChat, once, and one line says so", async () => {
    const { page, heard, context } = await visit(site, "/taken");
    await launcher(page).waitFor();
    expect(await page.evaluate(() => (window as never as { Sapa: { greet(): string } }).Sapa.greet())).toBe("theirs");
    await page.evaluate(() => window.SapaChat?.("open"));
    await shownPanel(page).waitFor();
    expect(await page.locator("sapa-widget").count()).toBe(1);
    expect(heard.lines).toEqual(["Sapa: the name is taken here, use SapaChat."]);
    await page.evaluate(() => window.SapaChat?.("destroy"));
    expect(await page.evaluate(() => [typeof window.SapaChat, typeof window.Sapa])).toEqual(["undefined", "object"]);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-22 a frameset is left alone, and its frames chat", async () => {
    const { page, heard, context } = await visit(site, "/frames");
    const frame = page.frames()[1];
    await frame?.locator("sapa-widget .launcher").waitFor();
    expect(heard.errors).toEqual([]);
    expect(heard.lines).toEqual([]);
    await context.close();
  });
});
