import { html, nothing, type TemplateResult } from "lit";
import { CHANNELS, type Channel } from "../../../protocol/channels.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SURVEY_LIMITS, type SurveyKind } from "../../../protocol/survey.ts";
import type { LocalText } from "../../../protocol/webchat.schema.ts";
import type { Language, Localizer } from "../../strings/localizer.ts";
import { segmentField, switchField } from "../../ui/form.ts";
import { settingsTexts } from "../settings-texts.ts";
import { allOrChosen, COMMENT_CHANNELS, channelOptions } from "./choices.ts";
import { localText } from "./local-text.ts";

export type Survey = Settings["surveys"][SurveyKind];
type CommentKind = "off" | "optional" | "required";

export type SurveyContext = {
  kind: SurveyKind;
  survey: Survey;
  connected: readonly Channel[];
  text: Localizer;
  /** The language whose words are shown. */
  language: Language;
  onLanguage: (language: Language) => void;
  errorAt: (pointer: string) => string | undefined;
  /** Questions for a comment that were typed and are not asked at the moment: they come back with the choice. */
  kept: Map<SurveyKind, LocalText>;
  change: (patch: Partial<Survey>) => void;
};

const NEW_COMMENT: LocalText = { en: "What could we do better?", id: "Apa yang bisa kami perbaiki?" };

const commentKindOf = ({ comment }: Survey): CommentKind =>
  comment === null ? "off" : comment.isRequired ? "required" : "optional";

/** When one survey is sent and where, and what it says. */
export function surveyCards(context: SurveyContext): TemplateResult {
  const { kind, survey, connected, text, errorAt, change } = context;
  const { t } = settingsTexts(text);
  return html`<section class="card">
      ${switchField({
        pointer: `/${kind}/isOn`,
        label: t("surveys.isOn", { kind: t(`surveys.${kind}`) }),
        hint: t(`surveys.${kind}Hint`),
        isOn: survey.isOn,
        onChange: (isOn) => change({ isOn }),
      })}
      ${segmentField({
        pointer: `/${kind}/mode`,
        label: t("surveys.mode"),
        hint: t(`surveys.${survey.mode}Hint`),
        value: survey.mode,
        options: (["automatic", "manual"] as const).map((value) => ({ value, label: t(`surveys.${value}`) })),
        onChange: (mode) => change({ mode }),
      })}
      ${allOrChosen({
        pointer: `/${kind}/channels`,
        label: t("surveys.channels"),
        hint: t("surveys.channelsHint"),
        error: errorAt(`/${kind}/channels`),
        what: "channels",
        options: channelOptions(offered(survey, connected), text),
        chosen: survey.channels,
        text,
        onChange: (channels) => change({ channels: channels as Channel[] | null }),
      })}
    </section>
    <section class="card" aria-labelledby="survey-words">
      <h3 id="survey-words">${t("surveys.words")}</h3>
      ${wordsFields(context)}
    </section>`;
}

/** Message channels that are connected, and those the survey names already. Comments are never followed by one (SURVEY-3). */
const offered = ({ channels }: Survey, connected: readonly Channel[]): Channel[] =>
  CHANNELS.filter(
    (channel) => channels?.includes(channel) || (connected.includes(channel) && !COMMENT_CHANNELS.has(channel)),
  );

function wordsFields(context: SurveyContext): TemplateResult {
  const { kind, survey, text, kept, change } = context;
  const { t } = settingsTexts(text);
  const { title, question, comment, thanks } = survey;
  return html`${words(context, {
    pointer: `/${kind}/title`,
    label: t("surveys.title"),
    value: title,
    max: SURVEY_LIMITS.titleLength,
    isLine: true,
    onChange: (next) => change({ title: next }),
  })}
    ${words(context, {
      pointer: `/${kind}/question`,
      label: t("surveys.question"),
      hint: t("surveys.questionHint"),
      value: question,
      max: SURVEY_LIMITS.questionLength,
      onChange: (next) => change({ question: next }),
    })}
    ${segmentField({
      pointer: `/${kind}/comment`,
      label: t("surveys.commentKind"),
      value: commentKindOf(survey),
      options: [
        { value: "off", label: t("surveys.commentOff") },
        { value: "optional", label: t("surveys.commentOptional") },
        { value: "required", label: t("surveys.commentRequired") },
      ],
      onChange: (value) => {
        if (comment) kept.set(kind, comment.question);
        const asked = comment?.question ?? kept.get(kind) ?? NEW_COMMENT;
        change({ comment: value === "off" ? null : { question: asked, isRequired: value === "required" } });
      },
    })}
    ${
      comment
        ? words(context, {
            pointer: `/${kind}/comment/question`,
            label: t("surveys.comment"),
            value: comment.question,
            max: SURVEY_LIMITS.questionLength,
            onChange: (next) => change({ comment: { ...comment, question: next } }),
          })
        : nothing
    }
    ${words(context, {
      pointer: `/${kind}/thanks`,
      label: t("surveys.thanks"),
      value: thanks,
      max: SURVEY_LIMITS.thanksLength,
      onChange: (next) => change({ thanks: next }),
    })}`;
}

type Words = {
  pointer: string;
  label: string;
  hint?: string;
  value: LocalText;
  max: number;
  isLine?: boolean;
  onChange: (value: LocalText) => void;
};

const words = ({ language, text, errorAt, onLanguage }: SurveyContext, facts: Words): TemplateResult =>
  localText({ ...facts, language, text, errorAt, onLanguage });
