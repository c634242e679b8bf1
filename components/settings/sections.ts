import type { Action } from "../../protocol/roles.ts";
import type { SettingsMenuKey } from "../strings/settings-menu.ts";

/** SET-1, as far as there are pages. `section` is the attribute's value and the end of the shell's address. */
export const SETTINGS_PAGES = [
  { section: "agents/divisions", group: "agents", action: "settings.all", text: "divisions" },
  { section: "agents/allocation", group: "agents", action: "settings.all", text: "allocation" },
  { section: "agents/workload", group: "agents", action: "settings.all", text: "workload" },
  { section: "agents/idle", group: "agents", action: "settings.all", text: "idle" },
  { section: "agents/masking", group: "agents", action: "settings.all", text: "masking" },
  { section: "chat/auto-responder", group: "chat", action: "settings.chat", text: "autoResponder" },
  { section: "chat/office-hours", group: "chat", action: "settings.chat", text: "officeHours" },
  { section: "chat/templates", group: "chat", action: "settings.chat", text: "templates" },
  { section: "chat/tags", group: "chat", action: "settings.chat", text: "tags" },
  { section: "chat/auto-resolve", group: "chat", action: "settings.chat", text: "autoResolve" },
  { section: "security", group: "security", action: "settings.all", text: "security" },
] as const satisfies readonly { section: string; group: SettingsGroup; action: Action; text: SettingsMenuKey }[];

export type SettingsGroup = "agents" | "chat" | "security";
export type SettingsSectionId = (typeof SETTINGS_PAGES)[number]["section"];
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

export const pageOf = (section: string | null): SettingsPage | null =>
  SETTINGS_PAGES.find((page) => page.section === section) ?? null;

/** The pages a member may open, in the order of the menu. */
export const pagesFor = (permissions: readonly Action[]): SettingsPage[] =>
  SETTINGS_PAGES.filter(({ action }) => permissions.includes(action));
