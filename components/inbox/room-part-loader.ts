import { Observable } from "../data/observable.ts";

const RETRY_MS = 3_000;

/**
 * The elements of an open room come in a file of their own: the list is there before them, and they are there before
 * anybody has chosen a room. One for the page, however many inboxes are on it.
 */
class RoomPart extends Observable {
  #loading: Promise<void> | null = null;
  isReady = false;

  /** Resolves when the elements are there; tries again for as long as that takes. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    while (!this.isReady) {
      try {
        await import("./room-part.ts");
        this.isReady = true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.changed();
  }
}

export const roomPart = new RoomPart();
