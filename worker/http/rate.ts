import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { AppContext } from "./context.ts";

const KEYS_MAX = 10_000;

export type RateLimit = {
  /** Stands in the key, so that limits do not share counters. */
  name: string;
  max: number;
  windowMs: number;
};

/** What a member reads and keeps for the own desk: 20 a second, 60 at once. Many tabs that open together stay below. */
export const DESK_RATE: RateLimit = { name: "member.desk", max: 60, windowMs: 3_000 };
/** Each search looks through much: 5 a second, 20 at once. */
export const SEARCH_RATE: RateLimit = { name: "member.search", max: 20, windowMs: 4_000 };

/**
 * Fixed windows, counted in the memory of this isolate: against abuse, not a quota. Exact with one process; on a
 * platform with many isolates the `WIDGET_RATE` binding counts beside it.
 */
export class RateWindows {
  readonly #windows = new Map<string, { endsAt: number; hits: number }>();

  /** 0 when there is room, else milliseconds until there is. */
  hit(key: string, limit: Pick<RateLimit, "max" | "windowMs">, now: number): number {
    const window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.#makeRoom(now);
      this.#windows.set(key, { endsAt: now + limit.windowMs, hits: 1 });
      return 0;
    }
    window.hits += 1;
    return window.hits > limit.max ? window.endsAt - now : 0;
  }

  /** What was counted in the window that runs. */
  count(key: string, now: number): number {
    const window = this.#windows.get(key);
    return window === undefined || window.endsAt <= now ? 0 : window.hits;
  }

  /** When the window that runs ends, ms UTC; now if none does. */
  endOf(key: string, now: number): number {
    return Math.max(now, this.#windows.get(key)?.endsAt ?? now);
  }

  /** Takes a hit back: what was counted turned out not to be meant. */
  undo(key: string): void {
    const window = this.#windows.get(key);
    if (window !== undefined) window.hits -= 1;
  }

  get size(): number {
    return this.#windows.size;
  }

  #makeRoom(now: number): void {
    if (this.#windows.size < KEYS_MAX) return;
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key);
    // Still full: the oldest half goes, because a flood of new keys must not grow memory without end.
    for (const key of this.#windows.keys()) {
      if (this.#windows.size < KEYS_MAX / 2) break;
      this.#windows.delete(key);
    }
  }
}

const windows = new RateWindows();

/** Development may multiply limits for load tests; production, which has no development key, cannot. */
const factorOf = ({ env }: AppContext): number => (env.SAPA_DEV_KEY ? Number(env.SAPA_RATE_FACTOR ?? 1) : 1);

const keyOf = ({ name }: RateLimit, parts: string[]): string => [name, ...parts].join("|");

/** Counts one request under keys that the server derived. undefined: go on. */
export function overRate(c: AppContext, limit: RateLimit, parts: string[]): Refusal | undefined {
  const { max, windowMs } = limit;
  const retryAfterMs = windows.hit(keyOf(limit, parts), { max: max * factorOf(c), windowMs }, Date.now());
  return retryAfterMs > 0 ? refusal("rate_limited", { retryAfterMs }) : undefined;
}

/** How often `overRate` has counted so far, as a share of what is allowed: above 1 is too often. */
export const rateShare = (c: AppContext, limit: RateLimit, parts: string[]): number =>
  windows.count(keyOf(limit, parts), Date.now()) / (limit.max * factorOf(c));

/** How many more are allowed, and when the window that runs ends, ms UTC. */
export function rateState(c: AppContext, limit: RateLimit, parts: string[]): { left: number; endsAt: number } {
  const [key, now] = [keyOf(limit, parts), Date.now()];
  const left = Math.max(0, limit.max * factorOf(c) - windows.count(key, now));
  return { left, endsAt: windows.endOf(key, now) };
}

/** Takes back what `overRate` has just counted. */
export const undoRate = (limit: RateLimit, parts: string[]): void => windows.undo(keyOf(limit, parts));

/** The same, counted by the platform for all isolates of a place; its limit and window stand in the binding. */
export async function overSharedRate(c: AppContext, limit: RateLimit, parts: string[]): Promise<Refusal | undefined> {
  const here = overRate(c, limit, parts);
  if (here !== undefined || c.env.WIDGET_RATE === undefined || factorOf(c) > 1) return here;
  const { success } = await c.env.WIDGET_RATE.limit({ key: keyOf(limit, parts) });
  return success ? undefined : refusal("rate_limited", { retryAfterMs: limit.windowMs });
}
