/** A page that never rests gets it all the same, after so long. */
const timeout = 2_000;

/** Runs `work` after the page has loaded, `delayMs` have passed, and the browser has nothing better to do. */
export function whenQuiet(delayMs: number, signal: AbortSignal, work: () => void): void {
  const start = () =>
    setTimeout(() => {
      // Safari has no idle callbacks.
      const idle: typeof requestIdleCallback | undefined = window.requestIdleCallback;
      const done = () => signal.aborted || work();
      idle ? idle(done, { timeout }) : done();
    }, delayMs);
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true, signal });
}

/**
 * Appends `host` to the body and puts it back when a page of a single-page application replaces its content.
 * `onPageChange` hears of that, and of the page's own language and direction changing.
 * @returns stops it.
 */
export function keepOnPage(host: HTMLElement, onPageChange: () => void): () => void {
  const observer = new MutationObserver((records) => {
    const isGone = !host.isConnected;
    watch();
    if (isGone || records.some((record) => record.type === "attributes")) onPageChange();
  });
  const watch = (): void => {
    if (!host.isConnected) document.body?.append(host);
    if (document.body) observer.observe(document.body, { childList: true });
  };
  observer.observe(document.documentElement, { childList: true, attributes: true, attributeFilter: ["lang", "dir"] });
  watch();
  return () => observer.disconnect();
}
