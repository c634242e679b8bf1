import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../worker/db/client.ts";
import { createWebchat } from "../../worker/db/seed-rows.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { newMember, type Person } from "../faults/crowd.ts";
import { launchBrowser } from "../support/browser.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { createWorld, type WorldOrganization } from "../support/world.ts";

let system: TestSystem;
let world: WorldOrganization;
let browser: Browser;
let site: Server;
let origin: string;
let snippet: string;
let widgetId: string;
const agents: Person[] = [];

/** A customer's page as strict as it may be: one foreign origin for scripts and connections, no style at all but ours. */
function page(): { body: string; policy: string } {
  const socket = system.url.replace(/^http/, "ws");
  const body = `<!doctype html><html lang="en"><head><title>Shop</title>${snippet}</head><body><h1>Shop</h1>${snippet}</body></html>`;
  return { body, policy: `default-src 'none'; script-src ${system.url}; connect-src ${system.url} ${socket}` };
}

beforeAll(async () => {
  [system, browser] = await Promise.all([startTestSystem(), launchBrowser()]);
  const database = openDatabase(system.libsqlUrl);
  world = (await createWorld(database)).one;
  site = createServer((_request, response) => {
    const { body, policy } = page();
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  const { organizationId } = world;
  widgetId = (await createWebchat(database, { organizationId, name: "Shop", domain: origin })).integrationId;
  snippet = `<script async src="${system.url}/widget.js" data-widget="${widgetId}"></script>`;
});

afterAll(async () => {
  for (const agent of agents) agent.connection.close();
  site?.close();
  await browser?.close();
  await system?.stop();
});

async function visit(): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const opened = await context.newPage();
  const complaints: string[] = [];
  opened.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  opened.on("pageerror", (error) => complaints.push(error.message));
  await opened.goto(origin);
  return { page: opened, complaints };
}

async function say(page: Page, text: string): Promise<void> {
  if (!(await page.locator(".panel.shown").count())) await page.locator(".launcher").click();
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

const stored = (page: Page, name: string) =>
  page.evaluate(([key, field]) => JSON.parse(localStorage.getItem(key) ?? "{}")[field], [
    `sapa:${widgetId}`,
    name,
  ] as const);

async function roomsOfAgent(): Promise<{ roomId: string; lastMessage: { preview: string } | null }[]> {
  const member = world.admin.identity;
  const { token } = await signMemberToken(system.secrets.SAPA_SECRET, { member, origin: system.url });
  const response = await fetch(`${system.url}/api/v1/rooms`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { rooms: { roomId: string; lastMessage: { preview: string } | null }[] }).rooms;
}

describe("the widget on a customer's page", () => {
  it("WIDGET-5 WIDGET-22 runs once under a strict content policy, and its message stands in the Inbox within 2 s", async () => {
    const { page, complaints } = await visit();
    await page.locator(".launcher").waitFor();
    expect(await page.locator("sapa-widget").count()).toBe(1);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await say(page, "Do you ship to Singapore?");
    const startedAt = Date.now();
    await expect
      .poll(async () => (await roomsOfAgent()).map((room) => room.lastMessage?.preview), { timeout: 5_000 })
      .toContain("Do you ship to Singapore?");
    console.info(`the message stood in the inbox after ${Date.now() - startedAt} ms (allowed: 2,000)`);
    await page.getByRole("img", { name: "Sent" }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("GEN-4 shows the agent's answer, typing and reading at once, and keeps it over a page change and in a second tab", async () => {
    const { page } = await visit();
    await say(page, "Is anybody there?");
    await page.getByRole("img", { name: "Sent" }).waitFor();
    const roomId = (await stored(page, "session")).roomId as string;
    const agent = newMember(
      { url: system.url, origin, secret: system.secrets.SAPA_SECRET },
      roomId,
      world.admin.identity,
    );
    agents.push(agent);
    await expect.poll(() => agent.connection.view.state).toBe("live");
    agent.connection.setTyping(true);
    await page.getByText("Sari is typing").waitFor({ state: "attached" });
    agent.connection.markRead(agent.connection.view.events.at(-1)?.seq ?? 0);
    await page.getByRole("img", { name: "Read" }).waitFor();
    agent.connection.send({ type: "message.send", content: { type: "text", text: "Yes, good evening!" } });
    await page.getByText("Yes, good evening!", { exact: true }).waitFor();

    await page.goto(`${origin}/another-page`);
    await page.locator(".panel.shown").getByText("Yes, good evening!", { exact: true }).waitFor();
    const second = await page.context().newPage();
    await second.goto(origin);
    await second.locator(".panel.shown").getByText("Is anybody there?", { exact: true }).waitFor();
    await say(second, "From the second tab");
    await page.getByText("From the second tab", { exact: true }).waitFor();
    expect(await page.locator("li .bubble").allInnerTexts()).toEqual(
      await second.locator("li .bubble").allInnerTexts(),
    );
    await page.context().close();
  });

  it("WIDGET-15 sends what was written while the page was offline once, in order, also over a reload", async () => {
    const { page } = await visit();
    await say(page, "Before");
    await page.getByRole("img", { name: "Sent" }).waitFor();
    await page.context().setOffline(true);
    for (const text of ["During 1", "During 2"]) await say(page, text);
    await page.context().setOffline(false);
    await page.reload();
    await page.locator(".panel.shown").waitFor();
    await expect
      .poll(() => page.locator("li .bubble").allInnerTexts(), { timeout: 15_000 })
      .toEqual(["Before", "During 1", "During 2"]);
    await expect.poll(() => page.locator(".tick.sending").count(), { timeout: 15_000 }).toBe(0);
    await page.reload();
    await expect
      .poll(() => page.locator("li .bubble").allInnerTexts(), { timeout: 15_000 })
      .toEqual(["Before", "During 1", "During 2"]);
    await page.context().close();
  });

  it("WIDGET-23 opens at the click without shifting the page", async () => {
    const { page } = await visit();
    await page.locator(".panel").waitFor({ state: "attached" });
    const { openedAfterMs, shift } = await page.evaluate(async () => {
      let shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
      const root = document.querySelector("sapa-widget")?.shadowRoot;
      const startedAt = performance.now();
      root?.querySelector<HTMLElement>(".launcher")?.click();
      await new Promise(requestAnimationFrame);
      while (!root?.querySelector(".panel.shown")) await new Promise(requestAnimationFrame);
      const openedAfterMs = performance.now() - startedAt;
      await new Promise((resolve) => setTimeout(resolve, 400));
      return { openedAfterMs, shift };
    });
    // A figure, not a verdict: how busy this machine is must not fail a test.
    console.info(`the panel was open ${Math.round(openedAfterMs)} ms after the click (goal: 100)`);
    expect(shift).toBe(0);
    await page.context().close();
  });

  it("WIDGET-3 WIDGET-8 on a page of another domain draws nothing and names the right one", async () => {
    const context = await browser.newContext();
    const elsewhere = await context.newPage();
    const warnings: string[] = [];
    elsewhere.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await elsewhere.goto(origin.replace("localhost", "127.0.0.1"));
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain(origin);
    expect(await elsewhere.locator("sapa-widget").count()).toBe(0);
    await context.close();
  });
});
