import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { Desk, openPage, Visitor } from "../test/e2e/desk.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { startTestSystem, type TestSystem } from "../test/support/running-system.ts";
import { detail, phase } from "./support/console.ts";
import { inRoot } from "./support/paths.ts";

const folder = inRoot("docs/images");
const limitBytes = 250_000;
const words = {
  hello: "Hi! Is the Gayo roast in stock?",
  answer: "Good morning! Yes, roasted yesterday. Whole bean or ground?",
  more: "Ground for a moka pot, please. Can you post it to Singapore?",
  last: "We can: five days, and you can follow it on its way.",
};

/** `npm run pictures`: takes the pictures of the README anew, of a whole system with demo data, started for them alone. */
export async function run(): Promise<number> {
  const system = await phase("Starting a system with demo data", () => startTestSystem({ withDemoData: true }));
  const browser = await launchBrowser();
  try {
    await phase("Taking pictures", () => takeAll(system, browser));
  } finally {
    await browser.close();
    await system.stop();
  }
  return 0;
}

async function takeAll(system: TestSystem, browser: Browser): Promise<void> {
  const shop = await openPage(browser, "en", { viewport: { width: 1280, height: 800 } });
  const office = await openPage(browser, "en", { viewport: { width: 1440, height: 900 } });
  const visitor = new Visitor(shop.page, "en");
  const desk = new Desk(system, office.page, "en");
  for (const { page } of [shop, office]) await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });

  await desk.signIn("admin");
  await shop.page.goto(system.demoPageUrl);
  await visitor.open();
  await visitor.write(words.hello);
  await desk.row(words.hello).click();
  await desk.conversation.getByText(words.hello).last().waitFor();
  await desk.reply(words.answer);
  await visitor.panel.getByText(words.answer).first().waitFor();
  await visitor.write(words.more);
  await desk.conversation.getByText(words.more).last().waitFor();
  await desk.reply(words.last);
  await visitor.panel.getByText(words.last).first().waitFor();
  const read = desk.conversation.getByRole("img", { name: desk.text.t("tick.read") });
  await read.nth(1).waitFor();

  await take(office.page, "inbox.png");
  await take(shop.page, "widget.png");
}

async function take(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  // The pointer is taken off whatever it was on, and what slides or fades comes to its end.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  const { size } = statSync(path);
  detail(`${name} ${Math.round(size / 1000)} kB`);
  if (size > limitBytes) throw new Error(`${name} is larger than ${limitBytes / 1000} kB.`);
}
