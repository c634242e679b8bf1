import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { contactsTexts } from "../../components/strings/contacts.ts";
import { Localizer } from "../../components/strings/localizer.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage } from "./desk.ts";

const demo = useDemoSystem();
const { t } = contactsTexts(new Localizer("en"));

const opener = (page: Page, name: string) => page.locator("sapa-contact-rows .opener").filter({ hasText: name });
const field = (page: Page, pointer: string) => page.locator(`sapa-contacts [data-pointer="${pointer}"]`);
const profile = (page: Page, name: string) =>
  page.locator("sapa-contact-detail").getByRole("heading", { name, exact: true });
const button = (page: Page, name: string) => page.locator("sapa-contacts").getByRole("button", { name, exact: true });

async function signedIn(role: string, address = "/") {
  const opened = await openPage(demo.browser, "en");
  const desk = new Desk(demo.system, opened.page, "en");
  await desk.signIn(role);
  if (address !== "/") await opened.page.goto(demo.system.url + address);
  return { ...opened, desk };
}

async function create(page: Page, name: string, phone: string): Promise<void> {
  await button(page, t("list.create")).first().click();
  const form = page.locator("sapa-dialog.editor-dialog");
  await form.locator('[data-pointer="/name"]').fill(name);
  await form.locator('[data-pointer="/phone"]').fill(phone);
  await form.getByRole("button", { name: t("create.save") }).click();
}

describe("contacts", () => {
  it("CONTACT-3 CONTACT-6 NAV-2 an own field, a new contact with it, found again; the number exists only once", async () => {
    const { page, problems, context } = await signedIn("admin", "/settings/contact");
    await page.getByRole("button", { name: "Add field" }).click();
    await page.locator('[data-pointer="/fields/0/label"]').fill("Membership");
    await page.locator("sapa-settings").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved · Contact fields").waitFor();

    await page.getByRole("link", { name: "Contact", exact: true }).first().click();
    await opener(page, "").first().waitFor();
    await create(page, "Larasati Ayu", "62 812-9000-1111");
    await profile(page, "Larasati Ayu").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/contact\/con_/);
    await page.locator("sapa-contact-detail").getByLabel("Membership").fill("KS-77");
    await page.locator("sapa-contact-detail").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved · Larasati Ayu").waitFor();
    await page.reload();
    await profile(page, "Larasati Ayu").waitFor();
    await expect.poll(() => page.locator("sapa-contact-detail").getByLabel("Membership").inputValue()).toBe("KS-77");

    await page.getByLabel(t("list.search")).first().fill("6281290");
    await expect.poll(() => opener(page, "").count()).toBe(1);
    await expect.poll(() => new URL(page.url()).search).toBe("?q=6281290");
    await create(page, "Somebody else", "6281290001111");
    await page.getByText("exists already.").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("CONTACT-2 GEN-4 what a supervisor saves shows at once in the room that an admin has open", async () => {
    const admin = await signedIn("admin");
    await admin.desk.rows.first().click();
    const panel = admin.page.locator("sapa-customer-profile");
    await panel.waitFor();
    const link = admin.page.locator("sapa-room-contact a");
    await link.waitFor();
    const address = (await link.getAttribute("href")) as string;

    const { page, problems, context } = await signedIn("supervisor", address);
    await page.locator("sapa-contact-detail header h2").waitFor();
    await field(page, "/name").fill("Renamed Elsewhere");
    await field(page, "/company").fill("Saved elsewhere too");
    await page.locator("sapa-contact-detail").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved · Renamed Elsewhere").waitFor();
    await panel.getByText("Renamed Elsewhere").waitFor();
    await admin.page.locator("sapa-room-contact dl").getByText("Saved elsewhere too").waitFor();
    await link.click();
    await profile(admin.page, "Renamed Elsewhere").waitFor();
    await admin.page.locator("sapa-contact-detail button.room").first().click();
    await admin.page.locator("sapa-conversation").waitFor();
    expect([problems, admin.problems]).toEqual([[], []]);
    await context.close();
    await admin.context.close();
  });

  it("CONTACT-5 PRIVACY-4 PRIVACY-6 two become one, everything about it is downloaded, and it is erased", async () => {
    const { page, problems, context } = await signedIn("admin", "/contact");
    await opener(page, "").first().waitFor();
    await create(page, "Merge One", "6281377770001");
    await profile(page, "Merge One").waitFor();
    await create(page, "Merge Two", "6281377770002");
    await profile(page, "Merge Two").waitFor();
    for (const name of ["Merge One", "Merge Two"]) await page.getByLabel(t("list.choose", { name })).check();
    await button(page, t("list.merge")).click();
    await page.locator("sapa-contact-merge .survivor").filter({ hasText: "Merge One" }).click();
    await page.getByRole("button", { name: t("merge.confirm", { name: "Merge One" }) }).click();
    await profile(page, "Merge One").waitFor();
    await expect.poll(() => opener(page, "Merge Two").count()).toBe(0);

    await button(page, t("more.label")).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: t("more.export") }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Merge-One-\d{4}-\d{2}-\d{2}\.zip$/);

    await button(page, t("more.label")).click();
    await page.getByRole("menuitem", { name: t("more.erase") }).click();
    await page.locator("sapa-contact-erase input").fill("Merge One");
    await page.getByRole("button", { name: t("erase.confirm") }).click();
    await page.getByText(t("erase.done", { name: "Merge One" })).waitFor();
    await expect.poll(() => opener(page, "Merge One").count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe("/contact");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("ROLE-16 CONTACT-7 agents have no contacts; a supervisor erases none with an open room, and exports nothing", async () => {
    const agent = await signedIn("agent", "/contact");
    await agent.page.getByText("Page not available for your role").first().waitFor();
    expect(await agent.page.getByRole("link", { name: "Contact", exact: true }).count()).toBe(0);
    await agent.context.close();

    const { page, desk, problems, context } = await signedIn("supervisor");
    await desk.status("list.unassigned").click();
    await desk.rows.first().click();
    await page.locator("sapa-room-contact a").click();
    const name = (await page.locator("sapa-contact-detail header h2").textContent())?.trim() ?? "";
    await button(page, t("more.label")).click();
    expect(await page.getByRole("menuitem", { name: t("more.export") }).count()).toBe(0);
    await page.getByRole("menuitem", { name: t("more.erase") }).click();
    await page.getByRole("heading", { name: t("erase.openTitle", { name }) }).waitFor();
    expect(await page.getByRole("button", { name: t("erase.confirm") }).count()).toBe(0);
    await page.locator("sapa-contact-erase button.room").first().click();
    await page.locator("sapa-conversation").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
