import type { Problem, WidgetConfig } from "../protocol/http.schema.ts";

const RETRY_DELAYS_MS = [5_000, 30_000, 120_000];

/** One line for the site's developer; a visitor sees nothing (WIDGET-8). */
function explain({ code, params }: Partial<Problem>): void {
  console.warn(
    `Sapa: ${code}.${params?.expected ? ` This widget belongs to ${params.expected}, not ${location.origin}.` : ""}`,
  );
}

/** undefined: the server cannot be reached; null: it refused this page. */
export async function fetchConfig(baseUrl: string, widgetId: string): Promise<WidgetConfig | null | undefined> {
  try {
    const response = await fetch(`${baseUrl}/widget/v1/config?widget=${encodeURIComponent(widgetId)}`);
    const body = await response.json();
    if (response.ok) return body;
    if (response.status >= 500 || response.status === 429) return undefined;
    explain(body);
    return null;
  } catch {
    return undefined;
  }
}

/** Asks again for a few minutes where the server is down; a page that is refused is told once. */
export async function awaitConfig(
  baseUrl: string,
  widgetId: string,
  signal: AbortSignal,
): Promise<WidgetConfig | null | undefined> {
  let config = await fetchConfig(baseUrl, widgetId);
  for (const delayMs of RETRY_DELAYS_MS) {
    if (config !== undefined || signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    config = await fetchConfig(baseUrl, widgetId);
  }
  return config;
}
