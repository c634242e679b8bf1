import type { PickerOption } from "../../ui/picker.ts";

/** Pure: the world's time zones as a person looks for them. */
const offsetOf = (timeZone: string, at: number): string => {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
};

/** "Asia/Jakarta" → "Jakarta (Asia)", "America/Argentina/Salta" → "Salta (America, Argentina)". */
export function zoneName(timeZone: string): string {
  const parts = timeZone.replaceAll("_", " ").split("/");
  const city = parts.pop() ?? timeZone;
  return parts.length > 0 ? `${city} (${parts.join(", ")})` : city;
}

/** "GMT+7"; empty for a zone that is none. */
export function zoneOffset(timeZone: string, at: number): string {
  try {
    return offsetOf(timeZone, at);
  } catch {
    return "";
  }
}

/** Every zone by its city, with its present distance from Greenwich. */
export function zoneOptions(at: number): PickerOption[] {
  return Intl.supportedValuesOf("timeZone")
    .map((timeZone) => ({ id: timeZone, label: zoneName(timeZone), detail: zoneOffset(timeZone, at) }))
    .sort((one, other) => one.label.localeCompare(other.label));
}
