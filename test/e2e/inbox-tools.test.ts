import { describe, expect, it } from "vitest";
import { inboxToolsTexts } from "../../components/strings/inbox-tools.ts";
import { Localizer } from "../../components/strings/localizer.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage, Visitor } from "./desk.ts";

const demo = useDemoSystem();
const en = new Localizer("en");
const words = inboxToolsTexts(en);

async function openDesk(role: string, address: string): Promise<{ desk: Desk; problems: string[] }> {
  const office = await openPage(demo.browser, "en");
  const desk = new Desk(demo.system, office.page, "en");
  await desk.signIn(role, address);
  return { desk, problems: office.problems };
}

describe("the list's tools, with the real server", () => {
  it("SEARCH-9, NAV-2 the filter stands in the address; back, forward and reload restore it", async () => {
    const { desk, problems } = await openDesk("supervisor", "/inbox/unassigned?unresponded=true");
    const { page } = desk;
    const chip = page.getByRole("button", { name: en.t("filter.remove", { name: en.t("filter.unresponded") }) });
    await chip.waitFor();
    const rooms = await desk.rows.count();
    await chip.click();
    await page.waitForURL(/\/inbox\/unassigned$/);
    await page.goBack();
    await page.waitForURL(/unresponded=true/);
    await chip.waitFor();
    await page.reload();
    await chip.waitFor();
    await desk.rows.first().waitFor();
    expect(await desk.rows.count()).toBe(rooms);

    await page.keyboard.press("f");
    await page.locator("sapa-filter-panel").getByText(en.t("session.expired"), { exact: true }).click();
    await page.getByRole("button", { name: words.t("apply"), exact: true }).click();
    await page.waitForURL(/sessions=expired&unresponded=true/);
    expect(problems).toEqual([]);
  });

  it("SEARCH-2, SEARCH-3 a message is found by its words and opened where it stands", async () => {
    const shop = await openPage(demo.browser, "en");
    const visitor = new Visitor(shop.page, "en");
    await shop.page.goto(demo.system.demoPageUrl);
    await visitor.open();
    await visitor.write("Does the xylophone blend keep for a month?");
    const { desk, problems } = await openDesk("supervisor", "/inbox");
    const { page } = desk;
    await desk.row("xylophone").waitFor();
    await page.keyboard.press("/");
    await page.locator("sapa-search").getByText(words.t("search.conversation"), { exact: true }).click();
    await page.keyboard.type("xylophone");
    await page.locator("sapa-search .hit").first().click();
    await desk.conversation.getByText("xylophone").waitFor();
    expect(problems).toEqual([]);
  });

  it("LIST-16 chosen rooms are resolved, and leave the choice", async () => {
    const { desk, problems } = await openDesk("supervisor", "/inbox/unassigned");
    const { page } = desk;
    const first = await desk.rows.first().getAttribute("data-room");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page
      .locator("sapa-bulk-bar")
      .getByText(en.t("bulk.chosen", { n: 1 }))
      .waitFor();
    await page.keyboard.press("e");
    await page
      .locator("sapa-bulk-bar .ask")
      .getByRole("button", { name: words.t("bulk.resolve"), exact: true })
      .click();
    await page
      .locator("sapa-toasts")
      .getByText(words.t("bulk.doneResolve", { n: 1 }))
      .waitFor();
    await page.keyboard.press("4");
    await page.locator(`sapa-room-list [data-room="${first}"]`).waitFor();
    expect(problems).toEqual([]);
  });

  it("ASSIGN-6 Get New Chat opens a room that is then mine", async () => {
    const { desk, problems } = await openDesk("agent", "/inbox");
    await desk.page.keyboard.press("w");
    await desk.page.locator("sapa-composer textarea").waitFor();
    expect(problems).toEqual([]);
  });

  it("SESS-11, SESS-13 expired rooms are counted, closed, and the result is told", async () => {
    const { desk, problems } = await openDesk("supervisor", "/inbox");
    const { page } = desk;
    await page.getByRole("button", { name: en.t("list.more") }).click();
    await page.getByRole("menuitem", { name: en.t("list.resolveExpired") }).click();
    const dialog = page.locator("sapa-resolve-expired");
    await dialog.getByText(words.t("expired.zeroTicked")).waitFor();
    await dialog.getByText(words.t("expired.other")).click();
    await dialog.getByText(words.t("expired.unassigned")).click();
    const number = dialog.locator(".number.ready");
    await number.waitFor();
    const count = Number.parseInt((await number.textContent())?.trim() ?? "", 10);
    expect(count).toBeGreaterThan(0);
    await dialog.getByRole("button", { name: words.t("expired.resolve"), exact: true }).click();
    await dialog.getByText(words.t("expired.finished", { n: count })).waitFor();
    expect(problems).toEqual([]);
  });
});
