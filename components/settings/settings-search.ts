import type { Localizer } from "../strings/localizer.ts";
import { type SettingsMenuKey, settingsMenuTexts } from "../strings/settings-menu.ts";
import type { SettingsPage } from "./sections.ts";
import { type PlainSettingsKey, settingsTexts } from "./settings-texts.ts";

/** Pure: what a search over the settings finds. */
const FIELDS: Partial<Record<SettingsMenuKey, readonly PlainSettingsKey[]>> = {
  users: ["users.add", "users.role", "users.email", "users.isRestricted"],
  divisions: ["divisions.general", "divisions.supervisorId", "divisions.agentIds", "divisions.integrationIds"],
  allocation: [
    "allocation.agentCanTakeOver",
    "allocation.agentCanAssign",
    "allocation.autoAllocation",
    "allocation.customUrl",
  ],
  workload: ["workload.limit", "workload.unit"],
  idle: ["idle.isOn", "idle.offline"],
  masking: ["masking.switch"],
  autoResponder: ["responder.inHours", "responder.outsideHours"],
  officeHours: ["hours.timeZone", "hours.week", "hours.holidays"],
  templates: ["templates.title", "templates.text"],
  tags: ["tags.create"],
  autoResolve: ["resolve.message", "resolve.comment", "resolve.after", "resolve.tag"],
  contactFields: ["contactFields.fields", "contactFields.options", "contactFields.required"],
  score: [
    "surveys.csat",
    "surveys.ces",
    "surveys.nps",
    "surveys.kinds",
    "surveys.question",
    "surveys.commentKind",
    "surveys.thanks",
  ],
  apiTokens: ["tokens.new", "tokens.scopes"],
  embedding: ["embedding.origins", "embedding.check", "embedding.token"],
  audit: ["audit.export"],
  security: [
    "sessions.clock",
    "sessions.expiringMs",
    "sessions.expiredMs",
    "sessions.remind",
    "codes.switch",
    "sessions.web",
    "sessions.webIdleMs",
  ],
};

/** `field` is the name that was met, if it is not the page's own. */
export type Found = { page: SettingsPage; field: string | null };

/** Pages whose name, description or fields contain the words; those found by name first. */
export function findSettings(pages: readonly SettingsPage[], searched: string, text: Localizer): Found[] {
  const words = searched.trim().toLocaleLowerCase();
  const has = (candidate: string): boolean => candidate.toLocaleLowerCase().includes(words);
  const { t } = settingsTexts(text);
  const byName = pages.filter((page) => has(settingsMenuTexts(text).t(page.text)));
  const byField = pages
    .filter((page) => !byName.includes(page))
    .flatMap((page) => {
      const field = (FIELDS[page.text] ?? []).map((key) => t(key)).find(has);
      return field === undefined ? [] : [{ page, field }];
    });
  return [...byName.map((page) => ({ page, field: null })), ...byField];
}
