import { page } from "vitest/browser";
import type { WidgetConfig } from "../../../protocol/http.schema.ts";
import { startWidget } from "../../../widget/boot.ts";
import { type FakeServer, installFakeServer } from "./fake-server.ts";

export const WIDGET_ID = "int_demo";
export const STORAGE_KEY = `sapa:${WIDGET_ID}`;

let server: FakeServer | undefined;
const importPanel = () => import("../../../widget/panel/entry.ts");

/** Starts the widget on this page against a server inside it. Call `leave` after each test. */
export async function mount(
  options: { config?: Partial<WidgetConfig>; language?: string; width?: number; height?: number } = {},
  prepare: (server: FakeServer) => void = () => {},
): Promise<FakeServer> {
  await page.viewport(options.width ?? 1280, options.height ?? 800);
  server ??= installFakeServer(options.config);
  prepare(server);
  await start(options.language);
  return server;
}

/** The widget again, as on the next page of the site: the server and what the browser stores stay. */
export const start = (language?: string): Promise<void> =>
  startWidget({ widgetId: WIDGET_ID, baseUrl: location.origin, language, importPanel });

export function leave(): void {
  window.Sapa?.("destroy");
  server?.uninstall();
  server = undefined;
  localStorage.clear();
  document.documentElement.removeAttribute("dir");
}

export const sapa = (verb: string, ...args: unknown[]): unknown => window.Sapa?.(verb, ...args);
export const host = (): HTMLElement | null => document.querySelector("sapa-widget");
export const all = (selector: string): HTMLElement[] => [
  ...(host()?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export function one(selector: string): HTMLElement {
  const found = all(selector)[0];
  if (!found) throw new Error(`The widget has no ${selector}`);
  return found;
}

export const textbox = (): HTMLTextAreaElement => one("textarea") as HTMLTextAreaElement;
export const bubbles = (): string[] => all("li .bubble").map((bubble) => bubble.textContent?.trim() ?? "");
export const stored = (): Record<string, unknown> => JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");

/** Polls until `check` gives something true; its last answer names what was missing. */
export async function until<T>(what: string, check: () => T, limitMs = 8_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function open(): Promise<void> {
  sapa("open");
  await until("the open panel", () => all(".panel.shown").length);
  await Promise.all(
    one(".panel")
      .getAnimations()
      .map((animation) => animation.finished),
  );
}

/** Writes as a person does, short of the keyboard itself. */
export function write(text: string): void {
  textbox().value = text;
  textbox().dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

export async function say(text: string): Promise<void> {
  write(text);
  await until("the send button", () => !(one(".send") as HTMLButtonElement).disabled);
  one(".send").click();
}
