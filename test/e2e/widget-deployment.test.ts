import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import { bubbles, isSent, launcher, type Site, say, shownPanel, startSite, visit } from "./widget-site.ts";

const html =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body><h1>Shop</h1>{{widget}}</body></html>';

let site: Site;
beforeAll(async () => {
  site = await startSite({ "/": { html } });
});
afterAll(() => site?.stop());

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const isEmoji = /\/emoji-[^/]*$/;

/** The same widget under other names, and nothing under the former ones. */
async function deploy(page: Page): Promise<void> {
  const folder = inRoot("dist/public/widget-assets");
  const names = readdirSync(folder).filter((name) => !name.startsWith("preview-"));
  const newName = (name: string): string => name.replace(".js", "_2.js");
  const renamed = (text: string): string => names.reduce((all, name) => all.replaceAll(name, newName(name)), text);
  const files = new Map<string, string>();
  let late = renamed(readFileSync(inRoot("dist/public/widget-late.js"), "utf8"));
  for (const name of names) {
    const former = readFileSync(`${folder}/${name}`, "utf8");
    const text = renamed(former);
    files.set(newName(name), text);
    late = late.replaceAll(digest(former), digest(text));
  }
  const served = (body: string) => ({
    body,
    contentType: "text/javascript",
    headers: { "access-control-allow-origin": "*" },
  });
  await page.route("**/widget-late.js*", (route) => route.fulfill(served(late)));
  await page.route("**/widget-assets/**", (route) => {
    const body = files.get(new URL(route.request().url()).pathname.split("/").at(-1) ?? "");
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill(served(body));
  });
}

const emojiButton = (page: Page) => shownPanel(page).getByRole("button", { name: "Choose an emoji" });
const choice = (page: Page) => page.locator("sapa-widget .emoji").getByRole("button").first();
const sentence = (page: Page) => shownPanel(page).getByText("Part of this chat did not load.");
const again = (page: Page) => shownPanel(page).getByRole("button", { name: "Try again" });

describe("a page that stayed open over a deployment", () => {
  it("WIDGET-22 opens the panel of today, with all its parts", async () => {
    const { page, heard, context } = await visit(site, "/");
    await page.locator("sapa-widget .panel").waitFor({ state: "attached" });
    await deploy(page);
    await launcher(page).click();
    await shownPanel(page).waitFor();
    await page.waitForResponse((response) => /\/emoji-.*_2\.js/.test(response.url()));
    await emojiButton(page).click();
    await choice(page).waitFor();
    expect(await sentence(page).count()).toBe(0);
    expect(heard.errors).toEqual([]);
    await context.close();
  });

  it("WIDGET-22 says what is missing, and a try later goes on with chat and draft in the panel of today", async () => {
    const { page, heard, context } = await visit(site, "/", async (page) => {
      await page.clock.install();
      await page.route(isEmoji, (route) => route.fulfill({ status: 404 }));
    });
    await say(page, "Before the deployment");
    await isSent(page);
    await sentence(page).waitFor();
    await shownPanel(page).getByRole("textbox").fill("Half a sen");
    await page.unroute(isEmoji);
    await deploy(page);
    await page.clock.fastForward(61_000);
    await again(page).click();
    await sentence(page).waitFor({ state: "hidden" });
    await emojiButton(page).click();
    await choice(page).waitFor();
    expect(await shownPanel(page).getByRole("textbox").inputValue()).toBe("Half a sen");
    await expect.poll(() => bubbles(page)).toEqual(["Before the deployment"]);
    expect(heard.errors).toEqual([]);
    await context.close();
  });
});

describe("a part that could not be had for a moment", () => {
  it("WIDGET-22 is there at the next try", async () => {
    const { page, context } = await visit(site, "/", (page) =>
      page.route("**/widget-assets/emoji-*", (route) => route.fulfill({ status: 404 })),
    );
    await launcher(page).click();
    await sentence(page).waitFor();
    await page.unrouteAll();
    await again(page).click();
    await sentence(page).waitFor({ state: "hidden" });
    await emojiButton(page).click();
    await choice(page).waitFor();
    await context.close();
  });
});
