import type { Page, WebSocket } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMember } from "../faults/crowd.ts";
import { sessionIn } from "./widget-office.ts";
import {
  bubbles,
  isSent,
  launcher,
  listen,
  networkOf,
  openPanel,
  type Site,
  type SitePage,
  say,
  shownPanel,
  startSite,
  visit,
} from "./widget-site.ts";

const doc = (body: string, head = ""): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}</head><body>${body}</body></html>`;

const pages: Record<string, SitePage> = {
  "/": { html: doc("<h1>Shop</h1><p>Words</p>{{widget}}") },
  "/next": { html: doc("<h1>Next</h1>", "{{widget}}") },
  "/away": { html: doc("<h1>A page without the widget</h1>") },
  "/fallback": { html: doc('<h1>Shop</h1>{{tag data-fallback="mailto:hello@shop.example?subject=Hi"}}') },
  "/bad-fallback": { html: doc('<h1>Shop</h1>{{tag data-fallback="javascript:alert(1)"}}') },
  "/own": {
    html: doc(
      '<main><a class="chat" href="#chat">Chat</a> <button class="chat"><b>Also chat</b></button></main>{{tag data-launcher=".chat"}}',
    ),
  },
};

let site: Site;
beforeAll(async () => {
  site = await startSite(pages);
});
afterAll(() => site?.stop());

/** Only something that hangs may reach this. */
const closed = (page: Page) => page.locator("sapa-widget .launcher[aria-expanded=false]");
const files = "**/widget-assets/**";

describe("what the panel is made of is checked before it runs", () => {
  it("WIDGET-22 a panel whose bytes were changed on the way does not run; the launcher says that there is no chat", async () => {
    const { page, heard, context } = await visit(site, "/", (page) =>
      page.route("**/widget-assets/panel-*", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `globalThis.wasChanged = true;${await response.text()}` });
      }),
    );
    await launcher(page).click();
    await page.locator("sapa-widget .note:visible").waitFor();
    expect(await page.evaluate(() => "wasChanged" in globalThis)).toBe(false);
    expect(await page.locator("sapa-widget .panel").count()).toBe(0);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-22 neither does a later part; the chat goes on without it", async () => {
    const { page, heard, context } = await visit(site, "/", (page) =>
      page.route(files, async (route) => {
        // Some first messages need the part that answers the server's challenge.
        if (/\/(panel|challenge)-/.test(route.request().url())) return route.continue();
        const response = await route.fetch();
        await route.fulfill({ response, body: `globalThis.wasChanged = true;${await response.text()}` });
      }),
    );
    await say(page, "Without any part");
    await isSent(page);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => "wasChanged" in globalThis)).toBe(false);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("a page that stayed open over a deployment finds the new files at the next try", async () => {
    let isGone = true;
    const { page, context } = await visit(site, "/", (page) =>
      page.route("**/widget-assets/panel-*", (route) => (isGone ? route.fulfill({ status: 404 }) : route.continue())),
    );
    await launcher(page).click();
    await page.locator("sapa-widget .note:visible").waitFor();
    isGone = false;
    await launcher(page).click();
    await page.locator("sapa-widget .note").waitFor({ state: "hidden" });
    await launcher(page).click();
    await shownPanel(page).waitFor();
    await context.close();
  });
});

describe("while our server is away", () => {
  it("WIDGET-22 the page is untouched, and the widget comes by itself when the server is back", async () => {
    let isDown = true;
    const { page, heard, context } = await visit(site, "/", async (page) => {
      await page.clock.install();
      await page.route("**/widget/v1/config*", (route) => (isDown ? route.abort() : route.continue()));
    });
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.body.children.length)).toBe(3);
    expect(await page.locator("sapa-widget").count()).toBe(0);
    expect(heard.errors).toEqual([]);
    expect([...heard.lines, ...heard.failedRequests].length).toBeLessThanOrEqual(1);
    isDown = false;
    await page.clock.fastForward(11_000);
    await launcher(page).waitFor();
    await context.close();
  });

  it("WIDGET-22 the launcher offers the fallback contact, also to the keyboard, and takes the chat once it is back", async () => {
    let isDown = true;
    const { page, heard, context } = await visit(site, "/fallback", async (page) => {
      await page.clock.install();
      await page.route("**/widget/v1/config*", (route) => (isDown ? route.abort() : route.continue()));
    });
    await launcher(page).focus();
    await page.keyboard.press("Enter");
    const link = page.getByRole("link", { name: "hello@shop.example" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("mailto:hello@shop.example?subject=Hi");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)).toBe("a");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await link.waitFor({ state: "hidden" });
    isDown = false;
    await page.clock.fastForward(11_000);
    await expect
      .poll(async () => {
        await launcher(page).click();
        // Given time to come: the next click would close it again.
        return shownPanel(page)
          .waitFor({ timeout: 5_000 })
          .then(
            () => true,
            () => false,
          );
      })
      .toBe(true);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-22 offers no address that could run something", async () => {
    const { page, context } = await visit(site, "/bad-fallback", (page) =>
      page.route("**/widget/v1/config*", (route) => route.abort()),
    );
    await launcher(page).click();
    await page.locator("sapa-widget .note:visible").waitFor();
    expect(await page.locator("sapa-widget .note a").count()).toBe(0);
    await context.close();
  });
});

describe("pages that change under the widget", () => {
  it("WIDGET-21 the site's own buttons open and close it, say so, and may be replaced", async () => {
    const { page, heard, context } = await visit(site, "/own");
    const link = page.locator("a.chat");
    await expect.poll(() => link.getAttribute("aria-expanded")).toBe("false");
    expect(await launcher(page).isVisible()).toBe(false);
    await link.click();
    await shownPanel(page).waitFor();
    expect(await link.getAttribute("aria-expanded")).toBe("true");
    expect(new URL(page.url()).hash).toBe("");
    await page.keyboard.press("Escape");
    await expect.poll(() => link.getAttribute("aria-expanded")).toBe("false");
    await page.evaluate(() => {
      const fresh = document.createElement("body");
      fresh.innerHTML = '<button class="chat">New</button>';
      document.body.replaceWith(fresh);
    });
    await expect.poll(() => page.locator("button.chat").getAttribute("aria-expanded")).toBe("false");
    await page.locator("button.chat").click();
    await shownPanel(page).waitFor();
    await page.evaluate(() => window.Sapa?.("destroy"));
    expect(await page.locator("button.chat").getAttribute("aria-expanded")).toBeNull();
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-22 a body swapped as Turbo does it, with copies of former pages: one widget, its chat goes on", async () => {
    const { page, heard, context } = await visit(site, "/");
    await say(page, "Before the swap");
    await isSent(page);
    for (let round = 0; round < 3; round++) {
      await page.evaluate(() => {
        const copy = document.body.cloneNode(true) as HTMLElement;
        // As Turbo does before it keeps a copy.
        for (const element of copy.querySelectorAll("[data-turbo-temporary]")) element.remove();
        for (const old of copy.querySelectorAll("script")) {
          const script = document.createElement("script");
          for (const { name, value } of old.attributes) script.setAttribute(name, value);
          old.replaceWith(script);
        }
        history.pushState({}, "", `/?page=${Math.random()}`);
        document.body.replaceWith(copy);
      });
      await shownPanel(page).waitFor();
    }
    await page.waitForTimeout(500);
    expect(await page.locator("sapa-widget").count()).toBe(1);
    await say(page, "After the swaps");
    await isSent(page);
    expect(await bubbles(page)).toEqual(["Before the swap", "After the swaps"]);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-15 a page put aside lets go of its socket, as browsers ask of pages they keep, and goes on afterwards", async () => {
    const sockets: WebSocket[] = [];
    const { page, heard, context } = await visit(site, "/", async (page) => {
      page.on("websocket", (socket) => sockets.push(socket));
    });
    await say(page, "Before leaving");
    await isSent(page);
    // The browser of the tests keeps no pages, so that it is told to the page as a browser would.
    const tell = (name: string) =>
      page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), name);
    await tell("pagehide");
    await expect.poll(() => sockets.map((socket) => socket.isClosed())).toEqual([true]);
    await tell("pageshow");
    await say(page, "After coming back");
    await isSent(page);
    expect(await bubbles(page)).toEqual(["Before leaving", "After coming back"]);
    expect(sockets.length).toBe(2);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-21 destroy leaves nothing on the page, and the widget can be loaded again", async () => {
    const { page, heard, context } = await visit(site, "/");
    await say(page, "Hello");
    await isSent(page);
    const before = await page.evaluate(() => [document.head.children.length, Object.keys(window).includes("Sapa")]);
    await page.evaluate(() => window.Sapa?.("destroy"));
    expect(
      await page.evaluate(() => [
        document.querySelectorAll("sapa-widget, link").length,
        "Sapa" in window,
        document.head.children.length,
      ]),
    ).toEqual([0, false, before[0]]);
    await page.evaluate(() => {
      const old = document.querySelector("script[data-widget]");
      const script = document.createElement("script");
      for (const { name, value } of old?.attributes ?? []) script.setAttribute(name, value);
      old?.replaceWith(script);
    });
    await launcher(page).waitFor();
    await expect.poll(() => bubbles(page)).toEqual(["Hello"]);
    expect(heard.errors).toEqual([]);
    await context.close();
  });
});

describe("what a browser may do to it", () => {
  it("WIDGET-10 WIDGET-15 where storage throws on every access the chat lives in the tab and says so", async () => {
    const { page, heard, context } = await visit(site, "/", (page) =>
      page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException("denied", "SecurityError");
            },
          });
        }
      }),
    );
    await say(page, "Only here");
    await isSent(page);
    await page.locator("sapa-widget .notice").first().waitFor();
    await page.evaluate(() => window.Sapa?.("logout"));
    await expect.poll(() => bubbles(page)).toEqual([]);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-15 offline for an hour: what was written goes out once, in order, and what came is there", async () => {
    let network = { cut: () => {}, mend: () => {} };
    const { page, heard, context } = await visit(site, "/", async (page) => {
      await page.clock.install();
      network = await networkOf(page);
    });
    await say(page, "Before");
    await isSent(page);
    const { system, world, origin, widgetId } = site;
    const { roomId } = await sessionIn(page, widgetId);
    const place = { url: system.url, origin, secret: system.secrets.SAPA_SECRET };
    const agent = newMember(place, roomId, world.admin.identity);
    await expect.poll(() => agent.connection.view.state).toBe("live");
    network.cut();
    const isSaid = async () => {
      await page.clock.fastForward(15_000);
      return page.getByText("Connecting again").count();
    };
    await expect.poll(isSaid).toBeGreaterThan(0);
    for (const text of ["During 1", "During 2", "During 3"]) await say(page, text);
    agent.connection.send({ type: "message.send", content: { type: "text", text: "Meanwhile" } });
    await expect.poll(() => agent.connection.view.outgoing.length).toBe(0);
    for (let minute = 0; minute < 60; minute += 10) await page.clock.fastForward(10 * 60_000);
    network.mend();
    await page.clock.fastForward(30_000);
    await expect.poll(() => page.locator("sapa-widget .tick.sending").count()).toBe(0);
    const all = ["Before", "Meanwhile", "During 1", "During 2", "During 3"];
    await expect.poll(() => bubbles(page)).toEqual(all);
    await page.reload();
    await expect.poll(() => bubbles(page)).toEqual(all);
    const said = agent.connection.view.events.flatMap((event) =>
      event.type === "message.created" && event.content.type === "text" ? [event.content.text] : [],
    );
    expect(said).toEqual(all);
    agent.connection.close();
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-20 logout on the way to the next page forgets the chat, also before the panel was there, in both tabs", async () => {
    const { page, heard, context } = await visit(site, "/");
    await say(page, "My secret");
    await isSent(page);
    const second = await context.newPage();
    const secondHeard = listen(second);
    await second.goto(`${site.origin}/next`);
    await expect.poll(() => bubbles(second)).toEqual(["My secret"]);
    await page.goto(`${site.origin}/next`);
    await closed(page).or(shownPanel(page)).first().waitFor();
    await page.evaluate(() => {
      window.Sapa?.("logout");
      location.href = "/away";
    });
    await page.waitForURL("**/away");
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("accessToken");
    await expect.poll(() => bubbles(second)).toEqual([]);
    await page.goto(site.origin);
    await openPanel(page);
    expect(await bubbles(page)).toEqual([]);
    expect([...heard.errors, ...secondHeard.errors]).toEqual([]);
    await context.close();
  });
});
