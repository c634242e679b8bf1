import type { AuditRow } from "../../../protocol/audit.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { settingsTexts } from "../settings-texts.ts";

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

/** "Tags: renamed"; an action without words of its own stands as it is written. */
export function actionWords(action: string, text: Localizer): string {
  const { find, t } = settingsTexts(text);
  const own = find(`audit.action.${action}`);
  if (own !== undefined) return own;
  const area = AUDIT_AREAS.find((one) => (one.endsWith(".") ? action.startsWith(one) : action === one));
  if (!area) return action;
  const what = t(`audit.area.${area}`);
  const verb = action.slice(area.length);
  if (verb === "") return what;
  return find(`audit.verb.${verb}`, { what }) ?? `${what}: ${verb.replaceAll(/[._]/g, " ")}`;
}

export function actorWords({ actor }: AuditRow, text: Localizer): string {
  const { t } = settingsTexts(text);
  if (actor.name !== null) return actor.name;
  const known = { system: "audit.system", operator: "audit.operator", api_key: "audit.apiKey" } as const;
  return t(known[actor.type as keyof typeof known] ?? "audit.unknown");
}

/** One field of an entry. With `isChange` it was `before` and became `after`; else `after` is all that was noted. */
export type ChangeLine = { field: string; before: string; after: string; isChange: boolean };

type Pair = { before: unknown; after: unknown };

function pairOf(value: unknown): Pair | null {
  if (typeof value !== "object" || value === null) return null;
  if ("from" in value && "to" in value) return { before: value.from, after: value.to };
  return "before" in value && "after" in value ? { before: value.before, after: value.after } : null;
}

const written = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
};

/** Fields of an entry, in the order they were noted. A pair of whole values is taken apart into what differs. */
export function changeLines(changes: unknown): ChangeLine[] {
  const whole = pairOf(changes);
  if (whole) return differing(whole);
  if (typeof changes !== "object" || changes === null) return [];
  return Object.entries(changes).map(([field, value]) => {
    const pair = pairOf(value);
    return pair
      ? { field, before: written(pair.before), after: written(pair.after), isChange: true }
      : { field, before: "", after: written(value), isChange: false };
  });
}

function differing({ before, after }: Pair): ChangeLine[] {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isRecord(before) || !isRecord(after))
    return [{ field: "", before: written(before), after: written(after), isChange: true }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: written(before[field]), after: written(after[field]), isChange: true }));
}
