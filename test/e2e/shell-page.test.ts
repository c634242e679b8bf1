import { describe, expect, it } from "vitest";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage, Visitor } from "./desk.ts";

const demo = useDemoSystem();

const HOSTILE = `<img src=x onerror="window.hit=1"> javascript:window.hit=1 https://a.example/"onclick="window.hit=1 [x](javascript:window.hit=1)`;

describe("the shell's page", () => {
  it("keeps hostile texts as text, breaks none of its own rules and lets nobody else break them", async () => {
    const shop = await openPage(demo.browser, "en");
    const office = await openPage(demo.browser, "en");
    const violations: string[] = [];
    await office.page.exposeFunction("noteViolation", (what: string) => void violations.push(what));
    await office.page.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        (window as unknown as { noteViolation(what: string): void }).noteViolation(
          `${violatedDirective} ${blockedURI} ${sample}`,
        ),
      );
    });
    const visitor = new Visitor(shop.page, "en");
    await shop.page.goto(demo.system.demoPageUrl);
    await visitor.open();
    await visitor.write(HOSTILE);

    const desk = new Desk(demo.system, office.page, "en");
    await desk.signIn("supervisor", "/inbox/unassigned");
    await desk.row("onerror").click();
    await desk.conversation.getByText("onerror").last().waitFor();
    await desk.reply(HOSTILE);
    await desk.conversation.getByText("onerror").nth(1).waitFor();
    await visitor.panel.getByText("onerror").nth(1).waitFor();

    for (const { page, problems } of [shop, office]) {
      expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined();
      const links = await page.locator("a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
      expect(links.filter((href) => !/^https?:/.test(href))).toEqual([]);
      expect(problems).toEqual([]);
    }
    expect(violations).toEqual([]);

    const isHtmlRefused = await office.page.evaluate(() => {
      try {
        document.createElement("div").innerHTML = "<b>x</b>";
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    });
    expect(isHtmlRefused).toBe(true);
  });

  it.each(["/", "/inbox/assigned?room=room_x", "/login"])(
    "comes with the same strict headers at %s",
    async (address) => {
      const { headers } = await fetch(demo.system.url + address, { headers: { "sec-fetch-mode": "navigate" } });
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get("content-security-policy")).toContain("require-trusted-types-for 'script'");
      expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );
});
