import type { WidgetConfig } from "../protocol/webchat.schema.ts";
import type { Language } from "./language.ts";
import { launcherCss } from "./launcher.css.ts";
import { LAUNCHER_STRINGS } from "./strings.ts";

const TALK =
  "M3 16.3a2 2 0 0 1 .1 1.2L2 20.8A1 1 0 0 0 3.3 22l3.4-1a2 2 0 0 1 1.1.1 10 10 0 1 0-4.8-4.8M8 12h.01M12 12h.01M16 12h.01";
const DOWN = "m6 9 6 6 6-6";

/** Built with the DOM instead of markup, so that it also works where Trusted Types are required. */
function make<T extends Element>(
  element: T,
  attributes: Record<string, string | boolean>,
  ...children: (Node | string)[]
): T {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value as string);
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
  direction: string;
  isOpen: boolean;
  isBusy: boolean;
  /** Open, and there is no panel: in its place stands what to do instead. */
  hasFailed: boolean;
};

/** `side` is the one of a left-to-right page and mirrors with it. */
export function dress(host: HTMLElement, { appearance }: Pick<WidgetConfig, "appearance">): void {
  const { side, offsetPx, zIndex, accent, accentText } = appearance;
  const edge = side === "left" ? "start" : "end";
  host.style.cssText = `--z:${zIndex};--accent:${accent};--on-accent:${accentText};--gap:${offsetPx}px;--${edge}:calc(${offsetPx}px + env(safe-area-inset-${side},0px))`;
}

/** @param fallback address offered where the chat cannot be had; one that is no contact is left out. */
export function drawLauncher(fallback = ""): Launcher {
  // Turbo keeps copies of pages it leaves, and a copied element would have nothing in it.
  const host = make(html("sapa-widget"), { "data-turbo-temporary": "" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];

  const shape = svg("path");
  const button = make(
    html("button"),
    { class: "launcher", type: "button", "aria-haspopup": "dialog" },
    make(svg("svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" }, shape),
  );
  const slot = html("div");
  const note = make(html("p"), { class: "note", role: "alert" });
  const [, , address] = /^(mailto:|tel:|https:\/\/)([^?]+)/.exec(fallback) ?? [];
  const contact = address ? make(html("a"), { href: fallback }, address) : "";
  const frame = make(html("div"), { class: "sapa" }, slot, button, note);
  root.append(frame);

  let state: LauncherState = {
    language: "en",
    direction: "ltr",
    isOpen: false,
    isBusy: false,
    hasFailed: false,
  };
  return {
    host,
    root,
    slot,
    button,
    show(change) {
      state = { ...state, ...change };
      const { language, isOpen, isBusy, hasFailed } = state;
      const strings = LAUNCHER_STRINGS[language];
      frame.lang = language;
      frame.dir = state.direction;
      note.hidden = !hasFailed;
      note.replaceChildren(strings.unreachable, contact);
      make(button, {
        class: isBusy ? "launcher busy" : "launcher",
        "aria-expanded": isOpen,
        "aria-label": isOpen ? strings.close : strings.open,
      });
      make(shape, { d: isOpen ? DOWN : TALK });
    },
  };
}
