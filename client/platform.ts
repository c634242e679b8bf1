import type { Platform, SocketLike } from "./types.ts";

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

function onWake(listener: () => void, onLeave?: () => void, onOffline?: () => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  const whenVisible = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  addEventListener("online", listener, { signal });
  addEventListener("pageshow", listener, { signal });
  document.addEventListener("visibilitychange", whenVisible, { signal });
  // Nobody may listen: the platform takes that too, only its types do not.
  addEventListener("pagehide", onLeave as () => void, { signal });
  addEventListener("offline", onOffline as () => void, { signal });
  return () => end.abort();
}

/** The page the script runs in. */
export const browserPlatform = (): Platform => ({
  now: () => Date.now(),
  random: Math.random,
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  openSocket: (url, protocols) => new WebSocket(url, protocols) as unknown as SocketLike,
  fetch: (...request) => fetch(...request),
  onWake,
  withLock,
});
