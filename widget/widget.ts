import type { WidgetConfig } from "../protocol/webchat.schema.ts";
import type { StartOptions } from "./boot.ts";
import { fetchConfig } from "./config.ts";
import type { EagerContext, LatePanel } from "./context.ts";
import { pickLanguage } from "./language.ts";
import { drawLauncher, dress } from "./launcher.ts";
import { keepOnPage, whenQuiet } from "./page.ts";
import type { Call, PublicApi } from "./public-api.ts";

const PRELOAD_AFTER_MS = 1_500;

/** How a launcher looks of which nothing is known. */
const plain = {
  appearance: { side: "right", offsetPx: 20, zIndex: 1000, accent: "#2563eb", accentText: "#fff" },
} as WidgetConfig;

/**
 * Wires launcher, public verbs and what is loaded late. Ends with `signal`, leaving nothing on the page.
 * @returns draws the widget; without a configuration only what can be offered while the server is away.
 */
export function createWidget(
  { widgetId, baseUrl, tag, importLate }: StartOptions,
  { emit, connect }: PublicApi,
  signal: AbortSignal,
): (config?: WidgetConfig) => void {
  const launcher = drawLauncher(tag.fallback);
  const { host, button, show } = launcher;
  const { documentElement } = document;
  const selector = tag.launcher;
  const calls: Call[] = [];
  let panel: LatePanel | undefined;
  let loading: Promise<void> | undefined;
  let shouldOpen = false;
  let stopKeeping: (() => void) | undefined;

  const onOpenChange = (isOpen: boolean): void => {
    shouldOpen = isOpen;
    show({ isOpen, hasFailed: false });
    markButtons(isOpen);
    emit(isOpen ? "opened" : "closed", {});
  };

  /** The site's own buttons say what ours would; null: nothing any more. */
  const markButtons = (isOpen: boolean | null): void => {
    if (!selector) return;
    for (const element of document.querySelectorAll(selector)) element.ariaExpanded = isOpen as string | null;
  };

  const context: EagerContext = {
    ...launcher,
    widgetId,
    baseUrl,
    tag,
    config: plain,
    language: "en",
    emit,
    onOpenChange,
    fetchConfig: () => fetchConfig(baseUrl, widgetId),
    apply() {
      const language = pickLanguage([
        tag.language,
        documentElement.lang,
        ...navigator.languages,
        context.config.language,
      ]);
      context.language = language;
      show({ language, direction: getComputedStyle(documentElement).direction });
      markButtons(shouldOpen);
      panel?.refresh();
    },
  };

  /** Settles when the panel is there, or when it cannot be had now; the next call tries again. */
  const load = async (): Promise<void> => {
    if (context.config === plain) return;
    loading ??= importLate().then(
      (late) => {
        if (!signal.aborted) panel = late.mountPanel(context, calls);
      },
      () => {
        loading = undefined;
      },
    );
    await loading;
  };

  const setOpen = async (isOpen: boolean): Promise<void> => {
    shouldOpen = isOpen;
    if (!panel && isOpen) {
      show({ isBusy: true });
      await load();
      show({ isBusy: false });
    }
    if (panel) return panel.setOpen(shouldOpen, true);
    show({ isOpen: shouldOpen, hasFailed: shouldOpen });
    if (shouldOpen) emit("error", { code: "unavailable" });
  };
  const toggle = () => void setOpen(!shouldOpen);

  const verbs: Record<string, (() => void) | undefined> = {
    // Whatever else objects know is no verb.
    __proto__: null as never,
    open: () => void setOpen(true),
    close: () => void setOpen(false),
    toggle,
    show: () => host.removeAttribute("data-hidden"),
    hide() {
      void setOpen(false);
      host.setAttribute("data-hidden", "");
    },
  };

  const onClick = (event: Event): void => {
    if (!selector || !(event.target as Element).closest?.(selector)) return;
    event.preventDefault();
    toggle();
  };

  button.onclick = toggle;
  button.onpointerenter = button.onfocus = load;
  button.hidden = !!selector;
  document.addEventListener("click", onClick, { signal });
  signal.onabort = () => {
    stopKeeping?.();
    panel?.destroy();
    host.remove();
    markButtons(null);
  };

  return (config = plain) => {
    context.config = config;
    dress(host, config);
    context.apply();
    stopKeeping ??= keepOnPage(host, context.apply);
    connect((...call) => {
      const [verb] = call;
      const own = verbs[verb];
      if (own) own();
      else if (panel) panel.call(...call);
      else calls.push(call);
      // At once: the site may be on its way to its next page. Throws where there is nothing to forget.
      if (verb === "logout") localStorage.removeItem(`sapa:${widgetId}`);
    });
    if (config !== plain) {
      whenQuiet(PRELOAD_AFTER_MS, signal, load);
      emit("ready", { widgetId });
    }
  };
}
