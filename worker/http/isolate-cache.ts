/** Values that may be a little old, kept in this isolate's memory. Holds no promises: they belong to one request. */
export class IsolateCache<T> {
  readonly #entries = new Map<string, { value: T; readAt: number }>();
  readonly #freshMs: number;
  readonly #max: number;

  constructor(freshMs: number, max: number) {
    this.#freshMs = freshMs;
    this.#max = max;
  }

  /** The kept value while fresh, else what `read` gives. undefined is never kept. */
  async get(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && Date.now() - entry.readAt < this.#freshMs) return entry.value;
    const value = await read();
    this.#entries.delete(key);
    if (value === undefined) return undefined;
    // A Map keeps the order of insertion, so the first key is the one read longest ago.
    if (this.#entries.size >= this.#max) this.#entries.delete(this.#entries.keys().next().value as string);
    this.#entries.set(key, { value, readAt: Date.now() });
    return value;
  }

  has(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && Date.now() - entry.readAt < this.#freshMs;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  forgetAll(isMeant: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (isMeant(key)) this.#entries.delete(key);
  }
}
