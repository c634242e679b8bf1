import { ProblemError } from "../../client/api.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { errorText } from "../data/texts-of-errors.ts";
import { areaTexts } from "../strings/area-texts.ts";
import type { ParamsOf } from "../strings/catalogue.ts";
import { auditEn } from "../strings/en/audit.ts";
import { contactFieldsEn } from "../strings/en/contact-fields.ts";
import { developerEn } from "../strings/en/developer.ts";
import { formsEn } from "../strings/en/forms.ts";
import { settingsEn } from "../strings/en/settings.ts";
import { surveysEn } from "../strings/en/surveys.ts";
import { usersEn } from "../strings/en/users.ts";
import { webchatEn } from "../strings/en/webchat.ts";
import { auditId } from "../strings/id/audit.ts";
import { contactFieldsId } from "../strings/id/contact-fields.ts";
import { developerId } from "../strings/id/developer.ts";
import { formsId } from "../strings/id/forms.ts";
import { settingsId } from "../strings/id/settings.ts";
import { surveysId } from "../strings/id/surveys.ts";
import { usersId } from "../strings/id/users.ts";
import { webchatId } from "../strings/id/webchat.ts";
import type { Localizer } from "../strings/localizer.ts";

const en = {
  ...settingsEn,
  ...formsEn,
  ...webchatEn,
  ...surveysEn,
  ...usersEn,
  ...developerEn,
  ...auditEn,
  ...contactFieldsEn,
} as const;
export type SettingsKey = keyof typeof en;
/** Texts that need no values. */
export type PlainSettingsKey = {
  [K in SettingsKey]: ParamsOf<(typeof en)[K]> extends [] ? K : never;
}[SettingsKey];
export const settingsTexts = areaTexts({
  en,
  id: {
    ...settingsId,
    ...formsId,
    ...webchatId,
    ...surveysId,
    ...usersId,
    ...developerId,
    ...auditId,
    ...contactFieldsId,
  },
});

/** What stands under a bad field; `invalid` says what this field may hold. */
export function badFieldText(bad: BadField | undefined, text: Localizer, invalid?: string): string | undefined {
  if (!bad) return undefined;
  if (bad.code === "settings.invalid" && invalid !== undefined) return invalid;
  const { find, t } = settingsTexts(text);
  if (bad.code === "widget.domain" && !bad.params?.right) return t("error.widget.domainUnknown");
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
