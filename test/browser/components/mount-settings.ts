import { page } from "vitest/browser";
import type { SapaSettings } from "../../../components/settings/settings.ts";
import type { Role } from "../../../protocol/roles.ts";
import { FakeServer } from "./fake-server.ts";
import { FakeSettings } from "./fake-settings.ts";
import { all, frame, named, one, until } from "./mount.ts";

export type MountedSettings = { server: FakeServer; settings: FakeSettings; element: SapaSettings };
export type MountSettingsOptions = {
  section?: string | null;
  role?: Role;
  width?: number;
  height?: number;
  attributes?: Record<string, string>;
  properties?: Partial<SapaSettings>;
  /** Runs before the element is put into the page. */
  prepare?: (settings: FakeSettings, server: FakeServer) => void;
};

let server: FakeServer | undefined;
let box: HTMLElement | undefined;

/** The settings in a box of the given size, against a server inside the page. Call `leaveSettings` after each test. */
export async function mountSettings(options: MountSettingsOptions = {}): Promise<MountedSettings> {
  const { width = 1280, height = 800, section = null, role = "admin" } = options;
  await page.viewport(width, height);
  server = new FakeServer(role);
  const settings = new FakeSettings(server);
  options.prepare?.(settings, server);
  box = document.createElement("div");
  box.style.cssText = `position:absolute;inset:0;inline-size:${width}px;block-size:${height}px`;
  document.body.style.margin = "0";
  document.body.append(box);
  const element = document.createElement("sapa-settings");
  for (const [name, value] of Object.entries({ language: "en", ...options.attributes }))
    element.setAttribute(name, value);
  // A function of its own, because elements with the same one share a connection.
  Object.assign(element, {
    section,
    tokenProvider: async () => ({ token: "token", expiresAt: Date.now() + 600_000 }),
    ...options.properties,
  });
  box.append(element);
  return { server, settings, element };
}

export function leaveSettings(): void {
  box?.remove();
  box = undefined;
  server?.uninstall();
  server = undefined;
  localStorage.clear();
}

/** Waits for the page's heading, and for what it loads. */
export async function pageShown(heading: string): Promise<void> {
  await until(`the page ${heading}`, () => all("h2").some(({ textContent }) => textContent === heading));
  await until("its content", () => all(".cards, .state").length > 0);
}

/** The control of a field, by its JSON pointer. */
export const control = <T extends HTMLElement = HTMLInputElement>(pointer: string): T =>
  one<T>(`[data-pointer="${pointer}"]`);

/** What is wrong with a field, as it stands under it. */
export const errorOf = (pointer: string): string =>
  (control(pointer).closest(".form-field, .span") ?? control(pointer).shadowRoot)
    ?.querySelector(".field-error")
    ?.textContent.trim() ?? "";

/** Types into a field as a person does: what stood there goes. */
export async function write(pointer: string, text: string): Promise<void> {
  const input = control(pointer);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  input.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  await frame();
}

export async function save(): Promise<void> {
  named("button", "Save").click();
  await frame();
}

export const toast = (): string =>
  all("sapa-toasts >> li")
    .map(({ textContent }) => textContent.replace(/\s+/g, " ").trim())
    .join(" | ");
