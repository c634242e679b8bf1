import type { WidgetConfig } from "../protocol/http.schema.ts";
import type { StartOptions } from "./boot.ts";
import { fetchConfig } from "./config.ts";
import type { Panel, PanelContext, Theme } from "./context.ts";
import { pickLanguage } from "./language.ts";
import { drawLauncher } from "./launcher.ts";
import { keepOnPage, whenQuiet } from "./page.ts";
import type { PublicApi } from "./public-api.ts";

const PRELOAD_AFTER_MS = 1_500;

/** Wires launcher, public verbs and the lazily loaded panel. Ends with `signal`, leaving nothing on the page. */
export function runWidget(options: StartOptions, config: WidgetConfig, api: PublicApi, signal: AbortSignal): void {
  const { widgetId, baseUrl } = options;
  const launcher = drawLauncher(config);
  let chosenLanguage = options.language;
  let theme = options.theme as Theme | undefined;
  let panel: Panel | undefined;
  let loading: Promise<Panel | undefined> | undefined;
  let shouldOpen = false;

  const language = () =>
    pickLanguage([chosenLanguage, document.documentElement.lang, ...navigator.languages, config.language]);

  const apply = (): void => {
    const isRtl = getComputedStyle(document.documentElement).direction === "rtl";
    launcher.show({ language: language(), isRtl });
    panel?.refresh();
  };

  const context: PanelContext = {
    ...launcher,
    widgetId,
    baseUrl,
    config,
    emit: api.emit,
    get language() {
      return language();
    },
    get theme() {
      return theme ?? "auto";
    },
    fetchConfig: () => fetchConfig(baseUrl, widgetId),
    onOpenChange(isOpen) {
      shouldOpen = isOpen;
      launcher.show({ isOpen });
      api.emit(isOpen ? "opened" : "closed", {});
    },
    onUnread(unread) {
      launcher.show({ unread });
      api.emit("unread:changed", { unread });
    },
  };

  /** Settles when the panel is there, and with nothing when it cannot be had now; the next call tries again. */
  const load = (): Promise<Panel | undefined> => {
    loading ??= options.importPanel().then(
      (module) => {
        launcher.show({ hasFailed: false });
        if (!signal.aborted) panel = module.mountPanel(context);
        return panel;
      },
      () => {
        loading = undefined;
        return undefined;
      },
    );
    return loading;
  };

  const setOpen = async (isOpen: boolean): Promise<void> => {
    shouldOpen = isOpen;
    if (panel || !isOpen) return panel?.setOpen(isOpen, true);
    launcher.show({ isBusy: true });
    const loaded = await load();
    launcher.show({ isBusy: false, hasFailed: !loaded });
    if (!loaded) {
      shouldOpen = false;
      api.emit("error", { code: "unavailable" });
    }
    loaded?.setOpen(shouldOpen, true);
  };
  const open = () => void setOpen(true);
  const close = () => void setOpen(false);
  const toggle = () => void setOpen(!shouldOpen);

  launcher.button.onclick = toggle;
  launcher.button.onpointerenter = launcher.button.onfocus = load;
  apply();
  const stopKeeping = keepOnPage(launcher.host, apply);
  signal.onabort = () => {
    stopKeeping();
    panel?.destroy();
    launcher.host.remove();
  };
  whenQuiet(PRELOAD_AFTER_MS, signal, load);

  api.connect({
    open,
    close,
    toggle,
    show: () => launcher.host.removeAttribute("data-hidden"),
    hide() {
      close();
      launcher.host.setAttribute("data-hidden", "");
    },
    prefill: (text) => void load().then((loaded) => loaded?.prefill(String(text))),
    setLanguage(value) {
      chosenLanguage = value;
      apply();
    },
    setTheme(value) {
      theme = value;
      apply();
    },
    logout: () => void load().then((loaded) => loaded?.logout()),
  });
  api.emit("ready", { widgetId });
}
