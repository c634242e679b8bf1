const BATCH_MS = 1_000;

/** Speaks new messages to screen readers politely, at most once a second. */
export class Announcer {
  readonly #region: () => Element | null;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(region: () => Element | null) {
    this.#region = region;
  }

  say(text: string): void {
    this.#waiting.push(text);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const region = this.#region();
      if (region) region.textContent = this.#waiting.join(". ");
      this.#waiting = [];
    }, BATCH_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
