import { startWidget } from "./boot.ts";

// `currentScript` is empty where an optimiser re-injects scripts; the tag itself is then looked up.
const script = (document.currentScript ??
  document.querySelector("script[data-widget][src]")) as HTMLScriptElement | null;

if (script?.dataset.widget) {
  const { origin } = new URL(script.src);
  let attempt = 0;
  void startWidget({
    widgetId: script.dataset.widget,
    baseUrl: origin,
    tag: { ...script.dataset },
    // A browser remembers a failed import by its address, so that another try needs another one.
    importLate: () => import(/* @vite-ignore */ `${origin}/widget-late.js${attempt++ ? `?${attempt}` : ""}`),
  });
} else console.warn("Sapa: no data-widget");
