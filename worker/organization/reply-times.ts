import type { HubStorage } from "./hub-storage.ts";

type Kept = Record<string, { minutes: number | null; readAt: number }>;

type Surroundings = {
  storage: Pick<HubStorage, "meta" | "setMeta">;
  /** libSQL, which may be away. null: too few answers to say. */
  load(integrationId: string): Promise<number | null>;
  now(): number;
};

const REFRESH_MS = 10 * 60_000;
const RETRY_MS = 60_000;

/**
 * How soon visitors of an integration are answered (WIDGET-13), as last read from libSQL. Nobody waits for it (INV-7): what
 * is old is read anew in passing, and what was never read is not promised.
 */
export class ReplyTimes {
  readonly #around: Surroundings;
  readonly #kept: Kept;
  readonly #triedAt = new Map<string, number>();

  constructor(around: Surroundings) {
    this.#around = around;
    this.#kept = JSON.parse(around.storage.meta("replyTimes") ?? "{}") as Kept;
  }

  /** Whole minutes of at least 1; null: not known. */
  minutesOf(integrationId: string): number | null {
    const { [integrationId]: kept } = this.#kept;
    const now = this.#around.now();
    const isOld = kept === undefined || now - kept.readAt >= REFRESH_MS;
    const isTried = now - (this.#triedAt.get(integrationId) ?? Number.NEGATIVE_INFINITY) < RETRY_MS;
    if (isOld && !isTried) void this.#refresh(integrationId, now);
    return kept?.minutes ?? null;
  }

  async #refresh(integrationId: string, now: number): Promise<void> {
    this.#triedAt.set(integrationId, now);
    try {
      const minutes = await this.#around.load(integrationId);
      this.#kept[integrationId] = { minutes, readAt: this.#around.now() };
      this.#around.storage.setMeta("replyTimes", JSON.stringify(this.#kept));
    } catch {
      // libSQL is away: what is kept serves on, and the next question tries again.
    }
  }
}
