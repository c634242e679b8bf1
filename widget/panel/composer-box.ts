/** Keeps the text box in step with the draft: its words, and its height, which grows with them up to what CSS allows. */
export class ComposerBox {
  readonly #slot: HTMLElement;
  #fitted = "";

  constructor(slot: HTMLElement) {
    this.#slot = slot;
  }

  get element(): HTMLTextAreaElement | null {
    return this.#slot.querySelector<HTMLTextAreaElement>("footer textarea");
  }

  /** @param shape changes whenever the box may have another width. */
  show(draft: string, shape: string): void {
    const area = this.element;
    const fitted = `${shape} ${draft}`;
    if (!area || (fitted === this.#fitted && area.value === draft)) return;
    this.#fitted = fitted;
    // Setting an equal value would still throw the cursor to the end.
    if (area.value !== draft) area.value = draft;
    area.style.height = "auto";
    // Empty it is one row high, and measuring would make the browser lay out the page.
    if (draft) area.style.height = `${area.scrollHeight}px`;
  }
}
