import type { Browser } from "playwright";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { startTestSystem, type TestSystem } from "./running-system.ts";

/** There once the file's tests run, not before. */
export type Demo = { readonly system: TestSystem; readonly browser: Browser };

/** The whole system with the demo organization, and a browser: for all tests of the file that calls this, gone after them. */
export function useDemoSystem(): Demo {
  let system: TestSystem | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    system = await startTestSystem({ withDemoData: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error("the system starts with the first test");
    return part;
  };
  return {
    get system() {
      return started(system);
    },
    get browser() {
      return started(browser);
    },
  };
}
