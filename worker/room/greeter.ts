import type { OrganizationApi } from "../organization/contract.ts";
import type { RoomCore } from "./core.ts";
import type { PolicyCopy } from "./policy.ts";
import type { RoomCommand } from "./rules/commands.ts";

const RETRY_MIN_MS = 2_000;
const RETRY_MAX_MS = 60_000;
const NAME = "Auto responder";

type Deps = {
  core: () => RoomCore | null;
  policy: PolicyCopy;
  organization: (organizationId: string) => Pick<OrganizationApi, "autoResponse">;
  run: (command: RoomCommand) => Promise<{ ok: boolean }>;
  onFailed: (retryAfterMs: number) => void;
};

/**
 * SET-6, ASSIGN-18: asks the organization for the text that answers a new conversation, after the customer's message has
 * been acknowledged, and again until there is an answer.
 */
export class Greeter {
  readonly #deps: Deps;
  #isAsking = false;
  #failures = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isPending(): boolean {
    return this.#deps.core()?.greeting != null;
  }

  /** Call after any change; resolves when the present try is over. */
  async kick(): Promise<void> {
    const core = this.#deps.core();
    if (core === null || core.greeting === null || this.#isAsking) return;
    this.#isAsking = true;
    const isDone = await this.#greet(core).catch(() => false);
    this.#isAsking = false;
    if (isDone) {
      this.#failures = 0;
      return;
    }
    this.#deps.onFailed(Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.#failures));
    this.#failures += 1;
  }

  async #greet(core: RoomCore): Promise<boolean> {
    const { greeting } = core;
    const { room } = core.state;
    if (greeting === null || room === null) return true;
    const { conversationNumber, at } = greeting;
    const { organizationId, integrationId, kind } = room;
    const response = await this.#deps.organization(organizationId).autoResponse({ integrationId, kind, at });
    if (response !== null) {
      const { text, name = NAME } = response;
      const { session } = this.#deps.policy.held;
      const { ok } = await this.#deps.run({ from: "greeter", conversationNumber, text, name, session });
      if (!ok) return false;
    }
    core.markGreeted(conversationNumber);
    return true;
  }
}
