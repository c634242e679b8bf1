import type { WidgetConfig } from "../protocol/webchat.schema.ts";

/** Every failed request is a line in the site's console, so that the next one comes six times as late. */
const RETRY_AFTER_MS = 10_000;
const RETRY_FACTOR = 6;

/** undefined: the server cannot be reached; null: it refused this page. */
export async function fetchConfig(baseUrl: string, widgetId: string): Promise<WidgetConfig | null | undefined> {
  try {
    const response = await fetch(`${baseUrl}/widget/v1/config?widget=${widgetId}`);
    const body = await response.json();
    if (response.ok) return body;
    if (response.status >= 500 || response.status === 429) return undefined;
    // One line for the site's developer; a visitor sees nothing (WIDGET-8).
    console.warn(`Sapa: ${body.code}`, body.params?.expected ?? "");
    return null;
  } catch {
    return undefined;
  }
}

/**
 * Asks until there is an answer, ever more rarely.
 * @param whileDown called once where the first try was in vain.
 */
export async function awaitConfig(
  baseUrl: string,
  widgetId: string,
  signal: AbortSignal,
  whileDown: () => void,
): Promise<WidgetConfig | null | undefined> {
  let config = await fetchConfig(baseUrl, widgetId);
  if (config === undefined) whileDown();
  for (let delayMs = RETRY_AFTER_MS; config === undefined && !signal.aborted; delayMs *= RETRY_FACTOR) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (!signal.aborted) config = await fetchConfig(baseUrl, widgetId);
  }
  return config;
}
