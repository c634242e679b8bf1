/** localStorage, guarded: blocked or full storage means that nothing is remembered, never an error. */
const PREFIX = "sapa.";

export function remember(key: string, value: string | null): void {
  try {
    if (value === null || value === "") localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Nothing to do: the page works without memory.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function recallNumber(key: string, fallback: number): number {
  const value = Number(recall(key));
  return Number.isFinite(value) && value > 0 ? value : fallback;
}

/** The rest of every remembered key that begins so. */
export function recallKeys(prefix: string): string[] {
  try {
    const wanted = PREFIX + prefix;
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(wanted) ? [key.slice(wanted.length)] : []));
  } catch {
    return [];
  }
}

/** Calls back when another tab of this browser remembers something under such a key; returns unsubscribe. */
export function onRemembered(prefix: string, listener: (rest: string) => void): () => void {
  const wanted = PREFIX + prefix;
  const handle = ({ key }: StorageEvent): void => {
    if (key?.startsWith(wanted)) listener(key.slice(wanted.length));
  };
  addEventListener("storage", handle);
  return () => removeEventListener("storage", handle);
}
