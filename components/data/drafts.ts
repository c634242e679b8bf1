import { recall, remember } from "./browser-storage.ts";
import { Observable } from "./observable.ts";

export type DraftMode = "reply" | "note";

/**
 * MSG-2: unsent text per room and browser, kept over reloads. Replies and notes have a draft each, and the key names the
 * member, so that two people at one computer never find each other's words.
 */
export class Drafts extends Observable {
  readonly #memberId: string;
  readonly #known = new Map<string, string>();

  constructor(memberId: string) {
    super();
    this.#memberId = memberId;
  }

  get(roomId: string, mode: DraftMode): string {
    const key = this.#key(roomId, mode);
    let text = this.#known.get(key);
    if (text === undefined) {
      text = recall(key) ?? "";
      this.#known.set(key, text);
    }
    return text;
  }

  set(roomId: string, mode: DraftMode, text: string): void {
    const key = this.#key(roomId, mode);
    if (this.get(roomId, mode) === text) return;
    this.#known.set(key, text);
    remember(key, text);
    this.changed();
  }

  #key(roomId: string, mode: DraftMode): string {
    return `draft.${this.#memberId}.${roomId}.${mode}`;
  }
}
