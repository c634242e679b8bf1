import { ProblemError } from "../../client/api.ts";
import type { BadField } from "../../protocol/settings-rules.ts";
import { errorText } from "../data/texts-of-errors.ts";
import { areaTexts } from "../strings/area-texts.ts";
import type { ParamsOf } from "../strings/catalogue.ts";
import { settingsEn } from "../strings/en/settings.ts";
import { settingsId } from "../strings/id/settings.ts";
import type { Localizer } from "../strings/localizer.ts";

export type SettingsKey = keyof typeof settingsEn;
/** Texts that need no values. */
export type PlainSettingsKey = {
  [K in SettingsKey]: ParamsOf<(typeof settingsEn)[K]> extends [] ? K : never;
}[SettingsKey];
export const settingsTexts = areaTexts({ en: settingsEn, id: settingsId });

/** What stands under a bad field; `invalid` says what this field may hold. */
export function badFieldText(bad: BadField | undefined, text: Localizer, invalid?: string): string | undefined {
  if (!bad) return undefined;
  if (bad.code === "settings.invalid" && invalid !== undefined) return invalid;
  const { find, t } = settingsTexts(text);
  if (bad.code === "too_long" && !bad.params) return text.t("error.too_long");
  return (
    find(`error.${bad.code}`, bad.params) ?? text.find(`error.${bad.code}`, bad.params) ?? t("error.settings.invalid")
  );
}

/** Why something did not work, in words. */
export function settingsErrorText(error: unknown, text: Localizer): string {
  const refusal = error instanceof ProblemError ? error.refusal : null;
  const own = refusal && settingsTexts(text).find(`error.${refusal.code}`, refusal.params);
  return own ?? errorText(error, text);
}
