import type { Core } from "./state.ts";

/** A small layer in the panel: opens by its button, closes by Escape, a choice, or whatever else gets the focus. */
export class Popover {
  isShown = false;
  readonly #core: Core;
  readonly #name: string;
  readonly #opener: string;

  constructor(core: Core, name: string, opener: string) {
    this.#core = core;
    this.#name = name;
    this.#opener = opener;
    const { signal } = core;
    const onPointer = (event: Event): void => this.#leftFor(event.composedPath()[0] as Node);
    addEventListener("pointerdown", onPointer, { signal, capture: true });
    const onFocus = (event: FocusEvent): void => this.#leftFor(event.target as Node);
    core.context.slot.addEventListener("focusin", onFocus, { signal });
  }

  /** The person has turned to something else; the opener closes by itself. */
  #leftFor(target: Node): void {
    const { slot } = this.#core.context;
    const own = [`.${this.#name}`, this.#opener].map((selector) => slot.querySelector(selector));
    if (this.isShown && !own.some((element) => element?.contains(target))) this.close(false);
  }

  toggle = (): void => {
    this.isShown = !this.isShown;
    this.#core.update();
    if (this.isShown) setTimeout(() => this.#items()[0]?.focus());
  };

  close(takesFocus = true): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.#core.update();
    if (takesFocus) this.#core.context.slot.querySelector<HTMLElement>(this.#opener)?.focus();
  }

  #items = (): HTMLElement[] => [
    ...this.#core.context.slot.querySelectorAll<HTMLElement>(`.${this.#name} button:not(:disabled)`),
  ];

  /** @param columns how many items stand in one row. */
  handlers(columns: number): Record<string, unknown> {
    return {
      onkeydown: (event: KeyboardEvent) => {
        const isRtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
        const side = columns > 1 ? (isRtl ? -1 : 1) : 0;
        const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: side, ArrowLeft: -side }[event.key];
        if (event.key === "Escape") {
          event.stopPropagation();
          this.close();
        } else if (step) {
          event.preventDefault();
          const items = this.#items();
          const index = items.indexOf(event.target as HTMLElement) + step;
          items[(index + items.length) % items.length]?.focus();
        }
      },
    };
  }
}
