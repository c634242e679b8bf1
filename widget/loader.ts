import { startWidget } from "./boot.ts";

/** Path of the panel's hashed bundle, put in by the build. */
declare const __PANEL_URL__: string;

// `currentScript` is empty where an optimiser re-injects scripts; the tag itself is then looked up.
const script = document.currentScript ?? document.querySelector("script[data-widget][src]");

if (script instanceof HTMLScriptElement && script.dataset.widget) {
  const { origin } = new URL(script.src, location.href);
  let attempt = 0;
  void startWidget({
    widgetId: script.dataset.widget,
    baseUrl: origin,
    language: script.dataset.language,
    theme: script.dataset.theme,
    importPanel: () => {
      // A browser remembers a failed import by its address, so that another try needs another one.
      const again = attempt++ ? `?retry=${attempt}` : "";
      return import(/* @vite-ignore */ new URL(__PANEL_URL__ + again, origin).href);
    },
  });
}
