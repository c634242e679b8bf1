import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright";
import { inRoot } from "../../scripts/support/paths.ts";

/** A wide screen in one language and theme, and a phone in the others. */
export const VIEWS = [
  { language: "en", locale: "en-GB", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { language: "id", locale: "id-ID", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

const RULES: RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** What fades in is judged once it is there. */
const SETTLE_MS = 300;

/** What axe finds on a page as it stands (GEN-10). The page's own content policy would keep axe out: `bypassCSP`. */
export async function violations(page: Page): Promise<string[]> {
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(readFileSync(inRoot("node_modules/axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const found = await axe.run(rules);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, RULES);
}
