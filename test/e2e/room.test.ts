import { describe, expect, it } from "vitest";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage, Visitor } from "./desk.ts";

const demo = useDemoSystem();

async function desk(role: string): Promise<Desk> {
  const { page } = await openPage(demo.browser, "en");
  const opened = new Desk(demo.system, page, "en");
  await opened.signIn(role);
  return opened;
}

/** What the shell does when somebody comes back to the page. */
const lookAgain = (one: Desk): Promise<void> =>
  one.page.evaluate(() => void window.dispatchEvent(new Event("focus"))) as Promise<void>;

const box = (one: Desk) => one.page.locator("sapa-composer textarea");

async function openFirst(one: Desk): Promise<string> {
  await one.rows.first().click();
  await one.conversation.locator(".bubble").last().waitFor();
  await one.page.waitForURL(/room_/);
  const { pathname, search } = new URL(one.page.url());
  return pathname + search;
}

describe("an open room", () => {
  it("BEY-8 a draft begun on one device waits on the other, and is gone there once it is sent", async () => {
    const laptop = await desk("supervisor");
    const phone = await desk("supervisor");
    const address = await openFirst(laptop);
    await phone.page.goto(demo.system.url + address);
    await box(phone).waitFor();
    await box(laptop).fill("Begun on the laptop");
    await expect
      .poll(
        async () => {
          await lookAgain(phone);
          return box(phone).inputValue();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe("Begun on the laptop");
    await box(phone).press("Enter");
    await laptop.conversation.getByText("Begun on the laptop").last().waitFor();
    await expect
      .poll(
        async () => {
          await lookAgain(laptop);
          return box(laptop).inputValue();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe("");
    await laptop.page.context().close();
    await phone.page.context().close();
  });

  it("BLOCK-1, BLOCK-3..5 what a blocked visitor writes is out of sight, and stands in its place afterwards", async () => {
    const shop = await openPage(demo.browser, "en", { viewport: { width: 1280, height: 800 } });
    const visitor = new Visitor(shop.page, "en");
    const staff = await desk("supervisor");
    await shop.page.goto(demo.system.demoPageUrl);
    await visitor.open();
    await visitor.write("Before the block");
    await staff.row("Before the block").click();
    await staff.conversation.getByText("Before the block").last().waitFor();

    await staff.page.getByRole("button", { name: "Block contact", exact: true }).first().click();
    await staff.page.locator("sapa-room-dialogs").getByRole("button", { name: "Block contact", exact: true }).click();
    await staff.page.getByText(staff.text.t("block.active"), { exact: true }).waitFor();
    await visitor.write("While blocked");
    await visitor.panel.getByText("While blocked").first().waitFor();
    await staff.page.waitForTimeout(1_000);
    expect(await staff.conversation.getByText("While blocked").count()).toBe(0);

    await staff.page.getByRole("button", { name: staff.text.t("block.unblock"), exact: true }).click();
    await staff.conversation.getByText("While blocked").last().waitFor();
    await staff.conversation.getByText(staff.text.t("message.withheld")).first().waitFor();
    await staff.reply("Welcome back");
    await visitor.panel.getByText("Welcome back").first().waitFor();
    await staff.page.context().close();
    await shop.context.close();
  });

  it("MSG-11, ROOM-25, BEY-5, BEY-17 quick reply, note, snooze and replay with the whole system", async () => {
    const staff = await desk("supervisor");
    await openFirst(staff);
    await box(staff).pressSequentially("/hello");
    await staff.page.getByRole("option").first().waitFor();
    await box(staff).press("Enter");
    await expect.poll(() => box(staff).inputValue()).toContain("Bagas Pratama");
    await box(staff).press("Enter");
    await staff.conversation.getByText("I'm Bagas Pratama").last().waitFor();

    await staff.page
      .locator("sapa-composer")
      .getByRole("tab", { name: staff.text.t("composer.note") })
      .click();
    await box(staff).pressSequentially("For @Eka");
    await staff.page.getByRole("option").first().waitFor();
    await box(staff).press("Enter");
    await box(staff).pressSequentially("please");
    await box(staff).press("Enter");
    await staff.conversation.locator(".note .mention").getByText("@Eka Nugraha").waitFor();

    await staff.page.getByRole("button", { name: staff.text.t("room.actions"), exact: true }).click();
    await staff.page.getByRole("menuitem", { name: staff.text.t("snooze.menu") }).click();
    await staff.page
      .locator("sapa-room-dialogs")
      .getByRole("button", { name: staff.text.t("time.tomorrow") })
      .click();
    await staff.conversation.getByText("Snoozed until").first().waitFor();

    await staff.page.getByRole("button", { name: staff.text.t("room.actions"), exact: true }).click();
    await staff.page.getByRole("menuitem", { name: staff.text.t("replay.menu") }).click();
    const replay = staff.page.locator("sapa-replay");
    await replay.locator(".bubble").last().waitFor();
    const all = await replay.locator(".bubble").count();
    await replay.getByRole("button", { name: "To the beginning" }).click();
    await expect.poll(() => replay.locator(".bubble").count()).toBeLessThan(all);
    await staff.page.context().close();
  });
});
