import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import type { OrganizationApi } from "../organization/contract.ts";
import type { RoomCore } from "./core.ts";
import type { PolicyCopy } from "./policy.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { type Clock, nextDueAt } from "./rules/decide-time.ts";

/** How long something due waits when its decision could not be made: the organization or the log was not available. */
const RETRY_MS = 5_000;
/** Should something be due that no decision changes, the object must not spin. */
const STUCK_MS = 60_000;

type Deps = {
  policy: PolicyCopy;
  organization: () => Pick<OrganizationApi, "lookup">;
  run: (command: RoomCommand) => Promise<CommandAnswer>;
  now: () => number;
};

/**
 * What a room does by the clock: marks of the session, reminders, ends of snoozes, scheduled sends. Nothing of it is
 * stored; it follows from the state, so it survives restarts, and firing twice or late is harmless.
 */
export class DueWork {
  readonly #deps: Deps;
  #heldUntil = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** When to look, ms UTC; null: nothing waits for the clock. */
  nextAt(core: RoomCore): number | null {
    const dueAt = nextDueAt(core.state, this.#clock(core));
    return dueAt === null ? null : Math.max(dueAt, this.#heldUntil);
  }

  async fire(core: RoomCore): Promise<void> {
    const now = this.#deps.now();
    if (!this.#isDue(core, now)) return;
    // Perhaps the organization has moved the boundary since.
    await this.#deps.policy.refresh();
    const answer = await this.#deps.run({ from: "timer", ...this.#clock(core) });
    const isDone = answer.ok && (await this.#sendScheduled(core, now));
    if (!isDone) this.#heldUntil = now + RETRY_MS;
    else if (this.#isDue(core, now)) this.#heldUntil = now + STUCK_MS;
  }

  async #sendScheduled(core: RoomCore, now: number): Promise<boolean> {
    const due = core.state.schedule.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    if (due.length === 0) return true;
    const memberIds = [...new Set(due.map(({ author }) => author.memberId))];
    const known = await this.#deps
      .organization()
      .lookup({ memberIds, tagIds: [] })
      .catch(() => null);
    if (known === null) return false;
    const { session, isChannelOn } = this.#deps.policy.held;
    for (const { scheduleId, author } of due) {
      const found = known.members.find(({ memberId }) => memberId === author.memberId) ?? null;
      const answer = await this.#deps.run({ from: "schedule", scheduleId, author: found, session, isChannelOn });
      if (!answer.ok) return false;
    }
    return true;
  }

  #isDue(core: RoomCore, now: number): boolean {
    const dueAt = this.nextAt(core);
    return dueAt !== null && dueAt <= now;
  }

  #clock({ cursors }: RoomCore): Clock {
    return { lastSeenAt: cursors.lastSeenAt, policy: this.#deps.policy.held };
  }
}
