import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { STRINGS } from "../../components/survey/strings.ts";
import { roomIdFor } from "../../protocol/ids.ts";
import { SURVEY_WORDS } from "../../protocol/survey.ts";
import type { ShownSurvey } from "../../protocol/survey-page.schema.ts";
import { defaultSettings } from "../../worker/settings/defaults.ts";
import { signSurvey } from "../../worker/surveys/token.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { VIEWS, violations } from "./accessibility.ts";

const demo = useDemoSystem();

const { csat } = defaultSettings("Asia/Jakarta").surveys;

let customers = 0;

/** A customer of Telegram was helped and asked; the link as it goes to them. */
async function linkOfSurvey(): Promise<string> {
  const { organizationId = "", widgetId: integrationId = "" } = demo.system.world ?? {};
  customers += 1;
  const externalId = `tg_${customers}`;
  const roomId = await roomIdFor(integrationId, externalId);
  const names = { integrationName: "Telegram", channel: "telegram", kind: "message", contactName: "Rina" };
  const context = {
    roomId,
    organizationId,
    integrationId,
    ...names,
    contactId: `con_${externalId}`,
    externalId,
    divisionId: null,
  };
  const visitor = {
    kind: "visitor",
    organizationId,
    integrationId,
    visitorId: externalId,
    roomId,
    origin: "",
    expiresAt: 0,
  };
  const settings = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };
  const identity = {
    organizationId,
    memberId: "mem_e2e",
    name: "Dewi",
    role: "supervisor",
    divisionIds: [],
    isRestricted: false,
  };
  const member = { kind: "member", member: { ...identity, settings }, origin: "", expiresAt: 0 };
  const says = (text: string) => ({ type: "message.send", content: { type: "text", text } });
  const at = Date.now() - 60_000;
  const calls = [
    { caller: visitor, id: "1", command: says("Halo"), at },
    { caller: member, id: "2", command: says("Halo juga"), at: at + 1 },
    { caller: member, id: "3", command: { type: "conversation.resolve" }, at: at + 2 },
  ];
  const response = await fetch(`${demo.system.url}/api/dev/rehearse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-sapa-dev-key": demo.system.secrets.SAPA_DEV_KEY },
    body: JSON.stringify({ context, calls }),
  });
  const { headSeq: surveySeq, refused } = (await response.json()) as { headSeq: number; refused: unknown[] };
  expect(refused).toEqual([]);
  return `${demo.system.url}/survey#${await signSurvey(demo.system.secrets.SAPA_SECRET, { roomId, surveySeq }, at)}`;
}

describe.each(VIEWS)("the survey page ($language, $colorScheme)", ({ language, ...view }) => {
  const strings = STRINGS[language];
  const words = SURVEY_WORDS[language].csat;

  async function open(link: string, options: object = {}) {
    const context = await demo.browser.newContext({ ...view, ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    await page.goto(link);
    return { page, problems };
  }
  const title = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

  it("SURVEY-4 SURVEY-5 is answered by keyboard alone, thanks, and may be changed", async () => {
    const { page, problems } = await open(await linkOfSurvey());
    await title(page, csat.title[language]).waitFor();
    expect(await page.locator(".company").textContent()).toBe("Kopi Senja");
    expect(await page.evaluate(() => document.querySelector("input:checked"))).toBeNull();
    await page.getByRole("button", { name: strings.send }).click();
    await page.getByRole("alert").filter({ hasText: strings.choose }).waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Cepat");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await title(page, csat.thanks[language]).waitFor();
    await page.getByRole("button", { name: strings.change }).click();
    const good = page.getByRole("radio", { name: `4, ${words[3]}` });
    expect(await good.isChecked()).toBe(true);
    expect(await page.getByRole("textbox").inputValue()).toBe("Cepat");
    await page.getByRole("radio", { name: `5, ${words[4]}` }).check();
    await page.getByRole("button", { name: strings.send }).click();
    await title(page, csat.thanks[language]).waitFor();
    // Whoever opens the link again finds the answer there.
    await page.reload();
    await title(page, csat.title[language]).waitFor();
    expect(await page.getByRole("radio", { name: `5, ${words[4]}` }).isChecked()).toBe(true);
    expect(problems).toEqual([]);
  });

  it("SURVEY-4 a wrong link says that the survey has ended, and a broken line that it may be tried again", async () => {
    const wrong = await open(`${demo.system.url}/survey#x.y.z`);
    await title(wrong.page, strings.ended).waitFor();
    const { page } = await open("about:blank");
    await page.route("**/survey/v1/view", (route) => route.abort(), { times: 1 });
    await page.goto(await linkOfSurvey());
    await title(page, strings.failed).waitFor();
    await page.getByRole("button", { name: strings.again }).click();
    await title(page, csat.title[language]).waitFor();
  });

  it("GEN-10 SURVEY-5 axe finds nothing in any state, and nothing is wider than the page, also at 200 %", async () => {
    const { page } = await open(await linkOfSurvey(), { bypassCSP: true });
    const clean = async (): Promise<void> => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await title(page, csat.title[language]).waitFor();
    await clean();
    await page.getByRole("button", { name: strings.send }).click();
    await clean();
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: strings.send }).click();
    await title(page, csat.thanks[language]).waitFor();
    await clean();
    await page.setViewportSize({ width: 320, height: 640 });
    const asked: ShownSurvey = { organizationName: "K".repeat(120), ...csat, kind: "nps", answer: null };
    await page.route("**/survey/v1/view", (route) => route.fulfill({ json: asked }));
    await page.reload();
    await page.getByRole("radio", { name: "10, " }).waitFor();
    await clean();
  });
});
