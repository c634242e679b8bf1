import { figure, ms, table, times, verdict } from "../support/section.ts";
import { median, percentile, sum } from "../support/statistics.ts";
import type { WidgetContender } from "./contenders.ts";
import type { Transfer } from "./edge.ts";
import type { Visit } from "./visit.ts";

/** Visits to the page with this chat; `contender` null: with none. */
export type Measured = { contender: WidgetContender | null; visits: Visit[]; hurriedMs: number[] };

const OPEN_GOAL_MS = 100;
/** The steps in which browsers round how long an interaction took. */
const INP_STEP_MS = 8;

export function reportWidgets(measured: readonly Measured[], missing: readonly string[]): string {
  const [alone, ours, ...rest] = measured;
  if (!alone || !ours) throw new Error("Nothing was measured");
  const chats = [ours, ...rest];
  return [
    ...verdicts(alone, ours),
    "",
    ...(missing.length > 0 ? [`Left out, because the registry was not reached: ${missing.join(", ")}.`, ""] : []),
    "What is transferred with an empty cache: requests and kB as brotli, until the launcher can be clicked, until the page is",
    "at rest, and until the open chat is. Unpacked: what browsers have to read in the end.",
    "",
    table(
      ["", "requests", "kB", "at rest", "kB", "open", "kB", "unpacked kB", "Sapa's share"],
      chats.map((one) => bytesRow(one, ours)),
    ),
    "",
    "A page of text, pictures and buttons, before the chat is opened, on a processor slowed down 4 times; what the page",
    "costs alone is taken off in the first three columns:",
    "",
    table(
      ["", "script ms", "main thread ms", "heap kB", "long tasks", "together ms", "layout shift", "slowest click ms"],
      [costRow(alone, undefined), ...chats.map((one) => costRow(one, alone))],
    ),
    "",
    "From the click on the launcher until the text box is painted:",
    "",
    table(
      ["", "p50 ms", "p95 ms", "clicked at once p50 ms"],
      chats.filter(({ contender }) => contender?.launcher).map(openRow),
    ),
  ].join("\n");
}

const of = ({ visits }: Measured, key: { [K in keyof Visit]: Visit[K] extends number ? K : never }[keyof Visit]) =>
  visits.map((one) => one[key]).filter((value) => !Number.isNaN(value));
const nameOf = ({ contender }: Measured): string => contender?.name ?? "the page alone";

function verdicts(alone: Measured, ours: Measured): string[] {
  const openMs = percentile(of(ours, "openMs"), 0.95);
  const more = sum(of(ours, "longTasks")) - sum(of(alone, "longTasks"));
  const shift = Math.max(...of(ours, "layoutShift")) - Math.max(...of(alone, "layoutShift"));
  const inp = [median(of(ours, "slowestMs")), median(of(alone, "slowestMs"))] as const;
  return [
    verdict("no long task of the chat", more <= 0, `${figure(Math.max(0, more))} in ${ours.visits.length} visits`),
    verdict("layout shift 0", shift <= 0, figure(Math.max(0, shift), shift <= 0 ? 0 : 4)),
    verdict(
      `the page's slowest click as without the chat (within one step of ${INP_STEP_MS} ms)`,
      inp[0] <= inp[1] + INP_STEP_MS,
      `${slow(inp[0])} ms, without ${slow(inp[1])} ms`,
    ),
    verdict(`open within ${OPEN_GOAL_MS} ms after the click at p95`, openMs <= OPEN_GOAL_MS, `${ms(openMs)} ms`),
  ];
}

const kB = (bytes: number): string => figure(bytes / 1024, 1);

/** The median visit's: everybody gets the same, apart from what came a moment too late to count. */
function transferOf(
  measured: Measured,
  key: "untilUsable" | "untilRest" | "untilOpened",
): Record<"requests" | "wire" | "raw", number> {
  const of = (value: (list: Transfer[]) => number): number => median(measured.visits.map((one) => value(one[key])));
  return {
    requests: of((list) => list.length),
    wire: of((list) => sum(list.map(({ wireBytes }) => wireBytes))),
    raw: of((list) => sum(list.map(({ rawBytes }) => rawBytes))),
  };
}

function bytesRow(measured: Measured, ours: Measured): string[] {
  const opened = transferOf(measured, "untilOpened");
  return [
    nameOf(measured),
    ...[transferOf(measured, "untilUsable"), transferOf(measured, "untilRest"), opened].flatMap(
      ({ requests, wire }) => [figure(requests), kB(wire)],
    ),
    kB(opened.raw),
    measured === ours ? "" : times(transferOf(ours, "untilOpened").wire / opened.wire),
  ];
}

function costRow(measured: Measured, alone: Measured | undefined): string[] {
  const above = (key: "scriptMs" | "taskMs" | "heapBytes"): number =>
    median(of(measured, key)) - (alone ? median(of(alone, key)) : 0);
  const shift = median(of(measured, "layoutShift"));
  return [
    nameOf(measured),
    figure(above("scriptMs")),
    figure(above("taskMs")),
    figure(above("heapBytes") / 1024),
    figure(median(of(measured, "longTasks"))),
    figure(median(of(measured, "longTaskMs"))),
    figure(shift, shift === 0 ? 0 : 4),
    slow(median(of(measured, "slowestMs"))),
  ];
}

const slow = (value: number): string => (value === 0 ? "under 16" : figure(value));

function openRow(measured: Measured): string[] {
  const opened = of(measured, "openMs");
  return [nameOf(measured), ms(median(opened)), ms(percentile(opened, 0.95)), ms(median(measured.hurriedMs))];
}
