import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { settingsTexts } from "../../components/settings/settings-texts.ts";
import { Localizer } from "../../components/strings/localizer.ts";
import { leaveTexts } from "../../components/ui/leave-question.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage } from "./desk.ts";

const demo = useDemoSystem();

const { t } = settingsTexts(new Localizer("en"));
const leave = leaveTexts(new Localizer("en"));
const heading = (page: Page, name: string) => page.locator("sapa-settings").getByRole("heading", { name, exact: true });
const saveButton = (page: Page) => page.locator("sapa-settings").getByRole("button", { name: "Save", exact: true });
const field = (page: Page, pointer: string) => page.locator(`sapa-settings [data-pointer="${pointer}"]`);

describe("settings", () => {
  it("SET-2 SET-1 NAV-2 an admin sets office hours; they survive a reload, and leaving asks what is not saved", async () => {
    const { page, problems, context } = await openPage(demo.browser, "en");
    const desk = new Desk(demo.system, page, "en");
    await desk.signIn("admin");
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: "Office hours" }).click();
    await heading(page, "Office hours").waitFor();
    expect(new URL(page.url()).pathname).toBe("/settings/chat/office-hours");
    expect(await page.title()).toMatch(/Office hours · Settings · Sapa$/);

    const times = page.getByLabel("Monday, hours 1, from");
    await times.fill("7:30");
    await page.getByLabel("Monday, hours 1, to").fill("24");
    await saveButton(page).click();
    await page.getByText("Saved · Office hours").waitFor();
    await page.reload();
    await heading(page, "Office hours").waitFor();
    expect(await times.inputValue()).toBe("07:30");
    expect(await page.getByLabel("Monday, hours 1, to").inputValue()).toBe("24:00");

    await page.getByRole("link", { name: "Tags" }).click();
    await heading(page, "Tags").waitFor();
    await page.goBack();
    await heading(page, "Office hours").waitFor();
    await times.fill("09:00");
    await page.goForward();
    await page.getByRole("dialog", { name: leave.t("leave.title") }).waitFor();
    await page.getByRole("button", { name: leave.t("leave.stay") }).click();
    expect(new URL(page.url()).pathname).toBe("/settings/chat/office-hours");
    expect(await times.inputValue()).toBe("09:00");
    await page.getByRole("link", { name: "Inbox" }).first().click();
    await page
      .locator("sapa-confirm")
      .getByRole("button", { name: leave.t("leave.discard") })
      .click();
    await desk.rows.first().waitFor();
    await page.goBack();
    await heading(page, "Office hours").waitFor();
    expect(await times.inputValue()).toBe("07:30");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("SET-3 ROLE-2 a supervisor makes a template, and not without title or message; it holds after a reload", async () => {
    const { page, problems, context } = await openPage(demo.browser, "en");
    const desk = new Desk(demo.system, page, "en");
    await desk.signIn("supervisor");
    await page.goto(`${demo.system.url}/settings/chat/templates`);
    await heading(page, "Templates").waitFor();
    expect(await page.getByRole("link", { name: "Security and sessions" }).count()).toBe(0);
    await page.getByRole("button", { name: "New Template" }).first().click();
    const form = page.locator("sapa-dialog.editor-dialog");
    await form.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => form.getByText("This field is required").count()).toBe(2);
    await field(page, "/command").fill("open-late");
    await field(page, "/text").fill("On Fridays we are open until 22:00, {{contact.name}}.");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved · Templates").waitFor();
    await page.reload();
    await page.locator("sapa-settings").getByText("/open-late").waitFor();

    await page.getByRole("button", { name: "New Template" }).click();
    await field(page, "/command").fill("OPEN-LATE");
    await field(page, "/text").fill("The same again");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText(t("error.quick.title")).waitFor();

    await page.goto(`${demo.system.url}/settings/security`);
    await page.getByText(t("desk.notForRole")).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("NAV-1 ROLE-2 an agent has no settings, also not by a typed address", async () => {
    const { page, context } = await openPage(demo.browser, "en");
    const desk = new Desk(demo.system, page, "en");
    await desk.signIn("agent");
    expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
    await page.goto(`${demo.system.url}/settings/chat/tags`);
    await page.getByText("Page not available for your role").waitFor();
    await context.close();
  });

  it("GEN-11 of two admins who save the same, the second sees both values", async () => {
    const first = await openPage(demo.browser, "en");
    const second = await openPage(demo.browser, "en");
    for (const { page } of [first, second]) {
      await new Desk(demo.system, page, "en").signIn("admin");
      await page.goto(`${demo.system.url}/settings/agents/idle`);
      await heading(page, "Idle rule").waitFor();
      await field(page, "/isOn").waitFor();
    }
    await field(second.page, "/isOffline").check();
    await field(first.page, "/isOn").check();
    await field(first.page, "/minutes").fill("25");
    await saveButton(first.page).click();
    await first.page.getByText("Saved · Idle rule").waitFor();
    await saveButton(second.page).click();
    await second.page.getByRole("dialog", { name: /^Changed by .+ meanwhile$/ }).waitFor();
    await second.page
      .locator("sapa-conflict")
      .getByRole("button", { name: t("conflict.save") })
      .click();
    await second.page.getByText("Saved · Idle rule").waitFor();
    expect(await field(second.page, "/minutes").inputValue()).toBe("25");
    // The first one's page follows without a reload.
    await expect.poll(() => field(first.page, "/isOffline").isChecked()).toBe(true);
    await first.context.close();
    await second.context.close();
  });
});
