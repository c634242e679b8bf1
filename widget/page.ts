/** A page that never rests gets it all the same, after so long. */
const BUSY_MS = 2_000;

/** Runs `work` after the page has loaded, `delayMs` have passed, and the browser has nothing better to do. */
export function whenQuiet(delayMs: number, signal: AbortSignal, work: () => void): void {
  const start = () => {
    setTimeout(() => {
      const idle: (callback: () => void, options: { timeout: number }) => void =
        window.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback));
      idle(() => signal.aborted || work(), { timeout: BUSY_MS });
    }, delayMs);
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true, signal });
}

/**
 * Appends `host` to the body and puts it back when a page of a single-page application replaces its content.
 * `onPageChange` also hears of the page's own language and direction changing.
 * @returns stops it.
 */
export function keepOnPage(host: HTMLElement, onPageChange: () => void): () => void {
  const observer = new MutationObserver((records) => {
    watch();
    if (records.some((record) => record.type === "attributes")) onPageChange();
  });
  const watch = (): void => {
    if (!host.isConnected) document.body?.append(host);
    if (document.body) observer.observe(document.body, { childList: true });
  };
  observer.observe(document.documentElement, { childList: true, attributes: true, attributeFilter: ["lang", "dir"] });
  watch();
  return () => observer.disconnect();
}
