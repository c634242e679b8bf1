import type { OrganizationApi } from "../organization/contract.ts";
import { signSurvey } from "../surveys/token.ts";
import type { RoomCore } from "./core.ts";
import type { PolicyCopy } from "./policy.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { unlinkedSurveys } from "./rules/decide-survey.ts";

const RETRY_MIN_MS = 5_000;
const RETRY_MAX_MS = 600_000;

type Deps = {
  core: () => RoomCore | null;
  policy: PolicyCopy;
  organization: (organizationId: string) => Pick<OrganizationApi, "config">;
  secret: string;
  /** Public address of this installation, without a slash at the end; undefined: nobody has set it. */
  baseUrl: string | undefined;
  run: (command: RoomCommand) => Promise<{ ok: boolean }>;
  now: () => number;
  onFailed: (retryAfterMs: number) => void;
};

/** SURVEY-4: outside webchat a survey goes to the customer as a link, once the conversation's end is in the log. */
export class SurveyLinks {
  readonly #deps: Deps;
  #isSending = false;
  #failures = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isPending(): boolean {
    const core = this.#deps.core();
    return (
      core !== null && this.#deps.baseUrl !== undefined && unlinkedSurveys(core.state, this.#deps.now()).length > 0
    );
  }

  /** Call after any change; resolves when the present try is over. */
  async kick(): Promise<void> {
    const core = this.#deps.core();
    if (core === null || this.#isSending || !this.isPending) return;
    this.#isSending = true;
    const isDone = await this.#send(core).catch(() => false);
    this.#isSending = false;
    if (!isDone) this.#deps.onFailed(Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.#failures));
    this.#failures = isDone ? 0 : this.#failures + 1;
  }

  async #send(core: RoomCore): Promise<boolean> {
    const { organization, policy, secret, baseUrl, run, now } = this.#deps;
    const { room } = core.state;
    if (room === null) return true;
    const { language } = (await organization(room.organizationId).config()) ?? { language: "en" as const };
    for (const { seq, sentAt } of unlinkedSurveys(core.state, now())) {
      const asked = core.store.eventsAfter(seq - 1, 1)[0];
      if (asked?.type !== "survey.sent") continue;
      const token = await signSurvey(secret, { roomId: core.roomId, surveySeq: seq }, sentAt);
      // In the fragment, which no server and no log ever sees.
      const text = `${asked.question[language]}\n${baseUrl}/survey#${token}`;
      const { ok } = await run({ from: "survey_link", surveySeq: seq, text, session: policy.held.session });
      if (!ok) return false;
    }
    return true;
  }
}
