import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import { buildPortals, PORTALS } from "../../scripts/support/portal-examples.ts";
import { freePort } from "../../scripts/system/ports.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Admin, type ApiTokenMade, type Portal, startPortal, watchedPage } from "../support/portal-site.ts";
import { openPage, Visitor } from "./desk.ts";

const demo = useDemoSystem();
const folder = mkdtempSync(join(tmpdir(), "sapa-portals-"));
const MEMBER = "bagas@kopisenja.example";
/** In the member's language or the organization's. */
const SIGN_IN = /Sign-in needed|Perlu masuk/;

let admin: Admin;
let secret: ApiTokenMade;
const ports = new Map<string, number>();
const portals: Portal[] = [];

beforeAll(async () => {
  await buildPortals(folder);
  admin = await Admin.signedIn(demo.system);
  secret = await admin.newApiToken("Portals");
  for (const name of PORTALS) ports.set(name, await freePort());
  await admin.allowOrigins([...ports.values()].map((port) => `http://localhost:${port}`));
});
afterEach(() => Promise.all(portals.splice(0).map((portal) => portal.stop())));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(name: string, options: Partial<Parameters<typeof startPortal>[0]> = {}): Promise<Portal> {
  const port = ports.get(name);
  const common = { system: demo.system, page: join(folder, name), secret: secret.secret, member: MEMBER };
  const portal = await startPortal({ ...common, ...(port && { port }), ...options });
  portals.push(portal);
  return portal;
}

const rows = (page: Page): Locator => page.locator("sapa-room-list button.row");
const visit = async () =>
  watchedPage(await demo.browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } }));

describe.each(PORTALS)("the portal in %s", (name) => {
  it(`EMBED-1, 2, 7, 8 shows the inbox of another origin under a strict policy, and its member answers a visitor (${name})`, async () => {
    const words = `Is the ${name} blend in stock?`;
    const answer = `Yes, roasted for ${name} yesterday.`;
    const portal = await open(name);
    const { page, problems } = await visit();
    await page.goto(portal.origin);
    await rows(page).first().waitFor();
    const shop = await openPage(demo.browser, "en");
    await shop.page.goto(demo.system.demoPageUrl);
    const visitor = new Visitor(shop.page, "en");
    await visitor.open();
    await visitor.write(words);
    await rows(page).filter({ hasText: words }).first().click();
    const box = page.locator("sapa-composer textarea");
    await box.fill(answer);
    await box.press("Enter");
    await visitor.panel.getByText(answer).first().waitFor();
    await page.locator("main[data-room^='room_'], body[data-room]").first().waitFor();
    await page.locator("sapa-unread-badge .badge").waitFor();
    expect(await page.title()).toBe("Portal");
    // The host's dotted magenta reaches no button of ours, and nothing of ours the host's heading.
    const border = await box.evaluate((field) => getComputedStyle(field).borderTopStyle);
    expect(border).not.toBe("dotted");
    expect(await page.locator("header h1").evaluate((heading) => getComputedStyle(heading).fontFamily)).toContain(
      "Georgia",
    );
    expect(await page.context().cookies()).toEqual([]);
    expect(problems).toEqual([]);
    await Promise.all([page.context().close(), shop.context.close()]);
  });
});

