/**
 * The object's one alarm. What a room has to do later is read off its state (`nextDueAt`) and off what is unsent, so no
 * timer is stored: the alarm only sees to it that somebody looks.
 */
export class Alarm {
  readonly #storage: DurableObjectStorage;
  /** undefined until `start`; null: no alarm set. */
  #armedAt: number | null | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  async start(): Promise<void> {
    this.#armedAt = await this.#storage.getAlarm();
  }

  /** Leaves the alarm alone when it rings early enough: each move is a row written. */
  arm(at: number): void {
    if (this.#armedAt !== null && this.#armedAt !== undefined && this.#armedAt <= at) return;
    this.#armedAt = at;
    void this.#storage.setAlarm(at);
  }

  /** The platform has taken the alarm away in order to fire it. */
  fired(): void {
    this.#armedAt = null;
  }
}
