import { describe, expect, it } from "vitest";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage } from "./desk.ts";

const demo = useDemoSystem();

/** One white point. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);

describe("webchat is set up", () => {
  it("WIDGET-1 WIDGET-2 WIDGET-4 WIDGET-6 WIDGET-7 an admin adds a widget, sees it, and gives it a logo, colours and words; they hold after a reload", async () => {
    const { page, problems, context } = await openPage(demo.browser, "en");
    const field = (pointer: string) => page.locator(`sapa-settings [data-pointer="${pointer}"]`);
    const tell = (words: string) => page.locator("sapa-toasts").getByText(words).waitFor();
    await new Desk(demo.system, page, "en").signIn("admin");
    await page.getByRole("link", { name: "Channel Integrations" }).first().click();
    await page.getByRole("button", { name: "Add New Widget" }).click();
    await field("/name").fill("Pop-up");
    await field("/domain").fill("https://pop.example.com/");
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByText("Wrong: https://pop.example.com/ Right: https://pop.example.com").waitFor();
    await field("/domain").fill("https://pop.example.com");
    await page.getByRole("button", { name: "Connect" }).click();
    const created = page.locator("sapa-dialog.created");
    await created.getByRole("heading", { name: "Widget Created" }).waitFor();
    const code = await created.locator("code").textContent();
    expect(code).toMatch(/^<script async src="https?:\/\/[^"]+\/widget\.js" data-widget="int_[^"]+"><\/script>$/);
    await created.getByRole("button", { name: "Settings" }).click();

    await field("/appearance/accent").fill("#ffd54a");
    await page
      .getByRole("button", { name: /^Use #/ })
      .first()
      .click();
    await page.locator("sapa-logo-field input").setInputFiles({
      name: "logo.png",
      mimeType: "image/png",
      buffer: PICTURE,
    });
    await page.locator("sapa-logo-field img").waitFor();
    await field("/online-custom").click();
    await page.getByRole("button", { name: "EN English" }).first().click();
    await field("/online/en").fill("Ask us about coffee");
    // What visitors would see, by the widget's own code and under the shell's own content policy.
    await page.locator("sapa-widget-preview").getByText("Ask us about coffee").waitFor();
    await page.getByRole("button", { name: "ID Indonesian" }).first().click();
    await field("/online/id").fill("Tanya soal kopi");
    await page.getByRole("button", { name: "Save changes" }).click();
    await tell("Saved · Pop-up");
    await page.reload();
    await page.getByRole("heading", { name: "Pop-up" }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/integrations\/webchat\/int_/);
    expect(await field("/appearance/accent").inputValue()).toBe("#ffd54a");
    const logo = page.locator("sapa-logo-field img");
    await logo.waitFor();
    expect(await logo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1);

    await page.getByRole("button", { name: "All widgets" }).click();
    await page.getByRole("switch", { name: "Show Pop-up on the website" }).click();
    await tell("Successfully updated!");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("INTEG-8 ROLE-2 a supervisor saves a widget's settings and cannot remove it; an admin removes it (WIDGET-9)", async () => {
    const { page, problems, context } = await openPage(demo.browser, "id");
    await new Desk(demo.system, page, "id").signIn("supervisor");
    await page.goto(`${demo.system.url}/integrations`);
    await page.getByRole("link", { name: "Pengaturan Pop-up" }).click();
    const name = page.locator('sapa-settings [data-pointer="/name"]');
    await name.fill("Toko");
    await page.getByRole("button", { name: "Simpan", exact: true }).click();
    await page.locator("sapa-toasts").getByText("Tersimpan · Toko").waitFor();
    expect(await page.getByText("Hapus widget ini").count()).toBe(0);
    expect(await page.locator("sapa-identity-secret").count()).toBe(0);

    const admin = await openPage(demo.browser, "en");
    await new Desk(demo.system, admin.page, "en").signIn("admin");
    await admin.page.goto(page.url());
    await admin.page.locator(".danger-zone").getByRole("button", { name: "Remove" }).click();
    await admin.page.getByRole("dialog", { name: "Remove the widget Toko?" }).waitFor();
    await admin.page.locator("sapa-confirm").getByRole("button", { name: "Remove", exact: true }).click();
    await admin.page.locator("sapa-toasts").getByText("Toko was removed").waitFor();
    expect(await admin.page.locator("sapa-settings .record", { hasText: "Toko" }).count()).toBe(0);
    expect([...problems, ...admin.problems]).toEqual([]);
    await context.close();
    await admin.context.close();
  });

  it("SURVEY-1 SET-1 an admin switches NPS on; it holds after a reload", async () => {
    const { page, problems, context } = await openPage(demo.browser, "en");
    await new Desk(demo.system, page, "en").signIn("admin");
    await page.goto(`${demo.system.url}/settings/score/nps`);
    await page.locator("sapa-widget-preview").getByRole("radio", { name: "10" }).first().waitFor();
    const isOn = page.locator('sapa-settings [data-pointer="/nps/isOn"]');
    await isOn.click();
    await page.locator("sapa-settings").getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("sapa-toasts").getByText("Saved · Score").waitFor();
    await page.reload();
    await page.getByRole("tab", { name: "NPS on" }).waitFor();
    expect(await isOn.isChecked()).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });
});
