import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { useDemoSystem } from "../support/demo-system.ts";
import { Desk, openPage } from "./desk.ts";

const demo = useDemoSystem();
const NEW_PASSWORD = "sore di teras 2026";

/** The newest mail to an address whose subject was not seen before; mails are queued and may take a moment. */
async function mailTo(address: string, wanted: RegExp, since = 0): Promise<string> {
  const found = () =>
    demo.system.mail.mails().find(({ to, text, at }) => to.includes(address) && at >= since && wanted.test(text));
  await expect.poll(() => found() !== undefined).toBe(true);
  return found()?.text ?? "";
}

const linkIn = (text: string): string => /https?:\/\/\S+\/link#\S+/.exec(text)?.[0] ?? "";
/** Mails name the address people know; here it is the one of the test's own server. */
const here = (link: string): string => demo.system.url + new URL(link).pathname + new URL(link).hash;

async function signIn(page: Page, email: string, password: string): Promise<void> {
  // Chosen, because the profile's language would come next (I18N-2).
  await page.getByRole("button", { name: "English", exact: true }).click();
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(password);
  await page.locator("sapa-login button[type=submit]").click();
}

const saved = (page: Page, words: RegExp) => page.getByText(words).first().waitFor();

describe("accounts, end to end", () => {
  it("AUTH-9 AUTH-10 AUTH-7 forgot, mail, reset: the new password signs in, the old one and every session are over", async () => {
    const eka = "eka@kopisenja.example";
    const { context, page, problems } = await openPage(demo.browser, "en");
    const other = await openPage(demo.browser, "en");
    await other.page.goto(`${demo.system.url}/inbox`);
    await signIn(other.page, eka, "senja-di-teras");
    await other.page.locator("sapa-frame").waitFor();

    await page.goto(`${demo.system.url}/login`);
    await page.getByRole("link", { name: "Forgot Password" }).click();
    await page.locator("#email").fill(eka);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("If this address is known, a link is on its way").waitFor();

    const link = here(linkIn(await mailTo(eka, /\/link#/)));
    await page.goto(link);
    await page.getByText("The new password applies to every application you open with this email").waitFor();
    expect(page.url()).toBe(`${demo.system.url}/link`);
    await page.locator("#password").fill("password123");
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("Many people use this password").waitFor();
    await page.locator("#password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("Your new password is set.").waitFor();

    await signIn(page, eka, "senja-di-teras");
    await page.getByText("Email or password is wrong").waitFor();
    await signIn(page, eka, NEW_PASSWORD);
    await page.locator("sapa-inbox").waitFor();
    await other.page.reload();
    await other.page.locator("#email").waitFor();

    await page.goto(link);
    await page.getByText("This link has ended").waitFor();
    expect(problems).toEqual([]);
    await Promise.all([context.close(), other.context.close()]);
  });

  it("AUTH-15 ROLE-18 ROLE-22 invite, mail, join; edited, the role holds; deactivated, the session is over", async () => {
    const gita = "gita@kopisenja.example";
    const admin = await openPage(demo.browser, "en");
    const desk = new Desk(demo.system, admin.page, "en");
    await desk.signIn("admin");
    await admin.page.goto(`${demo.system.url}/settings/accounts/users`);
    await admin.page.getByRole("button", { name: "Add user" }).click();
    await admin.page.locator('[data-pointer="/firstName"]').fill("Gita");
    await admin.page.locator('[data-pointer="/email"]').fill(gita);
    await admin.page.getByRole("button", { name: "Send invitation" }).click();
    await saved(admin.page, /Invitation sent to gita@/);

    const person = await openPage(demo.browser, "en");
    await person.page.goto(here(linkIn(await mailTo(gita, /\/link#/))));
    await person.page.getByRole("heading", { name: "Welcome to Kopi Senja" }).waitFor();
    await person.page.locator("#password").fill(NEW_PASSWORD);
    await person.page.getByRole("button", { name: "Set password" }).click();
    await person.page.locator("sapa-inbox").waitFor();
    const menus = () => person.page.locator("nav.rail a.item").count();
    await expect.poll(menus).toBe(1);

    await admin.page.getByRole("link", { name: "Edit Gita" }).click();
    await admin.page.locator("label.segment", { hasText: "Supervisor" }).click();
    await admin.page.getByRole("button", { name: "Save", exact: true }).click();
    await saved(admin.page, /Gita saved/);
    await expect.poll(menus).toBeGreaterThan(1);

    await admin.page.getByRole("button", { name: "Deactivate" }).click();
    await admin.page.getByText("Deactivate Gita?").waitFor();
    await admin.page.locator("sapa-confirm button.destructive").click();
    await saved(admin.page, /Gita is inactive now/);
    await person.page.reload();
    await person.page.locator("#email").waitFor();
    await signIn(person.page, gita, NEW_PASSWORD);
    await person.page.getByText("Email or password is wrong").waitFor();
    expect([...admin.problems, ...person.problems]).toEqual([]);
    await Promise.all([admin.context.close(), person.context.close()]);
  });

  it("AUTH-14 AUTH-5 an account there is joins another organization by its password, and works in either", async () => {
    const daniel = "daniel@kopisenja.example";
    const body = {
      ...{ name: "Roti Pagi", timeZone: "Asia/Jakarta", language: "en", seatLimit: null },
      owner: { email: daniel, firstName: "Daniel", lastName: "Hart" },
    };
    const made = await fetch(`${demo.system.url}/operator/v1/organizations`, {
      method: "POST",
      headers: { authorization: `Bearer ${demo.system.secrets.SAPA_OPERATOR_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(made.status).toBe(201);

    const { context, page, problems } = await openPage(demo.browser, "en");
    await page.goto(here(linkIn(await mailTo(daniel, /Roti Pagi[\s\S]*\/link#/))));
    await page.getByRole("heading", { name: "Join Roti Pagi" }).waitFor();
    await page.locator("#password").fill("bukan kata sandi");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("This is not the newest password of this account").waitFor();
    await page.locator("#password").fill("senja-di-teras");
    await page.getByRole("button", { name: "Confirm" }).click();
    const choice = (name: string) => page.getByRole("menuitemradio", { name });
    const menus = () => page.locator("nav.rail a.item").count();
    const chosenOf = async (name: string): Promise<string | null> => {
      await page.locator("button.me").click();
      const isChosen = await choice(name).getAttribute("aria-checked");
      await page.keyboard.press("Escape");
      return isChosen;
    };
    const switchTo = async (name: string): Promise<void> => {
      await page.locator("button.me").click();
      await Promise.all([page.waitForEvent("load"), choice(name).click()]);
      await page.locator("sapa-inbox").waitFor();
    };
    await page.locator("sapa-inbox").waitFor();
    await expect.poll(menus).toBeGreaterThan(1);
    expect(await chosenOf("Roti Pagi")).toBe("true");
    expect(await page.locator("sapa-room-list button.row").count()).toBe(0);
    const otherTab = await context.newPage();
    await otherTab.goto(`${demo.system.url}/profile`);
    await otherTab.locator('[data-pointer="/phone"]').fill("628111222333");
    await switchTo("Kopi Senja");
    // An agent there, an admin elsewhere.
    await expect.poll(menus).toBe(1);
    await page.locator("sapa-room-list button.row").first().waitFor();
    // The other tab saves nothing of the one organization in the other: it begins anew where its browser is now.
    await otherTab.getByRole("button", { name: "Save", exact: true }).click();
    await otherTab.locator("sapa-room-list button.row").first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("AUTH-16 with codes on, signing in takes the mailed one", async () => {
    const { context, page, problems } = await openPage(demo.browser, "en");
    const desk = new Desk(demo.system, page, "en");
    await desk.signIn("admin");
    await page.goto(`${demo.system.url}/settings/security`);
    await page.locator('[data-pointer="/codeByEmail"]').check();
    await saved(page, /One-time codes are on/);

    const person = await openPage(demo.browser, "en");
    await person.page.goto(`${demo.system.url}/login`);
    const since = Date.now() - 1000;
    await signIn(person.page, "bagas@kopisenja.example", "senja-di-teras");
    await person.page.getByRole("heading", { name: "Enter your code" }).waitFor();
    const code = /\b(\d{6})\b/.exec(await mailTo("bagas@kopisenja.example", /\b\d{6}\b/, since))?.[1] ?? "";
    await person.page.locator("#code").fill(code === "111111" ? "222222" : "111111");
    await person.page.getByText("This code is wrong. 4 tries left.").waitFor();
    await person.page.locator("#code").fill(code);
    await person.page.locator("sapa-inbox").waitFor();

    await page.locator('[data-pointer="/codeByEmail"]').uncheck();
    await saved(page, /One-time codes are off/);
    expect([...problems, ...person.problems]).toEqual([]);
    await Promise.all([context.close(), person.context.close()]);
  });

  it("AUTH-17 AUTH-19 the profile is saved and lists the live sessions, of which the others can be ended", async () => {
    const daniel = "daniel@kopisenja.example";
    const { context, page, problems } = await openPage(demo.browser, "en");
    const other = await openPage(demo.browser, "en");
    for (const one of [page, other.page]) {
      await one.goto(`${demo.system.url}/profile`);
      await signIn(one, daniel, "senja-di-teras");
      await one.locator("sapa-profile-page .cards").waitFor();
    }
    await page.locator('[data-pointer="/phone"]').fill("628123456789");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await saved(page, /Profile saved/);
    await page.reload();
    await expect.poll(() => page.locator('[data-pointer="/phone"]').inputValue()).toBe("628123456789");
    const sessions = page.locator("sapa-sessions-card li");
    // This one, the other, and perhaps those of tests before.
    await expect.poll(() => sessions.count()).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.locator("sapa-confirm button.destructive").click();
    await expect.poll(() => sessions.count()).toBe(1);
    await other.page.reload();
    await other.page.locator("#email").waitFor();
    expect([...problems, ...other.problems]).toEqual([]);
    await Promise.all([context.close(), other.context.close()]);
  });

  it("NAV-2 NAV-3 on a phone the drawer leads everywhere, and addresses survive a reload", async () => {
    const { context, page, problems } = await openPage(demo.browser, "id", { viewport: { width: 390, height: 844 } });
    const desk = new Desk(demo.system, page, "id");
    await desk.signIn("supervisor");
    await page.getByRole("button", { name: "Buka menu" }).click();
    await page.locator(".drawer").getByRole("link", { name: "Kontak" }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/contact");
    await page.reload();
    await page.locator("sapa-contacts").waitFor();
    await expect.poll(() => page.title()).toMatch(/Kontak · Sapa$/);
    await page.goBack();
    await desk.rows.first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
