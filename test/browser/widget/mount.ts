import { page } from "vitest/browser";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { startWidget } from "../../../widget/boot.ts";
import type { LateModule, TagOptions } from "../../../widget/context.ts";
import { mountLate } from "../../../widget/late.ts";
import { type FakeServer, installFakeServer } from "./fake-server.ts";

export const WIDGET_ID = "int_demo";
export const STORAGE_KEY = `sapa:${WIDGET_ID}`;

let server: FakeServer | undefined;
/** The late part as it is built, without its check of what it loads. */
async function importLate(): Promise<LateModule> {
  const panel = await import("../../../widget/panel/entry.ts");
  return { mountPanel: (context, calls) => mountLate(context, calls, panel) };
}

/** Starts the widget on this page against a server inside it. Call `leave` after each test. */
export async function mount(
  options: { config?: Partial<WidgetConfig>; width?: number; height?: number } & TagOptions = {},
  prepare: (server: FakeServer) => void = () => {},
): Promise<FakeServer> {
  await page.viewport(options.width ?? 1280, options.height ?? 800);
  server ??= installFakeServer(options.config);
  prepare(server);
  const { config, width, height, ...tag } = options;
  await start(tag);
  return server;
}

/** The widget again, as on the next page of the site: the server and what the browser stores stay. */
export const start = (tag: TagOptions = {}): Promise<void> =>
  startWidget({ widgetId: WIDGET_ID, baseUrl: location.origin, tag, importLate });

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

/** A busy machine gets time: slowness is no failure. */
const PATIENT_MS = 30_000;

/** Polls until `check` gives something true; its last answer names what was missing. */
export async function until<T>(what: string, check: () => T): Promise<NonNullable<T>> {
  const end = Date.now() + PATIENT_MS;
  for (;;) {
    const value = check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${PATIENT_MS} ms in vain for ${what}`);
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
