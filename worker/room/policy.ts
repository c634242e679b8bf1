import { DEFAULT_SESSION } from "../../protocol/session.ts";
import type { RoomPolicy } from "../organization/contract.ts";

/** Nothing that depends on the policy is decided on one that is older, unless the organization does not answer. */
const FRESH_MS = 60_000;
const ANSWER_LIMIT_MS = 1_000;
const HOUR_MS = 3_600_000;

/** As an organization has it that has set nothing. */
const DEFAULT_POLICY: RoomPolicy = {
  version: 0,
  session: DEFAULT_SESSION,
  remindBeforeMs: HOUR_MS,
  surveys: [],
  isChannelOn: true,
};

type Deps = {
  /** As last written down; null: nothing was. */
  saved: RoomPolicy | null;
  save: (policy: RoomPolicy) => void;
  ask: () => Promise<RoomPolicy | null>;
  now: () => number;
};

/**
 * What the organization has decided about time in its rooms (SESS-4, BEY-2). The answer to every summary brings it, so a
 * room in use never asks; it is written down only when it says something new.
 */
export class PolicyCopy {
  readonly #deps: Deps;
  #held: RoomPolicy;
  #learnedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#held = deps.saved ?? DEFAULT_POLICY;
  }

  get held(): RoomPolicy {
    return this.#held;
  }

  get isFresh(): boolean {
    return this.#deps.now() - this.#learnedAt < FRESH_MS;
  }

  learn(policy: RoomPolicy | null | undefined): void {
    this.#learnedAt = this.#deps.now();
    if (!policy || policy.version < this.#held.version) return;
    const isNews = contentOf(policy) !== contentOf(this.#held);
    this.#held = policy;
    if (isNews) this.#deps.save(policy);
  }

  /** Asks unless what is held is young enough. Never rejects, and waits for ANSWER_LIMIT_MS at most (INV-7). */
  async refresh(): Promise<void> {
    if (this.isFresh) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ANSWER_LIMIT_MS);
    });
    const answered = this.#deps.ask().then(
      (policy) => this.learn(policy),
      () => {},
    );
    await Promise.race([answered, late]);
    clearTimeout(timer);
  }
}

const contentOf = ({ version, ...content }: RoomPolicy): string => JSON.stringify(content);
