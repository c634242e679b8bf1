import type { Localizer } from "../../strings/localizer.ts";
import { dayWords, durationWords, holidayWords, weekWords } from "../parts/time-words.ts";
import { settingsTexts } from "../settings-texts.ts";
import { fieldWords, valueWords } from "./audit-labels.ts";
import { actionWords, type Names, nameWords, timeWords } from "./audit-words.ts";

/** One field of an entry. With `isChange` it was `before` and became `after`; else `after` is all that was noted. */
export type ChangeLine = { field: string; before: string; after: string; isChange: boolean };

type Pair = { before: unknown; after: unknown };
type Reader = { text: Localizer; names: Names };

const NOTHING = "–";
/** Fields that hold ids, and those that hold times. */
const IDS = /Ids?$|^former$/;
const TIMES = /At$|^onSince$|^from$|^to$/;
/** Parts of a pointer that say nothing to people, and facts that are only for machines. */
const SILENT: ReadonlySet<string> = new Set(["settings", "appearance"]);
const UNTOLD: ReadonlySet<string> = new Set(["roomId", "version", "fieldId"]);

const pairOf = (value: unknown): Pair | null =>
  isRecord(value) && "from" in value && "to" in value ? { before: value.from, after: value.to } : null;

/** A field of a newer server is still read as words: `teleportHome` becomes "Teleport home". */
function labelOf(field: string, text: Localizer): string {
  const words = field
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[._-]/g, " ")
    .toLowerCase();
  return fieldWords(field, text) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields of an entry in words, in the order they were noted. A pair of whole values is taken apart into what differs. */
export function changeLines(changes: unknown, text: Localizer, names: Names): ChangeLine[] {
  const reader = { text, names };
  if (!isRecord(changes)) return [];
  if ("before" in changes && "after" in changes)
    return differing({ before: changes.before, after: changes.after }, reader);
  return Object.entries(changes)
    .filter(([field]) => !UNTOLD.has(field))
    .map(([field, value]) => lineOf(field, value, reader))
    .filter(({ isChange, after }) => isChange || after !== NOTHING);
}

function lineOf(pointer: string, value: unknown, reader: Reader): ChangeLine {
  const path = pathOf(pointer);
  const field = path.map((part) => labelOf(part, reader.text)).join(" · ");
  const key = path.findLast((part) => part !== "en" && part !== "id") ?? "";
  const pair = pairOf(value);
  if (pair)
    return {
      field,
      before: written(key, pair.before, reader),
      after: written(key, pair.after, reader),
      isChange: true,
    };
  // A pointer tells of a difference, here of one whose values are long or personal and were not kept.
  const isUnkept = pointer.startsWith("/") && value === "changed";
  const after = isUnkept ? settingsTexts(reader.text).t("audit.changed") : written(key, value, reader);
  return { field, before: "", after, isChange: false };
}

const pathOf = (pointer: string): string[] =>
  pointer.startsWith("/")
    ? pointer
        .slice(1)
        .split("/")
        .filter((part) => !SILENT.has(part))
    : [pointer];

function differing({ before, after }: Pair, reader: Reader): ChangeLine[] {
  if (!isRecord(before) || !isRecord(after)) return [lineOf("value", { from: before, to: after }, reader)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => lineOf(field, { from: before[field], to: after[field] }, reader));
}

/** A value of a field as people read it. */
function written(field: string, value: unknown, reader: Reader): string {
  const { text } = reader;
  const { t } = settingsTexts(text);
  if (field === "week" && Array.isArray(value)) return weekWords(value, text);
  if (field === "holidays" && Array.isArray(value)) return holidayWords(value, text);
  if (Array.isArray(value)) return listed(field, value, reader);
  if (isRecord(value)) return gathered(value, reader);
  if (typeof value === "boolean") return valueWords(field, String(value), text) ?? t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") return counted(field, value, text);
  if (value === null || value === undefined || value === "") return valueWords(field, null, text) ?? NOTHING;
  return worded(field, String(value), reader);
}

function worded(field: string, value: string, { text, names }: Reader): string {
  if (field === "fields") {
    const own = value.match(/^fields\.(.+)$/)?.[1];
    return own === undefined ? labelOf(value, text) : nameWords(own, text, names);
  }
  if (IDS.test(field)) return nameWords(value, text, names);
  if (field === "action") return settingsTexts(text).find(`audit.area.${value}`) ?? actionWords(value, text);
  if (field === "date") return dayWords(value, text);
  return valueWords(field, value, text) ?? value;
}

function listed(field: string, values: unknown[], reader: Reader): string {
  if (values.length === 0) return valueWords(field, null, reader.text) ?? NOTHING;
  const isDeep = values.some((value) => typeof value === "object");
  return values.map((value) => written(field, value, reader)).join(isDeep ? "\n" : ", ");
}

const gathered = (record: Record<string, unknown>, reader: Reader): string =>
  Object.entries(record)
    .filter(([field]) => !UNTOLD.has(field))
    .map(([field, value]) => `${labelOf(field, reader.text)}: ${written(field, value, reader)}`)
    .join(" · ");

function counted(field: string, value: number, text: Localizer): string {
  const { t } = settingsTexts(text);
  if (TIMES.test(field)) return timeWords(value, text);
  if (field.endsWith("Ms")) return durationWords(value, text);
  if (/minutes$/i.test(field)) return t("duration.minutesOf", { n: value });
  return field === "afterSeconds" ? t("audit.seconds", { n: value }) : text.number(value);
}
