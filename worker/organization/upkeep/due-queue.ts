type Item = { key: string; dueAt: number };

/** Keys by the time they are due, the earliest first. Setting a key again moves it; times are ms UTC. */
export class DueQueue {
  readonly #dueAt = new Map<string, number>();
  /** A binary heap; items that were moved or taken away stay until they come to the top. */
  #heap: Item[] = [];

  get size(): number {
    return this.#dueAt.size;
  }

  set(key: string, dueAt: number): void {
    if (this.#dueAt.get(key) === dueAt) return;
    this.#dueAt.set(key, dueAt);
    this.#push({ key, dueAt });
    // Moves must not let the heap grow without end.
    if (this.#heap.length > 2 * this.#dueAt.size + 64) this.#rebuild();
  }

  delete(key: string): void {
    this.#dueAt.delete(key);
  }

  clear(): void {
    this.#dueAt.clear();
    this.#heap = [];
  }

  /** When the first is due; null: none is left. */
  get nextDueAt(): number | null {
    this.#dropStale();
    return this.#heap[0]?.dueAt ?? null;
  }

  /** Takes the first key that is due by now. */
  take(now: number): string | null {
    const dueAt = this.nextDueAt;
    if (dueAt === null || dueAt > now) return null;
    const { key } = this.#pop();
    this.#dueAt.delete(key);
    return key;
  }

  #dropStale(): void {
    for (let top = this.#heap[0]; top !== undefined && this.#dueAt.get(top.key) !== top.dueAt; top = this.#heap[0])
      this.#pop();
  }

  #rebuild(): void {
    // A sorted list is a heap.
    this.#heap = [...this.#dueAt].map(([key, dueAt]) => ({ key, dueAt })).sort((a, b) => a.dueAt - b.dueAt);
  }

  #push(item: Item): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    for (;;) {
      const parent = (at - 1) >> 1;
      if (at === 0 || (heap[parent] as Item).dueAt <= item.dueAt) break;
      heap[at] = heap[parent] as Item;
      at = parent;
    }
    heap[at] = item;
  }

  #pop(): Item {
    const heap = this.#heap;
    const top = heap[0] as Item;
    const last = heap.pop() as Item;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && (heap[right] as Item).dueAt < (heap[left] as Item).dueAt ? right : left;
      if ((heap[child] as Item).dueAt >= last.dueAt) break;
      heap[at] = heap[child] as Item;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
