import { AsyncLocalStorage } from "node:async_hooks";
import type { Figures, Usage } from "./contract.ts";

const noUsage = (): Usage => ({
  requests: 0,
  frames: 0,
  alarms: 0,
  rowsWritten: 0,
  rowsByTable: {},
  alarmRows: 0,
  awakeMs: 0,
});
const noFigures = (): Figures => ({ classes: {}, roundTrips: 0, projected: 0, lagsMs: [] });

let figures = noFigures();
/** Older events are not counted: a room that wakes up sends what it does not know to be stored once more. */
let countedSince = 0;

export const usageOf = (name: string): Usage => {
  figures.classes[name] ??= noUsage();
  return figures.classes[name];
};

/** Answers and sets back. From now on only events with a time from `since` on count as projected. */
export function takeFigures(since: number): Figures {
  countedSince = since;
  const taken = figures;
  figures = noFigures();
  return taken;
}

const TABLE = /\b(?:INTO|UPDATE|FROM)\s+(\w+)/i;

export function noteRows(name: string, query: string, rows: number): void {
  if (rows === 0) return;
  const usage = usageOf(name);
  const table = TABLE.exec(query)?.[1] ?? "other";
  usage.rowsWritten += rows;
  usage.rowsByTable[table] = (usage.rowsByTable[table] ?? 0) + rows;
}

export function noteProjected(events: { at: number }[], now: number): void {
  for (const event of events) {
    if (event.at < countedSince) continue;
    figures.projected += 1;
    figures.lagsMs.push(now - event.at);
  }
}

/** One object's waking time: the union of everything that holds it. */
export class Holder {
  readonly #name: string;
  #held = 0;
  #since = 0;

  constructor(name: string) {
    this.#name = name;
  }

  hold(): void {
    if (this.#held === 0) this.#since = Date.now();
    this.#held += 1;
  }

  release(): void {
    this.#held -= 1;
    if (this.#held === 0) usageOf(this.#name).awakeMs += Date.now() - this.#since;
  }

  /** Runs `work` in this object's name, so that timers and requests begun in it count as its own. */
  during<T>(work: () => T): T {
    this.hold();
    let result: T;
    try {
      result = holders.run(this, work);
    } catch (error) {
      this.release();
      throw error;
    }
    if (result instanceof Promise || isThenable(result)) {
      const release = () => this.release();
      (result as PromiseLike<unknown>).then(release, release);
    } else this.release();
    return result;
  }
}

const isThenable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

const holders = new AsyncLocalStorage<Holder>();

/** Timers that wait and requests that are under way keep an object awake; from now on they are counted. */
export function meterRuntime(): void {
  meterTimers();
  const plainFetch = globalThis.fetch;
  globalThis.fetch = ((...request: Parameters<typeof fetch>) => {
    figures.roundTrips += 1;
    const holder = holders.getStore();
    return holder ? holder.during(() => plainFetch(...request)) : plainFetch(...request);
  }) as typeof fetch;
}

function meterTimers(): void {
  const { setTimeout: plainSet, clearTimeout: plainClear } = globalThis;
  const waiting = new Map<unknown, Holder>();
  const settle = (timer: unknown) => {
    waiting.get(timer)?.release();
    waiting.delete(timer);
  };
  globalThis.setTimeout = ((work: (...values: unknown[]) => void, delayMs?: number, ...values: unknown[]) => {
    const holder = holders.getStore();
    const timer: unknown = plainSet(() => {
      settle(timer);
      if (holder) holder.during(() => work(...values));
      else work(...values);
    }, delayMs);
    if (holder) {
      holder.hold();
      waiting.set(timer, holder);
    }
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Parameters<typeof clearTimeout>[0]) => {
    settle(timer);
    plainClear(timer);
  }) as typeof clearTimeout;
}
