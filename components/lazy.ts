import { Observable } from "./data/observable.ts";

const RETRY_MS = 700;

/** Tells whenever somebody wanted a part that could not be loaded. */
class MissingParts extends Observable {
  #isOutdated = false;

  /** The server has a newer version: what was not loaded by now is no longer there, and a reload is the only cure. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  note(isOutdated: boolean, isWanted: boolean): void {
    this.#isOutdated ||= isOutdated;
    if (isWanted) this.changed();
  }
}

/** One for the page, however many elements of ours are on it: they say it, not the part that is missing. */
export const missingParts = new MissingParts();

/**
 * Loads a part that is not in the first load: `await lazy(() => import("./part.ts"))`. Tries once more by itself, because
 * a connection may be lost for a moment. null: it is not to be had, and the person was told why; `isQuiet`: was not.
 */
export async function lazy<Part>(load: () => Promise<Part>, isQuiet = false): Promise<Part | null> {
  const part = await load().catch(() => null);
  if (part !== null) return part;
  await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  const again = await load().catch(() => null);
  if (again === null) missingParts.note(await isServerThere(), !isQuiet);
  return again;
}

/** Asks where this very file came from; any answer will do, also that it is gone. */
async function isServerThere(): Promise<boolean> {
  try {
    const { status } = await fetch(import.meta.url, { method: "HEAD", mode: "no-cors", cache: "no-store" });
    return status < 500;
  } catch {
    return false;
  }
}
