import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Shortcut, shortcutOf } from "../inbox/shortcuts.ts";

type Host = ReactiveControllerHost & HTMLElement;
export type ShortcutActions = Record<Exclude<Shortcut, null>, () => unknown>;

/** Listens for keys within its element, and on the page while the focus is nowhere in particular. */
export class ShortcutKeys implements ReactiveController {
  readonly #host: Host;
  readonly #isOn: () => boolean;
  readonly #actions: ShortcutActions;

  constructor(host: Host, isOn: () => boolean, actions: ShortcutActions) {
    this.#host = host;
    this.#isOn = isOn;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener("keydown", this.#handleKeydown);
    document.addEventListener("keydown", this.#handlePageKeydown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("keydown", this.#handleKeydown);
    document.removeEventListener("keydown", this.#handlePageKeydown);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const shortcut = this.#isOn() ? shortcutOf(event, event.composedPath()) : null;
    if (shortcut === null) return;
    event.preventDefault();
    this.#actions[shortcut]();
  };

  /** With two such elements on the page nobody could tell which one is meant. */
  readonly #handlePageKeydown = (event: KeyboardEvent): void => {
    const isAlone = document.querySelectorAll(this.#host.localName).length <= 1;
    if (event.target === document.body && isAlone) this.#handleKeydown(event);
  };
}
