import { SignJWT } from "jose";
import type { BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roomIdFor } from "../../protocol/ids.ts";
import { eventsOf, type Office, sessionIn, startShop } from "./widget-office.ts";
import {
  bubbles,
  type Heard,
  isSent,
  launcher,
  listen,
  openPanel,
  type SitePage,
  say,
  shownPanel,
} from "./widget-site.ts";

/** A site with sign-in of its own: who is signed in stands in the browser, and its server signs for them when asked. */
const SHOP = `<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1><script>
window.Sapa = function () { (Sapa.q = Sapa.q || []).push(arguments); };
window.signIn = (who) => {
  localStorage.setItem("who", who);
  Sapa("identify", { token: () => signFor(who) });
};
window.signOut = () => { localStorage.removeItem("who"); Sapa("logout"); };
if (localStorage.getItem("who")) signIn(localStorage.getItem("who"));
</script>{{widget}}</body></html>`;
const pages: Record<string, SitePage> = { "/": { html: SHOP } };

type ShopWindow = Window & { signIn(who: string): void; signOut(): void };
const signIn = (page: Page, who: string) => page.evaluate((name) => (window as never as ShopWindow).signIn(name), who);
const signOut = (page: Page) => page.evaluate(() => (window as never as ShopWindow).signOut());

/** Only something that hangs may reach this. */

let office: Office;
let widgetId: string;
let address: string;
let secret: Uint8Array;
/** Seconds that what is signed now is good for. */
let lifeSeconds = 600;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  office = await startShop(pages);
  ({ widgetId, address } = await office.newWidget());
  secret = await office.secretOf(widgetId);
});
afterAll(() => office?.stop());

const sign = (sub: string, key: Uint8Array): Promise<string> =>
  new SignJWT({ name: sub, email: `${sub.toLowerCase()}@example.com` })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifeSeconds)
    .sign(key);

/** Another person's computer. */
async function computer(key: Uint8Array = secret): Promise<BrowserContext> {
  const context = await office.site.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  await context.exposeFunction("signFor", (who: string) => sign(who, key));
  contexts.push(context);
  return context;
}

async function tab(context: BrowserContext, at = address): Promise<{ page: Page; heard: Heard }> {
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(office.site.origin + at);
  await launcher(page).waitFor();
  return { page, heard };
}

const shows = (page: Page, words: string[]) => expect.poll(() => bubbles(page)).toEqual(words);
const line = (page: Page, words: string) => shownPanel(page).getByText(words, { exact: true }).waitFor();
const kept = (page: Page): Promise<string> =>
  page.evaluate((key) => localStorage.getItem(key) ?? "", `sapa:${widgetId}`);

