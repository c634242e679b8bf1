/** Phones in both directions, and desktop windows too low (or zoomed too far) for a floating panel. */
const FULL = "(max-width: 480px), (max-height: 440px)";
const DARK = "(prefers-color-scheme: dark)";

/**
 * Watches what the panel's shape depends on. In full screen its height and place follow the visual viewport: that is
 * what the on-screen keyboard leaves, and no CSS unit knows it on every phone.
 * @param onChange layout or theme of the system has changed.
 */
export class Screen {
  readonly #full = matchMedia(FULL);
  readonly #dark = matchMedia(DARK);
  readonly #slot: HTMLElement;
  readonly #end = new AbortController();

  constructor(slot: HTMLElement, onChange: () => void) {
    this.#slot = slot;
    const { signal } = this.#end;
    this.#full.addEventListener("change", onChange, { signal });
    this.#dark.addEventListener("change", onChange, { signal });
    for (const name of ["resize", "scroll"]) visualViewport?.addEventListener(name, () => this.#fit(), { signal });
    this.#fit();
  }

  get isFull(): boolean {
    return this.#full.matches;
  }

  get isDark(): boolean {
    return this.#dark.matches;
  }

  get isCalm(): boolean {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  stop(): void {
    this.#end.abort();
  }

  #fit(): void {
    // Zoomed by two fingers, the visual viewport is a magnifying glass and says nothing about the keyboard.
    if (!visualViewport || visualViewport.scale > 1.01) return;
    this.#slot.style.setProperty("--view-top", `${visualViewport.offsetTop}px`);
    this.#slot.style.setProperty("--view-height", `${visualViewport.height}px`);
  }
}
