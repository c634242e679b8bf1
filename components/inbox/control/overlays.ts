import type { LitElement } from "lit";
import { lazy } from "../../lazy.ts";
import type { Desk } from "../desk.ts";

/** Parts that are not in the first load: each is fetched when somebody first opens it. */
const PARTS = {
  filter: {
    tag: "sapa-filter-panel",
    load: (isQuiet = false) => lazy(() => import("../filter/filter-panel.ts"), isQuiet),
  },
  search: { tag: "sapa-search", load: (isQuiet = false) => lazy(() => import("../search/search.ts"), isQuiet) },
  bulk: { tag: "sapa-bulk-bar", load: (isQuiet = false) => lazy(() => import("../bulk/bulk-bar.ts"), isQuiet) },
  expired: {
    tag: "sapa-resolve-expired",
    load: (isQuiet = false) => lazy(() => import("../bulk/resolve-expired.ts"), isQuiet),
  },
  palette: { tag: "sapa-palette", load: (isQuiet = false) => lazy(() => import("../palette/palette.ts"), isQuiet) },
  help: {
    tag: "sapa-shortcut-sheet",
    load: (isQuiet = false) => lazy(() => import("../palette/shortcut-sheet.ts"), isQuiet),
  },
} as const satisfies Record<
  string,
  { tag: string; load: (isQuiet?: boolean) => Promise<{ element: CustomElementConstructor } | null> }
>;
const PREFETCH_AFTER_MS = 3_000;
export type OverlayName = keyof typeof PARTS;

/** Which of the later parts are open. */
export class Overlays {
  readonly #desk: Desk;
  readonly #open = new Set<OverlayName>();
  #opener: HTMLElement | null = null;
  /** What was asked for last; what loads slower than that is no longer wanted. */
  #wanted: OverlayName | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  isOpen(name: OverlayName): boolean {
    return this.#open.has(name);
  }

  /** A part is on its way: keys that are pressed meanwhile are meant for it. */
  get isOpening(): boolean {
    return this.#wanted !== null;
  }

  /** Fetches the parts while nothing else is to be done, so that they open at once. */
  prefetch(): void {
    const later = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, PREFETCH_AFTER_MS));
    for (const { load } of Object.values(PARTS)) later(() => void load(true));
  }

  /** Registers the part's element. False: it could not be loaded, and the person was told. */
  async load(name: OverlayName): Promise<boolean> {
    const { tag, load } = PARTS[name];
    if (customElements.get(tag)) return true;
    const part = await load();
    if (part && !customElements.get(tag)) customElements.define(tag, part.element);
    return part !== null;
  }

  /** Resolves when the part is in the page; null: it could not be loaded. */
  async open<E extends LitElement>(name: OverlayName): Promise<E | null> {
    const { tag } = PARTS[name];
    const opener = deepActive();
    this.#wanted = name;
    const isLoaded = await this.load(name);
    const isWanted = this.#wanted === name;
    if (isWanted) this.#wanted = null;
    if (!isLoaded || !isWanted) return null;
    this.#opener = opener;
    // Both stand in the list's place.
    if (name === "filter") this.#open.delete("search");
    if (name === "search") this.#open.delete("filter");
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
