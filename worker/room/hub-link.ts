import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { NoticeCall, OrganizationApi, RoomPolicy } from "../organization/contract.ts";

const MIN_INTERVAL_MS = 100;

type Deps = {
  summary: () => RoomSummary | null;
  laggingSince: () => number | null;
  /** What is to be told live along with the summary; told at most once, for the bell has it from the log. */
  takeNotices: () => NoticeCall[];
  report: (call: Parameters<OrganizationApi["roomChanged"]>[0]) => Promise<RoomPolicy | null>;
  onPolicy: (policy: RoomPolicy | null) => void;
  now: () => number;
  onSettled: () => void;
  onFailed: () => void;
};

/** Tells the organization object of changes: the first at once, then at most one per MIN_INTERVAL_MS, the newest state only. */
export class HubLink {
  readonly #deps: Deps;
  #sentVersion: number;
  #reportedLag: number | null = null;
  #isSending = false;
  #isWaiting = false;
  #sentAt = 0;

  /** `sentVersion`: what the organization is known to have; 0 when unknown. */
  constructor(deps: Deps, sentVersion: number) {
    this.#deps = deps;
    this.#sentVersion = sentVersion;
  }

  get isPending(): boolean {
    const summary = this.#deps.summary();
    if (summary === null) return false;
    return summary.version > this.#sentVersion || this.#deps.laggingSince() !== this.#reportedLag;
  }

  /** Call after any change; resolves when the present try is over. */
  async kick(): Promise<void> {
    if (this.#isSending || this.#isWaiting || !this.isPending) return;
    const waitMs = this.#sentAt + MIN_INTERVAL_MS - this.#deps.now();
    if (waitMs > 0) {
      this.#isWaiting = true;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      this.#isWaiting = false;
    }
    await this.#send();
  }

  async #send(): Promise<void> {
    const summary = this.#deps.summary();
    if (summary === null) return;
    const laggingSince = this.#deps.laggingSince();
    this.#isSending = true;
    this.#sentAt = this.#deps.now();
    const notices = this.#deps.takeNotices();
    const isTaken = await this.#deps
      .report({ summary, laggingSince, ...(notices.length === 0 ? {} : { notices }) })
      .then(
        (policy) => {
          this.#deps.onPolicy(policy);
          return true;
        },
        () => false,
      );
    this.#isSending = false;
    if (!isTaken) return this.#deps.onFailed();
    this.#sentVersion = Math.max(this.#sentVersion, summary.version);
    this.#reportedLag = laggingSince;
    if (this.isPending) return this.kick();
    this.#deps.onSettled();
  }
}
