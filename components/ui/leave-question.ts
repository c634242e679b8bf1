import { areaTexts } from "../strings/area-texts.ts";
import { leaveEn } from "../strings/en/leave.ts";
import { leaveId } from "../strings/id/leave.ts";
import type { Localizer } from "../strings/localizer.ts";
import type { Question } from "./confirm.ts";

export const leaveTexts = areaTexts({ en: leaveEn, id: leaveId });

/** What to ask before a form goes that is not saved (GEN-11). */
export function leaveQuestion(text: Localizer): Question {
  const { t } = leaveTexts(text);
  return {
    heading: t("leave.title"),
    body: t("leave.text"),
    confirm: t("leave.discard"),
    cancel: t("leave.stay"),
    isDangerous: true,
  };
}
