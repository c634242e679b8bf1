import type { Action } from "../../protocol/roles.ts";
import { SURVEY_KINDS, type SurveyKind } from "../../protocol/survey.ts";
import type { SettingsMenuKey } from "../strings/settings-menu.ts";

/**
 * SET-1 and INTEG, as far as there are pages. `section` is the attribute's value and the end of the shell's address;
 * `records`: each of its records has a page of its own at `{records}/{id}`.
 */
export const SETTINGS_PAGES = [
  { section: "accounts/users", group: "accounts", action: "member.edit", text: "users", records: "accounts/users" },
  { section: "agents/divisions", group: "agents", action: "settings.all", text: "divisions" },
  { section: "agents/allocation", group: "agents", action: "settings.all", text: "allocation" },
  { section: "agents/workload", group: "agents", action: "settings.all", text: "workload" },
  { section: "agents/idle", group: "agents", action: "settings.all", text: "idle" },
  { section: "agents/masking", group: "agents", action: "developer.manage", text: "masking" },
  { section: "chat/auto-responder", group: "chat", action: "settings.chat", text: "autoResponder" },
  { section: "chat/office-hours", group: "chat", action: "settings.chat", text: "officeHours" },
  { section: "chat/templates", group: "chat", action: "settings.chat", text: "templates" },
  { section: "chat/tags", group: "chat", action: "settings.chat", text: "tags" },
  { section: "chat/auto-resolve", group: "chat", action: "settings.chat", text: "autoResolve" },
  { section: "contact", group: "contact", action: "settings.all", text: "contactFields" },
  { section: "score", group: "score", action: "settings.all", text: "score", records: "score" },
  { section: "developer/api-tokens", group: "apiTokens", action: "developer.manage", text: "apiTokens" },
  { section: "developer/embedding", group: "embedding", action: "developer.manage", text: "embedding" },
  { section: "security", group: "security", action: "developer.manage", text: "security" },
  { section: "audit", group: "audit", action: "audit.read", text: "audit" },
  {
    section: "integrations",
    group: "integrations",
    action: "integrations.read",
    text: "integrations",
    records: "integrations/webchat",
  },
] as const satisfies readonly {
  section: string;
  group: SettingsGroup;
  action: Action;
  text: SettingsMenuKey;
  records?: string;
}[];

export type SettingsGroup =
  | "accounts"
  | "agents"
  | "chat"
  | "contact"
  | "score"
  | "apiTokens"
  | "embedding"
  | "security"
  | "audit"
  | "integrations";
export type SettingsPage = (typeof SETTINGS_PAGES)[number];
export type SettingsSectionId =
  | SettingsPage["section"]
  | `score/${SurveyKind}`
  | `accounts/users/${string}`
  | `integrations/webchat/${string}`;

/** Where a section leads: a page, and the record of it if it names one. */
export type SettingsPlace = { page: SettingsPage; recordId: string | null };

const isRecordOf = (page: SettingsPage, id: string): boolean =>
  page.section === "score" ? SURVEY_KINDS.some((kind) => kind === id) : /^[\w-]{1,80}$/.test(id);

export function placeOf(section: string | null): SettingsPlace | null {
  const whole = SETTINGS_PAGES.find((page) => page.section === section);
  if (whole) return { page: whole, recordId: null };
  const at = section?.lastIndexOf("/") ?? -1;
  const recordId = section?.slice(at + 1) ?? "";
  const page = SETTINGS_PAGES.find((one) => "records" in one && one.records === section?.slice(0, at));
  return page && isRecordOf(page, recordId) ? { page, recordId } : null;
}

export const pageOf = (section: string | null): SettingsPage | null => placeOf(section)?.page ?? null;

export const mayOpen = (page: SettingsPage, permissions: readonly Action[]): boolean =>
  permissions.includes(page.action);

/** The pages of the settings' menu that a member may open, in its order. Integrations have a menu of their own (NAV). */
export const pagesFor = (permissions: readonly Action[]): SettingsPage[] =>
  SETTINGS_PAGES.filter((page) => page.group !== "integrations" && mayOpen(page, permissions));
