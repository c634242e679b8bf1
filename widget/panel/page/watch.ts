const LOOK_EVERY_MS = 3_000;

/**
 * Tells when the address or title of the page has changed, also by a single-page application, and never changes a
 * function of the page for it. @param look is called often and cheaply; it compares by itself.
 */
export function watchPage(signal: AbortSignal, look: () => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", look, { signal });
  addEventListener("popstate", look, { signal });
  // Titles change after their address, and not every browser tells of addresses.
  const timer = setInterval(() => document.visibilityState === "visible" && look(), LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
