import { readFile } from "node:fs/promises";
import type { Browser, CDPSession, Page } from "playwright";
import { build } from "../../scripts/build.ts";
import { inRoot } from "../../scripts/support/paths.ts";
import { launchBrowser } from "../../test/support/browser.ts";
import { installListPage } from "../pages/list-page.ts";
import type { Pace } from "../support/pace.ts";
import { figure, ms, type Section, table, verdict } from "../support/section.ts";
import { median, percentile } from "../support/statistics.ts";

const ROOMS = 100_000;
/** All rows in the page at once: more than this many take the browser down. */
const ROOMS_DRAWN = 5_000;
/** Each of them may take a second. */
const FRAMES_DRAWN = 40;
const GOAL_MS = 16;
const ADDRESS = "https://inbox.bench";

type Contender = { firstRowMs: number; heapBytes: number; nodes: number; frames: number[] };
type Inbox = Contender & { busyFrames: number[]; otherChoiceMs: number };
type Bench = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** A page that loads the built element and nothing else; no address leaves the machine. */
async function openPage(browser: Browser): Promise<{ page: Page; meter: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/")
      return route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><style>body{margin:0}sapa-inbox{position:absolute;inset:0}</style>
               <script type="module" src="/components/sapa.js"></script>`,
      });
    const body = await readFile(inRoot(`dist/public${pathname}`)).catch(() => null);
    return body ? route.fulfill({ contentType: "text/javascript", body }) : route.fulfill({ status: 404 });
  });
  const page = await context.newPage();
  await page.addInitScript(installListPage);
  await page.goto(ADDRESS);
  await page.waitForFunction(() => customElements.get("sapa-inbox") !== undefined);
  return { page, meter: await context.newCDPSession(page) };
}

const call = <T>(page: Page, name: string, ...args: unknown[]): Promise<T> =>
  page.evaluate(
    ([method, values]) => (window as never as { bench: Bench }).bench[method as string]?.(...(values as unknown[])),
    [name, args] as const,
  ) as Promise<T>;

async function weigh(meter: CDPSession): Promise<{ heapBytes: number; nodes: number }> {
  await meter.send("HeapProfiler.enable");
  await meter.send("HeapProfiler.collectGarbage");
  await meter.send("Performance.enable");
  const { metrics } = await meter.send("Performance.getMetrics");
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heapBytes: value("JSHeapUsedSize"), nodes: value("Nodes") };
}

type RowSource = { html: string; css: string };

async function measureInbox(browser: Browser, frames: number): Promise<{ figures: Inbox; source: RowSource }> {
  const { page, meter } = await openPage(browser);
  const firstRowMs = await call<number>(page, "openInbox");
  const source = await call<RowSource>(page, "rowSource");
  await call(page, "fill", ROOMS);
  const otherChoiceMs = await call<number>(page, "otherChoice");
  const weight = await weigh(meter);
  await call(page, "scrollInbox", frames / 4);
  const calm = await call<number[]>(page, "scrollInbox", frames);
  const busyFrames = await call<number[]>(page, "scrollBusyInbox", frames, ROOMS);
  await page.context().close();
  return { figures: { firstRowMs, otherChoiceMs, ...weight, frames: calm, busyFrames }, source };
}

async function measureOther(
  browser: Browser,
  open: "openAll" | "openPlain",
  source: RowSource,
  rooms: number,
  frames: number,
): Promise<Contender> {
  const { page, meter } = await openPage(browser);
  const firstRowMs = await call<number>(page, open, source, rooms);
  const weight = await weigh(meter);
  await call(page, "scrollBox", frames / 4);
  const calm = await call<number[]>(page, "scrollBox", frames);
  await page.context().close();
  return { firstRowMs, ...weight, frames: calm };
}

const row = (name: string, { firstRowMs, heapBytes, nodes, frames }: Contender): string[] => [
  name,
  ms(firstRowMs),
  figure(heapBytes / 1024 / 1024, 1),
  figure(nodes),
  ...[0.5, 0.95, 0.99].map((share) => ms(percentile(frames, share))),
];

async function measure(pace: Pace, log: (line: string) => void): Promise<string> {
  await build({ log });
  // Without the beat of a screen the time between two frames is what a frame takes.
  const browser = await launchBrowser({ args: ["--disable-frame-rate-limit", "--disable-gpu-vsync"] });
  const frames = pace.isQuick ? 200 : 800;
  try {
    log(`${figure(ROOMS)} rooms in the inbox`);
    const runs: Inbox[] = [];
    let source: RowSource = { html: "", css: "" };
    for (let round = 0; round < Math.min(3, pace.rounds); round += 1) {
      const run = await measureInbox(browser, frames);
      runs.push(run.figures);
      source = run.source;
    }
    log("the same rows by other means");
    const plain = await measureOther(browser, "openPlain", source, ROOMS, frames);
    const all = await measureOther(browser, "openAll", source, ROOMS_DRAWN, FRAMES_DRAWN);
    return report(runs, plain, all);
  } finally {
    await browser.close();
  }
}

function report(runs: readonly Inbox[], plain: Contender, all: Contender): string {
  const inbox: Contender = {
    firstRowMs: median(runs.map((run) => run.firstRowMs)),
    heapBytes: median(runs.map((run) => run.heapBytes)),
    nodes: median(runs.map((run) => run.nodes)),
    frames: runs.flatMap((run) => run.frames),
  };
  const busy = runs.flatMap((run) => run.busyFrames);
  const p95 = percentile(inbox.frames, 0.95);
  const busyP95 = percentile(busy, 0.95);
  return [
    `A list of ${figure(ROOMS)} rooms in Chromium, scrolled by three rows a frame, which is a hard flick. The browser draws as`,
    "often as it can, so that the time between two frames is what a frame costs: script, style, layout and paint. First row:",
    "from putting the element into the page (its script is loaded) until it is painted. Plain DOM: the same row, cloned 24",
    "times, moved, and three of its texts set, which is the least a list can do. All rows: only",
    `${figure(ROOMS_DRAWN)} of them, because the browser does not survive a hundred thousand.`,
    "",
    table(
      ["", "first row ms", "heap MB", "nodes", "frame p50 ms", "p95 ms", "p99 ms"],
      [
        row("inbox", inbox),
        row("inbox, 1,000 rooms a second change", { ...inbox, frames: busy }),
        row("plain DOM", plain),
        row("all rows", all),
      ],
    ),
    "",
    `Another status with all of these rooms known is painted after ${ms(median(runs.map((run) => run.otherChoiceMs)))} ms.`,
    "",
    verdict(`a frame of scrolling takes less than ${GOAL_MS} ms, 95th percentile`, p95 < GOAL_MS, `${ms(p95)} ms`),
    verdict(`also while a thousand rooms change each second`, busyP95 < GOAL_MS, `${ms(busyP95)} ms`),
  ].join("\n");
}

export const list: Section = {
  name: "list",
  title: "The list at 100,000 rooms",
  run: measure,
};
