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
