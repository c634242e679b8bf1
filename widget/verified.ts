/**
 * Fetches a module whose bytes must have this digest. `import()` cannot be told one, but takes what a preload has put in
 * its place, and a preload can. Browsers without module preloads import as they always do.
 * Rejects where the bytes are others, and where there are none.
 */
export async function preloadVerified(href: string, integrity: string): Promise<void> {
  const link = document.createElement("link");
  if (!link.relList.supports("modulepreload")) return;
  // Where only scripts with the page's nonce may run, what they load needs it too.
  const { nonce = "" } = document.querySelector<HTMLScriptElement>("script[data-widget]") ?? {};
  await new Promise((resolve, reject) => {
    Object.assign(link, { rel: "modulepreload", href, integrity, nonce, onload: resolve, onerror: reject });
    document.head.append(link);
  }).finally(() => link.remove());
}
