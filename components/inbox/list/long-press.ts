const PRESS_MS = 450;
const SLACK_PX = 10;

/** A finger that rests on a row: what the checkbox under a pointer is for a mouse (LIST-16). */
export class LongPress {
  readonly #onPress: (row: HTMLElement) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #start = { x: 0, y: 0 };
  #hasPressed = false;

  constructor(onPress: (row: HTMLElement) => void) {
    this.#onPress = onPress;
  }

  readonly handleDown = (event: PointerEvent): void => {
    this.end();
    this.#hasPressed = false;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-room]");
    if (event.pointerType === "mouse" || !row) return;
    this.#start = { x: event.clientX, y: event.clientY };
    this.#timer = setTimeout(() => {
      this.#hasPressed = true;
      this.#onPress(row);
    }, PRESS_MS);
  };

  readonly handleMove = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > SLACK_PX) this.end();
  };

  /** The browser's own menu of a long press would cover what was just chosen. */
  readonly handleMenu = (event: Event): void => {
    if (this.#hasPressed) event.preventDefault();
  };

  readonly end = (): void => clearTimeout(this.#timer);

  /** The click that follows a long press is part of it. */
  hasJustEnded(): boolean {
    const hasPressed = this.#hasPressed;
    this.#hasPressed = false;
    return hasPressed;
  }
}
