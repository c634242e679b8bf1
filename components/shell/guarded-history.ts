type Steps = { index: number };

/**
 * The addresses of the shell. Before one is left, by whatever way, the guard is asked; the browser's own back and forward
 * have moved already by then, so they are taken back and done again if the answer is yes (GEN-11, NAV-2).
 */
export class GuardedHistory {
  readonly #mayLeave: () => boolean;
  readonly #ask: () => Promise<boolean>;
  readonly #onMove: () => void;
  #index: number;
  /** Steps of our own that are on their way. */
  #isOwnStep = false;

  /** `mayLeave` tells at once whether nothing is lost; if not, `ask` lets the person decide. */
  constructor(mayLeave: () => boolean, ask: () => Promise<boolean>, onMove: () => void) {
    this.#mayLeave = mayLeave;
    this.#ask = ask;
    this.#onMove = onMove;
    this.#index = (history.state as Steps | null)?.index ?? 0;
    history.replaceState({ index: this.#index } satisfies Steps, "");
  }

  start(): void {
    addEventListener("popstate", this.#handlePop);
  }

  stop(): void {
    removeEventListener("popstate", this.#handlePop);
  }

  /** Without a question: for steps that lose nothing, or cannot be refused. */
  go(address: string, isReplacing = false): void {
    if (address === here()) return;
    if (!isReplacing) this.#index += 1;
    const steps: Steps = { index: this.#index };
    if (isReplacing) history.replaceState(steps, "", address);
    else history.pushState(steps, "", address);
    this.#onMove();
  }

  async askAndGo(address: string, isReplacing = false): Promise<void> {
    if (this.#mayLeave() || (await this.#ask())) this.go(address, isReplacing);
  }

  readonly #handlePop = (event: PopStateEvent): void => {
    if (this.#isOwnStep) {
      this.#isOwnStep = false;
      return;
    }
    const index = (event.state as Steps | null)?.index ?? 0;
    const steps = index - this.#index;
    if (steps === 0 || this.#mayLeave()) {
      this.#index = index;
      this.#onMove();
      return;
    }
    this.#isOwnStep = true;
    history.go(-steps);
    void this.#ask().then((isLeaving) => {
      if (isLeaving) history.go(steps);
    });
  };
}

export const here = (): string => location.pathname + location.search;
