import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, BrowserContextOptions, Page, WebSocketRoute } from "playwright";
import type {} from "../../widget/public-api.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { createWebchat } from "../../worker/db/seed-rows.ts";
import { launchBrowser } from "../support/browser.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { createWorld, type WorldOptions, type WorldOrganization } from "../support/world.ts";

/** A page of a customer's site. `{{widget}}` in it stands for the pasted code, `{{tag …}}` for the same with attributes. */
export type SitePage = { html: string; headers?: Record<string, string> };

/** A customer's site with pages of its own on an origin of its own, the whole system behind it, and a browser. */
export type Site = {
  system: TestSystem;
  world: WorldOrganization;
  browser: Browser;
  origin: string;
  widgetId: string;
  stop(): Promise<void>;
};

/** What a page said while it was visited; lines that the browser itself writes about failed requests stand apart. */
export type Heard = { errors: string[]; lines: string[]; failedRequests: string[] };

/**
 * Every page stands for another widget of the same domain where its address says `?widget=<id>`.
 * @param vars further settings of the Worker
 */
export async function startSite(
  pages: Record<string, SitePage>,
  vars: Record<string, string> = {},
  people: WorldOptions = {},
): Promise<Site> {
  const [system, browser] = await Promise.all([startTestSystem({ vars }), launchBrowser()]);
  const database = openDatabase(system.libsqlUrl);
  const world = (await createWorld(database, people)).one;
  let widgetId = "";
  const server = createServer(({ url = "/" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const page = pages[pathname];
    if (!page) return void response.writeHead(404).end();
    const shown = searchParams.get("widget") ?? widgetId;
    const tag = (attributes = "") =>
      `<script async src="${system.url}/widget.js" data-widget="${shown}"${attributes}></script>`;
    const fill = (text: string) =>
      text
        .replace(/\{\{widget\}\}/g, tag())
        .replace(/\{\{tag( [^}]*)\}\}/g, (_found, attributes: string) => tag(attributes))
        .replaceAll("{{system}}", system.url)
        .replaceAll("{{socket}}", system.url.replace(/^http/, "ws"));
    const headers = Object.entries(page.headers ?? {}).map(([name, value]) => [name, fill(value)]);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...Object.fromEntries(headers) });
    response.end(fill(page.html));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { organizationId } = world;
  widgetId = (await createWebchat(database, { organizationId, name: "Shop", domain: origin })).integrationId;
  return {
    system,
    world,
    browser,
    origin,
    widgetId,
    async stop() {
      server.close();
      await browser.close();
      await system.stop();
    },
  };
}

/** Listens to everything a page complains of. */
export function listen(page: Page): Heard {
  const heard: Heard = { errors: [], lines: [], failedRequests: [] };
  page.on("pageerror", (error) => heard.errors.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    const list = /^Failed to load resource/.test(text) ? heard.failedRequests : heard.lines;
    list.push(text);
  });
  return heard;
}

export type Visit = { page: Page; heard: Heard; context: BrowserContext };

/** Opens a page of the site as a new visitor. `prepare` runs before anything is loaded; `options` are the browser's. */
export async function visit(
  site: Site,
  path: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const heard = listen(page);
  await prepare(page);
  await page.goto(site.origin + path);
  return { page, heard, context };
}

export const launcher = (page: Page) => page.locator("sapa-widget .launcher");
export const shownPanel = (page: Page) => page.locator("sapa-widget .panel.shown");

/**
 * Open, however the page came up: a panel that was open opens itself again, and a click on the launcher in that moment
 * would close it. So it is told by its verb, where the page has one.
 */
export async function openPanel(page: Page): Promise<void> {
  if (await shownPanel(page).count()) return;
  await launcher(page).waitFor();
  const isTold = await page.evaluate(() => {
    const sapa = window.SapaChat ?? window.Sapa;
    if (sapa?.isSapa) sapa("open");
    return sapa?.isSapa === true;
  });
  if (!isTold) await launcher(page).click();
  await shownPanel(page).waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await openPanel(page);
  await shownPanel(page).getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

/** The visitor's own words as they stand in the panel, top to bottom. */
export const bubbles = (page: Page): Promise<string[]> => page.locator("sapa-widget li .bubble").allInnerTexts();
export const isSent = (page: Page) => page.getByRole("img", { name: "Sent" }).last().waitFor();

/** A switch between a page and our server: offline pages keep their sockets where only the browser is told. */
export async function networkOf(place: Page | BrowserContext): Promise<{ cut(): void; mend(): void }> {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await place.route("**/widget/v1/**", (route) => (isCut ? route.abort() : route.continue()));
  await place.routeWebSocket("**/widget/v1/socket*", (socket) => {
    if (isCut) return void socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  return {
    cut() {
      isCut = true;
      for (const socket of open) void socket.close();
      open.clear();
    },
    mend() {
      isCut = false;
    },
  };
}
