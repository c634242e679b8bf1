const NEAR_END_PX = 48;
const SHOW_JUMP_PX = 160;
/** Room left above the unread line, so that the last read message is seen. */
const ABOVE_UNREAD_PX = 72;

export type Anchor = { key: string; top: number };

/** Where the reader is in a timeline, and how to stay there whatever is added above or below (ROOM-20). */
export class ReadingPlace {
  readonly #root: () => ParentNode;
  readonly #viewport: () => HTMLElement | null;
  /** What is shown ends before the newest message: its end is not the end of the room. */
  readonly #isDetached: () => boolean;
  #lastScrollTop = 0;
  /** The reader follows the newest message. */
  isAtEnd = true;
  isFarFromEnd = false;

  constructor(root: () => ParentNode, viewport: () => HTMLElement | null, isDetached: () => boolean) {
    this.#root = root;
    this.#viewport = viewport;
    this.#isDetached = isDetached;
  }

  reset(): void {
    this.isAtEnd = true;
    this.isFarFromEnd = false;
  }

  /** The first visible thing and where it stands, measured before older messages come in above it. */
  anchor(): Anchor | null {
    const top = this.#viewport()?.getBoundingClientRect().top ?? 0;
    for (const element of this.#root().querySelectorAll<HTMLElement>("[data-key]:not(.day)")) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top) return { key: element.dataset.key ?? "", top: box.top };
    }
    return null;
  }

  restore(anchor: Anchor): void {
    const viewport = this.#viewport();
    const element = this.#root().querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
    if (!element || !viewport) return;
    viewport.scrollTop += element.getBoundingClientRect().top - anchor.top;
    this.#lastScrollTop = viewport.scrollTop;
  }

  /** At the unread line if there is one, else at the end. */
  toStart(): void {
    const viewport = this.#viewport();
    const line = this.#root().querySelector<HTMLElement>(".unread-line");
    if (!line || !viewport) {
      this.toEnd();
      return;
    }
    viewport.scrollTop += line.getBoundingClientRect().top - viewport.getBoundingClientRect().top - ABOVE_UNREAD_PX;
    this.measure();
  }

  toEnd(): void {
    const viewport = this.#viewport();
    if (!viewport) return;
    viewport.scrollTop = viewport.scrollHeight;
    this.measure();
  }

  /** Not scrollIntoView: that would scroll the host page too. */
  center(element: HTMLElement): void {
    const viewport = this.#viewport();
    if (!viewport) return;
    this.isAtEnd = false;
    const box = element.getBoundingClientRect();
    const view = viewport.getBoundingClientRect();
    viewport.scrollTop += box.top - view.top - Math.max(0, (view.height - box.height) / 2);
    this.measure();
  }

  /**
   * Which way the reader went, in px; 0 for what happened by itself. Only going up leaves the end: when the composer or a
   * message takes room, the end moves away by itself, and a scroll event that comes before we have followed must not be
   * read as the reader's wish.
   */
  measure(isReaders = false): number {
    const viewport = this.#viewport();
    if (!viewport) return 0;
    const { scrollTop, scrollHeight, clientHeight } = viewport;
    const left = scrollHeight - clientHeight - scrollTop;
    const wentBy = scrollTop - this.#lastScrollTop;
    if (this.#isDetached()) this.isAtEnd = false;
    else if (left <= NEAR_END_PX) this.isAtEnd = true;
    else if (!isReaders || wentBy < 0) this.isAtEnd = false;
    this.isFarFromEnd = this.#isDetached() || (left > SHOW_JUMP_PX && !this.isAtEnd);
    this.#lastScrollTop = scrollTop;
    return isReaders ? wentBy : 0;
  }
}
