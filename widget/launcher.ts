import type { WidgetConfig } from "../protocol/http.schema.ts";
import type { Language } from "./language.ts";
import { launcherCss } from "./launcher.css.ts";
import { LAUNCHER_STRINGS } from "./strings.ts";

const TALK =
  "M3 16.3a2 2 0 0 1 .1 1.2L2 20.8A1 1 0 0 0 3.3 22l3.4-1a2 2 0 0 1 1.1.1 10 10 0 1 0-4.8-4.8M8 12h.01M12 12h.01M16 12h.01";
const DOWN = "m6 9 6 6 6-6";

/** Built with the DOM instead of markup, so that it also works where Trusted Types are required. */
function make<T extends Element>(element: T, attributes: Record<string, string>, ...children: Node[]): T {
  for (const name in attributes) element.setAttribute(name, attributes[name] ?? "");
  element.append(...children);
  return element;
}
const html = (name: string): HTMLElement => document.createElement(name);
const svg = (name: string): Element => document.createElementNS("http://www.w3.org/2000/svg", name);

export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** Where the panel draws itself: before the launcher in tab order. */
  readonly slot: HTMLElement;
  readonly button: HTMLElement;
  /** Draws what it is told; whatever is left out stays as it was. */
  show(change: Partial<LauncherState>): void;
}

export type LauncherState = {
  language: Language;
  isRtl: boolean;
  isOpen: boolean;
  isBusy: boolean;
  hasFailed: boolean;
  unread: number;
};

/** `side` is the one of a left-to-right page and mirrors with it. */
function dress(host: HTMLElement, { appearance }: WidgetConfig): void {
  const { side, offsetPx, zIndex, accent, accentText } = appearance;
  const properties = {
    z: zIndex,
    accent,
    "on-accent": accentText,
    gap: `${offsetPx}px`,
    [side === "left" ? "start" : "end"]: `calc(${offsetPx}px + env(safe-area-inset-${side},0px))`,
  };
  for (const [name, value] of Object.entries(properties)) host.style.setProperty(`--${name}`, String(value));
}

export function drawLauncher(config: WidgetConfig): Launcher {
  const host = html("sapa-widget");
  dress(host, config);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];

  const shape = svg("path");
  const badge = make(html("span"), { class: "badge" });
  const button = make(
    html("button"),
    { class: "launcher", type: "button", "aria-haspopup": "dialog" },
    make(svg("svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" }, shape),
    badge,
  );
  const slot = html("div");
  const frame = make(html("div"), { class: "sapa" }, slot, button);
  root.append(frame);

  let state: LauncherState = {
    language: "en",
    isRtl: false,
    isOpen: false,
    isBusy: false,
    hasFailed: false,
    unread: 0,
  };
  return {
    host,
    root,
    slot,
    button,
    show(change) {
      state = { ...state, ...change };
      const { language, isOpen, hasFailed, unread } = state;
      const strings = LAUNCHER_STRINGS[language];
      const count = hasFailed ? "!" : unread > 99 ? "99+" : String(unread);
      frame.lang = language;
      frame.dir = state.isRtl ? "rtl" : "ltr";
      badge.textContent = count;
      badge.hidden = isOpen || (!unread && !hasFailed);
      button.title = hasFailed ? strings.unreachable : "";
      make(button, {
        class: state.isBusy ? "launcher busy" : "launcher",
        "aria-expanded": String(isOpen),
        "aria-label": isOpen
          ? strings.close
          : hasFailed
            ? strings.unreachable
            : unread
              ? `${strings.open}, ${strings.unread(count)}`
              : strings.open,
      });
      make(shape, { d: isOpen ? DOWN : TALK });
    },
  };
}
