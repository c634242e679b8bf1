import { readFileSync } from "node:fs";
import type { Locator } from "playwright";
import { expect, it } from "vitest";
import { pdf } from "../../scripts/support/pdf.ts";
import { png } from "../../scripts/support/png.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { exe } from "../support/sample-files.ts";
import { Desk, openPage, Visitor } from "./desk.ts";

const demo = useDemoSystem();

const isDrawn = (image: Locator): Promise<boolean> =>
  image.evaluate((element) => (element as HTMLImageElement).naturalWidth > 0).catch(() => false);

it("MSG-6 MSG-13 WIDGET-14 a visitor's picture reaches the agent, the agent's document the visitor, and nothing false either", async () => {
  const shop = await openPage(demo.browser, "en", { viewport: { width: 1280, height: 800 } });
  await shop.page.goto(demo.system.demoPageUrl);
  const visitor = new Visitor(shop.page, "en");
  await visitor.open();
  await visitor.panel.getByRole("textbox").fill("Is this the right bag?");
  const choosing = shop.page.waitForEvent("filechooser");
  await visitor.panel.getByRole("button", { name: visitor.strings.attach }).click();
  const picture = Buffer.from(await png(120, 90));
  await (await choosing).setFiles([
    { name: "bag.png", mimeType: "image/png", buffer: picture },
    { name: "holiday.jpg", mimeType: "image/jpeg", buffer: Buffer.from(exe()) },
  ]);
  await visitor.panel.getByText("This kind of file cannot be sent.", { exact: false }).waitFor();
  await visitor.panel.getByText("Ready", { exact: false }).waitFor();
  await visitor.panel.getByRole("button", { name: visitor.strings.send }).click();
  await visitor.panel.getByText("Is this the right bag?").waitFor();

  const work = await openPage(demo.browser, "en");
  const desk = new Desk(demo.system, work.page, "en");
  await desk.signIn("supervisor");
  await desk.row("Is this the right bag?").click();
  const image = work.page.locator("sapa-media img").last();
  await expect.poll(() => isDrawn(image)).toBe(true);
  const link = await image.getAttribute("src");

  const list = pdf(["Price list"]);
  const asking = work.page.waitForEvent("filechooser");
  await work.page.locator("sapa-composer .attach button").first().click();
  await work.page.getByRole("menuitem", { name: desk.text.t("attach.document") }).click();
  await (await asking).setFiles([
    { name: "../daftar harga ☕.pdf", mimeType: "application/pdf", buffer: Buffer.from(list) },
  ]);
  await work.page.locator("sapa-upload-tray .state").getByText("Ready", { exact: false }).waitFor();
  await desk.reply("Here is our price list");

  const card = visitor.panel.getByRole("link", { name: "daftar harga", exact: false });
  // Before its address has come a click asks for one, and a new tab downloads; that is told of elsewhere.
  await expect.poll(() => card.getAttribute("href")).toContain("download=1");
  const [download] = await Promise.all([shop.page.waitForEvent("download"), card.click()]);
  const saved = { name: download.suggestedFilename(), address: download.url() };
  expect(saved).toEqual({ name: "daftar harga ☕.pdf", address: expect.stringContaining("download=1") });
  expect(readFileSync(await download.path()).equals(Buffer.from(list))).toBe(true);

  // Opened by itself a picture is a page without any rights, and an address that was touched opens nothing.
  const answer = await fetch(new URL(link ?? "", demo.system.url));
  expect([answer.status, answer.headers.get("content-security-policy")]).toEqual([
    200,
    "sandbox; default-src 'none'; frame-ancestors 'none'",
  ]);
  expect((await fetch(new URL((link ?? "").replace(/signature=.{3}/, "signature=AAA"), demo.system.url))).status).toBe(
    403,
  );
  expect([shop.problems, work.problems]).toEqual([[], []]);
  await Promise.all([shop.context.close(), work.context.close()]);
});
