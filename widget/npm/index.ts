import { isFree } from "../public-api.ts";
import type { TagOptions, Theme, Verbs, WidgetEvents } from "../public-types.ts";

export type { Attributes, Identity, Theme, Verbs, WidgetEvents } from "../public-types.ts";

export type SapaOptions = {
  /** Origin of the Sapa server, for example `https://chat.example.com`. */
  host: string;
  widgetId: string;
  language?: TagOptions["language"];
  theme?: Theme;
  /** Selector of your own buttons, in the place of the widget's. */
  launcher?: string;
  /** `mailto:`, `tel:` or `https:` address, offered while the chat cannot be had. */
  fallback?: string;
  /** "wait": no greeting before `consent()`. */
  consent?: "wait";
  /** For pages whose content policy allows scripts by a nonce. */
  nonce?: string;
};

/** Every call may be made at once; it acts as soon as the widget is there. */
export interface Sapa extends Verbs {
  /** @returns unsubscribes. */
  on<K extends keyof WidgetEvents>(event: K, listener: (detail: WidgetEvents[K]) => void): () => void;
  /** Takes the widget off the page, once everybody who loaded it has called this. */
  destroy(): void;
}

type Global = "Sapa" | "SapaChat";
type Loading = { options: SapaOptions; users: number; script: HTMLScriptElement; name: Global; loaded: Promise<void> };

let current: Loading | undefined;

/**
 * Puts the widget on the page, once however often it is called. Without a page, as on a server that renders, it gives an
 * object whose calls do nothing.
 * Rejects where the script cannot be loaded, and where the page has another widget already.
 */
export async function loadSapa(options: SapaOptions): Promise<Sapa> {
  if (typeof document === "undefined") return handleOf(undefined);
  if (current && current.options.widgetId !== options.widgetId) {
    throw new Error(`Sapa: this page already has the widget ${current.options.widgetId}.`);
  }
  current ??= start(options);
  const mine = current;
  mine.users++;
  try {
    await mine.loaded;
  } catch (error) {
    leave(mine);
    throw error;
  }
  return handleOf(mine);
}

function start(options: SapaOptions): Loading {
  const name: Global = isFree(window.Sapa) ? "Sapa" : "SapaChat";
  const script = document.createElement("script");
  const { host, widgetId, nonce, ...tag } = options;
  Object.assign(script.dataset, { widget: widgetId }, withoutHoles(tag));
  script.async = true;
  if (nonce) script.nonce = nonce;
  script.src = scriptUrl(`${host.replace(/\/+$/, "")}/widget.js`);
  const loaded = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`Sapa: ${script.src} cannot be loaded.`));
  });
  document.head.appendChild(script);
  return { options, users: 0, script, name, loaded };
}

const withoutHoles = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

type Policies = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): typeof policy };
let policy: { createScriptURL(url: string): string } | undefined;

/** Pages that require Trusted Types take a script's address only from a policy; ours is called `sapa`. */
function scriptUrl(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("sapa", { createScriptURL: (given) => given });
  return policy ? policy.createScriptURL(url) : url;
}

function leave(loading: Loading): void {
  if (--loading.users > 0) return;
  window[loading.name]?.("destroy");
  loading.script.remove();
  if (current === loading) current = undefined;
}

/** One user's hold on the widget; after its `destroy` its calls do nothing. */
function handleOf(loading: Loading | undefined): Sapa {
  let held = loading;
  const call = (verb: string, ...args: unknown[]): unknown => held && window[held.name]?.(verb, ...args);
  return {
    open: () => void call("open"),
    close: () => void call("close"),
    toggle: () => void call("toggle"),
    show: () => void call("show"),
    hide: () => void call("hide"),
    prefill: (text) => void call("prefill", text),
    setLanguage: (language) => void call("setLanguage", language),
    setTheme: (theme) => void call("setTheme", theme),
    setAttributes: (values) => void call("setAttributes", values),
    identify: (identity) => void call("identify", identity),
    consent: () => void call("consent"),
    logout: () => void call("logout"),
    on(event, listener) {
      const off = call("on", event, listener) as (() => void) | undefined;
      return () => off?.();
    },
    destroy() {
      if (held) leave(held);
      held = undefined;
    },
  };
}
