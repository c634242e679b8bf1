import { LIMITS, TIMES } from "../../protocol/limits.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { ProjectionAnswer, ProjectionSlice } from "../db/projector/contract.ts";
import type { RoomCore } from "./core.ts";

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;

type Deps = {
  core: () => RoomCore | null;
  submit: (slice: ProjectionSlice) => Promise<ProjectionAnswer>;
  now: () => number;
  random: () => number;
  /** Everything is in libSQL, or a try has failed; the room decides what to arm and whom to tell. */
  onSettled: () => void;
  onFailed: (retryAfterMs: number) => void;
};

/** Brings the log into libSQL: in order, one slice in flight, the same slice again until it is known to be stored (INV-4). */
export class Outbox {
  readonly #deps: Deps;
  #running: Promise<void> | null = null;
  #failures = 0;
  #failingSince: number | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isPending(): boolean {
    const core = this.#deps.core();
    const summary = core?.summary();
    if (!core || !summary) return false;
    return core.flushed.seq < summary.headSeq || core.flushed.version < summary.version;
  }

  /** Time of the first failed try, once it is long ago enough to concern people; else null. */
  get laggingSince(): number | null {
    if (this.#failingSince === null || this.#deps.now() - this.#failingSince < TIMES.listsMayLagMs) return null;
    return this.#failingSince;
  }

  /** Starts sending unless it is under way. The promise ends with this run, whatever came of it. */
  kick(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    for (let slice = this.#nextSlice(); slice !== null; slice = this.#nextSlice()) {
      const answer = await this.#try(slice);
      if (!answer.ok) return this.#fail(answer.retryAfterMs);
      this.#failures = 0;
      this.#failingSince = null;
      const bytes = slice.events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
      this.#deps.core()?.markFlushed(answer.flushedSeq, answer.flushedVersion, bytes);
    }
    this.#deps.onSettled();
  }

  async #try(slice: ProjectionSlice): Promise<ProjectionAnswer> {
    try {
      return await this.#deps.submit(slice);
    } catch {
      return { ok: false, retryAfterMs: 0 };
    }
  }

  #fail(hintMs: number): void {
    this.#failures += 1;
    this.#failingSince ??= this.#deps.now();
    const ceilingMs = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (this.#failures - 1));
    // Half of it by chance, so that rooms do not come back all at once.
    const waitMs = ceilingMs * (0.5 + this.#deps.random() / 2);
    this.#deps.onFailed(Math.max(hintMs, Math.round(waitMs)));
  }

  #nextSlice(): ProjectionSlice | null {
    const core = this.#deps.core();
    const summary = core?.summary();
    if (!core || !summary || !this.isPending) return null;
    const found = core.store.eventsAfter(core.flushed.seq, LIMITS.outboxRowsPerBatch);
    const events: RoomEvent[] = [];
    let bytes = 0;
    for (const event of found) {
      bytes += JSON.stringify(event).length;
      if (events.length > 0 && bytes > LIMITS.outboxBytesPerBatch) break;
      events.push(event);
    }
    return { organizationId: summary.organizationId, roomId: core.roomId, events, summary };
  }
}
