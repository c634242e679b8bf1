const TYPING_PAUSE_MS = 4_000;

/** Whether somebody types an answer right now: it ends by itself when the keys rest. */
export class TypingMark {
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOn = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  set(isOn: boolean): void {
    clearTimeout(this.#timer);
    if (isOn) this.#timer = setTimeout(() => this.set(false), TYPING_PAUSE_MS);
    if (this.#isOn === isOn && !isOn) return;
    this.#isOn = isOn;
    this.#onChange();
  }
}
