import type { BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bubbles, launcher, networkOf, type Site, type SitePage, shownPanel, startSite } from "../e2e/widget-site.ts";
import { seededRandom } from "../support/virtual-time.ts";
import { newMember } from "./crowd.ts";

/** More of them for a figure that is published; the same seeds give the same sequences. */
const SEQUENCES = Number(process.env.SAPA_WIDGET_SEQUENCES ?? 4);
const STEPS = 12;
/** Only something that hangs may reach this. */
const soon = { timeout: 60_000 };

const doc = (name: string): string =>
  `<!doctype html><html lang="en"><head><title>${name}</title></head><body><h1>${name}</h1>{{widget}}</body></html>`;
const pages: Record<string, SitePage> = { "/": { html: doc("Shop") }, "/next": { html: doc("Next") } };

let site: Site;
beforeAll(async () => {
  site = await startSite(pages, { SAPA_RATE_FACTOR: "1000" });
});
afterAll(() => site?.stop());

/** One visitor with up to two tabs, to whom things happen. */
class Visitor {
  readonly given: string[] = [];
  readonly #seed: number;
  readonly #random: () => number;
  readonly #context: BrowserContext;
  #tabs: Page[] = [];
  #network = { cut: () => {}, mend: () => {} };
  readonly done: string[] = [];

  constructor(seed: number, context: BrowserContext) {
    this.#seed = seed;
    this.#random = seededRandom(seed);
    this.#context = context;
  }

  async play(): Promise<void> {
    this.#network = await networkOf(this.#context);
    await this.#openTab();
    await this.#say();
    for (let step = 0; step < STEPS; step++) await this.#step();
    await this.#say();
    this.#network.mend();
  }

  /** Waits until everything is out, on a fresh page. @returns the room's id. */
  async rest(): Promise<string> {
    const tab = this.#any();
    await tab.goto(site.origin);
    await shownPanel(tab).waitFor(soon);
    await expect.poll(() => tab.locator("sapa-widget .tick.sending").count(), soon).toBe(0);
    return tab.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "{}").session.roomId, `sapa:${site.widgetId}`);
  }

  async #step(): Promise<void> {
    const actions: [share: number, name: string, act: () => Promise<unknown>][] = [
      [5, "say", () => this.#say()],
      [2, "reload", () => this.#any().reload()],
      [2, "navigate", () => this.#any().goto(`${site.origin}${this.#random() < 0.5 ? "/" : "/next"}`)],
      [1, "open a tab", () => this.#openTab()],
      [1, "close a tab", () => this.#closeTab()],
      [2, "cut", async () => this.#network.cut()],
      [3, "mend", async () => this.#network.mend()],
      [1, "sleep", () => this.#sleep()],
      [0.5, "kill the server", () => this.#killServer()],
    ];
    let at = this.#random() * actions.reduce((sum, [share]) => sum + share, 0);
    const chosen = actions.find(([share]) => {
      at -= share;
      return at < 0;
    });
    this.done.push(chosen?.[1] ?? "");
    await chosen?.[2]();
  }

  /** What the page has taken must arrive; a page without a widget, because the server was away, takes nothing. */
  async #say(): Promise<void> {
    const tab = this.#any();
    const isThere = await launcher(tab)
      .or(shownPanel(tab))
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isThere) return;
    if (!(await shownPanel(tab).count())) await launcher(tab).click();
    const box = shownPanel(tab).getByRole("textbox");
    const text = `seed ${this.#seed} message ${this.given.length + 1}`;
    try {
      await box.fill(text, { timeout: 3_000 });
      await box.press("Enter");
      await shownPanel(tab).getByText(text, { exact: true }).first().waitFor({ timeout: 3_000 });
    } catch {
      // The panel could not be loaded, or had not yet been.
      if (!(await bubbles(tab)).includes(text)) return;
    }
    this.given.push(text);
    // The moment after: left at once, every other time.
    if (this.#random() < 0.5) await tab.goto(`${site.origin}/next`);
  }

  #any(): Page {
    return this.#tabs[Math.floor(this.#random() * this.#tabs.length)] as Page;
  }

  async #openTab(): Promise<void> {
    if (this.#tabs.length > 1) return;
    const tab = await this.#context.newPage();
    this.#tabs.push(tab);
    await tab.goto(site.origin);
  }

  async #closeTab(): Promise<void> {
    if (this.#tabs.length > 1) await this.#tabs.shift()?.close();
  }

  async #sleep(): Promise<void> {
    const tab = this.#any();
    const devtools = await this.#context.newCDPSession(tab);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await devtools.send("Page.setWebLifecycleState", { state: "active" });
    await devtools.detach();
  }

  async #killServer(): Promise<void> {
    await site.system.worker.kill9();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await site.system.restartWorker();
  }
}

/** Every text of the room, as staff see it. */
async function textsOf(roomId: string, last: string): Promise<string[]> {
  const place = { url: site.system.url, origin: site.origin, secret: site.system.secrets.SAPA_SECRET };
  const member = newMember(place, roomId, site.world.admin.identity);
  const texts = () =>
    member.connection.view.events.flatMap((event) =>
      event.type === "message.created" && event.content.type === "text" ? [event.content.text] : [],
    );
  try {
    await expect.poll(texts, soon).toContain(last);
    return texts();
  } finally {
    member.connection.close();
  }
}

describe("a real browser, the real system, and whatever may happen", () => {
  it(`WIDGET-15 ${SEQUENCES} random sequences: nothing that the page has taken is lost or doubled`, async () => {
    const lost: string[] = [];
    const doubled: string[] = [];
    let given = 0;
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const context = await site.browser.newContext();
      const visitor = new Visitor(seed, context);
      await visitor.play();
      const texts = await textsOf(await visitor.rest(), visitor.given.at(-1) ?? "");
      given += visitor.given.length;
      const story = `(${visitor.done.join(", ")})`;
      for (const text of visitor.given) if (!texts.includes(text)) lost.push(`${text} ${story}`);
      texts.forEach((text, index) => {
        if (texts.indexOf(text) < index) doubled.push(`${text} ${story}`);
      });
      await context.close();
    }
    console.info(`${SEQUENCES} sequences, ${given} messages: lost ${lost.length}, doubled ${doubled.length}`);
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect(given).toBeGreaterThan(SEQUENCES);
  }, 1_200_000);
});
