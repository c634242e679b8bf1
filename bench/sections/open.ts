import type { Page } from "playwright";
import { launchBrowser } from "../../test/support/browser.ts";
import { startTestSystem } from "../../test/support/running-system.ts";
import { makeTalks } from "../data/talks.ts";
import { installOpenPage, type Opening } from "../pages/open-page.ts";
import { pause } from "../support/figures.ts";
import { figure, ms, type Section, table, verdict } from "../support/section.ts";
import { median, percentile } from "../support/statistics.ts";

const MESSAGES = 120;
const SHOWN = 50;
const GOAL_MS = 100;
/** An object that has nothing to do leaves memory after about ten seconds. */
const ASLEEP_MS = 15_000;

type Bench = { opened(roomId: string, count: number): Promise<Opening>; aim(roomId: string): void };
const inPage = (page: Page, roomId: string): Promise<Opening> =>
  page.evaluate(([room, count]) => (window as never as { bench: Bench }).bench.opened(room, count), [
    roomId,
    SHOWN,
  ] as const);

export const open: Section = {
  name: "open",
  title: "Opening a room",
  async run(pace, log) {
    const rooms = pace.isQuick ? 12 : 40;
    const rounds = pace.isQuick ? 2 : 5;
    const system = await startTestSystem({ withDemoData: true });
    const browser = await launchBrowser();
    try {
      log(`${figure(rooms)} rooms with ${figure(MESSAGES)} messages each`);
      const roomIds = await makeTalks(system, rooms, MESSAGES);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript(installOpenPage);
      const account = system.world?.accounts.find(({ role }) => role === "supervisor");
      if (!account) throw new Error("The demo organization has no supervisor");
      await page.goto(system.url);
      await page.locator("#email").fill(account.email);
      await page.locator("#password").fill(account.password);
      await page.locator("sapa-login button[type=submit]").click();
      await page.locator("button.row").first().waitFor();

      await pause(ASLEEP_MS);
      const shownIds = roomIds.toReversed().slice(0, pace.isQuick ? 8 : 12);
      log("each for the first time, its object asleep");
      const cold = await openEach(page, shownIds);
      log("each again, the others in between");
      const warm: Opening[] = [];
      for (let round = 0; round < rounds; round += 1) warm.push(...(await openEach(page, shownIds)));
      return report(cold, warm);
    } finally {
      await browser.close();
      await system.stop();
    }
  },
};

async function openEach(page: Page, roomIds: readonly string[]): Promise<Opening[]> {
  const found: Opening[] = [];
  for (const roomId of roomIds) {
    await page.evaluate((room) => (window as never as { bench: Bench }).bench.aim(room), roomId);
    const opening = inPage(page, roomId);
    await page.keyboard.press("Enter");
    found.push(await opening);
    // Positions and drafts are told behind it; the next opening must not meet them.
    await pause(250);
  }
  return found;
}

function report(cold: readonly Opening[], warm: readonly Opening[]): string {
  const p95 = percentile(
    warm.map(({ paintedMs }) => paintedMs),
    0.95,
  );
  return [
    `From the key press on a row until the newest ${SHOWN} of ${figure(MESSAGES)} messages are painted, in Chromium with the whole`,
    "system on the same machine. First time: nothing of the room is known and its object is asleep. Again: the room was open",
    "before in this page, which shows what it held and asks only for what is missing.",
    "",
    table(
      [
        "",
        "openings",
        "room on screen p50 ms",
        "socket open p50 ms",
        "messages here p50 ms",
        "painted p50 ms",
        "p95 ms",
      ],
      [row("first time", cold), row("again", warm)],
    ),
    "",
    verdict(`switching to a room that was open before within ${GOAL_MS} ms at p95`, p95 <= GOAL_MS, `${ms(p95)} ms`),
  ].join("\n");
}

function row(name: string, openings: readonly Opening[]): string[] {
  const of = (key: keyof Opening): number[] => openings.map((one) => one[key]).filter((value) => !Number.isNaN(value));
  return [
    name,
    figure(openings.length),
    ms(median(of("frameMs"))),
    ms(median(of("socketMs"))),
    ms(median(of("messagesMs"))),
    ms(median(of("paintedMs"))),
    ms(percentile(of("paintedMs"), 0.95)),
  ];
}
