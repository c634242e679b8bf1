import type { Platform, SocketLike } from "./types.ts";

const WAKE_EVENTS = ["online", "pageshow"];

/** Without locks (old browsers, plain http) every tab does the work; the server knows repeated ids. */
async function withLock(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  const { locks } = navigator;
  if (!locks) return work();
  let isHeld = false;
  try {
    await locks.request(name, { signal }, () => {
      isHeld = true;
      return work();
    });
  } catch (error) {
    if (signal.aborted) return;
    // Sandboxed pages have `locks` and refuse to use it.
    if (isHeld) throw error;
    return work();
  }
}

function onWake(listener: () => void): () => void {
  const whenVisible = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  for (const name of WAKE_EVENTS) addEventListener(name, listener);
  document.addEventListener("visibilitychange", whenVisible);
  return () => {
    for (const name of WAKE_EVENTS) removeEventListener(name, listener);
    document.removeEventListener("visibilitychange", whenVisible);
  };
}

/** The page the script runs in. */
export const browserPlatform = (): Platform => ({
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  openSocket: (url, protocols) => new WebSocket(url, protocols) as unknown as SocketLike,
  fetch: (...request) => fetch(...request),
  onWake,
  withLock,
});