describe("the life of a portal's token", () => {
  it("EMBED-5 is renewed a minute before its end, and the page goes on without a word", async () => {
    const portal = await open("plain", { lifetime: 65 });
    const { page, problems } = await visit();
    let made = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/token")) made += 1;
    });
    await page.goto(portal.origin);
    await rows(page).first().waitFor();
    await expect.poll(() => made, { timeout: 70_000 }).toBeGreaterThan(1);
    await rows(page).first().click();
    await page.locator("sapa-composer textarea").waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("EMBED-11, SET-9 a revoked API token ends the page: content gone, the host told, drafts kept", async () => {
    const own = await admin.newApiToken("Short-lived");
    const portal = await open("plain", { secret: own.secret });
    const { page } = await visit();
    await page.addInitScript(() => {
      addEventListener("sapa-token-expired", () => {
        document.documentElement.dataset.expired = "yes";
      });
    });
    await page.goto(portal.origin);
    await rows(page).first().click();
    await page.locator("sapa-composer textarea").fill("Half an answer");
    await admin.revoke(own);
    await page.getByText(SIGN_IN).waitFor();
    expect(await rows(page).count()).toBe(0);
    expect(await page.locator("html").getAttribute("data-expired")).toBe("yes");
    await page.context().close();
  });

  it("EMBED-4 an origin that is taken away ends the page; one that was never allowed gets no token", async () => {
    const all = [...ports.values()].map((port) => `http://localhost:${port}`);
    const portal = await open("plain");
    const { page } = await visit();
    await page.goto(portal.origin);
    await rows(page).first().waitFor();
    await admin.allowOrigins(all.filter((origin) => origin !== portal.origin));
    await page.getByText(SIGN_IN).waitFor();
    expect(await rows(page).count()).toBe(0);
    await page.reload();
    await page.getByText(SIGN_IN).waitFor();
    await admin.allowOrigins(all);
    await page.getByRole("button", { name: /Try again|Coba lagi/ }).click();
    await rows(page).first().waitFor();
    await page.context().close();
  });
});

describe("the guide", () => {
  it("EMBED-12, BEY-23 its own lines, in an empty folder, lead to an inbox", async () => {
    const home = join(folder, "newcomer");
    const guide = readFileSync(inRoot("docs/guide/embedders.md"), "utf8");
    const block = (language: string, begins: string): string =>
      [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].find(
        ([, of, text]) => of === language && text?.startsWith(begins),
      )?.[2] ?? "";
    const port = await freePort();
    mkdirSync(home);
    writeFileSync(join(home, "server.mjs"), block("js", "// server.mjs").replaceAll("3000", String(port)));
    writeFileSync(join(home, "index.html"), block("html", "<!doctype html>"));
    await admin.allowOrigins([...ports.values(), port].map((one) => `http://localhost:${one}`));
    const env = { PATH: process.env.PATH ?? "", SAPA_URL: demo.system.url, SAPA_API_TOKEN: secret.secret, MEMBER };
    const server = spawn(process.execPath, ["server.mjs"], { cwd: home, env, stdio: "inherit" });
    const { page } = await visit();
    await expect
      .poll(() =>
        page.goto(`http://localhost:${port}`).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await rows(page).first().waitFor();
    await page.context().close();
    server.kill();
  });
});

describe("a portal inside another site", () => {
  it("EMBED-10 works with third-party cookies and all storage blocked", async () => {
    const portal = await open("plain");
    const outer = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        `<!doctype html><title>Outside</title><iframe width="1200" height="700" src="${portal.origin}"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => outer.listen(0, "127.0.0.1", resolve));
    const { page, problems } = await visit();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCookieControls", {
      enableThirdPartyCookieRestriction: true,
    });
    // As browsers that block all site data answer in a frame of another site.
    await page.addInitScript(() => {
      if (window === window.top) return;
      const refuse = (): never => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
        Object.defineProperty(window, name, { get: refuse });
      Object.defineProperty(navigator.locks, "request", { value: async () => refuse() });
      Object.defineProperty(document, "cookie", { get: refuse, set: refuse });
    });
    await page.goto(`http://127.0.0.1:${(outer.address() as AddressInfo).port}/`);
    const frame = page.frameLocator("iframe");
    await frame.locator("sapa-room-list button.row").first().click();
    const box = frame.locator("sapa-composer textarea");
    await box.fill("Written without any storage");
    await box.press("Enter");
    await frame.locator("sapa-timeline").getByText("Written without any storage").first().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
    outer.close();
  });
});
