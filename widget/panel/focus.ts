/** Moves focus into the panel and back to where it was, and never takes it from the page unasked. */
export class FocusKeeper {
  readonly #host: Element;
  readonly #slot: HTMLElement;
  readonly #launcher: HTMLElement;
  #opener: Element | null = null;

  constructor(root: ShadowRoot, slot: HTMLElement, launcher: HTMLElement) {
    this.#host = root.host;
    this.#slot = slot;
    this.#launcher = launcher;
  }

  /** Something of the widget has the focus. */
  get isInside(): boolean {
    return document.activeElement === this.#host;
  }

  /** The panel opens: focus returns to whatever has it now. */
  remember(): void {
    this.#opener = this.isInside ? null : document.activeElement;
  }

  enter(): void {
    // On touch screens focus in the text box would raise the keyboard over what is to be read first.
    const target = matchMedia("(pointer: coarse)").matches ? ".panel" : "form input, footer textarea";
    const slot = this.#slot;
    (slot.querySelector<HTMLElement>(target) ?? slot.querySelector<HTMLElement>(".panel"))?.focus({
      preventScroll: true,
    });
  }

  leave(): void {
    const opener = this.#opener;
    const isUsable = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    (isUsable ? opener : this.#launcher).focus({ preventScroll: true });
  }
}
