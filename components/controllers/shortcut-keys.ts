import type { ReactiveController, ReactiveControllerHost } from "lit";
import { meaningOf, type Shortcut } from "../inbox/shortcuts.ts";

type Host = ReactiveControllerHost & HTMLElement;
const SECOND_KEY_MS = 1_500;

export type ShortcutListener = {
  /** false: keys belong to somebody else right now. */
  isOn: () => boolean;
  /** Whether keys pressed while the focus is nowhere in particular are meant for it. */
  isPages?: () => boolean;
  /** True if it did something; else the key is left to the page. */
  press: (shortcut: Shortcut) => boolean;
  /** G and then this letter. */
  go: (letter: string) => boolean;
};

/** Listens for keys within its element, and on the page while the focus is nowhere in particular. */
export class ShortcutKeys implements ReactiveController {
  readonly #host: Host;
  readonly #listener: ShortcutListener;
  #pending: "g" | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, listener: ShortcutListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener("keydown", this.#handleKeydown);
    document.addEventListener("keydown", this.#handlePageKeydown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("keydown", this.#handleKeydown);
    document.removeEventListener("keydown", this.#handlePageKeydown);
    clearTimeout(this.#timer);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const pending = this.#pending;
    this.#wait(null);
    if (!this.#listener.isOn()) return;
    const meaning = meaningOf(event, event.composedPath(), pending);
    if (meaning === "g") this.#wait("g");
    else if (meaning !== null && this.#perform(meaning)) event.preventDefault();
  };

  #perform(meaning: { shortcut: Shortcut } | { go: string }): boolean {
    return "go" in meaning ? this.#listener.go(meaning.go) : this.#listener.press(meaning.shortcut);
  }

  #wait(pending: "g" | null): void {
    clearTimeout(this.#timer);
    this.#pending = pending;
    if (pending) this.#timer = setTimeout(() => this.#wait(null), SECOND_KEY_MS);
  }

  /** With two such elements on the page nobody could tell which one is meant. */
  readonly #handlePageKeydown = (event: KeyboardEvent): void => {
    const isAlone = document.querySelectorAll(this.#host.localName).length <= 1;
    if (event.target === document.body && isAlone && (this.#listener.isPages?.() ?? true)) this.#handleKeydown(event);
  };
}
