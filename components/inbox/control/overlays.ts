import type { LitElement } from "lit";
import type { Desk } from "../desk.ts";

/** Parts that are not in the first load: each is fetched when somebody first opens it. */
const PARTS = {
  filter: { tag: "sapa-filter-panel", load: () => import("../filter/filter-panel.ts") },
  search: { tag: "sapa-search", load: () => import("../search/search.ts") },
  bulk: { tag: "sapa-bulk-bar", load: () => import("../bulk/bulk-bar.ts") },
  expired: { tag: "sapa-resolve-expired", load: () => import("../bulk/resolve-expired.ts") },
  palette: { tag: "sapa-palette", load: () => import("../palette/palette.ts") },
  help: { tag: "sapa-shortcut-sheet", load: () => import("../palette/shortcut-sheet.ts") },
} as const satisfies Record<string, { tag: string; load: () => Promise<{ element: CustomElementConstructor }> }>;
export type OverlayName = keyof typeof PARTS;

/** Which of the later parts are open. */
export class Overlays {
  readonly #desk: Desk;
  readonly #open = new Set<OverlayName>();
  #opener: HTMLElement | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  isOpen(name: OverlayName): boolean {
    return this.#open.has(name);
  }

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Registers the part's element. False: it could not be loaded, and the person was told. */
  async load(name: OverlayName): Promise<boolean> {
    const { tag, load } = PARTS[name];
    if (customElements.get(tag)) return true;
    try {
      const { element } = await load();
      if (!customElements.get(tag)) customElements.define(tag, element);
      return true;
    } catch {
      this.#desk.tell(this.#desk.text.t("lazy.failed"), true);
      return false;
    }
  }

  /** Resolves when the part is in the page; null: it could not be loaded. */
  async open<E extends LitElement>(name: OverlayName): Promise<E | null> {
    const { tag } = PARTS[name];
    this.#opener = deepActive();
    if (!(await this.load(name))) return null;
    this.#open.add(name);
    this.#desk.update();
    await this.#desk.inbox.updateComplete;
    const part = this.#desk.part<E>(tag);
    await part?.updateComplete;
    return part;
  }

  /** Focus goes back to where it was, unless the person has gone on meanwhile. */
  async close(name: OverlayName): Promise<void> {
    if (!this.#open.delete(name)) return;
    const opener = this.#opener;
    const isFocusInside = this.#desk.part(PARTS[name].tag)?.matches(":focus-within") ?? false;
    this.#desk.update();
    await this.#desk.inbox.updateComplete;
    if (isFocusInside || deepActive() === document.body) opener?.focus();
  }
}

function deepActive(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element as HTMLElement | null;
}
