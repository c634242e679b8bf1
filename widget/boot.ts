import { awaitConfig } from "./config.ts";
import type { LateModule, TagOptions } from "./context.ts";
import { installPublicApi } from "./public-api.ts";
import { createWidget } from "./widget.ts";

export type StartOptions = {
  widgetId: string;
  /** Origin of the server, without a slash at the end. */
  baseUrl: string;
  tag: TagOptions;
  /** Asked again after it has rejected. */
  importLate: () => Promise<LateModule>;
};

/** Starts the widget once per page. Never throws into the page; where the server refuses or is away, nothing is drawn. */
export async function startWidget(options: StartOptions): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  try {
    const api = installPublicApi(end);
    if (!api) return;
    const draw = createWidget(options, api, signal);
    const config = await awaitConfig(options.baseUrl, options.widgetId, signal, () => {
      if (options.tag.fallback) draw();
    });
    if (document.readyState === "loading") {
      await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
    }
    if (config && !signal.aborted) draw(config);
    else end.abort();
  } catch (error) {
    console.error(error);
  }
}
