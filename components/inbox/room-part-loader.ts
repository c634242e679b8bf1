import { Observable } from "../data/observable.ts";
import { lazy, missingParts } from "../lazy.ts";

const RETRY_MS = 3_000;

/**
 * The elements of an open room come in a file of their own: the list is there before them, and they are there before
 * anybody has chosen a room. One for the page, however many inboxes are on it.
 */
class RoomPart extends Observable {
  #loading: Promise<void> | null = null;
  isReady = false;

  /** Resolves when the elements are there, or never will be (`missingParts`); tries again while there is no connection. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    while (!this.isReady) {
      this.isReady = (await lazy(() => import("./room-part.ts"), true)) !== null;
      if (missingParts.isOutdated) break;
      if (!this.isReady) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.changed();
  }
}

export const roomPart = new RoomPart();
