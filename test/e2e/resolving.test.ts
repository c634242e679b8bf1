import { describe, expect, it } from "vitest";
import { Localizer } from "../../components/strings/localizer.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage } from "./desk.ts";

const en = new Localizer("en");
const demo = useDemoSystem();

async function inRoom(index: number) {
  const office = await openPage(demo.browser, "en");
  const desk = new Desk(demo.system, office.page, "en");
  await desk.signIn("supervisor", "/inbox/assigned");
  await desk.rows.nth(index).click();
  await desk.page.locator("sapa-composer textarea").waitFor();
  await desk.button("room.resolve").waitFor();
  return { ...office, desk, address: office.page.url() };
}

describe("resolving, with the real server", () => {
  it("ROOM-18 a page that is left right after it has told the server all the same", async () => {
    const { desk, page, context, address, problems } = await inRoom(0);
    await desk.button("room.resolve").click();
    await page.getByRole("button", { name: en.t("resolve.undo"), exact: true }).waitFor();
    await page.goto("about:blank");
    await page.goto(address);
    await page.locator("sapa-room-header .session").getByText(en.t("status.resolved")).waitFor();
    // Not only what this browser believes: nothing waits to be sent any more.
    await page.reload();
    await page.locator("sapa-room-header .session").getByText(en.t("status.resolved")).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("ROOM-18 Undo leaves no trace on the server", async () => {
    const { desk, page, context, problems } = await inRoom(1);
    await desk.button("room.resolve").click();
    await page.getByRole("button", { name: en.t("resolve.undo"), exact: true }).click();
    await desk.button("room.resolve").waitFor();
    await page.reload();
    await desk.button("room.resolve").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("a page that is older than the server", () => {
  it("offers a reload instead of a part that is gone, and the draft survives it", async () => {
    const { page, context, problems } = await inRoom(2);
    await page.locator("sapa-composer textarea").fill("Half an answer");
    const isGone = { status: 404, body: "" };
    await context.route(/\/chunks\/room-dialogs-/, (route) => route.fulfill(isGone));
    await page.locator("sapa-composer textarea").press("Escape");
    await page.keyboard.press("z");
    await page.getByText(en.t("lazy.outdated")).waitFor();
    await context.unroute(/\/chunks\/room-dialogs-/);
    await page.getByRole("button", { name: en.t("error.reload"), exact: true }).click();
    await expect.poll(() => page.locator("sapa-composer textarea").inputValue()).toBe("Half an answer");
    await page.locator("sapa-composer textarea").press("Escape");
    await page.keyboard.press("z");
    await page.locator("sapa-time-choice").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
