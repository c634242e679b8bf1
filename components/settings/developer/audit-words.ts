import type { AuditRow } from "../../../protocol/audit.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { settingsTexts } from "../settings-texts.ts";
import { sectionWords } from "./audit-labels.ts";

/** Pure: entries of the audit log in words. An area that ends with a dot stands for all actions that begin so. */
export const AUDIT_AREAS = [
  "sign_in",
  "sign_out",
  "session.",
  "password.",
  "member.",
  "invitation.",
  "organization.",
  "provider.",
  "settings.",
  "division.",
  "tag.",
  "quick_reply.",
  "webchat.",
  "contact.",
  "room.",
  "api_token.",
  "embed_token.",
  "audit.",
] as const;

/** What ids are called today. */
export type Names = ReadonlyMap<string, string>;

/** Never the id itself: the file that can be downloaded has it for whoever needs it. */
export function nameWords(id: string, text: Localizer, names: Names): string {
  const { find, t } = settingsTexts(text);
  return names.get(id) ?? find(`audit.gone.${id.slice(0, id.indexOf("_"))}`) ?? t("audit.untold");
}

/** To the second. */
export function timeWords(at: number, text: Localizer): string {
  const seconds = Math.floor(at / 1000) % 60;
  return `${text.dateTime(at)}:${String(seconds).padStart(2, "0")}`;
}

/** "Tag renamed"; an action without words of its own stands as it is written. */
export function actionWords(action: string, text: Localizer): string {
  const { find, t } = settingsTexts(text);
  const own = find(`audit.action.${action}`);
  if (own !== undefined) return own;
  const area = AUDIT_AREAS.find((one) => (one.endsWith(".") ? action.startsWith(one) : action === one));
  if (!area) return action;
  const verb = action.slice(area.length);
  if (verb === "") return t(`audit.area.${area}`);
  const what = find(`audit.one.${area}`) ?? t(`audit.area.${area}`);
  return find(`audit.verb.${verb}`, { what }) ?? `${what}: ${verb.replaceAll(/[._]/g, " ")}`;
}

export function actorWords({ actor }: AuditRow, text: Localizer, names: Names): string {
  const { t } = settingsTexts(text);
  if (actor.name !== null) return actor.name;
  if (actor.type === "member" && actor.id !== null) return nameWords(actor.id, text, names);
  const known = { system: "audit.system", operator: "audit.operator", api_key: "audit.apiKey" } as const;
  return t(known[actor.type as keyof typeof known] ?? "audit.unknown");
}

/** What it was done to; null: nothing of its own. */
export function targetWords({ action, target, targetName }: AuditRow, text: Localizer, names: Names): string | null {
  if (target === null || targetName !== null) return targetName;
  if (action === "settings.save") return sectionWords(target, text) ?? settingsTexts(text).t("audit.untold");
  return nameWords(target, text, names);
}
