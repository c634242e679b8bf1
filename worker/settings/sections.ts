import type { RoleSettings } from "../../protocol/roles.ts";
import type { SessionThresholds } from "../../protocol/session.ts";
import {
  SETTINGS_SCHEMAS,
  SETTINGS_SECTIONS,
  type Settings,
  type SettingsSection,
} from "../../protocol/settings.schema.ts";
import { defaultSettings } from "./defaults.ts";

export type SavedSection = { section: SettingsSection; value: unknown };

/**
 * Every section, from what is saved over the defaults. A saved section that this version cannot read whole keeps the
 * fields that fit, so that an older or newer build never takes an organization's settings away.
 */
export function sectionsFrom(saved: readonly SavedSection[], timeZone: string): Settings {
  const sections: Record<string, unknown> = defaultSettings(timeZone);
  for (const { section, value } of saved) {
    if (!SETTINGS_SECTIONS.includes(section)) continue;
    const merged = { ...(sections[section] as object), ...(value as object) };
    const parsed = SETTINGS_SCHEMAS[section].safeParse(merged);
    if (parsed.success) sections[section] = parsed.data;
    else console.error("settings.unreadable", section);
  }
  return sections as Settings;
}

/** The switches that permissions and sight depend on. */
export const roleSettingsOf = ({ allocation, broadcast, masking }: Settings): RoleSettings => ({
  agentCanTakeOver: allocation.agentCanTakeOver,
  agentCanAssign: allocation.agentCanAssign,
  agentCanBroadcast: broadcast.agentCanBroadcast,
  contactMasking: masking.contactMasking,
});

export const thresholdsOf = ({ sessions }: Settings): SessionThresholds => ({
  expiringMs: sessions.expiringMs,
  expiredMs: sessions.expiredMs,
});
