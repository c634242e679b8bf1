import { html, type TemplateResult } from "lit";
import { recall, remember } from "../../data/browser-storage.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { dialogTexts } from "./dialog-texts.ts";

const KEY = "resolve.survey";

/** ROOM-18: whether the manual surveys go out; as it was chosen last in this browser. */
export const isSurveyWanted = (): boolean => recall(KEY) !== "no";

export const rememberSurvey = (isWanted: boolean): void => remember(KEY, isWanted ? null : "no");

type Choice = {
  text: Localizer;
  /** "CSAT, NPS" */
  surveys: string;
  isWanted: boolean;
  onWanted: (isWanted: boolean) => void;
};

export const resolveChoice = ({ text, surveys, isWanted, onWanted }: Choice): TemplateResult => {
  const { t } = dialogTexts(text);
  return html`<div class="choices">
    <label>
      <input
        type="checkbox"
        .checked=${isWanted}
        aria-describedby="surveys"
        @change=${(event: Event) => onWanted((event.currentTarget as HTMLInputElement).checked)}
      />
      <span>${t("resolve.survey")}</span>
    </label>
  </div>
  <p id="surveys" class="hint">${t("resolve.surveyText", { surveys })}</p>`;
};
