import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import type { loadSapa, Sapa } from "../../widget/npm/index.ts";
import { launcher, type Site, type SitePage, shownPanel, startSite, visit } from "./widget-site.ts";

declare global {
  interface Window {
    loadSapa: typeof loadSapa;
    held: Sapa[];
  }
}

const app = `<!doctype html><html lang="en"><head><title>App</title>
  <script type="module">import { loadSapa } from "/sapa.js"; Object.assign(window, { loadSapa, held: [] });</script>
  </head><body><h1>App</h1></body></html>`;

const pages: Record<string, SitePage> = {
  "/": { html: app },
  "/strict": {
    html: app,
    headers: {
      "content-security-policy":
        "default-src 'none'; script-src 'self' 'unsafe-inline' {{system}}; connect-src {{system}} {{socket}}; require-trusted-types-for 'script'; trusted-types sapa",
    },
  },
};

let site: Site;
beforeAll(async () => {
  site = await startSite(pages);
  // What the build made, as a bundler would take it.
  const html = readFileSync(inRoot("dist/npm/index.js"), "utf8");
  pages["/sapa.js"] = { html, headers: { "content-type": "text/javascript" } };
});
afterAll(() => site?.stop());

async function open(path = "/") {
  const visited = await visit(site, path);
  await visited.page.waitForFunction(() => window.loadSapa);
  return visited;
}

const load = (page: Page, options: object = {}) =>
  page.evaluate(
    async ([host, widgetId, more]) => {
      window.held.push(await window.loadSapa({ host, widgetId, ...more }));
    },
    [site.system.url, site.widgetId, options] as const,
  );

describe("WIDGET-21 the npm package on a page", () => {
  it("brings the widget once for several users, and takes it away with the last of them", async () => {
    const { page, heard, context } = await open();
    await Promise.all([load(page), load(page, { language: "id" })]);
    await launcher(page).waitFor();
    expect(await page.locator("sapa-widget, script[data-widget]").count()).toBe(2);
    const heardEvents = await page.evaluate(async () => {
      const [first] = window.held;
      const names: string[] = [];
      const off = first?.on("opened", () => names.push("first"));
      first?.on("opened", () => names.push("second"));
      off?.();
      await new Promise((resolve) => {
        first?.on("opened", resolve);
        first?.open();
      });
      return names;
    });
    expect(heardEvents).toEqual(["second"]);
    await shownPanel(page).waitFor();
    await page.evaluate(() => window.held[0]?.destroy());
    expect(await page.locator("sapa-widget").count()).toBe(1);
    await page.evaluate(() => {
      window.held[0]?.destroy();
      window.held[1]?.destroy();
    });
    expect(await page.locator("sapa-widget, script[data-widget]").count()).toBe(0);
    expect(await page.evaluate(() => "Sapa" in window)).toBe(false);
    await load(page);
    await launcher(page).waitFor();
    expect(heard.errors).toEqual([]);
    expect(heard.lines).toEqual([]);
    await context.close();
  });

  it("lives through an effect that is run, undone and run again, as React does it", async () => {
    const { page, heard, context } = await open();
    await page.evaluate(
      async ([host, widgetId]) => {
        const first = window.loadSapa({ host, widgetId });
        void first.then((sapa) => sapa.destroy());
        window.held.push(await window.loadSapa({ host, widgetId }));
        await first;
      },
      [site.system.url, site.widgetId] as const,
    );
    await launcher(page).waitFor();
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("works where Trusted Types are required, with one policy allowed", async () => {
    const { page, heard, context } = await open("/strict");
    await load(page);
    await launcher(page).click();
    await shownPanel(page).waitFor();
    expect([...heard.errors, ...heard.lines]).toEqual([]);
    await context.close();
  });

  it("says when the script cannot be had or another widget is there, and can then be tried again", async () => {
    const { page, context } = await open();
    const failure = (host: string, widgetId: string) =>
      page.evaluate(
        ([at, id]) => window.loadSapa({ host: at, widgetId: id }).then(String, (error: Error) => error.message),
        [host, widgetId] as const,
      );
    expect(await failure(`${site.origin}/nowhere`, site.widgetId)).toContain("cannot be loaded");
    await load(page);
    expect(await failure(site.system.url, "int_other")).toContain(`already has the widget ${site.widgetId}`);
    await launcher(page).waitFor();
    await context.close();
  });
});
