import { awaitConfig } from "./config.ts";
import type { PanelModule } from "./context.ts";
import { installPublicApi } from "./public-api.ts";
import { runWidget } from "./widget.ts";

export type StartOptions = {
  widgetId: string;
  /** Origin of the server, without a slash at the end. */
  baseUrl: string;
  /** `data-language` and `data-theme` of the script tag. */
  language?: string | undefined;
  theme?: string | undefined;
  importPanel: () => Promise<PanelModule>;
};

/** Starts the widget once per page. Never throws into the page; where the server refuses or is away, nothing is drawn. */
export async function startWidget(options: StartOptions): Promise<void> {
  const end = new AbortController();
  const api = installPublicApi(end);
  if (!api) return;
  try {
    const config = await awaitConfig(options.baseUrl, options.widgetId, end.signal);
    if (document.readyState === "loading") {
      await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
    }
    if (config && !end.signal.aborted) runWidget(options, config, api, end.signal);
  } catch (error) {
    console.error(error);
  }
}
