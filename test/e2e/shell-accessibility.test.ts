import { describe, expect, it } from "vitest";
import { useDemoSystem } from "../support/demo-system.ts";
import { VIEWS, violations } from "./accessibility.ts";
import { Desk } from "./desk.ts";

const demo = useDemoSystem();

describe.each(VIEWS)("the shell ($language, $colorScheme)", ({ language, ...view }) => {
  it("GEN-10 axe finds nothing in sign-in, frame, own menu, profile and settings", async () => {
    const context = await demo.browser.newContext({ ...view, bypassCSP: true });
    const page = await context.newPage();
    const desk = new Desk(demo.system, page, language);
    await page.goto(demo.system.url);
    await page.locator("#email").waitFor();
    expect(await violations(page)).toEqual([]);
    await desk.signIn("supervisor");
    expect(await violations(page)).toEqual([]);
    await page.locator("sapa-frame .me").click();
    expect(await violations(page)).toEqual([]);
    await page.locator("sapa-frame .menu-item").first().click();
    await page.locator("sapa-profile-page .cards").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${demo.system.url}/settings/chat/office-hours`);
    await page.locator("sapa-settings .cards").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
