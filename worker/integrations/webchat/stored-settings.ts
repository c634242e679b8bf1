import { type WebchatSettings, webchatSettingsSchema } from "../../../protocol/webchat.schema.ts";
import { DEFAULT_APPEARANCE, DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";

const { shape } = webchatSettingsSchema;

/**
 * Settings as they are stored, whole: what an older or newer build left out or wrote in another way gets its default, field
 * by field, so that no deployment takes a company's widget away.
 */
export function settingsFrom(stored: unknown): WebchatSettings {
  const given = (stored ?? {}) as Partial<WebchatSettings>;
  return {
    domain: String(given.domain ?? ""),
    ...fitting(DEFAULT_WEBCHAT, given, shape),
    appearance: fitting(DEFAULT_APPEARANCE, given.appearance ?? {}, shape.appearance.shape),
  };
}

function fitting<T extends object>(
  defaults: T,
  given: Partial<T>,
  schemas: Record<keyof T, { safeParse(value: unknown): { success: boolean; data?: unknown } }>,
): T {
  const keys = Object.keys(defaults) as (keyof T)[];
  const entries = keys.map((key) => {
    const parsed = schemas[key].safeParse(given[key]);
    return [key, parsed.success ? parsed.data : defaults[key]] as const;
  });
  return Object.fromEntries(entries) as T;
}
