import type { Desk } from "../desk.ts";

/** Whether the list shows what was searched for, and for what. */
export class SearchState {
  readonly #desk: Desk;
  /** null: not searching. */
  words: string | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async start(): Promise<void> {
    this.words ??= "";
    this.#desk.update();
    await this.#desk.inbox.updateComplete;
    const field = this.#desk.part<HTMLInputElement>(".search-field input");
    field?.focus();
    field?.select();
  }

  readonly handleInput = (words: string): void => {
    this.words = words;
    this.#desk.update();
  };

  readonly end = async (): Promise<void> => {
    this.words = null;
    this.#desk.update();
    await this.#desk.inbox.updateComplete;
    this.#desk.part<HTMLElement>(".search-button")?.focus();
  };
}
