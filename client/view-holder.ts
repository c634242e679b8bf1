export interface ViewHolder<V> {
  current(): V;
  /** Makes a new view if anything in it differs, and tells the listeners once, at the end of the running task. */
  set(patch: Partial<V>): void;
  subscribe(listener: () => void): () => void;
  /** Keeps listeners quiet until `release`. */
  hold(): void;
  release(): void;
}

export function createViewHolder<V extends object>(first: V): ViewHolder<V> {
  const listeners = new Set<() => void>();
  let view = first;
  let isHeld = false;
  let isScheduled = false;
  let isDirty = false;

  function schedule(): void {
    if (isScheduled || isHeld || !isDirty) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = isDirty = false;
      for (const listener of listeners) listener();
    });
  }

  return {
    current: () => view,
    set(patch) {
      const next = { ...view, ...patch };
      if (!(Object.keys(patch) as (keyof V)[]).some((key) => view[key] !== next[key])) return;
      view = next;
      isDirty = true;
      schedule();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      schedule();
    },
  };
}
