import { describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import { freePort } from "../../scripts/system/ports.ts";
import { startStaticSite } from "../../scripts/system/static-site.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage, Visitor, watch } from "./desk.ts";
import { openPanel } from "./widget-site.ts";

const demo = useDemoSystem();

const bubbles = (visitor: Visitor, words: string) => visitor.panel.getByText(words, { exact: true });

describe("the widget on a shop's page", () => {
  it("WIDGET-10 WIDGET-22 stores nothing, opens no socket, sets no cookie and shifts nothing before the visitor acts", async () => {
    const { context, page, problems } = await openPage(demo.browser, "en");
    let sockets = 0;
    page.on("websocket", () => {
      sockets += 1;
    });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const shifts = globalThis as unknown as { shift?: number };
          shifts.shift = (shifts.shift ?? 0) + (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(demo.system.demoPageUrl);
    await new Visitor(page, "en").launcher.waitFor();
    await page.waitForTimeout(1_500);
    const stored = await page.evaluate(async () => ({
      local: Object.keys(localStorage).filter((key) => key.startsWith("sapa")),
      databases: (await indexedDB.databases()).map((one) => one.name),
      cookies: document.cookie,
      shift: (globalThis as unknown as { shift?: number }).shift ?? 0,
      globals: Object.keys(globalThis).filter((name) => /sapa/i.test(name)),
    }));
    expect(stored).toEqual({ local: [], databases: [], cookies: "", shift: 0, globals: ["Sapa"] });
    expect(sockets).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("WIDGET-8 on another origin draws nothing and names the expected domain in one console line", async () => {
    const elsewhere = await startStaticSite({
      folder: inRoot("examples/plain-site"),
      port: await freePort(),
      values: () => ({ WIDGET_ID: demo.system.world?.widgetId ?? "", SAPA_URL: demo.system.url }),
    });
    const { context, page, problems } = await openPage(demo.browser, "en");
    const lines: string[] = [];
    page.on("console", (line) => {
      if (!line.text().startsWith("Failed to load resource")) lines.push(line.text());
    });
    await page.goto(elsewhere.url);
    await expect.poll(() => lines.length).toBe(1);
    expect(lines[0]).toContain(new URL(demo.system.demoPageUrl).origin);
    expect(await new Visitor(page, "en").launcher.count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
    await elsewhere.stop();
  });

  it("WIDGET-15 messages written offline wait over a reload and arrive once, in order", async () => {
    const shop = await openPage(demo.browser, "en");
    const office = await openPage(demo.browser, "en");
    const visitor = new Visitor(shop.page, "en");
    const desk = new Desk(demo.system, office.page, "en");
    await desk.signIn("supervisor");
    await shop.page.goto(demo.system.demoPageUrl);
    await visitor.open();
    await visitor.write("before the tunnel");
    await desk.row("before the tunnel").click();
    await desk.conversation.getByText("before the tunnel").last().waitFor();

    await shop.context.setOffline(true);
    await visitor.write("in the tunnel 1");
    await visitor.write("in the tunnel 2");
    await visitor.panel.getByText(visitor.strings.lost).first().waitFor();
    await shop.context.setOffline(false);
    await shop.page.reload();
    await openPanel(shop.page);
    await desk.conversation.getByText("in the tunnel 2").last().waitFor();
    await bubbles(visitor, "in the tunnel 2").waitFor();
    for (const words of ["before the tunnel", "in the tunnel 1", "in the tunnel 2"])
      expect([words, await bubbles(visitor, words).count()]).toEqual([words, 1]);
    const order = await desk.conversation.getByText(/^in the tunnel \d$/).allTextContents();
    expect(order.map((words) => words.trim()).filter(Boolean)).toEqual(["in the tunnel 1", "in the tunnel 2"]);
    expect([...shop.problems, ...office.problems]).toEqual([]);
    await shop.context.close();
    await office.context.close();
  });

  it("WIDGET-15 two tabs of one visitor show the same chat, each message once", async () => {
    const shop = await openPage(demo.browser, "en");
    const one = new Visitor(shop.page, "en");
    await shop.page.goto(demo.system.demoPageUrl);
    await one.open();
    await one.write("from the first tab");
    await one.panel.getByRole("img", { name: one.strings.sent }).waitFor();
    const second = await watch(shop.context);
    const two = new Visitor(second.page, "en");
    await second.page.goto(demo.system.demoPageUrl);
    await openPanel(second.page);
    await bubbles(two, "from the first tab").waitFor();
    await two.write("from the second tab");
    await bubbles(one, "from the second tab").waitFor();
    for (const tab of [one, two])
      for (const words of ["from the first tab", "from the second tab"])
        expect(await bubbles(tab, words).count()).toBe(1);
    expect([...shop.problems, ...second.problems]).toEqual([]);
    await shop.context.close();
  });

  it("WIDGET-15 GEN-4 both sides go on by themselves after the server was killed", async () => {
    const shop = await openPage(demo.browser, "en");
    const office = await openPage(demo.browser, "en");
    const visitor = new Visitor(shop.page, "en");
    const desk = new Desk(demo.system, office.page, "en");
    await desk.signIn("supervisor");
    await shop.page.goto(demo.system.demoPageUrl);
    await visitor.open();
    await visitor.write("before the crash");
    await desk.row("before the crash").click();
    await desk.reply("answer before the crash");
    await bubbles(visitor, "answer before the crash").waitFor();

    await demo.system.worker.kill9();
    await visitor.write("while the server is dead");
    await desk.reply("answer while the server is dead");
    await demo.system.restartWorker();
    await bubbles(visitor, "answer while the server is dead").waitFor({ timeout: 45_000 });
    await desk.conversation.getByText("while the server is dead", { exact: true }).last().waitFor({ timeout: 45_000 });
    for (const words of ["before the crash", "while the server is dead", "answer while the server is dead"])
      expect([words, await bubbles(visitor, words).count()]).toEqual([words, 1]);
    expect([...shop.problems, ...office.problems]).toEqual([]);
    await shop.context.close();
    await office.context.close();
  });
});
