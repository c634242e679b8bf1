import { logFault } from "../fault-log.ts";
import type { HubStorage } from "./hub-storage.ts";

export const TIMER_KINDS = [
  "rebuild",
  "config",
  "sweep",
  "presenceLog",
  "allocate",
  "lag",
  "rights",
  "upkeep",
  "job",
  "notices",
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** Does the due work; returns when to be called again (ms UTC), or null when nothing is left. May throw: it is retried. */
export type TimerHandlers = Record<TimerKind, (now: number) => Promise<number | null> | number | null>;

type Alarm = { get(): Promise<number | null>; set(dueAt: number): void };

const RETRY_MIN_MS = 2_000;
const RETRY_MAX_MS = 60_000;

/**
 * Many timers on the object's one alarm. A timer is a promise to look again, no later than then: an earlier one that is
 * already set is kept, because every move of the alarm is a billed write and a handler that wakes too early re-arms.
 */
export class Timers {
  readonly #storage: HubStorage;
  readonly #alarm: Alarm;
  readonly #dueAt = new Map<TimerKind, number>();
  readonly #failures = new Map<TimerKind, number>();
  #armedAt: number | null = null;

  constructor(storage: HubStorage, alarm: Alarm) {
    this.#storage = storage;
    this.#alarm = alarm;
    const rows = storage.read<{ kind: string; due_at: number }>("SELECT kind, due_at FROM timers");
    for (const row of rows) this.#dueAt.set(row.kind as TimerKind, row.due_at);
  }

  /** On every construction: an alarm can be lost while its work is still pending. */
  async wake(): Promise<void> {
    if (this.#dueAt.size === 0) return;
    this.#armedAt = await this.#alarm.get();
    this.#arm();
  }

  /** Sees to it that the handler runs at `dueAt` or earlier. */
  noLaterThan(kind: TimerKind, dueAt: number): void {
    const known = this.#dueAt.get(kind);
    if (known !== undefined && known <= dueAt) return;
    this.#save(kind, dueAt);
    this.#arm();
  }

  /** The alarm's body: never throws, and leaves the alarm set whenever work is left (INV-8). */
  async run(handlers: TimerHandlers, clock: () => number): Promise<void> {
    this.#armedAt = null;
    const now = clock();
    try {
      const due = [...this.#dueAt].filter(([, dueAt]) => dueAt <= now).map(([kind]) => kind);
      await Promise.all(due.map((kind) => this.#runOne(kind, handlers, now, clock)));
    } catch (error) {
      logFault({ place: "organization.timers" }, error);
    } finally {
      this.#arm();
    }
  }

  async #runOne(kind: TimerKind, handlers: TimerHandlers, now: number, clock: () => number): Promise<void> {
    // Work that arrives while the handler waits may set the timer again; that must not be overwritten.
    this.#dueAt.delete(kind);
    let next: number | null;
    try {
      next = await handlers[kind](now);
      this.#failures.delete(kind);
    } catch (error) {
      logFault({ place: "organization.timer", kind }, error);
      next = clock() + this.#backOff(kind);
    }
    const meanwhile = this.#dueAt.get(kind) ?? null;
    if (meanwhile !== null && (next === null || meanwhile <= next)) return;
    if (next !== null) this.#save(kind, next);
    else this.#storage.write("DELETE FROM timers WHERE kind = ?", kind);
  }

  #backOff(kind: TimerKind): number {
    const failures = this.#failures.get(kind) ?? 0;
    this.#failures.set(kind, failures + 1);
    return Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** failures);
  }

  #save(kind: TimerKind, dueAt: number): void {
    this.#dueAt.set(kind, dueAt);
    this.#storage.write(
      "INSERT INTO timers (kind, due_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET due_at = excluded.due_at",
      kind,
      dueAt,
    );
  }

  #arm(): void {
    if (this.#dueAt.size === 0) return;
    const dueAt = Math.min(...this.#dueAt.values());
    if (this.#armedAt !== null && this.#armedAt <= dueAt) return;
    this.#armedAt = dueAt;
    this.#alarm.set(dueAt);
  }
}
