import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import { launchBrowser } from "../support/browser.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { Desk } from "./desk.ts";

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startTestSystem({ withDemoData: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const RULES: RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };

async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(300);
  await page.evaluate(readFileSync(inRoot("node_modules/axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const found = await axe.run(rules);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, RULES);
}

const VIEWS = [
  { language: "en", locale: "en-GB", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { language: "id", locale: "id-ID", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

describe.each(VIEWS)("the shell ($language, $colorScheme)", ({ language, ...view }) => {
  it("GEN-10 axe finds nothing in sign-in, frame, own menu, profile and settings", async () => {
    // The page's own content policy would keep the checker out.
    const context = await browser.newContext({ ...view, bypassCSP: true });
    const page = await context.newPage();
    const desk = new Desk(system, page, language);
    await page.goto(system.url);
    await page.locator("#email").waitFor();
    expect(await violations(page)).toEqual([]);
    await desk.signIn("supervisor");
    expect(await violations(page)).toEqual([]);
    await page.locator("sapa-frame .me").click();
    expect(await violations(page)).toEqual([]);
    await page.locator("sapa-frame .menu-item").first().click();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${system.url}/settings/chat/office-hours`);
    await page.locator("sapa-settings .cards").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
