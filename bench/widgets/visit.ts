import type { Browser, CDPSession, Page } from "playwright";
import { contentPage } from "../pages/content-page.ts";
import { type GuestFigures, installGuestPage } from "../pages/guest-page.ts";
import { pause } from "../support/figures.ts";
import type { WidgetContender } from "./contenders.ts";
import type { Edge, Transfer } from "./edge.ts";

const CPU_SLOW_DOWN = 4;
/** Clicks on the page's own buttons while the chat loads and while it would load its further parts. */
const CLICKS = 12;
const BETWEEN_CLICKS_MS = 250;
const REST_MS = 1_500;

type Guest = {
  usable(selector: string): Promise<{ x: number; y: number }>;
  /** Milliseconds since the click. */
  opened(selector: string): Promise<number>;
  figures(): GuestFigures;
};

/** What one visit found. Script and task times in ms, heap in bytes. */
export type Visit = GuestFigures & {
  scriptMs: number;
  taskMs: number;
  heapBytes: number;
  /** Until the launcher could be clicked, until the page was at rest, and until the open chat was. */
  untilUsable: Transfer[];
  untilRest: Transfer[];
  untilOpened: Transfer[];
  /** From the click on; NaN: it stands open from the start. */
  openMs: number;
};

export type Stage = { browser: Browser; edge: Edge; pictures: readonly string[] };

/** Somebody comes with an empty cache, uses the page, and then opens the chat. `null`: the page has none. */
export async function visit(stage: Stage, contender: WidgetContender | null): Promise<Visit> {
  return onSlowPage(stage, contender, async (page, session) => {
    const launcher = contender && (contender.launcher ?? contender.ready);
    const place = launcher ? call(page, "usable", launcher) : undefined;
    await useThePage(page);
    await pause(REST_MS);
    const spot = await place;
    const costs = await costsOf(session);
    const figures = await page.evaluate(() => (window as never as { guest: Guest }).guest.figures());
    const untilRest = stage.edge.take();
    const openMs = contender?.launcher && spot ? await openAt(page, spot, contender.ready) : Number.NaN;
    if (!Number.isNaN(openMs)) await pause(REST_MS);
    const untilUsable = untilRest.filter(({ at }) => at <= figures.usableAt);
    const untilOpened = [...untilRest, ...stage.edge.take()];
    return { ...figures, ...costs, untilUsable, untilRest, untilOpened, openMs };
  });
}

/** Somebody clicks the launcher the moment it is there: ms until they can write. */
export async function hurry(stage: Stage, contender: WidgetContender): Promise<number> {
  const { launcher, ready } = contender;
  if (launcher === null) return Number.NaN;
  return onSlowPage(stage, contender, async (page) => {
    const spot = await call(page, "usable", launcher);
    return openAt(page, spot, ready);
  });
}

async function onSlowPage<T>(
  stage: Stage,
  contender: WidgetContender | null,
  work: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOW_DOWN });
    await page.addInitScript(installGuestPage);
    stage.edge.take();
    stage.edge.show(contentPage(contender?.snippet ?? "", stage.pictures));
    await page.goto(stage.edge.siteUrl);
    return await work(page, session);
  } finally {
    await context.close();
  }
}

function call<K extends "usable" | "opened">(page: Page, name: K, selector: string): ReturnType<Guest[K]> {
  return page.evaluate(([method, given]) => (window as never as { guest: Guest }).guest[method](given) as never, [
    name,
    selector,
  ] as const) as ReturnType<Guest[K]>;
}

async function useThePage(page: Page): Promise<void> {
  const buttons = await page.locator(".buy").all();
  for (let click = 0; click < CLICKS; click += 1) {
    const box = await buttons[click % 3]?.boundingBox();
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await pause(BETWEEN_CLICKS_MS);
  }
}

async function openAt(page: Page, spot: { x: number; y: number }, ready: string): Promise<number> {
  const opening = call(page, "opened", ready);
  await page.mouse.click(spot.x, spot.y);
  return opening;
}

async function costsOf(session: CDPSession): Promise<{ scriptMs: number; taskMs: number; heapBytes: number }> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const spent = { scriptMs: of("ScriptDuration") * 1000, taskMs: of("TaskDuration") * 1000 };
  // Twice: the first collection frees what finalizers still held.
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const heapBytes = (await session.send("Runtime.getHeapUsage")).usedSize;
  return { ...spent, heapBytes };
}
