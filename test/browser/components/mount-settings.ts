import type { SapaSettings } from "../../../components/settings/settings.ts";
import type { WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { FakeDeveloper } from "./fake-developer.ts";
import type { FakeServer } from "./fake-server.ts";
import { FakeSettings } from "./fake-settings.ts";
import { FakeWebchat } from "./fake-webchat.ts";
import { all, frame, named, one, until } from "./mount.ts";
import { clearStage, newProvider, put, type StageOptions, setStage } from "./stage.ts";

export type MountedSettings = {
  server: FakeServer;
  settings: FakeSettings;
  webchat: FakeWebchat;
  developer: FakeDeveloper;
  element: SapaSettings;
};
export type MountSettingsOptions = StageOptions & {
  section?: string | null;
  attributes?: Record<string, string>;
  properties?: Partial<SapaSettings>;
  /** Runs before the element is put into the page. */
  prepare?: (settings: FakeSettings, server: FakeServer, webchat: FakeWebchat, developer: FakeDeveloper) => void;
};

/** The settings in a box of the given size, against a server inside the page. Call `leaveSettings` after each test. */
export async function mountSettings(options: MountSettingsOptions = {}): Promise<MountedSettings> {
  const { section = null, properties, attributes } = options;
  const server = await setStage({ role: "admin", ...options });
  const settings = new FakeSettings(server);
  const webchat = new FakeWebchat(server);
  const developer = new FakeDeveloper(server);
  options.prepare?.(settings, server, webchat, developer);
  const element = put("sapa-settings", { section, tokenProvider: newProvider(), ...properties }, attributes);
  return { server, settings, webchat, developer, element };
}

/** The set-up page of one widget, `int_1`. */
export async function mountWidget(
  options: MountSettingsOptions & { change?: Partial<WebchatIntegration> } = {},
): Promise<MountedSettings> {
  const { change, ...rest } = options;
  const mounted = await mountSettings({
    section: "integrations/webchat/int_1",
    ...rest,
    prepare: (settings, server, webchat, developer) => {
      webchat.add("Kopi Senja Shop", "https://shop.example", change);
      options.prepare?.(settings, server, webchat, developer);
    },
  });
  await pageShown("Kopi Senja Shop");
  return mounted;
}

export { clearStage as leaveSettings };

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
