/** How near to the end still counts as reading along. */
const END_SLACK_PX = 40;
const OLDER_WITHIN_PX = 120;

const lowerEdge = (row: HTMLElement): number => row.offsetTop + row.offsetHeight;

/**
 * Keeps the reader's place while the timeline changes: at the end it stays at the end; anywhere else what is being
 * read does not move by a pixel, even when older messages appear above it.
 */
export class ScrollKeeper {
  #box: HTMLElement | null = null;
  #resizes: ResizeObserver | undefined;
  #isAtEnd = true;
  #height = 0;
  readonly #onMove: () => void;
  readonly #onNearTop: () => void;

  constructor(onMove: () => void, onNearTop: () => void) {
    this.#onMove = onMove;
    this.#onNearTop = onNearTop;
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  watch(box: HTMLElement): void {
    this.#box = box;
    box.addEventListener("scroll", () => this.#moved(), { passive: true });
    // The keyboard, a growing composer or a banner take room away: whoever read the end still reads the end.
    this.#resizes = new ResizeObserver(() => this.#resized());
    this.#resizes.observe(box);
  }

  /** Runs `draw`, which changes the timeline. */
  around(draw: () => void): void {
    const box = this.#box;
    if (!box || this.#isAtEnd) {
      draw();
      this.#toEnd();
      return;
    }
    // Its lower edge, because a message loses its author's line when an earlier one of the same author appears.
    const anchor = [...box.querySelectorAll<HTMLElement>("li.message")].find((row) => lowerEdge(row) > box.scrollTop);
    const before = anchor ? lowerEdge(anchor) : 0;
    draw();
    if (anchor?.isConnected) box.scrollTop += lowerEdge(anchor) - before;
  }

  jumpToEnd(isSmooth: boolean): void {
    this.#box?.scrollTo({ top: this.#box.scrollHeight, behavior: isSmooth ? "smooth" : "instant" });
    if (!isSmooth) this.#isAtEnd = true;
  }

  stop(): void {
    this.#resizes?.disconnect();
  }

  #toEnd(): void {
    if (this.#box) this.#box.scrollTop = this.#box.scrollHeight;
  }

  #resized(): void {
    this.#height = this.#box?.clientHeight ?? 0;
    if (this.#isAtEnd) this.#toEnd();
  }

  #moved(): void {
    const box = this.#box;
    // Hidden, or its room has just changed: that says nothing about where the person wants to be.
    if (!box?.clientHeight || box.clientHeight !== this.#height) return;
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < END_SLACK_PX;
    if (box.scrollTop < OLDER_WITHIN_PX && box.scrollHeight > box.clientHeight) this.#onNearTop();
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#onMove();
  }
}
