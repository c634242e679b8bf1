import type { Localizer } from "../../strings/localizer.ts";
import { settingsMenuTexts } from "../../strings/settings-menu.ts";
import { type PlainSettingsKey, settingsTexts } from "../settings-texts.ts";

/** Pure: what fields, sections and words of the system are called on the pages where people change them. */
const FIELDS: Record<string, PlainSettingsKey> = {
  agentIds: "divisions.agentIds",
  channels: "field.channels",
  codeByEmail: "codes.switch",
  command: "templates.title",
  comment: "resolve.comment",
  contactMasking: "masking.switch",
  csat: "surveys.csat",
  ces: "surveys.ces",
  nps: "surveys.nps",
  divisionId: "setup.division",
  domain: "webchat.domain",
  expiresAt: "tokens.expiry",
  holidays: "hours.holidays",
  inactivityMs: "resolve.after",
  inHours: "responder.inHours",
  integrationIds: "divisions.integrationIds",
  isHidden: "contactFields.hidden",
  isRequired: "contactFields.required",
  kind: "tokens.kind",
  label: "contactFields.label",
  memberIds: "field.agents",
  message: "resolve.message",
  minutes: "idle.minutes",
  mode: "surveys.mode",
  offlineMinutes: "idle.offlineMinutes",
  options: "contactFields.options",
  origins: "embedding.origins",
  outsideHours: "responder.outsideHours",
  question: "surveys.question",
  rules: "workload.rules",
  scopes: "tokens.scopes",
  subtitle: "setup.prechatSubtitle",
  supervisorId: "divisions.supervisorId",
  text: "responder.text",
  thanks: "surveys.thanks",
  timeZone: "hours.timeZone",
  title: "surveys.title",
  type: "contactFields.type",
  week: "hours.week",
};
/** Pages that call their fields as the system does. */
const PAGES = ["audit.field", "setup", "sessions", "allocation", "users"] as const;

/** Values of a field that stand for something, by the field. */
const VALUES: Record<string, Record<string, PlainSettingsKey>> = {
  position: { top: "setup.top", left: "setup.beside" },
  side: { left: "setup.left", right: "setup.right" },
  when: { always: "setup.always", online: "setup.whenOnline", offline: "setup.whenOffline" },
  email: { off: "setup.off", optional: "setup.optional", required: "setup.required" },
  phone: { off: "setup.off", optional: "setup.optional", required: "setup.required" },
  mode: { automatic: "surveys.automatic", manual: "surveys.manual" },
  language: { en: "setup.en", id: "setup.id" },
  kind: { user: "tokens.kind.user", bot: "tokens.kind.bot" },
  isRestricted: { true: "users.access.own", false: "users.access.all" },
  scopes: { embed: "tokens.scope.embed" },
  type: {
    text: "contactFields.type.text",
    number: "contactFields.type.number",
    date: "contactFields.type.date",
    choice: "contactFields.type.choice",
  },
};
/** What an empty field stands for. */
const EMPTY: Record<string, PlainSettingsKey> = {
  channels: "choice.channels.all",
  integrationIds: "choice.channels.all",
  memberIds: "choice.agents.all",
  divisionId: "divisions.general",
  divisionIds: "divisions.general",
  expiresAt: "tokens.expiry.never",
};

const MENU = {
  "office-hours": "officeHours",
  "auto-responder": "autoResponder",
  "auto-resolve": "autoResolve",
  allocation: "allocation",
  workload: "workload",
  idle: "idle",
  surveys: "score",
  masking: "masking",
  embedding: "embedding",
  "contact-fields": "contactFields",
  sessions: "security",
} as const;

/** What a section of the settings is called in their menu. */
export function sectionWords(section: string, text: Localizer): string | undefined {
  const key = MENU[section as keyof typeof MENU];
  return key ? settingsMenuTexts(text).t(key) : settingsTexts(text).find(`audit.section.${section}`);
}

/** What a field is called; undefined: this version does not know it. */
export function fieldWords(field: string, text: Localizer): string | undefined {
  const { find, t } = settingsTexts(text);
  const key = FIELDS[field];
  return key ? t(key) : PAGES.map((page) => find(`${page}.${field}`)).find((words) => words !== undefined);
}

/** Words for a value that stands for something in this field; undefined: it speaks for itself. */
export function valueWords(field: string, value: string | null, text: Localizer): string | undefined {
  const key = value === null || value === "" ? EMPTY[field] : VALUES[field]?.[value];
  if (key) return settingsTexts(text).t(key);
  if (field === "role") return text.find(`role.${value}`);
  return field === "channels" ? text.find(`channel.${value}`) : undefined;
}