/** What somebody with a token of the visitor's would be answered. */
async function asVisitor(path: string, token: string | undefined, body?: object): Promise<number> {
  const headers: Record<string, string> = { origin: office.site.origin, "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const init = body ? { method: "POST", body: JSON.stringify(body), headers } : { headers };
  return (await fetch(`${office.site.system.url}/widget/v1/${path}?widget=${widgetId}`, init)).status;
}

describe("somebody the site signs for", () => {
  it("WIDGET-19 has one room in all browsers; what was said before belongs to the contact and is not readable here any more", async () => {
    const laptop = await tab(await computer());
    await say(laptop.page, "Before signing in");
    await isSent(laptop.page);
    const former = await sessionIn(laptop.page, widgetId);
    await signIn(laptop.page, "Ana");
    await shows(laptop.page, []);
    await say(laptop.page, "From the laptop");
    await isSent(laptop.page);

    const phone = await tab(await computer());
    await signIn(phone.page, "Ana");
    await openPanel(phone.page);
    await shows(phone.page, ["From the laptop"]);
    await say(phone.page, "From the phone");
    await shows(laptop.page, ["From the laptop", "From the phone"]);
    await laptop.page.reload();
    await openPanel(laptop.page);
    await shows(laptop.page, ["From the laptop", "From the phone"]);

    for (const { page } of [laptop, phone]) {
      expect(await kept(page)).not.toMatch(/accessToken|refreshToken|From the|Before/);
    }
    const { accessToken, refreshToken, roomId } = former;
    expect(await asVisitor("visitors/renew", undefined, { widgetId, refreshToken })).toBe(401);
    expect(await asVisitor("events", accessToken)).toBeGreaterThanOrEqual(401);

    const staff = office.enter(roomId);
    await expect.poll(() => eventsOf(staff).map(({ type }) => type)).toContain("contact.linked");
    const anaRoom = await roomIdFor(widgetId, "sub:Ana");
    await expect
      .poll(async () => {
        const history = await office.ask<{ rooms: { roomId: string }[] }>("GET", `/api/v1/rooms/${anaRoom}/history`);
        return history.rooms.map((room) => room.roomId);
      })
      .toEqual([roomId]);
    const { page: screen, problems } = await office.deskAt(anaRoom);
    const details = screen.locator("sapa-details");
    await details.getByText("ana@example.com").waitFor();
    expect(await details.locator(".mark.verified").count()).toBe(1);
    expect([...laptop.heard.errors, ...phone.heard.errors, ...problems]).toEqual([]);
    await screen.context().close();
  });

  it("WIDGET-20 another person on the same computer sees nothing of the former one, at once and after a reload", async () => {
    const { page, heard } = await tab(await computer());
    await signIn(page, "Budi");
    await openPanel(page);
    await say(page, "Budi's secret");
    await isSent(page);
    await signIn(page, "Citra");
    await openPanel(page);
    await shows(page, []);
    await say(page, "Citra's words");
    await isSent(page);
    await shows(page, ["Citra's words"]);
    await page.reload();
    await openPanel(page);
    await shows(page, ["Citra's words"]);
    expect(await page.content()).not.toContain("Budi's secret");
    expect(await kept(page)).not.toContain("Budi");
    await signIn(page, "Budi");
    await openPanel(page);
    await shows(page, ["Budi's secret"]);
    expect(heard.errors).toEqual([]);
  });

  it("WIDGET-20 a second tab of the former person is emptied at once, and not by another one of the same person", async () => {
    const context = await computer();
    const [first, second, third] = [await tab(context), await tab(context), await tab(context)];
    for (const { page } of [first, second]) await signIn(page, "Hana");
    for (const { page } of [first, second]) await openPanel(page);
    await say(first.page, "Hana's secret");
    await isSent(first.page);
    await shows(second.page, ["Hana's secret"]);
    // The site's own page of signing in, which did not say that somebody left.
    await signIn(third.page, "Hana");
    await openPanel(third.page);
    await shows(third.page, ["Hana's secret"]);
    await third.page.waitForTimeout(500);
    for (const { page } of [first, second]) await shows(page, ["Hana's secret"]);
    await third.page.evaluate(() => localStorage.setItem("who", "Indra"));
    await third.page.reload();
    await openPanel(third.page);
    for (const { page } of [first, second]) {
      await shows(page, []);
      await line(page, "Sign in again to continue");
    }
    await say(third.page, "Indra's words");
    await isSent(third.page);
    await shows(third.page, ["Indra's words"]);
    expect(await kept(third.page)).not.toMatch(/vis_|signedAs/);
    expect([first, second, third].flatMap(({ heard }) => heard.errors)).toEqual([]);
  });

  it("WIDGET-20 logout empties a second open tab at once, and the next chat is another visitor's", async () => {
    const context = await computer();
    const first = await tab(context);
    await signIn(first.page, "Dewi");
    await openPanel(first.page);
    await say(first.page, "Dewi's secret");
    await isSent(first.page);
    const second = await tab(context);
    await openPanel(second.page);
    await shows(second.page, ["Dewi's secret"]);

    await signOut(first.page);
    await shows(first.page, []);
    await shows(second.page, []);
    await line(second.page, "Sign in again to continue");
    for (const { page } of [first, second]) expect(await kept(page)).not.toMatch(/secret|Token/);
    await second.page.reload();
    await say(second.page, "Somebody else");
    await isSent(second.page);
    await shows(second.page, ["Somebody else"]);
    await expect.poll(() => sessionIn(second.page, widgetId)).toBeTruthy();
    expect((await sessionIn(second.page, widgetId)).roomId).not.toBe(await roomIdFor(widgetId, "sub:Dewi"));
    expect([...first.heard.errors, ...second.heard.errors]).toEqual([]);
  });

  it("WIDGET-19 a signature that has ended leaves a plain line, and a fresh one heals it", async () => {
    const { page, heard } = await tab(await computer());
    await signIn(page, "Eka");
    await openPanel(page);
    await say(page, "While it held");
    await isSent(page);
    const lapse = async () => {
      lifeSeconds = -120;
      await page.reload();
      await openPanel(page);
      await line(page, "Sign in again to continue").finally(() => {
        lifeSeconds = 600;
      });
      expect(await shownPanel(page).locator("footer textarea").count()).toBe(0);
      await shows(page, []);
    };
    await lapse();
    // Somebody who signs in again on another page comes back to this one.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await shows(page, ["While it held"]);
    await say(page, "And again");
    await isSent(page);
    await lapse();
    await launcher(page).click();
    await launcher(page).click();
    await shows(page, ["While it held", "And again"]);
    expect(heard.errors).toEqual([]);
  });

  it("WIDGET-19 a signature with a shorter life than the chat is asked for anew, and nobody notices", async () => {
    lifeSeconds = -25;
    const context = await computer();
    const { page, heard } = await tab(context);
    try {
      await signIn(page, "Fajar");
      await openPanel(page);
      await say(page, "In the last seconds");
      await isSent(page);
      lifeSeconds = 600;
      await page.waitForTimeout(8_000);
      await say(page, "After them");
      await isSent(page);
      await shows(page, ["In the last seconds", "After them"]);
    } finally {
      lifeSeconds = 600;
    }
    expect(await shownPanel(page).getByText("Sign in again").count()).toBe(0);
    expect(heard.errors).toEqual([]);
  });

  it("WIDGET-19 nobody becomes another person by a made-up signature", async () => {
    const { page, heard } = await tab(
      await computer(new TextEncoder().encode("a secret that somebody made up, long enough")),
    );
    await signIn(page, "Ana");
    await openPanel(page);
    await line(page, "Sign in again to continue");
    expect(await bubbles(page)).toEqual([]);
    expect(heard.errors).toEqual([]);
  });
});

describe("a widget for signed persons only", () => {
  it("WIDGET-19 asks others to sign in, refuses them by request too, and opens to whom the site signs for", async () => {
    const only = await office.newWidget({ signedOnly: true });
    const { page, heard } = await tab(await computer(await office.secretOf(only.widgetId)), only.address);
    await openPanel(page);
    await line(page, "Sign in to chat with us");
    expect(await shownPanel(page).locator("footer textarea").count()).toBe(0);
    const refused = await fetch(`${office.site.system.url}/widget/v1/visitors?widget=${only.widgetId}`, {
      method: "POST",
      headers: { origin: office.site.origin, "content-type": "application/json" },
      body: JSON.stringify({ widgetId: only.widgetId }),
    });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, "widget.signed_only"]);
    await signIn(page, "Gita");
    await say(page, "Now I may");
    await isSent(page);
    await signOut(page);
    await line(page, "Sign in to chat with us");
    await shows(page, []);
    expect(heard.errors).toEqual([]);
  });
});
