import { LIMITS } from "../../../protocol/limits.ts";
import { Observable } from "../../data/observable.ts";

/** Rooms chosen to do one thing with all of them (LIST-16). */
export class Selection extends Observable {
  #ids = new Set<string>();
  /** Where a range begins. */
  #anchor: string | null = null;
  #isOn = false;
  readonly #onFull: () => void;

  constructor(onFull: () => void) {
    super();
    this.#onFull = onFull;
  }

  /** Is somebody choosing, be it that nothing is chosen yet? */
  get isOn(): boolean {
    return this.#isOn || this.#ids.size > 0;
  }

  get size(): number {
    return this.#ids.size;
  }

  get ids(): string[] {
    return [...this.#ids];
  }

  get anchor(): string | null {
    return this.#anchor;
  }

  has(roomId: string): boolean {
    return this.#ids.has(roomId);
  }

  start(): void {
    this.#isOn = true;
    this.changed();
  }

  toggle(roomId: string): void {
    this.#anchor = roomId;
    if (this.#ids.delete(roomId)) this.changed();
    else this.add([roomId]);
  }

  /** As many of these as there is room for. */
  add(roomIds: readonly string[]): void {
    for (const roomId of roomIds) {
      if (this.#ids.size >= LIMITS.bulkRooms && !this.#ids.has(roomId)) {
        this.#onFull();
        break;
      }
      this.#ids.add(roomId);
    }
    this.changed();
  }

  /** Keeps these only; what is done with is no longer chosen. */
  keep(roomIds: readonly string[]): void {
    this.#ids = new Set(roomIds);
    this.changed();
  }

  end(): void {
    this.#ids.clear();
    this.#anchor = null;
    this.#isOn = false;
    this.changed();
  }
}
