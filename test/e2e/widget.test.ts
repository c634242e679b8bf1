import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { newMember, type Person } from "../faults/crowd.ts";
import {
  bubbles,
  isSent,
  launcher,
  type Site,
  type SitePage,
  say,
  shownPanel,
  startSite,
  visit,
} from "./widget-site.ts";

/** As strict as a page may be: one foreign origin for scripts and connections, no style at all but ours. */
const strict: SitePage = {
  html: `<!doctype html><html lang="en"><head><title>Shop</title>{{widget}}</head><body><h1>Shop</h1>{{widget}}</body></html>`,
  headers: {
    "content-security-policy": "default-src 'none'; script-src {{system}}; connect-src {{system}} {{socket}}",
  },
};

let site: Site;
const agents: Person[] = [];
beforeAll(async () => {
  site = await startSite({ "/": strict, "/another-page": strict });
});
afterAll(async () => {
  for (const agent of agents) agent.connection.close();
  await site?.stop();
});

/** Every person's browser says a language; one that says none is taken for a robot (BEY-20). */
const visitAsPerson = () => visit(site, "/", undefined, { locale: "en-US" });

const stored = (page: Page, name: string) =>
  page.evaluate(([key, field]) => JSON.parse(localStorage.getItem(key) ?? "{}")[field], [
    `sapa:${site.widgetId}`,
    name,
  ] as const);

async function roomsOfAgent(): Promise<{ roomId: string; lastMessage: { preview: string } | null }[]> {
  const { system, world } = site;
  const member = world.admin.identity;
  const { token } = await signMemberToken(system.secrets.SAPA_SECRET, { member, origin: system.url });
  const response = await fetch(`${system.url}/api/v1/rooms`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { rooms: { roomId: string; lastMessage: { preview: string } | null }[] }).rooms;
}

describe("the widget on a customer's page", () => {
  it("WIDGET-5 WIDGET-22 runs once under a strict content policy, and its message stands in the Inbox within 2 s", async () => {
    const { page, heard } = await visitAsPerson();
    await launcher(page).waitFor();
    expect(await page.locator("sapa-widget").count()).toBe(1);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await say(page, "Do you ship to Singapore?");
    const startedAt = Date.now();
    await expect
      .poll(async () => (await roomsOfAgent()).map((room) => room.lastMessage?.preview))
      .toContain("Do you ship to Singapore?");
    console.info(`the message stood in the inbox after ${Date.now() - startedAt} ms (allowed: 2,000)`);
    await isSent(page);
    expect(await page.context().cookies()).toEqual([]);
    expect(heard).toEqual({ errors: [], lines: [], failedRequests: [] });
    await page.context().close();
  });

  it("GEN-4 shows the agent's answer, typing and reading at once, and keeps it over a page change and in a second tab", async () => {
    const { page } = await visitAsPerson();
    await say(page, "Is anybody there?");
    await isSent(page);
    const roomId = (await stored(page, "session")).roomId as string;
    const { system, world, origin } = site;
    const place = { url: system.url, origin, secret: system.secrets.SAPA_SECRET };
    const agent = newMember(place, roomId, world.admin.identity);
    agents.push(agent);
    await expect.poll(() => agent.connection.view.state).toBe("live");
    agent.connection.setTyping(true);
    await page.getByText("Sari is typing").waitFor({ state: "attached" });
    agent.connection.markRead(agent.connection.view.events.at(-1)?.seq ?? 0);
    await page.getByRole("img", { name: "Read" }).waitFor();
    agent.connection.send({ type: "message.send", content: { type: "text", text: "Yes, good evening!" } });
    await page.getByText("Yes, good evening!", { exact: true }).waitFor();

    await page.goto(`${origin}/another-page`);
    await shownPanel(page).getByText("Yes, good evening!", { exact: true }).waitFor();
    const second = await page.context().newPage();
    await second.goto(origin);
    await shownPanel(second).getByText("Is anybody there?", { exact: true }).waitFor();
    await say(second, "From the second tab");
    await page.getByText("From the second tab", { exact: true }).waitFor();
    expect(await bubbles(page)).toEqual(await bubbles(second));
    await page.context().close();
  });

  it("WIDGET-15 sends what was written while the page was offline once, in order, also over a reload", async () => {
    const { page } = await visitAsPerson();
    await say(page, "Before");
    await isSent(page);
    await page.context().setOffline(true);
    for (const text of ["During 1", "During 2"]) await say(page, text);
    await page.context().setOffline(false);
    await page.reload();
    await shownPanel(page).waitFor();
    await expect.poll(() => bubbles(page)).toEqual(["Before", "During 1", "During 2"]);
    await expect.poll(() => page.locator(".tick.sending").count()).toBe(0);
    await page.reload();
    await expect.poll(() => bubbles(page)).toEqual(["Before", "During 1", "During 2"]);
    await page.context().close();
  });

  it("BEY-20 somebody who looks like a robot proves work before the first message, and then it arrives", async () => {
    const answers: number[] = [];
    const { page } = await visit(site, "/", async (opened) => {
      opened.on("response", (response) => {
        if (response.request().method() === "POST" && response.url().includes("/widget/v1/visitors?"))
          answers.push(response.status());
      });
    });
    await say(page, "Am I a robot?");
    await isSent(page);
    expect(answers).toEqual([403, 201]);
    await page.context().close();
  });

  it("WIDGET-23 opens at the click without shifting the page", async () => {
    const { page } = await visitAsPerson();
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
    const context = await site.browser.newContext();
    const elsewhere = await context.newPage();
    const warnings: string[] = [];
    elsewhere.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await elsewhere.goto(site.origin.replace("localhost", "127.0.0.1"));
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain(site.origin);
    expect(await elsewhere.locator("sapa-widget").count()).toBe(0);
    await context.close();
  });
});
